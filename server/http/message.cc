// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/message.h"

#include <algorithm>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxPairs = 100;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

void HttpResponse::set(std::string_view name, std::string value) {
    for (NamedValue& header : headers) {
        if (header.name == name) {
            header.value = std::move(value);
            return;
        }
    }
    headers.push_back({std::string(name), std::move(value)});
}

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
    return find_value(headers, name);
}

std::optional<std::string_view> find_value(const NamedValues& values, std::string_view name) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const NamedValue& v) { return v.name == name; });
    if (found == values.end()) return std::nullopt;
    return std::string_view(found->value);
}

std::string_view value_or(const NamedValues& values, std::string_view name, std::string_view otherwise) {
    return find_value(values, name).value_or(otherwise);
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
            hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' && plus_is_space ? ' ' : text[i];
        }
    }
    return out;
}

std::string percent_encode(std::string_view text) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
    return out;
}

NamedValues parse_query(std::string_view text) {
    NamedValues pairs;
    while (!text.empty() && pairs.size() < kMaxPairs) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const std::size_t sign = pair.find('=');
        const std::string_view value =
            sign == std::string_view::npos ? std::string_view() : pair.substr(sign + 1);
        pairs.push_back({valid_utf8(percent_decode(pair.substr(0, sign), true)),
                         valid_utf8(percent_decode(value, true))});
    }
    return pairs;
}

bool read_target(HttpRequest& request) {
    const std::string_view target = std::string_view(request.target).substr(0, request.target.find('#'));
    const std::size_t mark = target.find('?');
    request.path = valid_utf8(percent_decode(target.substr(0, mark), false));
    request.query = mark == std::string_view::npos ? NamedValues{} : parse_query(target.substr(mark + 1));
    for (NamedValue& pair : request.query) {
        std::replace_if(pair.name.begin(), pair.name.end(), is_control, ' ');
        std::replace_if(pair.value.begin(), pair.value.end(), is_control, ' ');
    }
    return std::none_of(request.path.begin(), request.path.end(), is_control);
}

HttpResponse redirect_to(int status, std::string location) {
    HttpResponse response{status, "text/plain; charset=utf-8", "", {}};
    response.set("Location", std::move(location));
    return response;
}

}  // namespace kb
