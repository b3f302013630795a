// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/auth.h"

#include <sodium.h>

#include "server/http/errors.h"

namespace kb {
namespace {

constexpr std::string_view kScheme = "Bearer ";

bool is_same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

Caller caller_of(const HttpRequest& request, std::string_view internal_token) {
    const auto header = find_value(request.headers, "authorization");
    if (!header || !header->starts_with(kScheme)) return Caller::public_;
    if (!internal_token.empty() && is_same(header->substr(kScheme.size()), internal_token))
        return Caller::internal;
    throw HttpError(Refusal::bad_token, "Проверьте токен: он стоит в настройках сервера (internal_token).");
}

}  // namespace kb
