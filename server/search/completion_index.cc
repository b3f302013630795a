// SPDX-License-Identifier: GPL-2.0-or-later
// A sorted list of (word, entry) pairs. «пар wi» looks at the range of words that
// begin with the last typed word, and keeps the entries where the other typed
// words begin some word too. One letter may meet ten thousand pairs: they are
// walked, not sorted, and only the best few are kept.
#include "server/search/completion_index.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "stemming/normalize.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::uint32_t kPhraseArticles = 3;  // a phrase must stand in as many names
constexpr std::size_t kMaxPhrases = 2000;
constexpr std::size_t kMaxTyped = 8;  // words looked at

struct Found {
    double score = 0;
    std::uint32_t entry = 0;
};

double kind_bonus(CompletionKind kind) {
    switch (kind) {
        case CompletionKind::title:
            return 1.0;
        case CompletionKind::phrase:
            return 0.9;
        case CompletionKind::alias:
            return 0.8;
        case CompletionKind::heading:
            return 0.5;
    }
    return 0;
}

std::vector<Token> plain_tokens(std::string_view text, Analyzer& analyzer) {
    auto tokens = analyzer.analyze(text);
    std::erase_if(tokens, [](const Token& token) { return token.is_compound && token.range.end == 0; });
    return tokens;
}

bool begins(const Token& token, std::string_view prefix) { return token.text.starts_with(prefix); }

// How many bytes of a word as written make up its folded beginning `typed`: a stress mark has
// no bytes there, a ligature has more.
std::size_t typed_length(std::string_view written, std::string_view typed) {
    std::size_t end = 0;
    bool is_reached = false;
    while (end < written.size()) {
        const auto next = end + decode_at(written, end).bytes;
        const auto size = fold_word(written.substr(0, next)).size();
        if (is_reached && size > typed.size()) break;
        end = next;
        is_reached = size >= typed.size();
    }
    return end;
}

// Where each typed word begins a word of `text`; empty when one of them does not.
std::vector<ByteRange> marks_in(std::string_view text, const std::vector<Token>& typed, Analyzer& analyzer) {
    const auto tokens = plain_tokens(text, analyzer);
    std::vector<ByteRange> marks;
    for (const auto& word : typed) {
        const auto hit = std::find_if(tokens.begin(), tokens.end(),
                                      [&](const Token& token) { return begins(token, word.text); });
        if (hit == tokens.end()) return {};
        // A compound («Wi-Fi») is marked whole; otherwise as many letters as were typed.
        const auto whole = hit->range.end - hit->range.begin;
        const auto length =
            hit->is_compound ? whole : typed_length(text.substr(hit->range.begin, whole), word.text);
        marks.push_back({hit->range.begin, hit->range.begin + length});
    }
    std::sort(marks.begin(), marks.end(), [](auto& a, auto& b) { return a.begin < b.begin; });
    std::vector<ByteRange> merged;
    for (const auto& mark : marks)
        if (merged.empty() || mark.begin >= merged.back().end) merged.push_back(mark);
    return merged;
}

}  // namespace

void CompletionIndex::add(CompletionEntry entry, Analyzer& analyzer) {
    const auto id = static_cast<std::uint32_t>(entries_.size());
    std::uint32_t place = 0;
    for (const auto& token : analyzer.analyze(entry.text))
        unsorted_.push_back({token.text, {0, id, place++}});
    entry.words = place;
    if (place > 0) entries_.push_back(std::move(entry));
}

