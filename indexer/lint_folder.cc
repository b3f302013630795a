// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint_folder.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <vector>

#include "indexer/article_stream.h"
#include "indexer/article_tree.h"
#include "indexer/base_files.h"
#include "indexer/error.h"
#include "indexer/lint.h"
#include "stemming/analyzer.h"
#include "stemming/synonyms.h"

namespace kb {

namespace {

void append(Diagnostics& all, const Diagnostics& more) { all.insert(all.end(), more.begin(), more.end()); }

std::string today() { return fmt::format("{:%Y-%m-%d}", fmt::localtime(std::time(nullptr))); }

std::vector<Article> read_articles(FileSystem& files, const std::string& articles_dir,
                                   const ArticleTree& tree, Diagnostics& diagnostics) {
    std::vector<Article> articles;
    const KnownStamps nothing_known;
    const std::string date = today();
    ArticleStream stream(files, articles_dir, tree.articles, nothing_known, ArticleStream::Depth::parse);
    while (auto file = stream.next()) {
        append(diagnostics, file->result.diagnostics);
        if (!file->result.article) continue;
        append(diagnostics, lint_article(*file->result.article, date));
        for (Section& section : file->result.article->sections) section.html.clear();  // lint_base reads none
        articles.push_back(std::move(*file->result.article));
    }
    return articles;
}

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

}  // namespace

LintReport lint_folder(FileSystem& files, const std::string& articles_dir) {
    LintReport report;
    const ArticleTree tree = scan_articles(files, articles_dir);
    append(report.diagnostics, tree.diagnostics);
    const std::vector<Article> articles = read_articles(files, articles_dir, tree, report.diagnostics);
    report.articles = articles.size();
    const CategoriesResult categories = parse_categories(
        "categories.yaml", read_text(files, articles_dir, "categories.yaml", report.diagnostics));
    const RedirectsResult redirects =
        parse_redirects("redirects.txt", read_text(files, articles_dir, "redirects.txt", report.diagnostics));
    append(report.diagnostics, categories.diagnostics);
    append(report.diagnostics, redirects.diagnostics);
    append(report.diagnostics, lint_synonyms(files, articles_dir));
    append(report.diagnostics, lint_base({articles, tree, categories.categories, redirects.redirects}));
    return report;
}

}  // namespace kb
