// SPDX-License-Identifier: GPL-2.0-or-later
// What an outsider must not learn here: which logins exist. So an unknown login, a disabled account and a
// wrong password are answered with the same words, after the same work (see is_password), and count for the
// same limits. Every sign-in draws a new secret; one that a browser brings along is never taken over.
#include <fmt/format.h>

#include "indexer/json_text.h"
#include "server/clock.h"
#include "server/http/account_handlers.h"
#include "server/http/audit.h"
#include "server/http/auth.h"
#include "server/http/desk_page.h"
#include "server/http/errors.h"
#include "server/http/session_cookie.h"
#include "server/http/site.h"
#include "server/http/staff_page.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

HttpResponse sign_in_page(const Services& services, const Exchange& exchange, const NamedValues& fields,
                          const std::string& problem, int status) {
    const std::string login(first_code_points(value_or(fields, "login"), 64));
    const std::string next = safe_next(value_or(fields, "next"), "");
    if (leads_to_panel(next)) return panel_sign_in_page(services, exchange, {login, next, problem, status});
    PageData data;
    set_text(data, "problem", problem);
    data.set("login", login);
    data.set("next", next);
    return staff_page(services, exchange, "sign_in_title", "sign_in", std::move(data), status);
}

HttpResponse wait_page(const Services& services, const Exchange& exchange, const NamedValues& fields,
                       int wait_s) {
    const std::string problem =
        services.site.texts().counted(page_lang(exchange.request).lang, "sign_in_wait", (wait_s + 59) / 60);
    HttpResponse response = sign_in_page(services, exchange, fields, problem, 429);
    response.set("Retry-After", std::to_string(wait_s));
    return response;
}

HttpResponse busy_page(const Services& services, const Exchange& exchange, const NamedValues& fields) {
    const std::string& problem = services.site.texts().get(page_lang(exchange.request).lang, "sign_in_busy");
    HttpResponse response = sign_in_page(services, exchange, fields, problem, 503);
    response.set("Retry-After", "2");
    return response;
}

}  // namespace

std::string desk_url() { return find_route("GET", "/desk").route == nullptr ? "" : "/desk"; }
std::string staff_home() { return desk_url().empty() ? "/" : desk_url(); }

HttpResponse get_sign_in_page(const Services& services, const Exchange& exchange) {
    account_desk_of(services);
    const NamedValues& query = exchange.request.query;
    if (exchange.identity.is_staff())
        return redirect_to(303, safe_next(value_or(query, "next"), staff_home()));
    return sign_in_page(services, exchange, query, "", 200);
}

HttpResponse post_sign_in(const Services& services, const Exchange& exchange) {
    AccountDesk& desk = account_desk_of(services);
    if (!is_from_own_page(services, exchange.request))
        throw HttpError(Refusal::bad_csrf,
                        "Форму отправил другой сайт. Откройте страницу входа и войдите здесь.");
    const NamedValues fields = form_fields(exchange);
    const std::string login = login_of(first_code_points(value_or(fields, "login"), 64));
    if (const int wait_s = desk.seconds_to_wait(exchange.request.client, login, services.clock.steady()))
        return wait_page(services, exchange, fields, wait_s);
    const auto account = desk.accounts.by_login(login);
    const auto is_right =
        desk.passwords.check(value_or(fields, "password"), account ? account->password : std::string());
    if (!is_right) return busy_page(services, exchange, fields);
    if (!account || !*is_right || account->is_disabled) {
        // What is no login may be a password in the wrong field: it is not written down.
        note_change_by(services, exchange.request, 0, account ? login : "?", "sign-in.failed");
        const Lang lang = page_lang(exchange.request).lang;
        return sign_in_page(services, exchange, fields, services.site.texts().get(lang, "sign_in_wrong"),
                            401);
    }
    note_change_by(services, exchange.request, account->id, login, "sign-in");
    return open_session(services, exchange, *account, value_or(fields, "next"));
}

HttpResponse post_sign_out(const Services& services, const Exchange& exchange) {
    account_desk_of(services).accounts.end_session(exchange.identity.session_id,
                                                   exchange.identity.account_id);
    note_change(services, exchange, "sign-out");
    HttpResponse response =
        redirect_to(303, is_framed(exchange.request) ? "/sign-in?next=/desk?panel" : "/sign-in");
    response.set("Set-Cookie", no_session_cookie(services, exchange.request));
    return response;
}

HttpResponse get_me(const Services& services, const Exchange& exchange) {
    static_cast<void>(services);
    const Identity& who = exchange.identity;
    HttpResponse response{
        200,
        "application/json",
        fmt::format(R"({{"role":{},"name":{},"login":{},"csrf":{}}})", json_quoted(role_name(who.role)),
                    json_quoted(who.name), json_quoted(who.login), json_quoted(who.csrf)),
        {}};
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace kb
