// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/number_runs.h"

#include <algorithm>
#include <array>

namespace kb {
namespace {

constexpr std::size_t kLongestSign = 6;  // bytes between two groups: «) - », « – »

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// A letter of any alphabet; blanks and dashes of Unicode begin with C2 and E2 and are none.
bool ends_in_letter(std::string_view text, std::size_t end) {
    if (end == 0) return false;
    if (is_latin(text[end - 1])) return true;
    if ((static_cast<unsigned char>(text[end - 1]) & 0xC0) != 0x80 || end < 2) return false;
    const auto lead = static_cast<unsigned char>(text[end - 2]);
    return lead == 0xD0 || lead == 0xD1;
}
bool begins_with_letter(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[at]);
    return is_latin(text[at]) || byte == 0xD0 || byte == 0xD1;
}

// «DIR-300», «a716-446655440000»: after a hyphen that follows a Latin word the number is its part.
bool is_tail_of_word(std::string_view text, std::size_t at) {
    if (ends_in_letter(text, at)) return true;
    if (at < 2 || text[at - 1] != '-') return false;
    std::size_t begin = at - 1;
    bool has_latin = false;
    while (begin > 0 && at - begin < 40 && (is_digit(text[begin - 1]) || is_latin(text[begin - 1])))
        has_latin = is_latin(text[--begin]) || has_latin;
    return has_latin;
}

std::size_t end_of_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

// One past the signs at `at` that may stand between groups of one number.
std::size_t end_of_sign(std::string_view text, std::size_t at) {
    static constexpr std::array<std::string_view, 10> kSigns{" ",      "-",      "(", ")", ".",
                                                             "\u00A0", "\u202F", "–", "‑", "—"};
    const std::size_t begin = at;
    for (bool is_sign = true; is_sign && at - begin < kLongestSign;) {
        is_sign = false;
        for (const std::string_view sign : kSigns) {
            if (text.compare(at, sign.size(), sign) != 0 || at - begin + sign.size() > kLongestSign) continue;
            at += sign.size();
            is_sign = true;
            break;
        }
    }
    return at;
}

int value_of(std::string_view text, const DigitGroup& group) {
    int value = 0;
    for (std::size_t i = group.begin; i < group.end && i < group.begin + 6; ++i)
        value = value * 10 + (text[i] - '0');
    return value;
}

int check_sum(std::string_view digits, std::size_t count, const int* weights) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += (digits[i] - '0') * weights[i];
    return sum % 11 % 10;
}

}  // namespace

std::vector<DigitRun> digit_runs(std::string_view text) {
    std::vector<DigitRun> runs;
    DigitRun run;
    const auto close = [&] {
        if (!run.empty()) runs.push_back(std::move(run));
        run.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const std::size_t end = end_of_digits(text, at);
        const bool is_part = begins_with_letter(text, end) || (run.empty() && is_tail_of_word(text, at));
        if (is_part) {
            close();
        } else {
            run.push_back({at, end, at > 0 && text[at - 1] == '+'});
            const std::size_t next = end_of_sign(text, end);
            const bool goes_on = next > end && next < text.size() && is_digit(text[next]);
            if (!goes_on) close();
        }
        at = end;
    }
    close();
    return runs;
}

std::string digits_of(std::string_view text, const DigitRun& run, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to && i < run.size(); ++i) out += text.substr(run[i].begin, run[i].size());
    return out;
}

std::string_view sign_after(std::string_view text, const DigitRun& run, std::size_t at) {
    if (at + 1 >= run.size()) return {};
    return text.substr(run[at].end, run[at + 1].begin - run[at].end);
}

bool is_luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0 && digits.find_first_not_of('0') != std::string_view::npos;
}

bool is_snils(std::string_view digits) {
    if (digits.size() != 11) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * static_cast<int>(9 - i);
    const int check = sum % 101 % 100;
    return check == (digits[9] - '0') * 10 + (digits[10] - '0');
}

bool is_inn(std::string_view digits) {
    static constexpr std::array<int, 11> kWeights{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    const auto fits = [&](std::size_t place, std::size_t first) {
        return check_sum(digits, place, kWeights.data() + first) == digits[place] - '0';
    };
    if (digits.find_first_not_of('0') == std::string_view::npos) return false;
    if (digits.size() == 10) return fits(9, 2);
    return digits.size() == 12 && fits(10, 1) && fits(11, 0);
}

std::size_t groups_of_date(std::string_view text, const DigitRun& run, std::size_t at) {
    if (at + 2 >= run.size()) return 0;
    const std::string_view sign = sign_after(text, run, at);
    if ((sign != "." && sign != "-") || sign_after(text, run, at + 1) != sign) return 0;
    const auto is_day_and_month = [&](std::size_t day, std::size_t month) {
        return run[day].size() <= 2 && run[month].size() <= 2 && value_of(text, run[day]) >= 1 &&
               value_of(text, run[day]) <= 31 && value_of(text, run[month]) >= 1 &&
               value_of(text, run[month]) <= 12;
    };
    const std::size_t year = run[at + 2].size();
    if ((year == 2 || year == 4) && is_day_and_month(at, at + 1)) return 3;
    return run[at].size() == 4 && is_day_and_month(at + 2, at + 1) ? 3 : 0;
}

std::size_t groups_of_network(std::string_view text, const DigitRun& run, std::size_t at) {
    if (at + 3 >= run.size()) return 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        if (run[i].size() > 3 || value_of(text, run[i]) > 255) return 0;
        if (i < at + 3 && sign_after(text, run, i) != ".") return 0;
    }
    return 4;
}

}  // namespace kb
