// SPDX-License-Identifier: GPL-2.0-or-later
// For admins: who works here, and what was changed. Admins never see or set a password: they hand out a link.
#include <charconv>

#include "server/clock.h"
#include "server/http/account_handlers.h"
#include "server/http/audit.h"
#include "server/http/errors.h"
#include "server/http/page_layout.h"
#include "server/http/params.h"
#include "server/http/secret_text.h"
#include "server/http/site.h"
#include "server/http/staff_page.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::int64_t kLinkDays = 3;
constexpr std::int64_t kDay_s = 86'400;
constexpr int kAuditRows = 100;

std::vector<PageData> users_data(const Services& services, const Exchange& exchange, Lang lang) {
    const PageTexts& texts = services.site.texts();
    std::vector<PageData> rows;
    for (const Account& account : account_desk_of(services).accounts.list()) {
        PageData row;
        row.set("id", std::to_string(account.id));
        row.set("login", account.login);
        row.set("name", account.name);
        row.set("role", role_title(services, lang, account.role));
        row.set("seen", account.seen_s == 0
                            ? texts.get(lang, "users_unseen")
                            : texts.with(lang, "users_seen", {{"time", minute_utc(account.seen_s)}}));
        row.set("is_disabled", PageData(account.is_disabled));
        row.set("is_self", PageData(account.id == exchange.identity.account_id));
        row.set("has_no_password", PageData(account.password.empty()));
        set_list(row, "roles", role_choices(services, lang, Role::admin, account.role));
        rows.push_back(std::move(row));
    }
    return rows;
}

HttpResponse users_page(const Services& services, const Exchange& exchange, const char* problem_key,
                        const NamedValues& fields) {
    const Lang lang = page_lang(exchange.request).lang;
    const PageTexts& texts = services.site.texts();
    PageData data;
    set_text(data, "problem", problem_key == nullptr ? "" : texts.get(lang, problem_key));
    const bool is_done = value_or(exchange.request.query, "done") == "1";
    set_text(data, "done", is_done ? texts.get(lang, "users_done") : "");
    data.set("new_login", std::string(first_code_points(value_or(fields, "login"), 64)));
    data.set("new_name", std::string(first_code_points(value_or(fields, "name"), 100)));
    set_list(data, "users", users_data(services, exchange, lang));
    set_list(data, "new_roles", role_choices(services, lang, Role::admin, value_or(fields, "role", "agent")));
    return staff_page(services, exchange, "users_title", "users", std::move(data),
                      problem_key == nullptr ? 200 : 422);
}

Account account_at(const Services& services, const Exchange& exchange) {
    std::int64_t id = 0;
    const std::string_view text = exchange.argument;
    std::from_chars(text.data(), text.data() + text.size(), id);
    auto account = account_desk_of(services).accounts.by_id(id);
    if (!account || std::to_string(id) != text)
        throw HttpError(Refusal::not_found, "Такой учётной записи нет.");
    return std::move(*account);
}

// Shown once; only its hash stays.
HttpResponse new_link(const Services& services, const Exchange& exchange, const Account& account) {
    const std::string secret = drawn_secret();
    account_desk_of(services).accounts.add_link(secret_hash(secret), account.id,
                                                unix_seconds(services.clock) + kLinkDays * kDay_s);
    PageData data;
    data.set("link", base_url_of(services, exchange.request) + "/sign-in/link/" + secret);
    data.set("login", account.login);
    return staff_page(services, exchange, "link_made_title", "link_made", std::move(data), 201);
}

HttpResponse after(const Services& services, const Exchange& exchange, AccountChange change,
                   const std::string& action, const std::string& object) {
    if (change == AccountChange::last_admin) return users_page(services, exchange, "users_last_admin", {});
    if (change == AccountChange::no_such_account)
        throw HttpError(Refusal::not_found, "Такой учётной записи нет.");
    note_change(services, exchange, action, object);
    return redirect_to(303, page_lang(exchange.request).link("/admin/users?done=1"));
}

std::vector<PageData> audit_data(const Services& services, const std::vector<StoredAudit>& entries,
                                 Lang lang) {
    const PageTexts& texts = services.site.texts();
    std::vector<PageData> rows;
    for (const auto& [id, entry] : entries) {
        std::string key = "audit_" + entry.action;
        for (char& c : key)
            if (c == '.' || c == '-') c = '_';
        const std::string* title = texts.find(lang, key);
        PageData row;
        row.set("at", minute_utc(entry.at_s));
        row.set("who", entry.who);
        row.set("action", title == nullptr ? entry.action : *title);
        row.set("object", entry.object);
        row.set("address", entry.address);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

HttpResponse get_users_page(const Services& services, const Exchange& exchange) {
    return users_page(services, exchange, nullptr, {});
}

HttpResponse post_user(const Services& services, const Exchange& exchange) {
    const NamedValues fields = form_fields(exchange);
    const auto role = role_of(value_or(fields, "role"));
    Account account;
    account.login = login_of(first_code_points(value_or(fields, "login"), 64));
    account.name = shown_name(value_or(fields, "name"), account.login);
    if (!is_login(account.login)) return users_page(services, exchange, "login_wrong", fields);
    if (!role || *role == Role::customer) return users_page(services, exchange, "token_needs_role", fields);
    account.role = role_name(*role);
    const auto id = account_desk_of(services).accounts.add(account, unix_seconds(services.clock));
    if (!id) return users_page(services, exchange, "login_taken", fields);
    account.id = *id;
    note_change(services, exchange, "user.added", account.login + " (" + account.role + ")");
    return new_link(services, exchange, account);
}

HttpResponse post_user_link(const Services& services, const Exchange& exchange) {
    const Account account = account_at(services, exchange);
    if (account.is_disabled) return users_page(services, exchange, "users_is_disabled", {});
    note_change(services, exchange, "user.link", account.login);
    return new_link(services, exchange, account);
}

HttpResponse post_user_role(const Services& services, const Exchange& exchange) {
    const Account account = account_at(services, exchange);
    const NamedValues fields = form_fields(exchange);
    const auto role = role_of(value_or(fields, "role"));
    if (!role || *role == Role::customer) return users_page(services, exchange, "token_needs_role", {});
    const AccountChange change = account_desk_of(services).accounts.set_role(account.id, role_name(*role));
    return after(services, exchange, change, "user.role", account.login + ": " + role_name(*role));
}

HttpResponse post_user_disable(const Services& services, const Exchange& exchange) {
    const Account account = account_at(services, exchange);
    return after(services, exchange, account_desk_of(services).accounts.set_disabled(account.id, true),
                 "user.disabled", account.login);
}

HttpResponse post_user_enable(const Services& services, const Exchange& exchange) {
    const Account account = account_at(services, exchange);
    return after(services, exchange, account_desk_of(services).accounts.set_disabled(account.id, false),
                 "user.enabled", account.login);
}

HttpResponse get_audit_page(const Services& services, const Exchange& exchange) {
    const Lang lang = page_lang(exchange.request).lang;
    const int before = int_param(exchange.request.query, "before", 0, 0, 2'000'000'000);
    auto entries = account_desk_of(services).audit.list(before, kAuditRows + 1);
    PageData data;
    const bool has_more = entries.size() > static_cast<std::size_t>(kAuditRows);
    if (has_more) entries.pop_back();
    set_text(
        data, "more_url",
        has_more
            ? page_lang(exchange.request).link("/admin/audit?before=" + std::to_string(entries.back().id))
            : "");
    set_list(data, "entries", audit_data(services, entries, lang));
    return staff_page(services, exchange, "audit_title", "audit", std::move(data));
}

}  // namespace kb
