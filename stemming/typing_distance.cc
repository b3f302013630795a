// SPDX-License-Identifier: GPL-2.0-or-later
// The usual table of the optimal string alignment, cell [i][j] the cost of making the first j letters of
// one word of the first i of the other, with what Russian typists do at a discount: unstressed vowels
// (о/а, е/и), voiced and voiceless consonants, doubled letters, a lost soft sign (тся/ться), neighbouring
// keys, swapped letters. «пороль» is 10 twentieths from «пароль», «кароль» 20.
//
// Only cells near the diagonal can end below the bound, since leaving it costs at least
// half an edit a step; a row wholly above the bound ends the work. All costs are whole numbers from one
// table of 16 KB, which stays in the first cache.
#include "stemming/typing_distance.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

namespace kb {

namespace {

constexpr std::array<std::u32string_view, 16> kAlike{U"оа", U"еи", U"ея", U"иы", U"эе", U"бп", U"вф", U"гк",
                                                     U"дт", U"жш", U"зс", U"шщ", U"цс", U"уо", U"йи", U"ыи"};
// Three rows a keyboard.
constexpr std::array<std::u32string_view, 6> kRows{U"йцукенгшщзхъ", U"фывапролджэ", U"ячсмитьбю",
                                                   U"qwertyuiop",   U"asdfghjkl",   U"zxcvbnm"};
constexpr std::size_t kCheapestStep = kDoubledLetterCost;
constexpr LetterCode kSoftSign = U'ь' - U'а' + 1;
constexpr LetterCode kHardSign = U'ъ' - U'а' + 1;

bool sound_alike(char32_t a, char32_t b) {
    return std::any_of(kAlike.begin(), kAlike.end(), [&](std::u32string_view pair) {
        return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
    });
}

bool neighbour_keys(char32_t a, char32_t b) {
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

char32_t letter_of(int code) {
    if (code >= 1 && code <= 32) return U'а' + static_cast<char32_t>(code - 1);
    if (code >= 33 && code < kFirstFreeCode) return U'a' + static_cast<char32_t>(code - 33);
    return 0;
}

// By code: what replacing costs, and which letters are alike or beside.
struct Tables {
    std::array<std::array<std::uint8_t, kLetterCodes>, kLetterCodes> replacement{};
    std::array<std::u32string, kLetterCodes> alike, beside;

    Tables() {
        for (int a = 0; a < kLetterCodes; ++a)
            for (int b = 0; b < kLetterCodes; ++b) add(a, b);
    }

    void add(int a, int b) {
        const char32_t one = letter_of(a);
        const char32_t other = letter_of(b);
        auto& cost = replacement[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
        cost = a == b && a != kNoLetter ? 0 : kEdit;
        if (a == b || one == 0 || other == 0) return;
        if (sound_alike(one, other)) {
            cost = kSoundAlikeCost;
            alike[static_cast<std::size_t>(a)] += other;
        } else if (neighbour_keys(one, other)) {
            cost = kNeighbourKeyCost;
            beside[static_cast<std::size_t>(a)] += other;
        }
    }
};

const Tables& tables() {
    static const Tables kTables;
    return kTables;
}

// Of a letter that one word has and the other has not.
int insertion_cost(LetterCodes word, std::size_t at) {
    if (word[at] == kSoftSign || word[at] == kHardSign) return kSoftSignCost;
    if (at > 0 && word[at - 1] == word[at]) return kDoubledLetterCost;
    if (at + 1 < word.size() && word[at + 1] == word[at]) return kDoubledLetterCost;
    return kEdit;
}

// Three rows of the table, filled from the top.
class Alignment {
public:
    Alignment(LetterCodes a, LetterCodes b, std::size_t band, int above)
        : a_(a), b_(b), band_(band), above_(above) {
        for (auto& row : rows_) row.fill(above);
        for (std::size_t j = 0; j < b.size(); ++j) insert_[j] = insertion_cost(b, j);
        (*last_)[0] = 0;
        for (std::size_t j = 1; j <= std::min(b.size(), band); ++j)
            (*last_)[j] = (*last_)[j - 1] + insert_[j - 1];
    }

    // Row i from 1; returns its least cell.
    int fill_row(std::size_t i) {
        const auto& replace = tables().replacement[a_[i - 1]];
        const int remove = insertion_cost(a_, i - 1);
        const std::size_t first = i > band_ ? i - band_ : 1;
        const std::size_t end = std::min(b_.size(), i + band_);
        (*row_)[first - 1] = first == 1 ? (*last_)[0] + remove : above_;
        int best = (*row_)[first - 1];
        for (std::size_t j = first; j <= end; ++j) {
            int cost = std::min((*last_)[j - 1] + replace[b_[j - 1]], (*last_)[j] + remove);
            cost = std::min(cost, (*row_)[j - 1] + insert_[j - 1]);
            if (i > 1 && j > 1 && a_[i - 1] == b_[j - 2] && a_[i - 2] == b_[j - 1] && a_[i - 1] != a_[i - 2])
                cost = std::min(cost, (*before_)[j - 2] + kSwapCost);
            (*row_)[j] = cost;
            best = std::min(best, cost);
        }
        if (end < b_.size()) (*row_)[end + 1] = above_;
        std::swap(before_, last_);
        std::swap(last_, row_);
        return best;
    }

    int last() const { return (*last_)[b_.size()]; }

private:
    using Row = std::array<int, kLongestCompared + 2>;

    LetterCodes a_, b_;
    std::size_t band_;
    int above_;  // stands for every cell outside the band
    Row insert_;
    std::array<Row, 3> rows_;
    Row* before_ = &rows_[0];
    Row* last_ = &rows_[1];
    Row* row_ = &rows_[2];
};

}  // namespace

LetterCode code_of(char32_t letter) {
    if (letter >= U'а' && letter <= U'я') return static_cast<LetterCode>(letter - U'а' + 1);
    if (letter >= U'a' && letter <= U'z') return static_cast<LetterCode>(letter - U'a' + 33);
    return kNoLetter;
}

int replacement_cost(LetterCode a, LetterCode b) { return tables().replacement[a][b]; }
std::u32string_view letters_like(char32_t letter) { return tables().alike[code_of(letter)]; }
std::u32string_view letters_beside(char32_t letter) { return tables().beside[code_of(letter)]; }

int typing_distance(LetterCodes a, LetterCodes b, int bound) {
    const auto gap = static_cast<int>(a.size()) - static_cast<int>(b.size());
    const std::size_t band = static_cast<std::size_t>(bound) / kCheapestStep;
    if (static_cast<std::size_t>(std::abs(gap)) > band) return bound + 1;
    Alignment alignment(a, b, band, bound + 1);
    int best_before = 0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        const int best = alignment.fill_row(i);
        if (best > bound && best_before + kSwapCost > bound) return bound + 1;  // a swap skips a row
        best_before = best;
    }
    return std::min(alignment.last(), bound + 1);
}

}  // namespace kb
