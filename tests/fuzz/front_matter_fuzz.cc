// SPDX-License-Identifier: GPL-2.0-or-later
// Any text between the two «---» gives valid UTF-8 or nothing, and never an audience that nobody wrote.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "indexer/front_matter.h"
#include "stemming/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string yaml =
        kb::valid_utf8({reinterpret_cast<const char*>(data), size});  // as the parser gives it
    kb::Article article;
    article.path = "internal/fuzz.md";
    article.audience = kb::Audience::internal;
    const auto result = kb::read_front_matter(yaml, 2, article);
    for (const auto& diagnostic : result.diagnostics)
        if (diagnostic.line < 0 || !kb::is_valid_utf8(diagnostic.message)) std::abort();
    if (!result.is_readable) {
        if (result.diagnostics.empty()) std::abort();
        return 0;
    }
    if (article.audience == kb::Audience::public_ && yaml.find("audience") == std::string::npos) std::abort();
    for (const auto* text : {&article.title, &article.id, &article.slug, &article.category, &article.summary})
        if (!kb::is_valid_utf8(*text)) std::abort();
    for (const auto* list : {&article.tags, &article.aliases, &article.pin_for, &article.redirect_from})
        for (const auto& text : *list)
            if (!kb::is_valid_utf8(text)) std::abort();
    return 0;
}
