// SPDX-License-Identifier: GPL-2.0-or-later
// One pass, left to right. At a digit (or «+» before one) the longest run of digits and the signs
// people put between them is taken; five digits or more make it a number: «8 (800) 000-10-20» and
// «40012345» go, «ошибка 651» and «Wi-Fi 2,4» stay, and so does «0x80070005», whose digits stand in
// a word. At «@» the word around it is an address. What it gets wrong: a name stays a name.
#include "server/store/masking.h"

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMinDigits = 5;
constexpr std::size_t kMaxCharacters = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_between_digits(char c) { return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool ends_address(char c) {
    return is_space(c) || c == ',' || c == ';' || c == '<' || c == '>' || c == '(' || c == ')';
}

// One past the last digit of the number that begins at `at`, or `at` when there is none.
std::size_t end_of_number(std::string_view text, std::size_t at) {
    std::size_t digits = 0;
    std::size_t end = at;
    for (std::size_t i = at;
         i < text.size() && (is_digit(text[i]) || is_between_digits(text[i]) || text[i] == '+'); ++i) {
        if (!is_digit(text[i])) continue;
        ++digits;
        end = i + 1;
    }
    return digits >= kMinDigits ? end : at;
}

std::string mask_addresses(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && !ends_address(text[end])) ++end;
        const std::string_view word = text.substr(at, end - at);
        const std::size_t sign = word.find('@');
        const bool is_address = sign != std::string_view::npos && sign > 0 && sign + 1 < word.size();
        out += is_address ? std::string_view("‹почта›") : word;
        while (end < text.size() && ends_address(text[end])) out += text[end++];
        at = end;
    }
    return out;
}

std::string mask_numbers(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const bool begins_word = at == 0 || !is_word_byte(text[at - 1]);
        const bool may_begin = begins_word && (is_digit(text[at]) || text[at] == '+' || text[at] == '(');
        const std::size_t end = may_begin ? end_of_number(text, at) : at;
        if (end > at && (end == text.size() || !is_word_byte(text[end]))) {
            out += "‹номер›";
            at = end;
        } else {
            out += text[at++];
        }
    }
    return out;
}

}  // namespace

std::string mask_query(std::string_view query) {
    return std::string(first_code_points(mask_text(query), kMaxCharacters));
}

std::string mask_text(std::string_view text) { return mask_numbers(mask_addresses(valid_utf8(text))); }

}  // namespace kb
