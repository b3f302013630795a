// SPDX-License-Identifier: GPL-2.0-or-later
// A misspelt word is compared with the words of nearly its length that begin with its first letter or one
// that sounds like it, but most are thrown out by one comparison of bits: a word's signature has a bit for
// each letter it contains, one edit changes at most two bits, so words whose signatures differ in more than
// 2 × edits bits cannot be near. «пороль» and «пароль» differ in one bit (а), «пороль» and «прокат» in
// three. What survives meets a distance that knows what Russian typists do (typing_distance).
//
// People begin words right, or slip a key: a first letter that differs and does not sound alike may cost
// 0.85 of an edit at most, which is one neighbouring key or one swap and nothing else. So such words
// are not scanned for; the few spellings they can have are looked up («лароль» → «пароль», «апроль» →
// «пароль»).
//
// Of 40 000 words two thousand are scanned and some twenty measured. Deletion neighbourhoods
// would be as fast and cost 70 MB; this costs 1.5 MB. It does not see two words run together or one cut in
// two.
#include "stemming/spelling.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kShortestIndexed = 3;
constexpr std::size_t kShortestCorrected = 4;
constexpr std::size_t kLongestCorrected = 32;
constexpr std::size_t kLengths = kLongestCorrected + 3;
constexpr std::size_t kLettersForTwoEdits = 7;
constexpr int kOneEditBound = kEdit;
constexpr int kTwoEditsBound = 34;
constexpr int kFirstLetterBound = 17;  // «опять» is not «пять»
constexpr double kOtherFirstLetter = 0.3;
static_assert(kNeighbourKeyCost <= kFirstLetterBound && kSwapCost <= kFirstLetterBound);
static_assert(kLengths <= kLongestCompared);

bool has_sign_of_code(std::string_view word) {
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '/'; });
}

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

// Nearer words first; of equally near ones the commoner. A first letter that
// differs is rare among real misspellings.
double rank_of(const Correction& candidate, bool same_first) {
    return candidate.cost + (same_first ? 0 : kOtherFirstLetter) - 0.08 * std::log2(1.0 + candidate.articles);
}

}  // namespace

struct SpellingIndex::Asked {
    std::u32string letters;
    std::basic_string<LetterCode> codes;
    std::uint32_t signature = 0;
    int bits = 0;  // that may differ
    int bound = 0;
};

SpellingIndex::SpellingIndex(const WordList& words) : words_(words) {
    struct Entry {
        std::size_t bucket = 0;
        std::uint32_t signature = 0;
        WordList::Id id = 0;
        std::basic_string<LetterCode> codes;
    };
    std::vector<Entry> entries;
    for (WordList::Id id = 0; id < words.size(); ++id) {
        if (has_sign_of_code(words.word(id))) continue;
        const auto letters = to_utf32(words.word(id));
        if (letters.size() < kShortestIndexed || letters.size() >= kLengths) continue;
        Entry entry{0, signature_of(letters), id, {}};
        for (const char32_t letter : letters) entry.codes.push_back(code_to_index(letter));
        entry.bucket = bucket(letters.size(), entry.codes.front());
        entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.bucket < b.bucket; });
    begins_.assign(bucket(kLengths, 0) + 1, 0);
    for (const Entry& entry : entries) {
        ++begins_[entry.bucket + 1];
        signatures_.push_back(entry.signature);
        ids_.push_back(entry.id);
        letters_at_.push_back(static_cast<std::uint32_t>(letters_.size()));
        letters_ += entry.codes;
    }
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
}

// Rare letters beyond the codes there are share the last one.
LetterCode SpellingIndex::code_to_index(char32_t letter) {
    if (const auto code = code_of(letter); code != kNoLetter) return code;
    const auto next = std::min<std::size_t>(kFirstFreeCode + other_codes_.size(),
                                            static_cast<std::size_t>(kLetterCodes) - 1);
    return other_codes_.emplace(letter, static_cast<LetterCode>(next)).first->second;
}

LetterCode SpellingIndex::code_to_ask(char32_t letter) const {
    if (const auto code = code_of(letter); code != kNoLetter) return code;
    const auto found = other_codes_.find(letter);
    return found == other_codes_.end() ? kNoLetter : found->second;
}

std::size_t SpellingIndex::bucket(std::size_t length, LetterCode first) const {
    return length * kLetterCodes + first;
}

void SpellingIndex::add(WordList::Id id, int cost, bool same_first, Found& found) const {
    Correction correction{std::string(words_.word(id)), static_cast<double>(cost) / kEdit,
                          words_.articles(id)};
    const double rank = rank_of(correction, same_first);
    found.emplace_back(rank, std::move(correction));
}

void SpellingIndex::scan(const Asked& asked, std::size_t length, LetterCode first, Found& found) const {
    const auto at = bucket(length, first);
    for (std::uint32_t i = begins_[at]; i < begins_[at + 1]; ++i) {
        if (std::popcount(asked.signature ^ signatures_[i]) > asked.bits) continue;
        const LetterCodes codes(letters_.data() + letters_at_[i], length);
        const int cost = typing_distance(asked.codes, codes, asked.bound);
        if (cost <= asked.bound) add(ids_[i], cost, first == asked.codes.front(), found);
    }
}

void SpellingIndex::add_slips_at_start(const Asked& asked, Found& found) const {
    const auto look_up = [&](const std::u32string& spelling, int cost) {
        const auto word = to_utf8(spelling);
        if (const auto id = words_.find(word)) add(*id, cost, false, found);
    };
    auto spelling = asked.letters;
    for (const char32_t key : letters_beside(asked.letters.front())) {
        spelling.front() = key;
        look_up(spelling, kNeighbourKeyCost);
    }
    spelling = asked.letters;
    std::swap(spelling[0], spelling[1]);
    const bool begins_alike =
        spelling[0] == spelling[1] ||
        replacement_cost(asked.codes[0], asked.codes[1]) <= kSoundAlikeCost;  // met by the scan
    if (!begins_alike) look_up(spelling, kSwapCost);
}

std::vector<Correction> SpellingIndex::correct(std::string_view word, std::size_t limit) const {
    Asked asked;
    asked.letters = to_utf32(word);
    const auto length = asked.letters.size();
    if (length < kShortestCorrected || length > kLongestCorrected || has_sign_of_code(word)) return {};
    for (const char32_t letter : asked.letters) asked.codes.push_back(code_to_ask(letter));
    const std::size_t edits = length >= kLettersForTwoEdits ? 2 : 1;
    asked.signature = signature_of(asked.letters);
    asked.bits = static_cast<int>(2 * edits);
    asked.bound = edits == 2 ? kTwoEditsBound : kOneEditBound;
    Found found;
    for (std::size_t near = length - edits; near <= std::min(length + edits, kLengths - 1); ++near) {
        scan(asked, near, asked.codes.front(), found);
        for (const char32_t first : letters_like(asked.letters.front()))
            scan(asked, near, code_of(first), found);
    }
    add_slips_at_start(asked, found);
    const auto shown = found.begin() + static_cast<std::ptrdiff_t>(std::min(limit, found.size()));
    std::partial_sort(found.begin(), shown, found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second.word < b.second.word;
    });
    std::vector<Correction> out;
    for (auto it = found.begin(); it != shown; ++it) out.push_back(std::move(it->second));
    return out;
}

}  // namespace kb
