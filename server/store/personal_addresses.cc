// SPDX-License-Identifier: GPL-2.0-or-later
// A home is a street with a house: «ул. Ленина, д. 5, кв. 12», «проспект Мира 12 корпус 2». The word for a
// street must stand there, then its name with a capital and a number within it; house, building and flat that
// follow go along. A street alone names nobody and stays, and so does «Ленина 15» without the word.
#include <algorithm>
#include <array>

#include "server/store/personal_data.h"

namespace kb {
namespace {

constexpr std::size_t kMostNameWords = 4;
constexpr std::size_t kFarthestHouse = 16;  // bytes between the name and the house's number

constexpr std::array<std::string_view, 22> kStreets{
    "ул",        "улица",   "улице",    "пр",       "пр-т",    "пр-кт",      "просп", "проспект",
    "проспекте", "пер",     "переулок", "переулке", "наб",     "набережная", "ш",     "шоссе",
    "б-р",       "бульвар", "бульваре", "проезд",   "площадь", "мкр"};
constexpr std::array<std::string_view, 14> kParts{"д",        "дом",     "доме",     "к",   "корп",
                                                  "корпус",   "стр",     "строение", "кв",  "квартира",
                                                  "квартире", "подъезд", "под",      "этаж"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip(std::string_view text, std::size_t at, std::string_view signs) {
    while (at < text.size() && signs.find(text[at]) != std::string_view::npos) ++at;
    return at;
}

// A house's or a flat's number: «12», «12а», «12/2»; its end, or `at`.
std::size_t end_of_house(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && end - at < 4 && is_digit(text[end])) ++end;
    if (end == at || (end < text.size() && is_digit(text[end]))) return at;
    if (end + 1 < text.size() && (text[end] == '/' || text[end] == '-') && is_digit(text[end + 1])) {
        ++end;
        while (end < text.size() && is_digit(text[end])) ++end;
    }
    const auto lead = end < text.size() ? static_cast<unsigned char>(text[end]) : 0;
    const bool has_letter = lead == 0xD0 || lead == 0xD1;
    const auto after = has_letter && end + 2 < text.size() ? static_cast<unsigned char>(text[end + 2]) : 0;
    if (has_letter && after != 0xD0 && after != 0xD1) end += 2;
    return end;
}

// «, кв. 12», « корпус 2» and more of them after a house; the end of the last.
std::size_t end_of_parts(const PersonalText& text, std::size_t end) {
    for (int parts = 0; parts < 5; ++parts) {
        const std::size_t at = skip(text.text, end, " ,");
        const std::size_t next = text.word_from(at);
        if (next == text.words.size() || text.words[next].begin != at ||
            !is_one_of(text.low_of(text.words[next]), kParts))
            break;
        const std::size_t number = skip(text.text, text.words[next].end, " .№");
        const std::size_t last = end_of_house(text.text, number);
        if (last == number) break;
        end = last;
    }
    return end;
}

// Where the house of the street named by the words from `i` ends; 0: there is none.
std::size_t end_of_home(const PersonalText& text, std::size_t i) {
    bool has_capital = false;
    for (std::size_t next = i; next < text.words.size() && next < i + kMostNameWords; ++next) {
        const PersonalWord& word = text.words[next];
        if (is_one_of(text.low_of(word), kParts)) {
            const std::size_t number = skip(text.text, word.end, " .№");
            const std::size_t end = has_capital ? end_of_house(text.text, number) : number;
            return end > number ? end_of_parts(text, end) : 0;
        }
        has_capital = has_capital || text.is_capital(word);
        const std::size_t number = skip(text.text, word.end, " ,");
        if (has_capital && number - word.end <= kFarthestHouse && number < text.text.size() &&
            is_digit(text.text[number])) {
            const std::size_t end = end_of_house(text.text, number);
            return end > number ? end_of_parts(text, end) : 0;
        }
        const bool goes_on = next + 1 < text.words.size() && text.words[next + 1].begin - word.end <= 3;
        if (!goes_on) return 0;
    }
    return 0;
}

}  // namespace

void find_addresses(const PersonalText& text, PersonalRanges& out) {
    for (std::size_t i = 0; i + 1 < text.words.size(); ++i) {
        if (!is_one_of(text.low_of(text.words[i]), kStreets)) continue;
        if (text.words[i + 1].begin - text.words[i].end > 6) continue;
        const std::size_t end = end_of_home(text, i + 1);
        if (end == 0) continue;
        out.push_back({text.words[i].begin, end, Personal::address});
        i = std::max(i, text.word_from(end) - 1);
    }
}

}  // namespace kb
