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

struct Range {
    std::size_t begin = 0, end = 0;  // [begin, end)
};

// «bytes=0-499», «bytes=500-», «bytes=-500»; begin == end: beyond the file.
std::optional<Range> range_of(std::string_view header, std::size_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos) return std::nullopt;
    header.remove_prefix(kUnit.size());
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = number_in(header.substr(0, dash));
    const auto last = number_in(header.substr(dash + 1));
    if (!first && !last) return std::nullopt;
    if (!first) return Range{size - std::min(*last, size), size};
    const std::size_t begin = std::min(*first, size);
    if (!last && dash + 1 < header.size()) return std::nullopt;
    if (last && *last < *first) return std::nullopt;
    return Range{begin, last ? std::max(begin, std::min(*last, size - 1) + 1) : size};
}

}  // namespace

void cut_range(const HttpRequest& request, HttpResponse& response) {
    response.set("Accept-Ranges", "bytes");
    const std::string_view header = value_or(request.headers, "range");
    const std::size_t size = response.body.size();
    if (header.empty() || response.status != 200 || size == 0) return;
    const auto range = range_of(header, size);
    if (!range) return;
    if (range->begin >= range->end) {
        response.status = 416;
        response.set("Content-Range", fmt::format("bytes */{}", size));
        response.body.clear();
        return;
    }
    response.status = 206;
    response.set("Content-Range", fmt::format("bytes {}-{}/{}", range->begin, range->end - 1, size));
    response.body = response.body.substr(range->begin, range->end - range->begin);
}

}  // namespace kb
