// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/script.h"

#include <unicode/uchar.h>

#include <array>

namespace kb {

namespace {

struct Twins {
    char32_t cyrillic;
    char32_t latin;
};
// Lower case; pairs that differ in lower case but not in capitals (В/B, Н/H,
// М/M, Т/T, К/K) belong here too, since folding happens before the repair.
constexpr std::array<Twins, 12> kTwins{{{U'а', U'a'},
                                        {U'в', U'b'},
                                        {U'е', U'e'},
                                        {U'к', U'k'},
                                        {U'м', U'm'},
                                        {U'н', U'h'},
                                        {U'о', U'o'},
                                        {U'р', U'p'},
                                        {U'с', U'c'},
                                        {U'т', U't'},
                                        {U'у', U'y'},
                                        {U'х', U'x'}}};

}  // namespace

bool is_cyrillic(char32_t letter) { return letter >= 0x0400 && letter <= 0x052F; }

bool is_latin(char32_t letter) {
    if (letter < 0x80) return (letter >= U'a' && letter <= U'z') || (letter >= U'A' && letter <= U'Z');
    return letter >= 0xC0 && letter <= 0x024F && letter != 0xD7 && letter != 0xF7;
}

Script script_of(std::u32string_view word) {
    bool cyrillic = false;
    bool latin = false;
    bool other = false;
    for (const char32_t letter : word) {
        if (is_cyrillic(letter))
            cyrillic = true;
        else if (is_latin(letter))
            latin = true;
        else if (letter >= 0x80 && u_isalpha(static_cast<UChar32>(letter)))
            other = true;
    }
    if (cyrillic && latin) return Script::mixed;
    if (cyrillic) return other ? Script::mixed : Script::cyrillic;
    if (latin) return other ? Script::mixed : Script::latin;
    return other ? Script::other : Script::none;
}

char32_t latin_twin(char32_t cyrillic) {
    for (const auto& pair : kTwins)
        if (pair.cyrillic == cyrillic) return pair.latin;
    return 0;
}

char32_t cyrillic_twin(char32_t latin) {
    for (const auto& pair : kTwins)
        if (pair.latin == latin) return pair.cyrillic;
    return 0;
}

}  // namespace kb
