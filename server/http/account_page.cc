// SPDX-License-Identifier: GPL-2.0-or-later
// One's own account: sessions, password, tokens. Everything here is the caller's: other people's ids find
// nothing.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "server/clock.h"
#include "server/http/account_handlers.h"
#include "server/http/audit.h"
#include "server/http/errors.h"
#include "server/http/scope.h"
#include "server/http/secret_text.h"
#include "server/http/site.h"
#include "server/http/staff_page.h"
#include "server/store/token_store.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::array kTokenDays = {30, 90, 365, 0};  // 0: until it is revoked

constexpr std::array<const char*, 4> kDone = {"account_password_done", "account_session_done",
                                              "account_sessions_done", "account_token_gone"};

struct Known {
    std::string_view sign, name;
};

// Those that pretend to be others come before them.
constexpr std::array kBrowsers = {Known{"YaBrowser/", "Яндекс.Браузер"},
                                  Known{"Edg/", "Edge"},
                                  Known{"OPR/", "Opera"},
                                  Known{"Firefox/", "Firefox"},
                                  Known{"Chrome/", "Chrome"},
                                  Known{"Safari/", "Safari"},
                                  Known{"curl/", "curl"}};
constexpr std::array kSystems = {Known{"Android", "Android"}, Known{"iPhone", "iPhone"},
                                 Known{"iPad", "iPad"},       Known{"Windows", "Windows"},
                                 Known{"Mac OS X", "macOS"},  Known{"Linux", "Linux"}};

std::string_view name_in(const auto& table, std::string_view agent) {
    const auto* const found = std::find_if(table.begin(), table.end(), [&](const Known& each) {
        return agent.find(each.sign) != std::string_view::npos;
    });
    return found == table.end() ? std::string_view() : found->name;
}

// «Firefox, Windows»; empty when the User-Agent says neither.
std::string browser_name(std::string_view agent) {
    std::string name(name_in(kBrowsers, agent));
    const std::string_view system = name_in(kSystems, agent);
    if (!system.empty()) name += (name.empty() ? "" : ", ") + std::string(system);
    return name;
}

