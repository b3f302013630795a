// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/staff_page.h"

#include <fmt/format.h>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/account_handlers.h"
#include "server/http/auth.h"
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

// Those of the browser's cookies, whose ever they are.
void end_known_sessions(const Services& services, const HttpRequest& request, std::int64_t now_s) {
    AccountStore& accounts = services.accounts->accounts;
    for (const std::string& secret : session_secrets(services, request))
        if (const auto before = accounts.session(secret_hash(secret), now_s))
            accounts.end_session(before->id, before->account.id);
}

}  // namespace

AccountDesk& account_desk_of(const Services& services) {
    if (services.accounts == nullptr)
        throw HttpError(Refusal::store_unavailable, "Хранилище не открыто: войти сейчас нельзя.");
    return *services.accounts;
}

HttpResponse staff_page(const Services& services, const Exchange& exchange, const char* title_key,
                        const char* template_name, PageData data, int status) {
    PageHead head = page_head(services, exchange, page_lang(exchange.request));
    head.title = services.site.texts().get(head.lang.lang, title_key);
    head.is_unlisted = true;
    HttpResponse response = page(services, head, template_name, std::move(data), status);
    response.set("Cache-Control", "no-store");
    return response;
}

HttpResponse open_session(const Services& services, const Exchange& exchange, const Account& account,
                          std::string_view next) {
    AccountStore& accounts = account_desk_of(services).accounts;
    const std::int64_t now_s = unix_seconds(services.clock);
    end_known_sessions(services, exchange.request, now_s);
    const std::string secret = drawn_secret();
    const std::string_view browser = value_or(exchange.request.headers, "user-agent");
    const std::int64_t id = accounts.begin_session(
        {secret_hash(secret), account.id, now_s, now_s + services.config.auth.session_hours * kHour_s,
         exchange.request.client, std::string(first_code_points(valid_utf8(browser), kBrowserCharacters)),
         account.password});
    if (id == 0)
        throw HttpError(Refusal::sign_in_needed,
                        "Пока вы входили, учётную запись изменили. Войдите ещё раз.");
    HttpResponse response = redirect_to(303, safe_next(next, staff_home()));
    response.set("Set-Cookie", session_cookie(services, exchange.request, secret));
    return response;
}

NamedValues form_fields(const Exchange& exchange) { return parse_form(exchange.request).fields; }

std::string minute_utc(std::int64_t unix_s) {
    if (unix_s == 0) return {};
    const std::string text =
        utc_timestamp(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
    return fmt::format("{}.{}.{} {} UTC", text.substr(8, 2), text.substr(5, 2), text.substr(0, 4),
                       text.substr(11, 5));
}

std::string role_title(const Services& services, Lang lang, std::string_view role) {
    return services.site.texts().get(lang, fmt::format("role_{}", role));
}

std::vector<PageData> role_choices(const Services& services, Lang lang, Role most, std::string_view chosen) {
    std::vector<PageData> choices;
    for (const Role role : {Role::agent, Role::writer, Role::admin}) {
        if (role > most) continue;
        PageData choice;
        choice.set("value", role_name(role));
        choice.set("title", role_title(services, lang, role_name(role)));
        choice.set("is_chosen", PageData(chosen == role_name(role)));
        choices.push_back(std::move(choice));
    }
    return choices;
}

}  // namespace kb
