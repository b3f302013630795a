// SPDX-License-Identifier: GPL-2.0-or-later
// A sorted list of (word, entry) pairs. «пар wi» looks at the range of words that
// begin with the last typed word, and keeps the entries where the other typed
// words begin some word too. One letter may meet ten thousand pairs: they are
// walked, not sorted, and only the best few are kept.
#include "server/search/completion_index.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "indexer/schema.h"

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

std::uint32_t CompletionIndex::word_id(const std::string& word) {
    const auto [known, is_new] = word_ids_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
    if (is_new) words_.push_back(word);
    return known->second;
}

// Phrases of two and three words that neither begin nor end with a function word.
void CompletionIndex::count_phrases(const CompletionEntry& entry, std::uint32_t id,
                                    const std::vector<Token>& tokens) {
    for (std::size_t first = 0; first < tokens.size(); ++first) {
        if (tokens[first].is_stop_word || tokens[first].is_compound) continue;
        std::uint64_t key = hash64(tokens[first].text);
        for (std::size_t last = first + 1; last < std::min(tokens.size(), first + 3); ++last) {
            key = key * 0x9e3779b97f4a7c15ULL + hash64(tokens[last].text);
            if (tokens[last].is_stop_word || tokens[last].is_compound) continue;
            const ByteRange range{tokens[first].range.begin, tokens[last].range.end};
            const auto text = std::string_view(entry.text).substr(range.begin, range.end - range.begin);
            if (text.find_first_of(":.,;!?()\n") != std::string_view::npos) continue;
            auto& phrase = phrases_.try_emplace(key, Phrase{0, 0, id, range}).first->second;
            if (phrase.articles > 0 && phrase.last_article == entry.article) continue;
            ++phrase.articles;
            phrase.last_article = entry.article;
        }
    }
}

void CompletionIndex::add(CompletionEntry entry, Analyzer& analyzer) {
    const auto tokens = analyzer.analyze(entry.text);
    if (tokens.empty()) return;
    const auto id = static_cast<std::uint32_t>(entries_.size());
    for (std::uint32_t place = 0; place < tokens.size(); ++place)
        postings_.push_back({word_id(tokens[place].text), id, place});
    entry.words = static_cast<std::uint32_t>(tokens.size());
    if (entry.kind != CompletionKind::phrase) count_phrases(entry, id, tokens);
    entries_.push_back(std::move(entry));
}

void CompletionIndex::finish(Analyzer& analyzer) {
    std::vector<std::pair<std::uint32_t, std::string>> frequent;
    for (const auto& [key, phrase] : phrases_)
        if (phrase.articles >= kPhraseArticles)
            frequent.emplace_back(phrase.articles,
                                  entries_[phrase.entry].text.substr(phrase.range.begin,
                                                                     phrase.range.end - phrase.range.begin));
    phrases_ = {};
    std::sort(frequent.begin(), frequent.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (frequent.size() > kMaxPhrases) frequent.resize(kMaxPhrases);
    for (auto& [count, phrase] : frequent)
        add({std::move(phrase), CompletionKind::phrase, 0, 0, 0}, analyzer);

    // Words were numbered as they came; number them by the alphabet.
    std::vector<std::uint32_t> order(words_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return words_[a] < words_[b]; });
    std::vector<std::string> sorted;
    std::vector<std::uint32_t> place_of(words_.size());
    sorted.reserve(words_.size());
    for (const auto id : order) {
        place_of[id] = static_cast<std::uint32_t>(sorted.size());
        sorted.push_back(std::move(words_[id]));
    }
    words_ = std::move(sorted);
    word_ids_ = {};
    for (auto& posting : postings_) posting.word = place_of[posting.word];
    std::sort(postings_.begin(), postings_.end(), [](const Posting& a, const Posting& b) {
        return std::tie(a.word, a.entry, a.place) < std::tie(b.word, b.entry, b.place);
    });
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
