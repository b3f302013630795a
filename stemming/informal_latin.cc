// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/informal_latin.h"

#include <array>
#include <random>

#include "stemming/utf8.h"

namespace kb {

namespace {

struct Manner {
    char32_t letter;
    std::array<std::string_view, 4> spellings;  // empty at the end: fewer; "-": the letter is left out
};

constexpr Manner kManners[]{{U'а', {"a"}},
                            {U'б', {"b"}},
                            {U'в', {"v"}},
                            {U'г', {"g"}},
                            {U'д', {"d"}},
                            {U'е', {"e"}},
                            {U'ё', {"yo", "e", "jo"}},
                            {U'ж', {"zh", "j", "g"}},
                            {U'з', {"z"}},
                            {U'и', {"i"}},
                            {U'й', {"y", "j", "i"}},
                            {U'к', {"k"}},
                            {U'л', {"l"}},
                            {U'м', {"m"}},
                            {U'н', {"n"}},
                            {U'о', {"o"}},
                            {U'п', {"p"}},
                            {U'р', {"r"}},
                            {U'с', {"s"}},
                            {U'т', {"t"}},
                            {U'у', {"u"}},
                            {U'ф', {"f"}},
                            {U'х', {"kh", "h", "x"}},
                            {U'ц', {"ts", "c"}},
                            {U'ч', {"ch", "4"}},
                            {U'ш', {"sh", "w"}},
                            {U'щ', {"shch", "sch", "w'"}},
                            {U'ъ', {"-", "'"}},
                            {U'ы', {"y", "i"}},
                            {U'ь', {"-", "'"}},
                            {U'э', {"e"}},
                            {U'ю', {"yu", "ju"}},
                            {U'я', {"ya", "ja"}}};

const Manner* manner_of(char32_t letter) {
    for (const auto& manner : kManners)
        if (manner.letter == letter) return &manner;
    return nullptr;
}

// One spelling a letter for the word that begins.
std::array<std::size_t, std::size(kManners)> new_manner(std::mt19937_64& random) {
    std::array<std::size_t, std::size(kManners)> chosen{};
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        std::size_t count = 0;
        while (count < 4 && !kManners[i].spellings[count].empty()) ++count;
        chosen[i] = random() % count;
    }
    return chosen;
}

}  // namespace

std::string to_informal_latin(std::string_view text, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::string out;
    auto chosen = new_manner(random);
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_at(text, at);
        at += point.bytes;
        const bool is_capital = (point.value >= U'А' && point.value <= U'Я') || point.value == U'Ё';
        const char32_t letter = !is_capital ? point.value : point.value == U'Ё' ? U'ё' : point.value + 32;
        if (point.value == U' ' || point.value == U'\n') chosen = new_manner(random);
        if (const auto* manner = manner_of(letter)) {
            std::string spelling(manner->spellings[chosen[static_cast<std::size_t>(manner - kManners)]]);
            if (spelling == "-") continue;
            if (is_capital && spelling.front() >= 'a' && spelling.front() <= 'z')
                spelling.front() = static_cast<char>(spelling.front() - 'a' + 'A');
            out += spelling;
        } else {
            append_utf8(out, point.value);
        }
    }
    return out;
}

}  // namespace kb
