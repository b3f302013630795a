// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/personal_data.h"

#include <algorithm>

namespace kb {
namespace {

constexpr std::size_t kNear = 40;  // bytes before a number in which its name stands
constexpr std::size_t kNearWords = 3;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Latin or Cyrillic; the latter takes two bytes, D0 or D1 and one more.
std::size_t letter_bytes(std::string_view text, std::size_t at) {
    const char c = text[at];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return 1;
    const auto byte = static_cast<unsigned char>(c);
    const bool is_cyrillic =
        (byte == 0xD0 || byte == 0xD1) && at + 1 < text.size() && is_continuation(text[at + 1]);
    return is_cyrillic ? 2 : 0;
}

// Russian and Latin only: other letters stay, and so every byte keeps its place.
std::string lowered(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto byte = static_cast<unsigned char>(out[i]);
        if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] | 0x20);
        if ((byte != 0xD0 && byte != 0xD1) || i + 1 >= out.size()) continue;
        const auto next = static_cast<unsigned char>(out[i + 1]);
        if (byte == 0xD0 && next >= 0x90 && next <= 0x9F) {
            out[i + 1] = static_cast<char>(next + 0x20);
        } else if (byte == 0xD0 && next >= 0xA0 && next <= 0xAF) {
            out[i] = '\xD1';
            out[i + 1] = static_cast<char>(next - 0x20);
        } else if ((byte == 0xD0 && next == 0x81) || (byte == 0xD1 && next == 0x91)) {
            out[i] = '\xD0';
            out[i + 1] = '\xB5';
        }
        ++i;
    }
    return out;
}

}  // namespace

std::string_view personal_label(Personal kind) {
    switch (kind) {
        case Personal::email:
            return "‹почта›";
        case Personal::nick:
            return "‹ник›";
        case Personal::phone:
            return "‹телефон›";
        case Personal::card:
            return "‹карта›";
        case Personal::passport:
            return "‹паспорт›";
        case Personal::snils:
            return "‹снилс›";
        case Personal::inn:
            return "‹инн›";
        case Personal::order:
            return "‹заказ›";
        case Personal::code:
            return "‹код›";
        case Personal::name:
            return "‹имя›";
        case Personal::address:
            return "‹адрес›";
        case Personal::number:
            break;
    }
    return "‹номер›";
}

PersonalText::PersonalText(std::string_view valid_text) : text(valid_text), low(lowered(valid_text)) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t bytes = letter_bytes(text, at);
        if (bytes == 0) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        for (; bytes > 0; bytes = at < text.size() ? letter_bytes(text, at) : 0) {
            at += bytes;
            const bool has_hyphen = at + 1 < text.size() && text[at] == '-' && letter_bytes(text, at + 1) > 0;
            if (has_hyphen) ++at;
        }
        words.push_back({begin, at});
    }
}

bool PersonalText::is_capital(PersonalWord word) const {
    return text[word.begin] != low[word.begin] ||
           (word.end > word.begin + 1 && text[word.begin + 1] != low[word.begin + 1] &&
            static_cast<unsigned char>(text[word.begin]) >= 0x80);
}

std::size_t PersonalText::word_from(std::size_t at) const {
    const auto found =
        std::lower_bound(words.begin(), words.end(), at,
                         [](const PersonalWord& word, std::size_t place) { return word.begin < place; });
    return static_cast<std::size_t>(found - words.begin());
}

std::vector<std::string_view> PersonalText::words_before(std::size_t at) const {
    std::vector<std::string_view> out;
    std::size_t next = at;
    for (std::size_t i = word_from(at); i > 0 && out.size() < kNearWords; --i) {
        const PersonalWord& word = words[i - 1];
        if (word.end > next || at - word.begin > kNear + (word.end - word.begin)) break;
        const std::string_view gap = text.substr(word.end, next - word.end);
        if (gap.find_first_of("!?;\n") != std::string_view::npos ||
            gap.find(". ") != std::string_view::npos) {
            // «тел. 5-12-34», «инн. 77…» are names all the same
            if (!out.empty() || gap.find_first_of("!?;\n") != std::string_view::npos) break;
        }
        out.push_back(low_of(word));
        next = word.begin;
    }
    return out;
}

bool any_begins(const std::vector<std::string_view>& words, const std::vector<std::string_view>& beginnings) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::any_of(beginnings.begin(), beginnings.end(),
                           [&](std::string_view beginning) { return word.starts_with(beginning); });
    });
}

}  // namespace kb
