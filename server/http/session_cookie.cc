// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/session_cookie.h"

#include <fmt/format.h>

#include "server/config.h"
#include "server/http/secret_text.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;

// Behind TLS a cookie that was set over plain HTTP, or by a neighbour's host, must not pass for ours.
const char* name_of(bool is_secure) { return is_secure ? "__Host-kb_session" : "kb_session"; }

std::string cookie(bool is_secure, std::string_view value, std::int64_t max_age_s) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", name_of(is_secure), value,
                       max_age_s, is_secure ? "; Secure" : "");
}

}  // namespace

bool is_secure(const Services& services, const HttpRequest& request) {
    return services.config.site_url.starts_with("https://") ||
           value_or(request.headers, "x-forwarded-proto") ==
               "https";  // App drops it unless a proxy of ours sent it
}

std::string_view cookie_of(const HttpRequest& request, std::string_view name) {
    for (const NamedValue& header : request.headers) {
        if (header.name != "cookie") continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            std::string_view pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            while (pair.starts_with(' ')) pair.remove_prefix(1);
            if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
                return pair.substr(name.size() + 1);
        }
    }
    return {};
}

std::string session_secret(const Services& services, const HttpRequest& request) {
    const std::string_view value = cookie_of(request, name_of(is_secure(services, request)));
    return looks_drawn(value) ? std::string(value) : std::string();
}

std::string session_cookie(const Services& services, const HttpRequest& request, std::string_view secret) {
    return cookie(is_secure(services, request), secret, services.config.auth.session_days * kDay_s);
}

std::string no_session_cookie(const Services& services, const HttpRequest& request) {
    return cookie(is_secure(services, request), "", 0);
}

}  // namespace kb
