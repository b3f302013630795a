// SPDX-License-Identifier: GPL-2.0-or-later
// Order numbers by the shapes that the operator named; each shape is tried wherever a word may begin.
#include "server/store/personal_data.h"

namespace kb {
namespace {

bool follows_word(std::string_view low, std::size_t at) {
    if (at == 0) return false;
    const char c = low[at - 1];
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) return true;
    const auto lead = at > 1 ? static_cast<unsigned char>(low[at - 2]) : 0;
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80 && (lead == 0xD0 || lead == 0xD1);
}

// One past the order number of this shape at `at`; `at` when it does not stand there.
std::size_t end_of_order(std::string_view low, std::size_t at, std::string_view shape) {
    if (at + shape.size() > low.size()) return at;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = low[at + i];
        if (shape[i] == '#' ? c < '0' || c > '9' : c != shape[i]) return at;
    }
    return at + shape.size();
}

}  // namespace

void find_orders(const PersonalText& text, const std::vector<std::string>& shapes, PersonalRanges& out) {
    for (const std::string& shape : shapes) {
        const std::string low = PersonalText(shape).low;
        if (low.empty()) continue;
        for (std::size_t at = 0; at < text.low.size(); ++at) {
            const std::size_t end = follows_word(text.low, at) ? at : end_of_order(text.low, at, low);
            if (end == at || (end < text.low.size() && text.low[end] >= '0' && text.low[end] <= '9'))
                continue;
            out.push_back({at, end, Personal::order});
            at = end - 1;
        }
    }
}

}  // namespace kb
