// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes become an article or a diagnostic; what is shown of it is valid UTF-8 and harmless HTML. Goes
// through the guards, cmark and the front matter.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "indexer/article_parser.h"
#include "stemming/utf8.h"
#include "tests/support/html_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto result = kb::parse_article("public/fuzz.md", bytes);
    if (!result.article) {
        if (result.diagnostics.empty()) std::abort();
        return 0;
    }
    if (!kb::is_valid_utf8(result.article->title)) std::abort();
    for (const auto& section : result.article->sections) {
        if (!kb::is_valid_utf8(section.title) || !kb::is_valid_utf8(section.html)) std::abort();
        const std::string harm = kb::test::harm_in(section.html);
        if (harm.empty()) continue;
        std::fprintf(stderr, "%s in: %s\n", harm.c_str(), section.html.c_str());
        std::abort();
    }
    return 0;
}
