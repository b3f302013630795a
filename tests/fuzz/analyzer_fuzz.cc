// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes become tokens whose ranges slice the text, in order.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "stemming/analyzer.h"
#include "stemming/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static kb::Analyzer analyzer;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::uint32_t position = 0;
    for (const auto& token : analyzer.analyze(text)) {
        const bool is_inside = token.range.begin < token.range.end && token.range.end <= text.size();
        if (!is_inside || token.position < position || !kb::is_valid_utf8(token.text)) std::abort();
        position = token.position;
    }
    return 0;
}
