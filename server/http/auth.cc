// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/auth.h"

#include <algorithm>
#include <array>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/account_desk.h"
#include "server/http/audit.h"
#include "server/http/customer_token.h"
#include "server/http/errors.h"
#include "server/http/multipart.h"
#include "server/http/secret_text.h"
#include "server/http/session_cookie.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::string_view kScheme = "bearer";
constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kSeenEvery_s = 60;
constexpr std::size_t kLongestNext = 1000;

// What a private help centre shows to everybody.
constexpr std::array<std::string_view, 10> kAlwaysOpen = {
    "/sign-in",    "/sign-in/link/{token}", "/sign-out",  "/static/{path}", "/favicon.ico",
    "/robots.txt", "/opensearch.xml",       "/api/v1/me", "/widget.js",     "/openapi.json"};

constexpr std::array<const char*, 4> kRoleNames = {"customer", "agent", "writer", "admin"};

[[noreturn]] void refuse_token() {
    throw HttpError(
        Refusal::bad_token,
        "Проверьте токен: его могли отозвать, или его срок вышел. Новый создают на странице /account.");
}

Identity by_token(const Services& services, std::string_view text) {
    const std::string_view secret = text.substr(kTokenPrefix.size());
    if (services.accounts == nullptr || !looks_drawn(secret)) refuse_token();
    const std::int64_t now_s = unix_seconds(services.clock);
    TokenStore& tokens = services.accounts->tokens;
    const auto token = tokens.find(secret_hash(secret), now_s);
    const auto wished = token ? role_of(token->role) : std::nullopt;
    const auto most = token ? role_of(token->account.role) : std::nullopt;
    if (!wished || !most) refuse_token();
    if (now_s - token->seen_s >= kSeenEvery_s) tokens.touch(token->id, now_s);
    Identity identity;
    identity.role = std::min(*wished, *most);
    identity.account_id = token->account.id;
    identity.name = token->name;
    identity.login = token->account.login;
    identity.credential = Credential::token;
    identity.session_id = token->id;
    identity.scopes = scopes_of(token->scopes);
    return identity;
}

Identity bearer(const Services& services, std::string_view text) {
    if (text.starts_with(kTokenPrefix)) return by_token(services, text);
    const std::string& known = services.config.internal_token;
    if (known.empty() || !is_same_secret(text, known)) refuse_token();
    Identity identity;
    identity.role = Role::agent;
    identity.name = "internal_token";
    identity.credential = Credential::config_token;
    identity.scopes = all_scopes();
    return identity;
}

// Seen again: the session lives on, but never past its last day.
void keep_alive(const Services& services, const Session& session, std::int64_t now_s) {
    if (now_s - session.seen_s < kSeenEvery_s) return;
    const AuthSettings& settings = services.config.auth;
    const std::int64_t last_s = session.created_s + settings.session_days * 24 * kHour_s;
    services.accounts->accounts.touch_session(session.id, now_s,
                                              std::min(last_s, now_s + settings.session_hours * kHour_s));
}

Identity of_account(const Account& account, Role role) {
    Identity identity;
    identity.role = role;
    identity.account_id = account.id;
    identity.name = account.name;
    identity.login = account.login;
    return identity;
}

Identity by_session(const Services& services, const std::string& secret) {
    const std::int64_t now_s = unix_seconds(services.clock);
    const auto session = services.accounts->accounts.session(secret_hash(secret), now_s);
    const auto role = session ? role_of(session->account.role) : std::nullopt;
    if (!role || *role == Role::customer) return {};
    keep_alive(services, *session, now_s);
    Identity identity = of_account(session->account, *role);
    identity.credential = Credential::session;
    identity.session_id = session->id;
    identity.csrf = secret_mac("csrf", secret);
    return identity;
}

// What the proxy says, when it says one thing and that is a login.
std::string proxied_login(const Services& services, const HttpRequest& request) {
    const std::string& name = services.config.auth.proxy_header;
    if (name.empty()) return {};
    std::string login;
    for (const NamedValue& header : request.headers) {
        if (header.name != name) continue;
        if (!login.empty()) return {};
        login = login_of(header.value);
    }
    return is_login(login) ? login : std::string();
}

Identity by_proxy(const Services& services, const HttpRequest& request, const std::string& login) {
    AccountStore& accounts = services.accounts->accounts;
    auto account = accounts.by_login(login);
    if (!account && !services.config.auth.proxy_creates.empty()) {
        Account fresh;
        fresh.login = fresh.name = login;
        fresh.role = services.config.auth.proxy_creates;
        if (accounts.add(fresh, unix_seconds(services.clock)))
            note_change_by(services, request, 0, login, "user.proxy", login + " (" + fresh.role + ")");
        account = accounts.by_login(login);
    }
    const auto role = account && !account->is_disabled ? role_of(account->role) : std::nullopt;
    if (!role || *role == Role::customer) return {};
    Identity identity = of_account(*account, *role);
    identity.credential = Credential::proxy;
    identity.csrf = secret_mac("proxy " + login, services.accounts->secret);
    return identity;
}

