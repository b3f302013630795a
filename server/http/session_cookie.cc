// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/session_cookie.h"

#include <fmt/format.h>

#include "server/config.h"
#include "server/http/secret_text.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::size_t kMostSecrets = 4;
constexpr std::string_view kSession = "kb_session";
constexpr std::string_view kCustomer = "kb_customer";

// Behind TLS a cookie that was set over plain HTTP, or by a neighbour's host, must not pass for ours.
std::string full_name(bool is_secure, std::string_view name) {
    return (is_secure ? "__Host-" : "") + std::string(name);
}

std::string cookie(bool is_secure, std::string_view name, std::string_view value, std::int64_t max_age_s) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", full_name(is_secure, name),
                       value, max_age_s, is_secure ? "; Secure" : "");
}

// Who signs in inside the panel's frame gets a cookie of that frame's own: browsers send it nowhere but into
// our frames on that very site. One of a page of ours stays Lax, so that no site can send requests with it.
std::string staff_cookie(const Services& services, const HttpRequest& request, std::string_view value,
                         std::int64_t max_age_s) {
    const bool is_tls = is_secure(services, request);
    if (!is_tls || services.config.desk.panel_origins.empty() || !is_framed(request))
        return cookie(is_tls, kSession, value, max_age_s);
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=None; Secure; Partitioned",
                       full_name(true, kSession), value, max_age_s);
}

}  // namespace

bool is_secure(const Services& services, const HttpRequest& request) {
    return services.config.site_url.starts_with("https://") ||
           value_or(request.headers, "x-forwarded-proto") ==
               "https";  // App drops it unless a proxy of ours sent it
}

bool is_framed(const HttpRequest& request) { return value_or(request.headers, "sec-fetch-dest") == "iframe"; }

std::vector<std::string_view> cookies_of(const HttpRequest& request, std::string_view name) {
    std::vector<std::string_view> values;
    for (const NamedValue& header : request.headers) {
        if (header.name != "cookie") continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            std::string_view pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            while (pair.starts_with(' ')) pair.remove_prefix(1);
            if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
                values.push_back(pair.substr(name.size() + 1));
        }
    }
    return values;
}

std::string_view cookie_of(const HttpRequest& request, std::string_view name) {
    const auto values = cookies_of(request, name);
    return values.empty() ? std::string_view() : values.front();
}

std::vector<std::string> session_secrets(const Services& services, const HttpRequest& request) {
    std::vector<std::string> secrets;
    for (const auto value : cookies_of(request, full_name(is_secure(services, request), kSession)))
        if (looks_drawn(value) && secrets.size() < kMostSecrets) secrets.emplace_back(value);
    return secrets;
}

std::string session_cookie(const Services& services, const HttpRequest& request, std::string_view secret) {
    return staff_cookie(services, request, secret, services.config.auth.session_days * kDay_s);
}

std::string no_session_cookie(const Services& services, const HttpRequest& request) {
    return staff_cookie(services, request, "", 0);
}

std::string customer_word(const Services& services, const HttpRequest& request) {
    if (services.config.auth.customer_secret.empty()) return {};
    if (const auto header = find_value(request.headers, "x-customer-token")) return std::string(*header);
    if (const auto given = find_value(request.query, "customer")) return std::string(*given);
    return std::string(cookie_of(request, full_name(is_secure(services, request), kCustomer)));
}

std::string customer_cookie(const Services& services, const HttpRequest& request, std::string_view word,
                            std::int64_t max_age_s) {
    return cookie(is_secure(services, request), kCustomer, word, max_age_s);
}

}  // namespace kb
