// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/anchor.h"

#include <unicode/uchar.h>

#include "stemming/utf8.h"

namespace kb {
namespace {

bool stays(char32_t letter) {
    if (letter == U'-' || letter == U'_') return true;
    const auto c = static_cast<UChar32>(letter);
    return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

}  // namespace

std::string anchor_of(std::string_view heading) {
    std::string anchor;
    const std::string text = lower(heading);
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode_at(text, at);
        at += point.bytes;
        if (point.value == U' ' || point.value == U'\u00A0') {
            anchor += '-';
        } else if (stays(point.value)) {
            append_utf8(anchor, point.value);
        }
    }
    return anchor;
}

}  // namespace kb
