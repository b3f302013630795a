// SPDX-License-Identifier: GPL-2.0-or-later
// A link that works once: it makes the first admin, or sets the password of an account. Opening it uses
// nothing up, since mail programs and messengers open links by themselves; sending the form does.
#include "server/clock.h"
#include "server/http/account_handlers.h"
#include "server/http/audit.h"
#include "server/http/auth.h"
#include "server/http/errors.h"
#include "server/http/secret_text.h"
#include "server/http/site.h"
#include "server/http/staff_page.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

struct Link {
    std::string hash;
    bool is_first = false;  // makes the first admin
    Account account;        // whose password it sets; else what the form says
};

// Nothing: it never was, it was used, or it is too old.
std::optional<Link> link_of(const Services& services, const Exchange& exchange) {
    AccountStore& accounts = account_desk_of(services).accounts;
    if (!looks_drawn(exchange.argument)) return std::nullopt;
    Link link;
    link.hash = secret_hash(exchange.argument);
    const auto id = accounts.link_account(link.hash, unix_seconds(services.clock));
    if (!id) return std::nullopt;
    link.is_first = *id == 0;
    if (link.is_first) {
        link.account.role = role_name(Role::admin);
        return accounts.is_empty() ? std::optional(link) : std::nullopt;
    }
    const auto account = accounts.by_id(*id);
    if (!account || account->is_disabled) return std::nullopt;
    link.account = *account;
    return link;
}

HttpResponse over(const Services& services, const Exchange& exchange) {
    return staff_page(services, exchange, "link_over_title", "link_over", PageData(), 404);
}

HttpResponse form(const Services& services, const Exchange& exchange, const Link& link,
                  const char* problem_key) {
    const PageLang lang = page_lang(exchange.request);
    const PageTexts& texts = services.site.texts();
    PageData data;
    set_text(data, "problem", problem_key == nullptr ? "" : texts.get(lang.lang, problem_key));
    data.set("is_first", PageData(link.is_first));
    data.set("login", link.account.login);
    data.set("name", link.account.name);
    data.set("action_url", lang.link("/sign-in/link/" + std::string(exchange.argument)));
    const bool is_busy = problem_key != nullptr && std::string_view(problem_key) == "sign_in_busy";
    return staff_page(services, exchange, link.is_first ? "link_first_title" : "link_title", "link",
                      std::move(data),
                      problem_key == nullptr ? 200
                      : is_busy              ? 503
                                             : 422);
}

const char* problem_with(const NamedValues& fields, const Link& link) {
    if (link.is_first && !is_login(link.account.login)) return "login_wrong";
    const std::string_view password = value_or(fields, "password");
    if (const char* problem = password_problem(password, link.account.login)) return problem;
    return password == value_or(fields, "again") ? nullptr : "password_differs";
}

}  // namespace

HttpResponse get_link_page(const Services& services, const Exchange& exchange) {
    const auto link = link_of(services, exchange);
    return link ? form(services, exchange, *link, nullptr) : over(services, exchange);
}

HttpResponse post_link(const Services& services, const Exchange& exchange) {
    if (!is_from_own_page(services, exchange.request))
        throw HttpError(Refusal::bad_csrf, "Форму отправил другой сайт. Откройте ссылку заново.");
    auto link = link_of(services, exchange);
    if (!link) return over(services, exchange);
    const NamedValues fields = form_fields(exchange);
    if (link->is_first) {
        link->account.login = login_of(first_code_points(value_or(fields, "login"), 64));
        link->account.name = shown_name(value_or(fields, "name"), link->account.login);
    }
    if (const char* problem = problem_with(fields, *link)) return form(services, exchange, *link, problem);
    AccountDesk& desk = account_desk_of(services);
    const std::int64_t now_s = unix_seconds(services.clock);
    const auto hash = desk.passwords.hash(value_or(fields, "password"));
    if (!hash) return form(services, exchange, *link, "sign_in_busy");
    link->account.password = *hash;
    if (link->is_first) {
        const auto id = desk.accounts.use_first_link(link->hash, link->account, now_s);
        if (!id) return over(services, exchange);
        link->account.id = *id;
    } else if (!desk.accounts.use_link(link->hash, link->account.password, now_s)) {
        return over(services, exchange);
    }
    note_change_by(services, exchange.request, link->account.id, link->account.login,
                   link->is_first ? "user.first" : "password.link", link->account.login);
    return open_session(services, exchange, link->account, "");
}

}  // namespace kb
