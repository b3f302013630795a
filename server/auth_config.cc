// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/auth_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace kb {
namespace {

constexpr std::size_t kMinSecretBytes = 32;

std::string lower_ascii(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

// Names that no browser and no other part of a proxy fills in: X-Remote-User, Remote-User.
bool is_safe_header(std::string_view name) {
    const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return is_plain && (name.starts_with("x-") || name.starts_with("remote-")) &&
           !name.starts_with("x-forwarded-") && name != "x-real-ip" && name != "x-csrf-token" &&
           name != "x-customer-token";
}

}  // namespace

std::vector<Key> auth_keys(AuthSettings& auth, Problems& p) {
    return {number_key("session_hours", auth.session_hours, 1, 720, p),
            number_key("session_days", auth.session_days, 1, 365, p),
            number_key("audit_days", auth.audit_days, 1, 3650, p),
            text_key("proxy_header", auth.proxy_header, p),
            choice_key("proxy_creates", auth.proxy_creates, {"", "agent", "writer"}, p),
            flag_key("private", auth.is_private, p),
            text_key("customer_secret", auth.customer_secret, p),
            url_key("customer_page", auth.customer_page, true, p)};
}

Problems check_auth(AuthSettings& auth, bool has_proxies) {
    Problems problems;
    auth.proxy_header = lower_ascii(auth.proxy_header);
    if (!auth.proxy_header.empty() && !is_safe_header(auth.proxy_header))
        problems.push_back(fmt::format(
            "auth.proxy_header: «{}» не годится. Нужен заголовок вида X-Remote-User или Remote-User",
            auth.proxy_header));
    if (!auth.proxy_header.empty() && !has_proxies)
        problems.push_back(
            "auth.proxy_header: некому верить. Укажите прокси в trusted_proxies или behind_proxy: true");
    if (!auth.customer_secret.empty() && auth.customer_secret.size() < kMinSecretBytes)
        problems.push_back(
            fmt::format("auth.customer_secret: нужно хотя бы {} знака, им подписаны пропуска клиентов. "
                        "Сделайте: openssl rand -hex 32",
                        kMinSecretBytes));
    return problems;
}

void take_secrets_from_environment(AuthSettings& auth) {
    if (const char* secret = std::getenv("KB_CUSTOMER_SECRET"); secret != nullptr && *secret != '\0')
        auth.customer_secret = secret;
}

}  // namespace kb
