// SPDX-License-Identifier: GPL-2.0-or-later
// Excel counts days from 1900-01-01 as 1, and believes that 1900 had a 29th of February (serial 60), so later
// days count from 1899-12-30; Excel of the Macintosh counts from 1904-01-01 as 0. A time is the fraction.
#include "indexer/transfer/table_dates.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "stemming/utf8.h"

namespace kb {
namespace {

using namespace std::chrono;

constexpr double kFirstPlausible = 20'000, kLastPlausible = 80'000;  // 1954 to 2119
constexpr double kAfterLast = 2'958'466;                             // 10000-01-01

std::string iso(year_month_day day) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::optional<std::string> checked(int y, int m, int d) {
    const year_month_day day{year{y}, month{static_cast<unsigned>(m)},
                             std::chrono::day{static_cast<unsigned>(d)}};
    if (!day.ok() || y < 1900 || y > 2200) return std::nullopt;
    return iso(day);
}

sys_days day_of_serial(double serial, bool is_1904) {
    const int days = static_cast<int>(std::floor(serial));
    if (is_1904) return sys_days{year{1904} / 1 / 1} + std::chrono::days{days};
    return sys_days{year{1899} / 12 / (days < 60 ? 31 : 30)} + std::chrono::days{days};
}

// A run of digits at the beginning, taken off; -1: there is none, or it is too long.
int take_number(std::string_view& text, std::size_t& digits) {
    digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 4) return -1;
    int number = 0;
    std::from_chars(text.data(), text.data() + digits, number);
    text.remove_prefix(digits);
    return number;
}

// The month «марта», «март», «мар.» at the beginning, taken off; 0: none.
int take_month(std::string_view& text) {
    constexpr std::array kMonths = {"янв", "фев", "мар", "апр", "ма",  "июн",
                                    "июл", "авг", "сен", "окт", "ноя", "дек"};
    int found = 0;
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (text.starts_with(kMonths[i]) && (found == 0 || i != 4)) found = static_cast<int>(i) + 1;
    if (found == 0) return 0;
    text.remove_prefix(std::min(text.find_first_of(" .0123456789"), text.size()));
    return found;
}

void skip(std::string_view& text, std::string_view signs) {
    text.remove_prefix(std::min(text.find_first_not_of(signs), text.size()));
}

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::string> day_in(std::string_view text) {
    const std::string low = lower(text);
    std::string_view rest = low;
    skip(rest, " \t\n");
    if (const auto serial = number_in(rest); serial && *serial >= kFirstPlausible && *serial < kLastPlausible)
        return iso(day_of_serial(*serial, false));
    std::size_t digits = 0;
    const int first = take_number(rest, digits);
    if (first < 0) return std::nullopt;
    const bool is_year_first = digits == 4;
    skip(rest, " ./-");
    int second = take_month(rest);
    if (second == 0) second = take_number(rest, digits);
    skip(rest, " ./-");
    int third = take_number(rest, digits);
    if (second < 0 || third < 0 || (!rest.empty() && rest.front() >= '0' && rest.front() <= '9'))
        return std::nullopt;
    if (is_year_first) return checked(first, second, third);
    if (digits == 2) third += third < 70 ? 2000 : 1900;
    return digits == 2 || digits == 4 ? checked(third, second, first) : std::nullopt;
}

std::string shown_day(std::string_view day) {
    if (day.size() != 10) return std::string(day);
    return fmt::format("{}.{}.{}", day.substr(8, 2), day.substr(5, 2), day.substr(0, 4));
}

NumberFormat number_format(int id, std::string_view code) {
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return NumberFormat::date;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return NumberFormat::time;
    if (id == 22) return NumberFormat::date_time;
    bool has_day = false, has_hour = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"' || c == '[') {
            i = std::min(code.find(c == '"' ? '"' : ']', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else {
            has_day |= c == 'd' || c == 'y' || c == 'D' || c == 'Y';
            has_hour |= c == 'h' || c == 'H';
        }
    }
    if (has_day) return has_hour ? NumberFormat::date_time : NumberFormat::date;
    return has_hour ? NumberFormat::time : NumberFormat::plain;
}

std::string shown_number(const std::string& number, NumberFormat format, bool is_1904) {
    const auto value = number_in(number);
    if (!value) return number;
    if (format != NumberFormat::plain && *value >= 0 && *value < kAfterLast) {
        const auto minutes = std::lround((*value - std::floor(*value)) * 24 * 60);
        std::string time = fmt::format("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
        if (format == NumberFormat::time) return time;
        const std::string day = shown_day(iso(day_of_serial(*value + (minutes == 24 * 60 ? 1 : 0), is_1904)));
        return format == NumberFormat::date || minutes == 0 ? day : day + " " + time;
    }
    if (std::floor(*value) == *value && std::fabs(*value) < 1e15)
        return std::to_string(static_cast<long long>(*value));
    std::string text = fmt::format("{:.15g}", *value);
    if (const std::size_t dot = text.find('.'); dot != std::string::npos) text[dot] = ',';
    return text;
}

}  // namespace kb
