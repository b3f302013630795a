// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/headers.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace kb {
namespace {

constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'{}; img-src 'self'; media-src 'self'; font-src "
    "'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {}; "
    "require-trusted-types-for 'script'; trusted-types 'none'";
constexpr const char* kFilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

// Whether a list of entity tags names ours. Weakly (RFC 9110, 8.8.3.2): W/"a" and "a" are the same.
bool names_etag(std::string_view list, std::string_view etag, bool is_weak) {
    if (list == "*") return true;
    const auto opaque = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
    while (true) {
        list.remove_prefix(std::min(list.find_first_not_of(", \t"), list.size()));
        const std::size_t quote = list.find('"');
        const std::size_t end = quote == std::string_view::npos ? quote : list.find('"', quote + 1);
        if (end == std::string_view::npos) return false;
        const std::string_view tag = list.substr(0, end + 1);
        if (is_weak ? opaque(tag) == opaque(etag) : tag == etag && tag.starts_with('"')) return true;
        list.remove_prefix(end + 1);
    }
}

}  // namespace

std::string page_policy(std::string_view style_source, std::string_view frame_ancestors) {
    return fmt::format(kPagePolicy, style_source.empty() ? "" : " " + std::string(style_source),
                       frame_ancestors.empty() ? "'none'" : frame_ancestors);
}

void add_security_headers(HttpResponse& response, Content content) {
    if (!response.header("Content-Security-Policy"))
        response.set("Content-Security-Policy", content == Content::our_own ? page_policy() : kFilePolicy);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "same-origin");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if (!response.header("Cache-Control"))
        response.set("Cache-Control", response.status == 200 ? "no-cache" : "no-store");
}

void add_etag(const HttpRequest& request, HttpResponse& response) {
    if (response.status != 200 ||
        response.header("Cache-Control").value_or("").find("no-store") != std::string_view::npos)
        return;
    if (!response.header("ETag")) response.set("ETag", etag_of(response.body));
    const std::string_view etag = *response.header("ETag");
    const auto wanted = find_value(request.headers, "if-match");
    const auto known = find_value(request.headers, "if-none-match");
    if (wanted && !names_etag(*wanted, etag, false)) {
        response.status = 412;
    } else if (known && names_etag(*known, etag, true)) {
        response.status = 304;
    } else {
        return;
    }
    response.body.clear();
    response.content_type.clear();
}

std::string etag_of(std::string_view body) {
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(body.data()), body.size(),
                     kKey.data());
    std::uint64_t number = 0;
    std::memcpy(&number, hash.data(), sizeof number);
    return fmt::format("\"{:016x}\"", number);
}

std::string new_request_id() {
    std::uint64_t number = 0;
    randombytes_buf(&number, sizeof number);
    return fmt::format("{:016x}", number);
}

}  // namespace kb
