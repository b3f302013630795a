// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes become an article or a diagnostic; what is shown of it has no script.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/article_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto result = kb::parse_article("public/fuzz.md", bytes);
    if (!result.article) {
        if (result.diagnostics.empty()) std::abort();
        return 0;
    }
    for (const auto& section : result.article->sections)
        if (section.html.find("<script") != std::string::npos) std::abort();
    return 0;
}
