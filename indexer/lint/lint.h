// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with a text: one article by itself (the editor's way, no folder needed), or a base as a
// whole. Reads no disk. Every code reported has a row in rules.h.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/article_tree.h"
#include "indexer/base_files.h"
#include "indexer/lint/settings.h"
#include "stemming/diagnostic.h"

namespace kb {

class Glossary;
class OwnWords;
struct SharedParts;

// What the rules know beside the text. Everything pointed to outlives the linter and may be shared between
// threads; null: there is none.
struct LintContext {
    std::string today;  // YYYY-MM-DD; empty: no date is past
    LintSettings settings;
    const Glossary* glossary = nullptr;
    const OwnWords* own_words = nullptr;
    const SharedParts* parts = nullptr;
    bool has_spelling = true;  // false: no word is looked up in a dictionary
};

// An article with what rules about the whole base need of its text.
struct LintedArticle {
    std::optional<Article> article;  // nothing: it could not be read; `diagnostics` say why
    Diagnostics diagnostics;         // of parse_article() and of the rules, silenced ones left out
    std::vector<std::string> paragraph_hashes;
    std::vector<int> paragraph_lines;
    // Words that no dictionary knows, each with its first place; reported here too.
    std::vector<std::string> unknown_words;
    std::set<std::string> uses;  // shared parts
};

// Reusable, one thread at a time. Making one loads the dictionary (80 ms) when it is there.
class ArticleLinter {
public:
    explicit ArticleLinter(LintContext context);
    ~ArticleLinter();
    ArticleLinter(ArticleLinter&&) noexcept;

    // `path` is below the articles folder; `bytes` are the file's.
    LintedArticle lint(std::string_view path, std::string_view bytes);

    // The language of a shared block.
    Diagnostics lint_block(std::string_view path, std::string_view bytes);

    // Whether a dictionary of Russian is installed.
    bool has_dictionary() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// One text, once. An editor that asks again and again keeps an ArticleLinter.
Diagnostics lint_article(std::string_view path, std::string_view bytes, const LintContext& context);

// How an article fares with its readers.
struct ArticleStats {
    std::int64_t views = 0;  // of the last year
    std::int64_t helpful = 0;
    std::int64_t unhelpful = 0;
};

// A whole base. `categories` may be empty: then no category is unknown.
struct LintBase {
    const std::vector<LintedArticle>& articles;
    const ArticleTree& tree;
    const std::vector<Category>& categories;
    const std::vector<Redirect>& redirects;
    const LintContext& context;
    std::map<std::string, ArticleStats> stats = {};  // by id; empty: unknown
};

// Only what needs more than one article or file, silenced ones left out.
Diagnostics lint_base(const LintBase& base);

}  // namespace kb
