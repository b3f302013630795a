// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers as people write them: groups of digits and the signs between. Knows shapes and check digits, no
// words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct DigitGroup {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool has_plus = false;  // «+» right before

    std::size_t size() const { return end - begin; }
};

// Groups that stand together: «8 (900) 123-45-67» is five of one run. Between two of them there are only
// blanks, hyphens, brackets and full stops, six bytes at most.
using DigitRun = std::vector<DigitGroup>;

// All runs of the text, in order. A number that is part of a word («0x80070005», «DIR-300», «RTX3070») is
// none.
std::vector<DigitRun> digit_runs(std::string_view text);

// The digits of groups [from, to) of a run, one after another.
std::string digits_of(std::string_view text, const DigitRun& run, std::size_t from, std::size_t to);

bool is_luhn(std::string_view digits);   // of a bank card
bool is_snils(std::string_view digits);  // eleven digits with their check number
bool is_inn(std::string_view digits);    // ten or twelve digits with their check digits

// Groups from `at` that make a date («12.05.2026», «2026-05-12») or an address in a network («192.168.0.1»);
// 0: none.
std::size_t groups_of_date(std::string_view text, const DigitRun& run, std::size_t at);
std::size_t groups_of_network(std::string_view text, const DigitRun& run, std::size_t at);

// What stands between group `at` and the next one.
std::string_view sign_after(std::string_view text, const DigitRun& run, std::size_t at);

}  // namespace kb
