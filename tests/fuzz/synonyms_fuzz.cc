// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes are a synonyms file: rules or diagnostics with their lines, and asking for them stays inside.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "stemming/synonyms.h"
#include "stemming/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static kb::Analyzer analyzer;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    kb::Synonyms synonyms;
    for (const auto& diagnostic : synonyms.add("synonyms.txt", text, analyzer))
        if (diagnostic.line < 1 || diagnostic.line > lines || !kb::is_valid_utf8(diagnostic.message))
            std::abort();
    std::vector<std::string> stems;
    for (const auto& token : analyzer.analyze(text)) stems.push_back(token.derived);
    for (const auto& match : synonyms.find(stems))
        if (match.count == 0 || match.first + match.count > stems.size() || match.others == nullptr)
            std::abort();
    return 0;
}