Identity by_customer_token(const Services& services, const HttpRequest& request) {
    const auto token = read_customer_token(
        customer_word(services, request), services.config.auth.customer_secret, unix_seconds(services.clock));
    if (!token) return {};
    Identity identity;
    identity.credential = Credential::customer_token;
    identity.customer = token->customer;
    return identity;
}

// What follows «Bearer», in whatever case; empty when nothing does. Other schemes are not for us.
std::optional<std::string_view> bearer_token(const HttpRequest& request) {
    const auto header = find_value(request.headers, "authorization");
    if (!header || lower(header->substr(0, kScheme.size())) != kScheme) return std::nullopt;
    const std::string_view rest = header->substr(kScheme.size());
    if (!rest.empty() && rest.front() != ' ') return std::nullopt;
    return rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
}

std::string_view host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    return scheme == std::string_view::npos ? std::string_view() : url.substr(scheme + 3);
}

bool has_role(const Identity& identity, Access access) {
    switch (access) {
        case Access::everyone:
            return true;
        case Access::agent:
            return identity.role >= Role::agent;
        case Access::writer:
            return identity.role >= Role::writer;
        case Access::admin:
            return identity.role >= Role::admin;
        case Access::undeclared:
            break;
    }
    return false;
}

}  // namespace

const char* role_name(Role role) { return kRoleNames.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_of(std::string_view name) {
    const auto* const found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
    if (found == kRoleNames.end()) return std::nullopt;
    return static_cast<Role>(found - kRoleNames.begin());
}

Identity identity_of(const Services& services, const HttpRequest& request) {
    if (const auto token = bearer_token(request)) return bearer(services, *token);
    if (services.accounts != nullptr) {
        if (const std::string login = proxied_login(services, request); !login.empty())
            return by_proxy(services, request, login);
        for (const std::string& secret : session_secrets(services, request))
            if (Identity identity = by_session(services, secret); identity.is_staff()) return identity;
    }
    return by_customer_token(services, request);
}

Caller audience_of(const Identity& identity, const Route* route) {
    if (!identity.is_staff()) return Caller::public_;
    const bool is_everyones = route == nullptr || route->access == Access::everyone;
    const bool is_narrow = identity.is_token() && is_everyones && !identity.scopes.has(Scope::read);
    return is_narrow ? Caller::public_ : Caller::internal;
}

bool may_call(const Identity& identity, const Route& route) {
    if (!has_role(identity, route.access)) return false;
    if (!identity.is_token() || route.access == Access::everyone) return true;
    const auto scope = scope_of(route);
    return scope && identity.scopes.has(*scope);
}

bool may_read(const Services& services, const Identity& identity, const Route* route) {
    if (!services.config.auth.is_private || identity.is_staff() || !identity.customer.empty()) return true;
    if (route == nullptr) return false;
    if (route->kind == RouteKind::operation) return true;
    return std::find(kAlwaysOpen.begin(), kAlwaysOpen.end(), route->pattern) != kAlwaysOpen.end();
}

bool is_change(const HttpRequest& request) {
    return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
}

bool has_csrf(const Identity& identity, const HttpRequest& request) {
    if (identity.csrf.empty()) return true;
    if (const auto word = find_value(request.headers, "x-csrf-token"))
        return is_same_secret(*word, identity.csrf);
    const std::string_view type = value_or(request.headers, "content-type");
    if (type.starts_with("application/x-www-form-urlencoded") || type.starts_with("multipart/form-data")) {
        const FormBody form = parse_form(request);
        return is_same_secret(value_or(form.fields, "csrf"), identity.csrf);
    }
    return false;
}

bool is_from_own_page(const Services& services, const HttpRequest& request) {
    if (const auto site = find_value(request.headers, "sec-fetch-site"))
        return *site == "same-origin" || *site == "none";
    const auto origin = find_value(request.headers, "origin");
    if (!origin) return true;
    const std::string_view host = host_of(*origin);
    return !host.empty() &&
           (host == value_or(request.headers, "host") || host == host_of(services.config.site_url));
}

std::string safe_next(std::string_view next, const std::string& otherwise) {
    const bool is_ours =
        next.size() <= kLongestNext && next.starts_with('/') && !next.starts_with("//") &&
        std::all_of(next.begin(), next.end(), [](char c) { return c > ' ' && c < 0x7f && c != '\\'; }) &&
        !next.starts_with("/sign-");
    return is_ours ? std::string(next) : otherwise;
}

}  // namespace kb
