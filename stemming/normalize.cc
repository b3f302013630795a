// SPDX-License-Identifier: GPL-2.0-or-later
// Folding happens once, before anything else looks at a word. «Счёт», «СЧЕТ»
// and «сче́т» must be one term: Xapian folds neither case nor ё, and NFKC alone
// keeps the stress mark (U+0301), which Russian help texts use to tell за́мок
// from замо́к. A combining breve over и (й typed in two parts on a Mac) is a
// letter, not a stress, so composition comes before marks are dropped.
//
// Look-alikes: «Cчёт» with a Latin C is what one gets by typing the first letter
// before switching the layout. In a word of two alphabets, if every letter of
// one of them has a twin in the other, those letters change over; Cyrillic is
// tried first. In tokens with digits («1С», «60к», «М-12») Cyrillic letters
// that all have Latin twins become Latin, because both are typed at random. «2,4» becomes
// "2.4" for the same reason.
#include "stemming/normalize.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

bool is_dropped(char32_t point) {
    if (point < 0xAD) return false;
    if (point == 0xAD || point == 0xFEFF || (point >= 0x200B && point <= 0x200F)) return true;
    if (point >= 0x202A && point <= 0x202E) return true;
    return u_charType(static_cast<UChar32>(point)) == U_NON_SPACING_MARK;
}

// ICU's NFKC with case folding for what the fast path below does not know.
std::u32string fold_by_icu(std::string_view word) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto source =
        icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
    if (U_FAILURE(status)) return to_utf32(word);
    const auto folded = folding->normalize(source, status);
    if (U_FAILURE(status)) return to_utf32(word);
    std::u32string out;
    out.reserve(static_cast<std::size_t>(folded.length()));
    for (int32_t i = 0; i < folded.length();) {
        const UChar32 point = folded.char32At(i);
        i += U16_LENGTH(point);
        out.push_back(static_cast<char32_t>(point));
    }
    return out;
}

// Lower-cases ASCII and Russian letters; false when another kind of character stands in the word.
bool fold_fast(std::string_view word, std::u32string& out) {
    for (std::size_t at = 0; at < word.size();) {
        const auto point = decode_at(word, at);
        at += point.bytes;
        char32_t letter = point.value;
        if (letter < 0x80) {
            if (letter >= U'A' && letter <= U'Z') letter += 32;
        } else if (letter >= U'А' && letter <= U'Я') {
            letter += 32;
        } else if (letter == U'Ё') {
            letter = U'ё';
        } else if (!((letter >= U'а' && letter <= U'я') || letter == U'ё')) {
            return false;
        }
        out.push_back(letter);
    }
    return true;
}

bool all_have_twins(const std::u32string& word, bool (*belongs)(char32_t), char32_t (*twin)(char32_t)) {
    return std::all_of(word.begin(), word.end(),
                       [&](char32_t letter) { return !belongs(letter) || twin(letter) != 0; });
}

void replace_by_twins(std::u32string& word, bool (*belongs)(char32_t), char32_t (*twin)(char32_t)) {
    for (char32_t& letter : word)
        if (belongs(letter)) letter = twin(letter);
}

void repair_look_alikes(std::u32string& word) {
    const auto script = script_of(word);
    const bool has_digit =
        std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (has_digit) {
        if ((script == Script::cyrillic || script == Script::mixed) &&
            all_have_twins(word, is_cyrillic, latin_twin))
            replace_by_twins(word, is_cyrillic, latin_twin);
        return;
    }
    if (script != Script::mixed) return;
    if (all_have_twins(word, is_latin, cyrillic_twin))
        replace_by_twins(word, is_latin, cyrillic_twin);
    else if (all_have_twins(word, is_cyrillic, latin_twin))
        replace_by_twins(word, is_cyrillic, latin_twin);
}

}  // namespace

std::string fold_word(std::string_view word) {
    std::u32string letters;
    letters.reserve(word.size());
    if (!fold_fast(word, letters)) letters = fold_by_icu(word);
    letters.erase(std::remove_if(letters.begin(), letters.end(), is_dropped), letters.end());
    std::replace(letters.begin(), letters.end(), U'ё', U'е');
    std::replace(letters.begin(), letters.end(), U',',
                 U'.');  // segmentation leaves a comma between digits only
    repair_look_alikes(letters);
    return to_utf8(letters);
}

}  // namespace kb
