// SPDX-License-Identifier: GPL-2.0-or-later
// The finders behind masking: each reads the same prepared text and says where something personal stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

enum class Personal : std::uint8_t {
    email,
    nick,
    phone,
    card,
    passport,
    snils,
    inn,
    order,
    code,
    number,
    name,
    address
};

// «‹телефон›»: what stands instead.
std::string_view personal_label(Personal kind);

// Bytes [begin, end).
struct PersonalRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    Personal kind = Personal::number;

    bool operator==(const PersonalRange&) const = default;
};

// A stretch of letters, hyphens within it included.
struct PersonalWord {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// A text as the finders read it. `low` is in lower case with «е» for «ё», byte for byte as long as `text`.
class PersonalText {
public:
    explicit PersonalText(std::string_view valid_text);

    std::string_view text;
    std::string low;
    std::vector<PersonalWord> words;

    std::string_view low_of(PersonalWord word) const {
        return std::string_view(low).substr(word.begin, word.end - word.begin);
    }
    bool is_capital(PersonalWord word) const;
    // Place in `words` of the first that begins at `at` or later.
    std::size_t word_from(std::size_t at) const;
    // At most three words that stand before `at`, nearest first, within 40 bytes and the same sentence.
    std::vector<std::string_view> words_before(std::size_t at) const;
};

using PersonalRanges = std::vector<PersonalRange>;

void find_emails(const PersonalText& text, PersonalRanges& out);
void find_numbers(const PersonalText& text, PersonalRanges& out);
void find_orders(const PersonalText& text, const std::vector<std::string>& shapes, PersonalRanges& out);
void find_names(const PersonalText& text, PersonalRanges& out);
void find_addresses(const PersonalText& text, PersonalRanges& out);

// «анна», «саша»; in lower case with «е» for «ё».
bool is_first_name(std::string_view word);

// Whether one of the words begins with one of the beginnings.
bool any_begins(const std::vector<std::string_view>& words, const std::vector<std::string_view>& beginnings);

}  // namespace kb
