// SPDX-License-Identifier: GPL-2.0-or-later
// The best sentence of a section, with the question's words marked exactly where they stand.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "server/search/question.h"
#include "server/search/searcher.h"
#include "stemming/analyzer.h"
#include "stemming/segment.h"

namespace kb {

inline constexpr std::size_t kSnippetCharacters = 220;

// Which words of a question a token of an article meets, and through what.
class WordMatcher {
public:
    explicit WordMatcher(const Question& question);

    struct Met {
        std::size_t word = 0;  // place in the question
        Via via = Via::stem;
    };
    // Nothing: the token meets no word of the question.
    const Met* find(const HashedToken& token) const;

    std::size_t word_count() const { return weights_.size(); }
    double weight(std::size_t word) const { return weights_[word]; }

private:
    // A few words by their hashes. Nearly every token meets none of them, which one bit tells of most.
    class Words {
    public:
        void add(std::string_view word, const Met& met);  // unless it is there
        const Met* find(std::uint64_t hash) const;

    private:
        std::uint64_t bits_ = 0;
        std::vector<std::pair<std::uint64_t, Met>> met_;
    };
    Words by_stem_, by_derived_, by_text_;
    std::vector<double> weights_;
};

// Both analyse text on the way and belong to one thread.
struct TextTools {
    Analyzer analyzer;
    Segmenter segmenter;
};

// A text with its tokens, analysed once for all that looks at it. Of a very long
// text only the beginning is kept.
using Tokens = std::vector<HashedToken>;
struct SentenceSpan {  // bytes of its text
    std::uint32_t begin = 0, end = 0;
};
using Sentences = std::vector<SentenceSpan>;
struct AnalyzedText {
    std::string_view text;
    std::shared_ptr<const Tokens> tokens;        // of the text; perhaps kept for others, too
    std::shared_ptr<const Sentences> sentences;  // likewise; null: cut where they are needed
};
std::shared_ptr<const Tokens> tokens_of(std::string_view text, TextTools& tools);
// Line by line, without white space around them; none is empty.
std::shared_ptr<const Sentences> sentences_of(std::string_view text, TextTools& tools);
AnalyzedText analyzed(std::string_view text, TextTools& tools);

// A piece of `text` of at most kSnippetCharacters, from the best sentence on; cut at words, with «…»
// where something is left out. Without any word of the question: the beginning.
Snippet best_snippet(const AnalyzedText& text, const WordMatcher& matcher, TextTools& tools);
Snippet best_snippet(std::string_view text, const WordMatcher& matcher, TextTools& tools);

// Marks in a text shown whole (a title).
std::vector<ByteRange> marks_in(std::string_view text, const WordMatcher& matcher, TextTools& tools);
std::vector<ByteRange> marks_in(const AnalyzedText& text, const WordMatcher& matcher);

// How each word of the question was met in `texts`; one entry a word met.
std::vector<Match> explain_matches(const Question& question, const WordMatcher& matcher,
                                   const std::vector<AnalyzedText>& texts);

}  // namespace kb
