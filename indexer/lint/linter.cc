// SPDX-License-Identifier: GPL-2.0-or-later
// bytes → article (with the reading's own diagnostics) → prose → words → findings → what front matter and
// lint.yaml silence is taken out.
#include <algorithm>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/lint/glossary.h"
#include "indexer/lint/lint.h"
#include "indexer/lint/silence.h"
#include "indexer/lint/spelling.h"
#include "indexer/lint/subject.h"
#include "indexer/markdown_guard.h"

namespace kb {

void Findings::add(std::string_view code, Place place, std::string message, std::string advice) {
    const LintRule* rule = find_rule(code);
    const auto severity = settings_.severity_of(code, Severity::hint);
    if (rule == nullptr || !severity) return;
    if (advice.empty()) advice = rule->mend;
    diagnostics_.push_back({*severity, std::string(code), path_, place.line, place.column, std::move(message),
                            std::move(advice)});
}

struct ArticleLinter::Impl {
    explicit Impl(LintContext given) : context(std::move(given)) {
        if (context.has_spelling && context.settings.has_language && context.settings.is_on("spelling"))
            spelling = std::make_unique<SpellingDictionary>();
    }

    LintContext context;
    WordReader words;
    std::unique_ptr<SpellingDictionary> spelling;

    void find_in_language(const Subject& subject, LintedArticle& linted) {
        if (subject.article.lang != "ru") return;
        const std::vector<BlockWords> blocks = words.read(subject.prose);
        if (!WordReader::is_russian(blocks)) return;
        find_officialese(subject, blocks);
        find_sentences(subject, blocks);
        find_hard_text(subject, blocks);
        find_typography(subject, blocks);
        find_word_slips(subject, blocks);
        find_unexplained_terms(subject, blocks);
        if (spelling) linted.unknown_words = find_misspelt(subject, blocks, *spelling);
    }
};

ArticleLinter::ArticleLinter(LintContext context) : impl_(std::make_unique<Impl>(std::move(context))) {}
ArticleLinter::~ArticleLinter() = default;
ArticleLinter::ArticleLinter(ArticleLinter&&) noexcept = default;

bool ArticleLinter::has_dictionary() const { return impl_->spelling && impl_->spelling->is_installed(); }

LintedArticle ArticleLinter::lint(std::string_view path, std::string_view bytes) {
    LintedArticle linted;
    ParsedSource source = parse_source(path, bytes, impl_->context.parts);
    linted.diagnostics = std::move(source.result.diagnostics);
    linted.article = std::move(source.result.article);
    linted.uses = std::move(source.result.uses);
    const Expansion* expansion = source.expansion ? &*source.expansion : nullptr;
    if (!linted.article) return linted;
    const Prose prose = read_prose(source.body, source.body_line);
    for (const ProseBlock& block : prose.blocks) {
        linted.paragraph_hashes.push_back(paragraph_hash(block));
        linted.paragraph_lines.push_back(expansion == nullptr ? block.line
                                                              : expansion->article_line(block.line));
    }
    Findings findings(impl_->context.settings, linted.article->path);
    const Subject subject{*linted.article, prose, impl_->context, findings, expansion};
    find_structure(subject);
    find_findability(subject);
    if (impl_->context.settings.has_language) impl_->find_in_language(subject, linted);
    for (Diagnostic& found : findings.take()) linted.diagnostics.push_back(std::move(found));
    for (const std::string& code : linted.article->lint_ignore) {
        if (find_rule(code) == nullptr && !is_reading_code(code))
            linted.diagnostics.push_back(unknown_rule(linted.article->path, 0, 0, code));
    }
    const std::vector<std::string>& ignored = linted.article->lint_ignore;
    silence(linted.diagnostics, impl_->context.settings, ignored);
    if (std::find(ignored.begin(), ignored.end(), "spelling") != ignored.end()) linted.unknown_words.clear();
    return linted;
}

Diagnostics ArticleLinter::lint_block(std::string_view path, std::string_view bytes) {
    BlockSource source = read_block_source(path, bytes);
    if (!source.is_readable || !impl_->context.settings.has_language || find_excess(source.text, 1))
        return {};
    LintedArticle linted;
    linted.article.emplace();
    linted.article->path = path;
    linted.article->title = "—";
    linted.article->type = ArticleType::template_;  // «Вы» may be right where it is used
    const Prose prose = read_prose(source.text, source.line);
    Findings findings(impl_->context.settings, std::string(path));
    impl_->find_in_language({*linted.article, prose, impl_->context, findings}, linted);
    return findings.take();
}

Diagnostics lint_article(std::string_view path, std::string_view bytes, const LintContext& context) {
    return ArticleLinter(context).lint(path, bytes).diagnostics;
}

}  // namespace kb
