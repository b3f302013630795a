// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/front_matter_values.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace kb {
namespace {

// -1 when other signs than digits stand there.
int number_at(std::string_view text, std::size_t begin, std::size_t length) {
    int value = -1;
    const char* end = text.data() + begin + length;
    return std::from_chars(text.data() + begin, end, value).ptr == end ? value : -1;
}

}  // namespace

std::string trimmed_value(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1));
}

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const int year = number_at(text, 0, 4);
    const int month = number_at(text, 5, 2);
    const int day = number_at(text, 8, 2);
    if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
}

bool is_moment(std::string_view text) {
    if (!is_date(text.substr(0, 10))) return false;
    if (text.size() == 10) return true;
    if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') return false;
    const int hour = number_at(text, 11, 2);
    const int minute = number_at(text, 14, 2);
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

bool is_address(std::string_view text) {
    const bool has_bad_sign = text.find_first_of(" \t\n?#%\\\"<>") != std::string_view::npos;
    const bool has_bad_part = text.starts_with('/') || text.ends_with('/') ||
                              text.find("..") != std::string_view::npos ||
                              text.find("//") != std::string_view::npos;
    return !text.empty() && !has_bad_sign && !has_bad_part && text.size() <= 200;
}

}  // namespace kb
