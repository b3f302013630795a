// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/auth.h"

#include <algorithm>
#include <array>

#include "server/clock.h"
#include "server/config.h"
#include "server/http/account_desk.h"
#include "server/http/errors.h"
#include "server/http/multipart.h"
#include "server/http/secret_text.h"
#include "server/http/session_cookie.h"

namespace kb {
namespace {

constexpr std::string_view kScheme = "Bearer ";
constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kSeenEvery_s = 60;
constexpr std::size_t kLongestNext = 1000;

constexpr std::array<const char*, 4> kRoleNames = {"customer", "agent", "writer", "admin"};

Identity bearer(const Services& services, std::string_view token) {
    const std::string& known = services.config.internal_token;
    if (known.empty() || !is_same_secret(token, known))
        throw HttpError(Refusal::bad_token,
                        "Проверьте токен: он стоит в настройках сервера (internal_token).");
    Identity identity;
    identity.role = Role::agent;
    identity.name = "internal_token";
    identity.credential = Credential::config_token;
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

Identity by_session(const Services& services, const std::string& secret) {
    const std::int64_t now_s = unix_seconds(services.clock);
    const auto session = services.accounts->accounts.session(secret_hash(secret), now_s);
    const auto role = session ? role_of(session->account.role) : std::nullopt;
    if (!role || *role == Role::customer) return {};
    keep_alive(services, *session, now_s);
    return {*role,
            session->account.id,
            session->account.name,
            session->account.login,
            Credential::session,
            session->id,
            secret_mac("csrf", secret)};
}

std::string_view host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    return scheme == std::string_view::npos ? std::string_view() : url.substr(scheme + 3);
}

}  // namespace

const char* role_name(Role role) { return kRoleNames.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_of(std::string_view name) {
    const auto* const found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
    if (found == kRoleNames.end()) return std::nullopt;
    return static_cast<Role>(found - kRoleNames.begin());
}

Identity identity_of(const Services& services, const HttpRequest& request) {
    const auto header = find_value(request.headers, "authorization");
    if (header && header->starts_with(kScheme)) return bearer(services, header->substr(kScheme.size()));
    if (services.accounts == nullptr) return {};
    const std::string secret = session_secret(services, request);
    return secret.empty() ? Identity() : by_session(services, secret);
}

Caller audience_of(const Identity& identity) {
    return identity.is_staff() ? Caller::internal : Caller::public_;
}

bool may_call(const Identity& identity, const Route& route) {
    switch (route.access) {
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
