// SPDX-License-Identifier: GPL-2.0-or-later
// Files are read under a lock and judged side by side, each result into its own place, so that the report is
// the same whatever the threads do. A word that no dictionary knows but three articles use is a term nobody
// wrote down rather than a slip: it is told once, for the base.
#include "indexer/lint/folder.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "indexer/article_tree.h"
#include "indexer/base_files.h"
#include "indexer/error.h"
#include "indexer/lint/glossary.h"
#include "indexer/lint/spelling.h"
#include "indexer/shared_parts.h"
#include "stemming/analyzer.h"
#include "stemming/synonyms.h"

namespace kb {

namespace {

constexpr std::uint64_t kMaxReadBytes = 64 << 20;  // far above what an article may have
constexpr std::size_t kArticlesOfATerm = 3;
constexpr std::size_t kMaxTerms = 50;  // more is a base that has no dictionary yet

void append(Diagnostics& all, const Diagnostics& more) { all.insert(all.end(), more.begin(), more.end()); }

std::string today() { return fmt::format("{:%Y-%m-%d}", fmt::localtime(std::time(nullptr))); }

// The bytes of a base file; "" when there is none or, with a diagnostic, when it cannot be read.
std::string read_text(FileSystem& files, const std::string& articles_dir, const char* name,
                      Diagnostics& diagnostics) {
    try {
        return files.read(articles_dir + "/" + name).value_or("");
    } catch (const IoError& error) {
        diagnostics.push_back(
            {Severity::error, "unreadable-file", name, 0, 0, error.what(), "Проверьте права на файл."});
        return "";
    }
}

// Reads and judges the articles of a tree on several threads.
class Crew {
public:
    Crew(FileSystem& files, const std::string& articles_dir, const ArticleTree& tree,
         const LintContext& context)
        : files_(files), articles_dir_(articles_dir), tree_(tree), context_(context) {
        results_.resize(tree.articles.size());
    }

    std::vector<LintedArticle> run(unsigned threads) {
        threads = std::min<unsigned>(threads, static_cast<unsigned>(results_.size() / 16 + 1));
        std::vector<std::jthread> crew;
        for (unsigned i = 1; i < threads; ++i) crew.emplace_back([this] { work(); });
        work();
        crew.clear();
        if (failure_) std::rethrow_exception(failure_);
        return std::move(results_);
    }
    bool has_dictionary() const { return has_dictionary_; }

private:
    void work() {
        try {
            ArticleLinter linter(context_);
            has_dictionary_ = linter.has_dictionary();
            for (std::size_t i = next_++; i < results_.size(); i = next_++) lint(linter, i);
        } catch (...) {  // carried over to the caller's thread by run()
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
        }
    }
    void lint(ArticleLinter& linter, std::size_t index) {
        const TreeFile& file = tree_.articles[index];
        LintedArticle& result = results_[index];
        const auto refuse = [&](std::string message, std::string advice) {
            result.diagnostics.push_back(
                {Severity::error, "unreadable-file", file.path, 0, 0, std::move(message), std::move(advice)});
        };
        if (file.size_bytes > kMaxReadBytes)
            return refuse("Файл больше 64 МБ: это не статья.", "Разбейте его на несколько статей.");
        std::optional<std::string> bytes;
        try {
            const std::lock_guard lock(mutex_);
            bytes = files_.read(articles_dir_ + "/" + file.path);
        } catch (const IoError& error) {
            return refuse(error.what(), "Проверьте права на файл.");
        }
        if (!bytes) return;  // removed since the tree was scanned
        result = linter.lint(file.path, *bytes);
        if (!result.article) return;
        for (Section& section : result.article->sections) {  // lint_base reads none of these
            section.html = section.markdown = section.text = "";
        }
    }

