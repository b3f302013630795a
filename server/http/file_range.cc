// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/file_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kb {
namespace {

std::optional<std::size_t> number_in(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// «bytes=0-499», «bytes=500-», «bytes=-500»; begin == end: beyond the file.
std::optional<BytePiece> piece_of(std::string_view header, std::size_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (!header.starts_with(kUnit)) return std::nullopt;
    header.remove_prefix(kUnit.size());
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const std::string_view from = header.substr(0, dash), to = header.substr(dash + 1);
    const auto first = number_in(from), last = number_in(to);
    if ((!first && !from.empty()) || (!last && !to.empty()) || (!first && !last)) return std::nullopt;
    if (!first) return BytePiece{size - std::min(*last, size), size};
    if (last && *last < *first) return std::nullopt;
    const std::size_t begin = std::min(*first, size);
    return BytePiece{begin, last ? std::max(begin, std::min(*last, size - 1) + 1) : size};
}

bool is_same_version(const HttpRequest& request, const HttpResponse& response) {
    const auto wanted = find_value(request.headers, "if-range");
    return !wanted || wanted == response.header("ETag");
}

}  // namespace

BytePiece cut_range(const HttpRequest& request, std::size_t size, HttpResponse& response) {
    response.set("Accept-Ranges", "bytes");
    const std::string_view header = value_or(request.headers, "range");
    if (header.empty() || request.method != "GET" || size == 0 || !is_same_version(request, response))
        return {0, size};
    const auto piece = piece_of(header, size);
    if (!piece) return {0, size};
    const bool is_beyond = piece->begin >= piece->end;
    response.status = is_beyond ? 416 : 206;
    response.set("Content-Range", is_beyond
                                      ? fmt::format("bytes */{}", size)
                                      : fmt::format("bytes {}-{}/{}", piece->begin, piece->end - 1, size));
    return *piece;
}

}  // namespace kb