void CompletionIndex::finish(Analyzer& analyzer) {
    // Phrases first: they become entries like the others.
    std::map<std::string, std::unordered_set<std::uint32_t>> phrases;
    for (const auto& entry : entries_) {
        const auto tokens = analyzer.analyze(entry.text);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            for (std::size_t last = i + 1; last < std::min(tokens.size(), i + 3); ++last) {
                const bool edge_stop = tokens[i].is_stop_word || tokens[last].is_stop_word;
                if (edge_stop || tokens[i].is_compound || tokens[last].is_compound) continue;
                auto phrase =
                    entry.text.substr(tokens[i].range.begin, tokens[last].range.end - tokens[i].range.begin);
                if (phrase.find_first_of(":.,;!?()\n") == std::string::npos)
                    phrases[std::move(phrase)].insert(entry.article);
            }
        }
    }
    std::vector<std::pair<std::size_t, std::string>> frequent;
    for (auto& [phrase, articles] : phrases)
        if (articles.size() >= kPhraseArticles) frequent.emplace_back(articles.size(), phrase);
    std::sort(frequent.begin(), frequent.end(),
              [](auto& a, auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    if (frequent.size() > kMaxPhrases) frequent.resize(kMaxPhrases);
    for (auto& [count, phrase] : frequent)
        add({std::move(phrase), CompletionKind::phrase, 0, 0, 0}, analyzer);

    std::sort(unsorted_.begin(), unsorted_.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second.entry < b.second.entry;
    });
    for (auto& [word, posting] : unsorted_) {
        if (words_.empty() || words_.back() != word) words_.push_back(word);
        posting.word = static_cast<std::uint32_t>(words_.size() - 1);
        postings_.push_back(posting);
    }
    unsorted_.clear();
    unsorted_.shrink_to_fit();
}

std::pair<std::size_t, std::size_t> CompletionIndex::postings_of(std::string_view prefix) const {
    std::string after(prefix);
    after.push_back('\xFF');
    const auto first = std::lower_bound(words_.begin(), words_.end(), prefix) - words_.begin();
    const auto last = std::lower_bound(words_.begin(), words_.end(), after) - words_.begin();
    const auto by_word = [](const Posting& posting, std::ptrdiff_t word) { return posting.word < word; };
    return {std::lower_bound(postings_.begin(), postings_.end(), first, by_word) - postings_.begin(),
            std::lower_bound(postings_.begin(), postings_.end(), last, by_word) - postings_.begin()};
}

std::vector<CompletionMatch> CompletionIndex::find(std::string_view typed, std::size_t limit,
                                                   Analyzer& analyzer) const {
    auto words = plain_tokens(typed, analyzer);
    if (words.empty() || limit == 0) return {};
    if (words.size() > kMaxTyped) words.resize(kMaxTyped);
    const auto [first, last] = postings_of(words.back().text);
    std::unordered_map<std::uint32_t, double> scores;
    for (auto i = first; i < last; ++i) {
        const auto& entry = entries_[postings_[i].entry];
        const double beginning = postings_[i].place + 1 == words.size() ? 1.5 : 0;
        const double score = kind_bonus(entry.kind) + beginning - 0.03 * entry.words;
        auto& best = scores.try_emplace(postings_[i].entry, score).first->second;
        best = std::max(best, score);
    }
    for (std::size_t w = 0; w + 1 < words.size(); ++w) {
        if (words[w].is_stop_word && words.size() > 2) continue;
        const auto [from, to] = postings_of(words[w].text);
        std::unordered_set<std::uint32_t> having;
        for (auto i = from; i < to; ++i) having.insert(postings_[i].entry);
        std::erase_if(scores, [&](const auto& item) { return !having.contains(item.first); });
    }
    std::vector<Found> found;
    for (const auto& [entry, score] : scores) found.push_back({score, entry});
    const auto better = [](const Found& a, const Found& b) {
        return a.score != b.score ? a.score > b.score : a.entry < b.entry;
    };
    const auto kept = std::min(found.size(), limit * 8);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(), better);
    found.resize(kept);

    std::vector<CompletionMatch> out;
    std::unordered_set<std::uint32_t> articles;
    std::unordered_set<std::string_view> texts;  // two lines that read alike are no choice
    for (const auto& item : found) {
        const auto& entry = entries_[item.entry];
        if (texts.contains(entry.text)) continue;
        if (entry.kind != CompletionKind::phrase && !articles.insert(entry.article).second) continue;
        texts.insert(entry.text);
        out.push_back({&entry, marks_in(entry.text, words, analyzer)});
        if (out.size() == limit) break;
    }
    return out;
}

}  // namespace kb