    FileSystem& files_;
    const std::string& articles_dir_;
    const ArticleTree& tree_;
    const LintContext& context_;
    std::vector<LintedArticle> results_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> has_dictionary_ = false;
    std::mutex mutex_;
    std::exception_ptr failure_;
};

Diagnostics lint_synonyms(FileSystem& files, const std::string& articles_dir) {
    Diagnostics diagnostics;
    Analyzer analyzer;
    Synonyms synonyms;
    for (const char* name : {"synonyms.txt", "internal/synonyms.txt"}) {
        const std::string text = read_text(files, articles_dir, name, diagnostics);
        append(diagnostics, synonyms.add(name, text, analyzer));
    }
    return diagnostics;
}

// Takes the words of at least three articles out of the findings and tells them once.
void gather_terms(std::vector<LintedArticle>& articles, Diagnostics& diagnostics) {
    std::map<std::string, std::size_t> counts;
    for (const LintedArticle& linted : articles) {
        for (const std::string& word : linted.unknown_words) ++counts[word];
    }
    std::erase_if(counts, [](const auto& word) { return word.second < kArticlesOfATerm; });
    if (counts.empty()) return;
    for (LintedArticle& linted : articles) {
        std::size_t index = 0;  // unknown_words and «spelling» findings come in the same order
        std::erase_if(linted.diagnostics, [&](const Diagnostic& diagnostic) {
            return diagnostic.code == "spelling" && counts.contains(linted.unknown_words[index++]);
        });
    }
    std::vector<std::pair<std::string, std::size_t>> terms(counts.begin(), counts.end());
    std::stable_sort(terms.begin(), terms.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (terms.size() > kMaxTerms) terms.resize(kMaxTerms);
    std::string list;
    for (const auto& [word, count] : terms)
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", word, count);
    diagnostics.push_back({Severity::hint, "unknown-terms", "dictionary.txt", 0, 0,
                           fmt::format("Слов нет в словаре, а статей с ними много: {}.", list),
                           "Верные допишите в dictionary.txt, по слову в строке."});
}

// The language of shared blocks, and blocks that no article uses.
void lint_blocks(FileSystem& files, const std::string& articles_dir,
                 const std::vector<LintedArticle>& articles, const LintContext& context,
                 Diagnostics& diagnostics) {
    if (context.parts->blocks.empty()) return;
    std::set<std::string> used;
    for (const LintedArticle& linted : articles) used.insert(linted.uses.begin(), linted.uses.end());
    ArticleLinter linter(context);
    const auto severity = context.settings.severity_of("unused-block", Severity::hint);
    for (const auto& [name, block] : context.parts->blocks) {
        const std::string text = read_text(files, articles_dir, block.path.c_str(), diagnostics);
        append(diagnostics, linter.lint_block(block.path, text));
        if (!severity || used.contains(">" + name)) continue;
        diagnostics.push_back({*severity, "unused-block", block.path, 0, 0,
                               fmt::format("Блок «{}» не стоит ни в одной статье.", name),
                               std::string(find_rule("unused-block")->mend)});
    }
}

struct BaseWords {
    SharedParts parts;
    Glossary glossary;
    OwnWords words;
};

void read_words(FileSystem& files, const std::string& articles_dir, BaseWords& base,
                Diagnostics& diagnostics) {
    SharedPartsResult shared = read_shared_parts(files, articles_dir);
    append(diagnostics, shared.diagnostics);
    base.parts = std::move(shared.parts);
    append(diagnostics,
           base.glossary.add("glossary.yaml", read_text(files, articles_dir, "glossary.yaml", diagnostics)));
    base.words.add(read_text(files, articles_dir, "dictionary.txt", diagnostics));
    for (const Glossary::Term& term : base.glossary.terms()) base.words.add_word(term.term);
}

LintContext context_of(FileSystem& files, const std::string& articles_dir, const LintOptions& options,
                       const BaseWords& words, Diagnostics& diagnostics) {
    LintSettingsResult settings =
        parse_lint_settings("lint.yaml", read_text(files, articles_dir, "lint.yaml", diagnostics));
    append(diagnostics, settings.diagnostics);
    settings.settings.has_language = options.has_language;
    return {today(), std::move(settings.settings), &words.glossary, &words.words, &words.parts, true};
}

// What is wrong in a shared block was found in every article that uses it.
void drop_repeated(Diagnostics& diagnostics) {
    std::set<std::string> seen;
    std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
        return is_block_file(diagnostic.file) && !seen.insert(format_diagnostic(diagnostic)).second;
    });
}

}  // namespace

LintReport lint_folder(FileSystem& files, const std::string& articles_dir, const LintOptions& options) {
    LintReport report;
    Diagnostics& all = report.diagnostics;
    const ArticleTree tree = scan_articles(files, articles_dir);
    append(all, tree.diagnostics);
    BaseWords words;
    read_words(files, articles_dir, words, all);
    const LintContext context = context_of(files, articles_dir, options, words, all);
    Crew crew(files, articles_dir, tree, context);
    const unsigned threads = options.threads != 0 ? options.threads : std::thread::hardware_concurrency();
    std::vector<LintedArticle> articles = crew.run(std::max(threads, 1U));
    if (context.settings.has_language && context.settings.is_on("spelling") && !crew.has_dictionary())
        report.notice = "Словаря русского языка нет, опечатки не проверены. Поставьте пакет hunspell-ru.";
    gather_terms(articles, all);
    lint_blocks(files, articles_dir, articles, context, all);
    for (const LintedArticle& linted : articles) {
        append(all, linted.diagnostics);
        report.articles += linted.article ? 1 : 0;
    }
    const CategoriesResult categories =
        parse_categories("categories.yaml", read_text(files, articles_dir, "categories.yaml", all));
    const RedirectsResult redirects =
        parse_redirects("redirects.txt", read_text(files, articles_dir, "redirects.txt", all));
    append(all, categories.diagnostics);
    append(all, redirects.diagnostics);
    append(all, lint_synonyms(files, articles_dir));
    append(all,
           lint_base({articles, tree, categories.categories, redirects.redirects, context, options.stats}));
    drop_repeated(all);
    return report;
}

}  // namespace kb
