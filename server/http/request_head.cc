// SPDX-License-Identifier: GPL-2.0-or-later
// Where a proxy and a server read the same bytes differently, one visitor's request can be slipped into
// another's connection. So there is one reading here and no leniency in it: lines end with CR LF, a name
// touches its colon, a length is digits and stands once, nothing is folded, chunked or packed.
//
//     POST /suggest HTTP/1.1        method, target, version: single spaces
//     Host: help.example            exactly one in HTTP/1.1
//     Content-Length: 12            «Content-Length : 12», «+12», «12, 12» and a second one are refused
//
// Two liberties, because honest programs take them: bytes above 0x7F in the target (a Russian question
// pasted into curl), and the whole address in place of a path (RFC 9112 asks servers to take it). Names with
// «_» are dropped, as nginx does: to CGI-minded readers `Remote_Addr` and `Remote-Addr` are the same.
#include "server/http/request_head.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kb {
namespace {

constexpr std::size_t kMaxLengthDigits = 18;
constexpr std::size_t kMaxMethodBytes = 16;
constexpr std::array<std::string_view, 5> kOnce = {"host", "content-length", "content-type", "authorization",
                                                   "expect"};

constexpr std::array<bool, 256> token_bytes() {
    std::array<bool, 256> is_token{};
    for (int c = 0; c < 256; ++c)
        is_token[static_cast<std::size_t>(c)] =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    for (const char c : std::string_view("!#$%&'*+-.^_`|~")) is_token[static_cast<unsigned char>(c)] = true;
    return is_token;
}
constexpr std::array<bool, 256> kIsToken = token_bytes();

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return kIsToken[static_cast<unsigned char>(c)]; });
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_same(std::string_view a, std::string_view lower_b) {
    return a.size() == lower_b.size() &&
           std::equal(a.begin(), a.end(), lower_b.begin(), [](char x, char y) { return lower(x) == y; });
}

// Whether a comma-separated list has the word.
bool lists(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), item.size() + 1));
        if (is_same(trimmed(item), word)) return true;
    }
    return false;
}

// A name, an address or one in brackets, with a port; empty is allowed.
bool is_host(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return kIsToken[static_cast<unsigned char>(c)] || c == ':' || c == '[' || c == ']';
    });
}

// «http://host/path?q» → «/path?q»; what begins with «/» stays. False for anything else.
bool to_origin_form(std::string_view method, std::string_view& target) {
    if (target.starts_with('/')) return true;
    if (target == "*") return method == "OPTIONS";
    const std::size_t colon = target.find("://");
    if (colon == std::string_view::npos) return false;
    const std::string_view scheme = target.substr(0, colon);
    if (!is_same(scheme, "http") && !is_same(scheme, "https")) return false;
    const std::string_view rest = target.substr(colon + 3);
    const std::size_t slash = rest.find_first_of("/?");
    if (!is_host(rest.substr(0, slash)) || slash == 0) return false;
    target = slash == std::string_view::npos ? std::string_view("/") : rest.substr(slash);
    return target.starts_with('/');
}

int parse_version(std::string_view version, RequestHead& head) {
    if (version == "HTTP/1.1") return 0;
    head.is_keep_alive = false;
    head.is_http10 = version == "HTTP/1.0";
    if (head.is_http10) return 0;
    const bool is_http = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.';
    return is_http ? 505 : 400;
}

int parse_request_line(std::string_view line, const HeadLimits& limits, RequestHead& head) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return 400;
    const std::string_view method = line.substr(0, first);
    std::string_view target = line.substr(first + 1, last - first - 1);
    if (!is_token(method) || method.size() > kMaxMethodBytes) return 400;
    const int status = parse_version(line.substr(last + 1), head);
    if (status != 0) return status;
    const auto is_bad = [](char c) { return is_control(c) || c == ' '; };
    if (std::any_of(target.begin(), target.end(), is_bad)) return 400;
    if (target.size() > limits.max_target_bytes) return 414;
    if (!to_origin_form(method, target)) return 400;
    if (std::min(target.find('?'), target.size()) > limits.max_path_bytes) return 414;
    head.method = method;
    head.target = target;
    return 0;
}

