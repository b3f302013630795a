// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/lint.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "indexer/lint/glossary.h"
#include "indexer/lint/rules.h"
#include "indexer/lint/spelling.h"
#include "tests/support/case_file.h"
#include "tests/support/cpu_time.h"

namespace kb::test {
namespace {

constexpr const char* kToday = "2026-06-01";

struct Base {
    LintContext context{kToday, {}, nullptr, nullptr, nullptr, false};
    Glossary glossary;
    OwnWords own_words;
    ArticleTree tree;
    CategoriesResult categories;
    RedirectsResult redirects;
    std::vector<CaseInput> articles;
    Diagnostics diagnostics;
};

// Small bases have no aliases and few links, which is not what most cases are about.
constexpr std::string_view kQuiet =
    "rules: {no-aliases: off, orphan-article: off, one-word-title: off, no-fallback: off}\n";

void read(Base& base, const CaseInput& input) {
    if (input.path == "lint.yaml") {
        LintSettingsResult read = parse_lint_settings(input.path, input.bytes);
        base.context.settings = read.settings;
        base.diagnostics.insert(base.diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
    } else if (input.path == "glossary.yaml") {
        const Diagnostics read = base.glossary.add(input.path, input.bytes);
        base.diagnostics.insert(base.diagnostics.end(), read.begin(), read.end());
    } else if (input.path == "dictionary.txt") {
        base.own_words.add(input.bytes);
        base.context.has_spelling = true;
    } else if (input.path == "categories.yaml") {
        base.categories = parse_categories(input.path, input.bytes);
    } else if (input.path == "redirects.txt") {
        base.redirects = parse_redirects(input.path, input.bytes);
    } else if (input.path.ends_with(".md")) {
        base.tree.articles.push_back({input.path, input.bytes.size(), 0});
        base.articles.push_back(input);
    } else {
        base.tree.others.push_back({input.path, input.bytes.size(), 0});
    }
}

bool asks_dictionary(const Case& example) {
    return std::any_of(example.inputs.begin(), example.inputs.end(),
                       [](const CaseInput& input) { return input.path == "dictionary.txt"; });
}

std::vector<std::string> findings(const Case& example) {
    Base base;
    base.context.settings = parse_lint_settings("lint.yaml", kQuiet).settings;
    for (const CaseInput& input : example.inputs) read(base, input);
    base.context.glossary = &base.glossary;
    base.context.own_words = &base.own_words;
    ArticleLinter linter(base.context);
    std::vector<LintedArticle> articles;
    for (const CaseInput& input : base.articles) {
        articles.push_back(linter.lint(input.path, input.bytes));
        const Diagnostics& found = articles.back().diagnostics;
        base.diagnostics.insert(base.diagnostics.end(), found.begin(), found.end());
    }
    const Diagnostics of_base =
        lint_base({articles, base.tree, base.categories.categories, base.redirects.redirects, base.context});
    base.diagnostics.insert(base.diagnostics.end(), of_base.begin(), of_base.end());
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : base.diagnostics) lines.push_back(format_diagnostic(diagnostic));
    return lines;
}

}  // namespace

TEST_CASE("lint says what is wrong with a base", "[lint]") {
    for (const char* file : {"lint.txt", "lint_language.txt", "lint_rules.txt"}) {
        for (const Case& example : read_cases(file)) {
            if (asks_dictionary(example) && !SpellingDictionary().is_installed()) continue;
            DYNAMIC_SECTION(example.name) { CHECK(joined(findings(example)) == joined(example.expected)); }
        }
    }
}

// A case must match whole, so every case a rule does not stand in is one where it keeps quiet.
TEST_CASE("every rule has a case in which it speaks", "[lint]") {
    std::string all;
    for (const char* file : {"lint.txt", "lint_language.txt", "lint_rules.txt"}) {
        for (const Case& example : read_cases(file)) all += joined(example.expected);
    }
    for (const LintRule& rule : lint_rules()) {
        if (rule.code == "stale-article" || rule.code == "translation-behind" || rule.code == "unused-block")
            continue;  // tests of their own
        CHECK(std::pair(rule.code, all.find("[" + std::string(rule.code) + "]") != std::string::npos) ==
              std::pair(rule.code, true));
    }
}

TEST_CASE("without a day no review is past", "[lint]") {
    LintContext context;
    context.settings.severities["no-aliases"] = std::nullopt;
    CHECK(
        lint_article("a.md", "---\nreview_after: 1999-01-01\n---\n# Тут текст\n\nТекст.\n", context).empty());
}

TEST_CASE("an article of 20 kB is judged in time", "[lint]") {
    std::string text = "# Как настроить роутер\n";
    while (text.size() < 20'000)
        text += "\nВыньте вилку роутера из розетки, подождите минуту и вставьте её обратно в розетку.\n";
    LintContext context;
    ArticleLinter linter(context);
    linter.lint("a.md", text);  // the dictionary is loaded, the words are known
    const double begin = cpu_ms();
    linter.lint("a.md", text);
    // Against what runs away: under a sanitizer on a busy machine everything is slow.
    CHECK(cpu_ms() - begin < 2000);
}

TEST_CASE("an old article that does not help its readers is stale", "[lint]") {
    LintContext context;
    context.today = kToday;
    ArticleLinter linter(context);
    std::vector<LintedArticle> articles;
    articles.push_back(linter.lint("a.md", "---\nupdated: 2024-06-01\n---\n# Старая статья\n\nТекст.\n"));
    articles.push_back(
        linter.lint("b.md", "---\nupdated: 2024-06-01\n---\n# Старая, но помогает\n\nТекст.\n"));
    articles.push_back(linter.lint("c.md", "---\nupdated: 2026-05-01\n---\n# Свежая статья\n\nТекст.\n"));
    articles.push_back(linter.lint("d.md", "# Статья без дня\n\nТекст.\n"));
    LintBase base{articles, {}, {}, {}, context};
    for (const char* id : {"a", "b", "c", "d"}) base.stats[id] = {100, 10, 10};
    base.stats["b"] = {100, 100, 1};
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : lint_base(base)) {
        if (diagnostic.code == "stale-article") lines.push_back(format_diagnostic(diagnostic));
    }
    CHECK(joined(lines) ==
          "a.md: подсказка [stale-article]: Статью не трогали 730 дней, за год её открыли 100 раз, и 50 % "
          "читателей она не помогла. Перечитайте её и поставьте сегодняшний день в checked.\n");
}

TEST_CASE("broken bytes, slots and endless words harm nothing", "[lint]") {
    LintContext context;
    ArticleLinter linter(context);
    std::string endless = "# Название статьи\n\n";
    for (int i = 0; i < 20'000; ++i) endless += "данные";
    linter.lint("a.md", endless);
    linter.lint("a.md", "# \xFF\xFE\n\n\xD0 \xD0\xB0\xD1 \"\xD0 - \xD1 {\xFF\n");
    linter.lint("a.md", std::string(100'000, '{'));
    linter.lint("a.md", "");
    SUCCEED();
}

}  // namespace kb::test
