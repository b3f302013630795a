// SPDX-License-Identifier: GPL-2.0-or-later
// One article as the finders of lint/ see it. Nobody outside lint/ includes this.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/expand.h"
#include "indexer/lint/lint.h"
#include "indexer/lint/words.h"
#include "indexer/markdown_prose.h"

namespace kb {

// Where a finder says what it found. An empty advice is replaced by the rule's own.
class Findings {
public:
    Findings(const LintSettings& settings, std::string path) : settings_(settings), path_(std::move(path)) {}

    bool wants(std::string_view code) const { return settings_.is_on(code); }
    void add(std::string_view code, Place place, std::string message, std::string advice = "");

    Diagnostics take() { return std::move(diagnostics_); }

private:
    const LintSettings& settings_;
    std::string path_;
    Diagnostics diagnostics_;
};

struct Subject {
    const Article& article;
    const Prose& prose;
    const LintContext& context;
    Findings& findings;
    const Expansion* expansion = nullptr;  // of shared parts; the prose is of its text

    // `line` is the article's: of a section, a link or 0.
    void report(std::string_view code, int line, std::string message, std::string advice = "") const {
        findings.add(code, {line, 0}, std::move(message), std::move(advice));
    }
    // `line` is the prose's.
    void report_prose(std::string_view code, int line, std::string message) const {
        add_prose(code, {line, 0}, std::move(message), "");
    }
    void report(std::string_view code, const ProseBlock& block, std::size_t at, std::string message,
                std::string advice = "") const {
        add_prose(code, prose.place_of(block, at), std::move(message), std::move(advice));
    }

private:
    // What stands in a shared block is told where that block is judged.
    void add_prose(std::string_view code, Place place, std::string message, std::string advice) const {
        if (expansion != nullptr) {
            const Origin origin = expansion->origin_of(place.line, place.column);
            if (origin.file != article.path) return;
            place = {origin.line, origin.column};
        }
        findings.add(code, place, std::move(message), std::move(advice));
    }
};

// The families' finders.
void find_structure(const Subject& subject);
void find_findability(const Subject& subject);
void find_officialese(const Subject& subject, const std::vector<BlockWords>& blocks);
void find_sentences(const Subject& subject, const std::vector<BlockWords>& blocks);
void find_hard_text(const Subject& subject, const std::vector<BlockWords>& blocks);
void find_typography(const Subject& subject, const std::vector<BlockWords>& blocks);
void find_word_slips(const Subject& subject, const std::vector<BlockWords>& blocks);
void find_unexplained_terms(const Subject& subject, const std::vector<BlockWords>& blocks);

}  // namespace kb