int parse_header(std::string_view line, const HeadLimits& limits, std::size_t& count, RequestHead& head) {
    if (++count > limits.max_headers) return 431;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return 400;
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; }))
        return 400;
    std::string name(line.substr(0, colon));
    if (name.find('_') != std::string::npos) return 0;
    std::transform(name.begin(), name.end(), name.begin(), lower);
    head.headers.push_back({std::move(name), std::string(value)});
    return 0;
}

int read_length(std::string_view text, std::size_t& length) {
    const bool is_digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_digits || text.size() > kMaxLengthDigits) return 400;
    length = 0;
    for (const char c : text) length = length * 10 + static_cast<std::size_t>(c - '0');
    return 0;
}

int read_meaning(RequestHead& head) {
    for (const std::string_view name : kOnce) {
        const auto has_name = [&](const NamedValue& header) { return header.name == name; };
        if (std::count_if(head.headers.begin(), head.headers.end(), has_name) > 1) return 400;
    }
    const auto host = find_value(head.headers, "host");
    if ((!host && !head.is_http10) || (host && !is_host(*host))) return 400;
    if (find_value(head.headers, "transfer-encoding")) return 411;
    if (find_value(head.headers, "content-encoding")) return 415;
    if (const auto length = find_value(head.headers, "content-length")) {
        if (const int status = read_length(*length, head.content_length); status != 0) return status;
    }
    const bool takes_body = head.method != "GET" && head.method != "HEAD" && head.method != "OPTIONS";
    if (!takes_body && head.content_length > 0) return 400;
    for (const NamedValue& header : head.headers) {
        if (header.name != "connection") continue;
        if (lists(header.value, "close")) {
            head.is_keep_alive = false;
            break;
        }
        if (head.is_http10 && lists(header.value, "keep-alive")) head.is_keep_alive = true;
    }
    const auto expect = find_value(head.headers, "expect");
    if (expect && !is_same(*expect, "100-continue")) return 417;
    head.expects_continue = expect.has_value() && !head.is_http10;
    return 0;
}

}  // namespace

void find_head_end(std::string_view bytes, HeadSearch& search) {
    while (search.end == 0 && !search.is_broken) {
        const std::size_t feed = bytes.find('\n', search.scanned);
        if (feed == std::string_view::npos) {
            search.scanned = bytes.size();
            return;
        }
        search.scanned = feed + 1;
        search.is_broken = feed == search.line_begin || bytes[feed - 1] != '\r';
        if (!search.is_broken && feed == search.line_begin + 1) search.end = feed + 1;
        search.line_begin = feed + 1;
    }
}

int parse_head(std::string_view bytes, const HeadLimits& limits, RequestHead& head) {
    if (bytes.size() > limits.max_head_bytes) return status_of_endless_head(bytes, limits);
    std::size_t line_end = bytes.find("\r\n");
    if (line_end == std::string_view::npos) return 400;
    int status = parse_request_line(bytes.substr(0, line_end), limits, head);
    std::size_t count = 0;
    while (status == 0) {
        bytes.remove_prefix(line_end + 2);
        line_end = bytes.find("\r\n");
        if (line_end == 0) return read_meaning(head);
        if (line_end == std::string_view::npos) return 400;
        status = parse_header(bytes.substr(0, line_end), limits, count, head);
    }
    return status;
}

int status_of_endless_head(std::string_view bytes, const HeadLimits& limits) {
    const std::size_t line = std::min(bytes.find("\r\n"), bytes.size());
    return line > limits.max_target_bytes + kMaxMethodBytes + sizeof " HTTP/1.1 " ? 414 : 431;
}

}  // namespace kb
