// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes a writer saves are linted, and one key of their header can be exchanged: findings name a line
// that is there in words that are text, and the exchange leaves the article below its header alone.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/article_parser.h"
#include "indexer/lint/glossary.h"
#include "indexer/lint/lint.h"
#include "indexer/lint/words.h"
#include "server/writing/front_matter_edit.h"
#include "server/writing/review.h"
#include "stemming/utf8.h"
#include "tests/fuzz/must.h"

namespace {

const kb::LintContext& context() {
    static const kb::Glossary glossary = [] {
        kb::Glossary made;
        made.add("glossary.yaml", "- term: VPN\n  meaning: закрытый канал\n");
        return made;
    }();
    static const kb::LintContext made = [] {
        kb::LintContext one;
        one.today = "2027-01-31";
        one.glossary = &glossary;
        one.has_spelling = false;  // looking words up takes a hundred times as long as all the rest
        return one;
    }();
    return made;
}

void lint(std::string_view bytes) {
    static kb::ArticleLinter linter(context());
    const auto lines =
        std::count(bytes.begin(), bytes.end(), '\n') + std::count(bytes.begin(), bytes.end(), '\r') + 1;
    const kb::LintedArticle linted = linter.lint("public/fuzz.md", bytes);
    MUST(linted.article || !linted.diagnostics.empty());
    MUST(linted.paragraph_hashes.size() == linted.paragraph_lines.size());
    for (const kb::Diagnostic& found : linted.diagnostics) {
        MUST(found.line >= 0 && found.line <= lines && found.column >= 0);
        MUST(kb::is_valid_utf8(found.message) && kb::is_valid_utf8(found.advice));
    }
}

// A header that was not there before comes with an empty line below it.
std::string_view without_blank_start(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('\n'), text.size()));
}

void edit(std::string_view bytes) {
    const std::string text = kb::valid_utf8(bytes);  // as the workshop takes it
    const kb::ParsedSource before = kb::parse_source("public/fuzz.md", text);
    const std::string changed = kb::with_key(text, "review_by", "\"fuzz\"");
    const kb::ParsedSource after = kb::parse_source("public/fuzz.md", changed);
    if (!before.result.article) return;
    // «title: x» and an unindented line below it are one value; a key more makes an unreadable header of it,
    // which is refused aloud. Misread it must not be.
    if (!after.result.article) {
        MUST(!after.result.diagnostics.empty());
        return;
    }
    MUST(after.result.article->title == before.result.article->title);
    MUST(after.result.article->audience == before.result.article->audience);
    MUST(after.result.article->status == before.result.article->status);
    MUST(without_blank_start(after.body) == without_blank_start(before.body));
    MUST(kb::with_key(changed, "review_by", "\"fuzz\"") == changed);
    kb::with_review(text, "public/fuzz.md", &*before.result.article, "fuzz");
    kb::why_not_publish(text, "public/fuzz.md", &*before.result.article, "fuzz");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    lint(bytes);
    edit(bytes);
    return 0;
}
