// SPDX-License-Identifier: GPL-2.0-or-later
// Informal transliteration has no standard, so a word becomes a few guesses: a
// beam over the Latin letters, longest chunk first, each chunk with its
// readings in order of likelihood. "ne prikhodit pismo": kh → х; "pismo" has lost
// its soft sign, which the spelling correction (ь costs half an edit) gives back.
#include "stemming/transliterate.h"

#include <algorithm>
#include <array>

#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

struct Reading {
    std::string_view latin;
    std::u32string_view russian;
    double cost;
};

constexpr std::array kReadings{
    Reading{"shch", U"щ", 0},  Reading{"sch", U"щ", 0},   Reading{"sch", U"сч", 0.8},
    Reading{"sh", U"ш", 0},    Reading{"sh", U"сх", 2},   Reading{"ch", U"ч", 0},
    Reading{"zh", U"ж", 0},    Reading{"kh", U"х", 0},    Reading{"ts", U"ц", 0.2},
    Reading{"ts", U"тс", 0.5}, Reading{"tc", U"ц", 0.3},  Reading{"yo", U"е", 0},
    Reading{"jo", U"е", 0},    Reading{"yu", U"ю", 0},    Reading{"ju", U"ю", 0},
    Reading{"iu", U"ю", 0.3},  Reading{"ya", U"я", 0},    Reading{"ja", U"я", 0},
    Reading{"ia", U"я", 0.5},  Reading{"ia", U"ия", 0.6}, Reading{"ye", U"е", 0.2},
    Reading{"yj", U"ый", 0},   Reading{"yy", U"ый", 0},   Reading{"ij", U"ий", 0},
    Reading{"iy", U"ий", 0},   Reading{"ie", U"ие", 0},   Reading{"ey", U"ей", 0},
    Reading{"ej", U"ей", 0},   Reading{"oy", U"ой", 0},   Reading{"oj", U"ой", 0},
    Reading{"ay", U"ай", 0},   Reading{"aj", U"ай", 0},   Reading{"eh", U"э", 0.3},
    Reading{"x", U"кс", 0.6},  Reading{"x", U"х", 0.4},   Reading{"w", U"в", 0.4},
    Reading{"w", U"ш", 0.4},   Reading{"q", U"к", 0.6},   Reading{"q", U"я", 0.8},
    Reading{"a", U"а", 0},     Reading{"b", U"б", 0},     Reading{"c", U"ц", 0.4},
    Reading{"c", U"с", 0.6},   Reading{"c", U"к", 0.7},   Reading{"d", U"д", 0},
    Reading{"e", U"е", 0},     Reading{"e", U"э", 0.7},   Reading{"f", U"ф", 0},
    Reading{"g", U"г", 0},     Reading{"h", U"х", 0.1},   Reading{"h", U"г", 0.9},
    Reading{"i", U"и", 0},     Reading{"i", U"ы", 0.6},   Reading{"ii", U"ий", 0.2},
    Reading{"yi", U"ый", 0.2}, Reading{"w'", U"щ", 0},    Reading{"g", U"ж", 1.0},
    Reading{"'", U"ъ", 0.3},   Reading{"i", U"й", 0.7},   Reading{"j", U"й", 0.1},
    Reading{"j", U"ж", 0.5},   Reading{"k", U"к", 0},     Reading{"l", U"л", 0},
    Reading{"l", U"ль", 0.6},  Reading{"m", U"м", 0},     Reading{"n", U"н", 0},
    Reading{"n", U"нь", 0.9},  Reading{"o", U"о", 0},     Reading{"p", U"п", 0},
    Reading{"r", U"р", 0},     Reading{"s", U"с", 0},     Reading{"s", U"сь", 0.9},
    Reading{"t", U"т", 0},     Reading{"t", U"ть", 0.7},  Reading{"u", U"у", 0},
    Reading{"u", U"ю", 0.9},   Reading{"v", U"в", 0},     Reading{"y", U"ы", 0.1},
    Reading{"y", U"й", 0.2},   Reading{"y", U"у", 1.0},   Reading{"z", U"з", 0},
    Reading{"z", U"ж", 1.0},   Reading{"'", U"ь", 0},     Reading{"`", U"ь", 0},
    Reading{"4", U"ч", 0.2},   Reading{"6", U"ш", 0.3},
};

struct Guess {
    std::u32string russian;
    std::size_t read = 0;  // Latin letters used
    double cost = 0;
};

constexpr std::size_t kBeam = 64;
constexpr std::size_t kLongest = 40;

void keep_best(std::vector<Guess>& guesses) {
    const auto cheaper = [](const Guess& a, const Guess& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.russian < b.russian;
    };
    std::sort(guesses.begin(), guesses.end(), cheaper);
    if (guesses.size() > kBeam) guesses.resize(kBeam);
}

}  // namespace

std::vector<std::string> from_translit(std::string_view word, std::size_t limit) {
    if (word.empty() || word.size() > kLongest) return {};
    const bool is_latin_word = std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '\'' || c == '`' || c == '4' || c == '6';
    });
    if (!is_latin_word) return {};
    // ends[k]: guesses that have read k letters.
    std::vector<std::vector<Guess>> ends(word.size() + 1);
    ends[0].push_back({});
    for (std::size_t at = 0; at < word.size(); ++at) {
        keep_best(ends[at]);
        for (const auto& reading : kReadings) {
            if (word.substr(at, reading.latin.size()) != reading.latin) continue;
            for (const auto& guess : ends[at])
                ends[at + reading.latin.size()].push_back({guess.russian + std::u32string(reading.russian),
                                                           at + reading.latin.size(),
                                                           guess.cost + reading.cost});
        }
    }
    keep_best(ends.back());
    std::vector<std::string> out;
    for (const auto& guess : ends.back()) {
        auto text = to_utf8(guess.russian);
        if (out.size() < limit && std::find(out.begin(), out.end(), text) == out.end())
            out.push_back(std::move(text));
    }
    return out;
}

std::string to_latin(std::string_view mixed_case) {
    const std::string text = lower(mixed_case);
    static constexpr std::array<std::string_view, 32> kLetters{
        "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
        "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        at += point.bytes;
        if (point.value >= U'а' && point.value <= U'я')
            out += kLetters[point.value - U'а'];
        else if (point.value == U'ё')
            out += "e";
        else
            append_utf8(out, point.value);
    }
    return out;
}

}  // namespace kb
