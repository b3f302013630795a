// SPDX-License-Identifier: GPL-2.0-or-later
// What an outsider must not learn here: which logins exist. So an unknown login, a disabled account and a
// wrong password are answered with the same words, after the same work (see is_password), and count for the
// same limits. Every sign-in draws a new secret; one that a browser brings along is never taken over.
#include <fmt/format.h>

#include "indexer/json_text.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/http/account_desk.h"
#include "server/http/account_handlers.h"
#include "server/http/auth.h"
#include "server/http/desk_page.h"
#include "server/http/errors.h"
#include "server/http/multipart.h"
#include "server/http/page_layout.h"
#include "server/http/secret_text.h"
#include "server/http/session_cookie.h"
#include "server/http/site.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::int64_t kHour_s = 3600;
constexpr std::size_t kBrowserCharacters = 200;

AccountDesk& desk_of(const Services& services) {
    if (services.accounts == nullptr)
        throw HttpError(Refusal::store_unavailable, "Хранилище не открыто: войти сейчас нельзя.");
    return *services.accounts;
}

HttpResponse sign_in_page(const Services& services, const Exchange& exchange, const NamedValues& fields,
                          const std::string& problem, int status) {
    PageHead head = page_head(services, exchange, page_lang(exchange.request));
    head.title = services.site.texts().get(head.lang.lang, "sign_in_title");
    head.is_unlisted = true;
    PageData data;
    set_text(data, "problem", problem);
    data.set("login", std::string(first_code_points(value_or(fields, "login"), 64)));
    data.set("next", safe_next(value_or(fields, "next"), ""));
    HttpResponse response = page(services, head, "sign_in", std::move(data), status);
    response.set("Cache-Control", "no-store");
    return response;
}

HttpResponse open_session(const Services& services, const Exchange& exchange, std::int64_t account_id,
                          std::string_view next) {
    AccountStore& accounts = desk_of(services).accounts;
    const std::int64_t now_s = unix_seconds(services.clock);
    if (exchange.identity.session_id != 0)
        accounts.end_session(exchange.identity.session_id, exchange.identity.account_id);
    const std::string secret = drawn_secret();
    const std::string_view browser = value_or(exchange.request.headers, "user-agent");
    accounts.begin_session({secret_hash(secret), account_id, now_s,
                            now_s + services.config.auth.session_hours * kHour_s, exchange.request.client,
                            std::string(first_code_points(browser, kBrowserCharacters))});
    HttpResponse response = redirect_to(303, safe_next(next, staff_home()));
    response.set("Set-Cookie", session_cookie(services, exchange.request, secret));
    return response;
}

}  // namespace

std::string staff_home() { return find_route("GET", "/desk").route == nullptr ? "/" : "/desk"; }

HttpResponse get_sign_in_page(const Services& services, const Exchange& exchange) {
    desk_of(services);
    const NamedValues& query = exchange.request.query;
    if (exchange.identity.credential == Credential::session)
        return redirect_to(303, safe_next(value_or(query, "next"), staff_home()));
    if (is_panel_sign_in(services, exchange.request)) return panel_sign_in_page(services, exchange);
    return sign_in_page(services, exchange, query, "", 200);
}

HttpResponse post_sign_in(const Services& services, const Exchange& exchange) {
    AccountDesk& desk = desk_of(services);
    if (!is_from_own_page(services, exchange.request))
        throw HttpError(Refusal::bad_csrf,
                        "Форму отправил другой сайт. Откройте страницу входа и войдите здесь.");
    const NamedValues fields = parse_form(exchange.request).fields;
    const PageTexts& texts = services.site.texts();
    const Lang lang = page_lang(exchange.request).lang;
    const std::string login = login_of(first_code_points(value_or(fields, "login"), 64));
    if (const int wait_s = desk.seconds_to_wait(exchange.request.client, login, services.clock.steady())) {
        HttpResponse response = sign_in_page(services, exchange, fields,
                                             texts.counted(lang, "sign_in_wait", (wait_s + 59) / 60), 429);
        response.set("Retry-After", std::to_string(wait_s));
        return response;
    }
    const auto account = desk.accounts.by_login(login);
    const bool is_right =
        desk.passwords.check(value_or(fields, "password"), account ? account->password : std::string());
    if (!account || !is_right || account->is_disabled)
        return sign_in_page(services, exchange, fields, texts.get(lang, "sign_in_wrong"), 401);
    return open_session(services, exchange, account->id, value_or(fields, "next"));
}

HttpResponse post_sign_out(const Services& services, const Exchange& exchange) {
    desk_of(services).accounts.end_session(exchange.identity.session_id, exchange.identity.account_id);
    HttpResponse response = redirect_to(303, "/sign-in");
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
