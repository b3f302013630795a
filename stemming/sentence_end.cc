// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/sentence_end.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "stemming/utf8.h"

namespace kb {

bool ends_with_abbreviation(std::string_view sentence) {
    static constexpr std::array<std::string_view, 22> kAbbreviations{
        "г.",   "гг.",  "ул.",  "д.",   "кв.", "стр.", "рис.",  "табл.", "см.",   "им.", "т.",
        "тел.", "руб.", "коп.", "обл.", "пр.", "ср.",  "напр.", "проф.", "акад.", "ст.", "пос."};
    while (!sentence.empty() && (sentence.back() == ' ' || sentence.back() == '\t'))
        sentence.remove_suffix(1);
    const auto blank = sentence.find_last_of(" \t\n(");
    const auto last = blank == std::string_view::npos ? sentence : sentence.substr(blank + 1);
    if (std::find(kAbbreviations.begin(), kAbbreviations.end(), lower(last)) != kAbbreviations.end())
        return true;
    // An initial: one capital letter and a full stop.
    return last.size() >= 2 && last.back() == '.' && count_code_points(last) == 2 &&
           u_isupper(static_cast<UChar32>(decode_at(last, 0).value));
}

bool is_one_sentence(std::string_view text) {
    static constexpr std::array<std::string_view, 9> kPlainSigns{"—", "–", "„", "“",  "”",
                                                                 "’", "№", "→", "₽"};
    if (text.ends_with('\n')) text.remove_suffix(1);
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if (byte == '.' || byte == '!' || byte == '?' || byte == '\n' || byte == '\r') return false;
            ++at;
        } else if (byte == 0xD0 || byte == 0xD1 || byte == 0xC2) {
            const bool is_whole =
                at + 1 < text.size() && (static_cast<unsigned char>(text[at + 1]) & 0xC0) == 0x80;
            if (!is_whole || text.substr(at).starts_with("\xC2\x85")) return false;  // NEL: a line break
            at += 2;
        } else {
            const auto sign = std::find_if(kPlainSigns.begin(), kPlainSigns.end(),
                                           [&](auto known) { return text.substr(at).starts_with(known); });
            if (sign == kPlainSigns.end()) return false;
            at += sign->size();
        }
    }
    return true;
}

}  // namespace kb