std::int64_t number_of(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::vector<PageData> sessions_data(const Services& services, const Identity& who, Lang lang) {
    std::vector<PageData> rows;
    for (const Session& session :
         account_desk_of(services).accounts.sessions(who.account_id, unix_seconds(services.clock))) {
        PageData row;
        row.set("id", std::to_string(session.id));
        const std::string browser = browser_name(session.browser);
        row.set("browser", browser.empty() ? services.site.texts().get(lang, "session_unknown") : browser);
        row.set("address", session.address);
        row.set("began", minute_utc(session.created_s));
        row.set("seen", minute_utc(session.seen_s));
        row.set("is_this", PageData(who.credential == Credential::session && session.id == who.session_id));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string scopes_text(const PageTexts& texts, Lang lang, const std::string& scopes) {
    std::string out;
    const ScopeSet set = scopes_of(scopes);
    for (const Scope scope : kScopes)
        if (set.has(scope))
            out += (out.empty() ? "" : ", ") + texts.get(lang, fmt::format("scope_{}", scope_name(scope)));
    return out;
}

std::vector<PageData> tokens_data(const Services& services, const Identity& who, Lang lang) {
    const PageTexts& texts = services.site.texts();
    const std::int64_t now_s = unix_seconds(services.clock);
    std::vector<PageData> rows;
    for (const StoredToken& token : account_desk_of(services).tokens.list(who.account_id)) {
        PageData row;
        row.set("id", std::to_string(token.id));
        row.set("name", token.name);
        row.set("role", role_title(services, lang, token.role));
        row.set("scopes", scopes_text(texts, lang, token.scopes));
        row.set("made", minute_utc(token.created_s));
        row.set("seen", token.seen_s == 0
                            ? texts.get(lang, "token_unseen")
                            : texts.with(lang, "token_seen", {{"time", minute_utc(token.seen_s)}}));
        row.set("expires",
                token.expires_s == 0 ? texts.get(lang, "token_no_end") : minute_utc(token.expires_s));
        row.set("is_over", PageData(token.expires_s != 0 && token.expires_s <= now_s));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PageData> scope_choices(const PageTexts& texts, Lang lang, const NamedValues& fields) {
    std::vector<PageData> rows;
    for (const Scope scope : kScopes) {
        PageData row;
        row.set("value", scope_name(scope));
        row.set("title", texts.get(lang, fmt::format("scope_{}", scope_name(scope))));
        row.set("is_chosen", PageData(std::any_of(fields.begin(), fields.end(), [&](const NamedValue& field) {
                    return field.name == "scope" && field.value == scope_name(scope);
                })));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PageData> day_choices(const PageTexts& texts, Lang lang) {
    std::vector<PageData> rows;
    for (const int days : kTokenDays) {
        PageData row;
        row.set("value", std::to_string(days));
        row.set("title",
                days == 0 ? texts.get(lang, "token_no_end") : texts.counted(lang, "token_days", days));
        row.set("is_chosen", PageData(days == 90));
        rows.push_back(std::move(row));
    }
    return rows;
}

struct Shown {
    const char* problem_key = nullptr;
    std::string place;  // of the problem: "password", "token"
    NamedValues fields;
};

HttpResponse account_page(const Services& services, const Exchange& exchange, const Shown& shown) {
    const Lang lang = page_lang(exchange.request).lang;
    const PageTexts& texts = services.site.texts();
    const Identity& who = exchange.identity;
    const auto account = account_desk_of(services).accounts.by_id(who.account_id);
    const std::string problem = shown.problem_key == nullptr ? "" : texts.get(lang, shown.problem_key);
    const std::string_view done = value_or(exchange.request.query, "done");
    PageData data;
    data.set("name", who.name);
    data.set("login", who.login);
    data.set("role", role_title(services, lang, role_name(who.role)));
    data.set("has_password", PageData(account && !account->password.empty()));
    const bool is_known_news = std::find(kDone.begin(), kDone.end(), done) != kDone.end();
    set_text(data, "done", is_known_news ? texts.get(lang, done) : "");
    set_text(data, "password_problem", shown.place == "password" ? problem : "");
    set_text(data, "token_problem", shown.place == "token" ? problem : "");
    data.set("token_name", std::string(value_or(shown.fields, "name")));
    set_list(data, "sessions", sessions_data(services, who, lang));
    set_list(data, "tokens", tokens_data(services, who, lang));
    set_list(data, "roles", role_choices(services, lang, who.role, "agent"));
    set_list(data, "scopes", scope_choices(texts, lang, shown.fields));
    set_list(data, "days", day_choices(texts, lang));
    return staff_page(services, exchange, "account_title", "account", std::move(data),
                      shown.problem_key == nullptr ? 200 : 422);
}

HttpResponse back(const Exchange& exchange, const char* done) {
    return redirect_to(303, page_lang(exchange.request).link(std::string("/account?done=") + done));
}

const char* problem_with_token(const NamedValues& fields, const Identity& who, NewToken& token) {
    ScopeSet scopes;
    for (const NamedValue& field : fields)
        if (field.name == "scope")
            for (const Scope scope : kScopes)
                if (field.value == scope_name(scope)) scopes.add(scope);
    const auto role = role_of(value_or(fields, "role"));
    const std::int64_t days = number_of(value_or(fields, "days"));
    token.name = shown_name(value_or(fields, "name"), "");
    if (token.name.empty()) return "token_needs_name";
    if (scopes.is_empty()) return "token_needs_scope";
    if (!role || *role == Role::customer || *role > who.role) return "token_needs_role";
    if (std::find(kTokenDays.begin(), kTokenDays.end(), days) == kTokenDays.end()) return "token_needs_days";
    token.role = role_name(*role);
    token.scopes = scope_names(scopes);
    token.expires_s = days == 0 ? 0 : token.now_s + days * kDay_s;
    return nullptr;
}

}  // namespace

HttpResponse get_account_page(const Services& services, const Exchange& exchange) {
    return account_page(services, exchange, {});
}

HttpResponse post_account_password(const Services& services, const Exchange& exchange) {
    AccountDesk& desk = account_desk_of(services);
    const NamedValues fields = form_fields(exchange);
    const Identity& who = exchange.identity;
    const auto account = desk.accounts.by_id(who.account_id);
    if (!account || account->password.empty())
        throw HttpError(Refusal::forbidden, "У этой учётной записи нет пароля: она входит иначе.");
    if (desk.seconds_to_wait(exchange.request.client, who.login, services.clock.steady()) != 0)
        return account_page(services, exchange, {"password_wait", "password", {}});
    const auto is_right = desk.passwords.check(value_or(fields, "password"), account->password);
    if (!is_right) return account_page(services, exchange, {"sign_in_busy", "password", {}});
    if (!*is_right) {
        note_change(services, exchange, "password.wrong");
        return account_page(services, exchange, {"password_not_old", "password", {}});
    }
    const std::string_view fresh = value_or(fields, "new");
    const char* problem = password_problem(fresh, who.login);
    if (problem == nullptr && fresh != value_or(fields, "again")) problem = "password_differs";
    if (problem != nullptr) return account_page(services, exchange, {problem, "password", {}});
    const auto hash = desk.passwords.hash(fresh);
    if (!hash) return account_page(services, exchange, {"sign_in_busy", "password", {}});
    desk.accounts.set_password(who.account_id, *hash, who.session_id);
    note_change(services, exchange, "password.changed");
    return back(exchange, "account_password_done");
}

HttpResponse post_account_session_end(const Services& services, const Exchange& exchange) {
    AccountStore& accounts = account_desk_of(services).accounts;
    if (!accounts.end_session(number_of(exchange.argument), exchange.identity.account_id))
        throw HttpError(Refusal::not_found, "Такого сеанса нет.");
    note_change(services, exchange, "session.ended", std::string(exchange.argument));
    return back(exchange, "account_session_done");
}

HttpResponse post_account_sessions_end(const Services& services, const Exchange& exchange) {
    account_desk_of(services).accounts.end_sessions(exchange.identity.account_id,
                                                    exchange.identity.session_id);
    note_change(services, exchange, "session.ended-others");
    return back(exchange, "account_sessions_done");
}

HttpResponse post_account_token(const Services& services, const Exchange& exchange) {
    const NamedValues fields = form_fields(exchange);
    const std::string secret = drawn_secret();
    NewToken token;
    token.hash = secret_hash(secret);
    token.account_id = exchange.identity.account_id;
    token.now_s = unix_seconds(services.clock);
    if (const char* problem = problem_with_token(fields, exchange.identity, token))
        return account_page(services, exchange, {problem, "token", fields});
    const auto id = account_desk_of(services).tokens.add(token);
    if (!id) return account_page(services, exchange, {"token_too_many", "token", fields});
    note_change(services, exchange, "token.made", fmt::format("{} ({}: {})", *id, token.role, token.scopes));
    PageData data;
    data.set("token", std::string(kTokenPrefix) + secret);
    data.set("name", token.name);
    return staff_page(services, exchange, "token_made_title", "token_made", std::move(data), 201);
}

HttpResponse post_account_token_revoke(const Services& services, const Exchange& exchange) {
    if (!account_desk_of(services).tokens.revoke(number_of(exchange.argument), exchange.identity.account_id))
        throw HttpError(Refusal::not_found, "Такого токена нет.");
    note_change(services, exchange, "token.revoked", std::string(exchange.argument));
    return back(exchange, "account_token_gone");
}

}  // namespace kb
