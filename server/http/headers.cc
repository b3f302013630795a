// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/headers.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace kb {
namespace {

constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src "
    "'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'";
constexpr const char* kFilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

bool names_etag(std::string_view list, std::string_view etag) {
    if (list == "*") return true;
    const std::size_t at = list.find(etag);
    return at != std::string_view::npos;
}

}  // namespace

void add_security_headers(HttpResponse& response, Content content) {
    response.set("Content-Security-Policy", content == Content::our_own ? kPagePolicy : kFilePolicy);
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
    const auto known = find_value(request.headers, "if-none-match");
    if (!known || !names_etag(*known, *response.header("ETag"))) return;
    response.status = 304;
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
