// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace kb {

namespace {

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// Eats digits: exactly `length` of them. Nothing: there are fewer.
std::optional<int> eat_number(std::string_view& text, std::size_t length) {
    if (text.size() < length) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + length, value);
    if (error != std::errc() || end != text.data() + length || text[0] == '-') return std::nullopt;
    text.remove_prefix(length);
    return value;
}

bool eat(std::string_view& text, std::string_view signs) {
    if (text.empty() || signs.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::int64_t> eat_day(std::string_view& text) {
    const bool is_year_first = text.size() > 4 && text[4] == '-';
    const bool is_day_first = text.size() > 2 && text[2] == '.';
    if (!is_year_first && !is_day_first) return std::nullopt;
    const char* sign = is_year_first ? "-" : ".";
    const auto first = eat_number(text, is_year_first ? 4 : 2);
    if (!first || !eat(text, sign)) return std::nullopt;
    const auto month = eat_number(text, 2);
    if (!month || !eat(text, sign)) return std::nullopt;
    const auto last = eat_number(text, is_year_first ? 2 : 4);
    if (!last) return std::nullopt;
    const std::chrono::year_month_day day{
        std::chrono::year(is_year_first ? *first : *last), std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(is_year_first ? *last : *first))};
    if (!day.ok() || int(day.year()) < 1990) return std::nullopt;
    return std::chrono::seconds(std::chrono::sys_days(day).time_since_epoch()).count();
}

// «10:20», «10:20:30.123»; nothing: not a time of day.
std::optional<std::int64_t> eat_clock(std::string_view& text) {
    const auto hour = eat_number(text, 2);
    if (!hour || *hour > 23 || !eat(text, ":")) return std::nullopt;
    const auto minute = eat_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    std::int64_t seconds = *hour * 3600 + *minute * 60;
    if (!eat(text, ":")) return seconds;
    const auto second = eat_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    if (eat(text, ".,"))
        while (eat(text, "0123456789")) {
        }
    return seconds + *second;
}

// «Z», «+03:00», «+0300», or nothing at all.
std::optional<std::int64_t> eat_zone(std::string_view& text) {
    if (text.empty() || eat(text, "Zz")) return 0;
    const bool is_west = text.front() == '-';
    if (!eat(text, "+-")) return std::nullopt;
    const auto hours = eat_number(text, 2);
    eat(text, ":");
    const auto minutes = text.empty() ? std::optional<int>(0) : eat_number(text, 2);
    if (!hours || !minutes || *hours > 14) return std::nullopt;
    return (is_west ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

}  // namespace

std::optional<std::int64_t> time_of(std::string_view text) {
    text = without_blanks(text);
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        std::int64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.size() == 10) return value;
        return text.size() == 13 ? std::optional(value / 1000) : std::nullopt;
    }
    const auto day = eat_day(text);
    if (!day || text.empty()) return day;
    if (!eat(text, " T")) return std::nullopt;
    const auto clock = eat_clock(text);
    if (!clock) return std::nullopt;
    text = without_blanks(text);
    const auto zone = eat_zone(text);
    if (!zone || !text.empty()) return std::nullopt;
    return *day + *clock - *zone;
}

std::string time_text(std::int64_t at_s) {
    const auto at = std::chrono::sys_seconds(std::chrono::seconds(at_s));
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(at - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(date.year()), unsigned(date.month()),
                       unsigned(date.day()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

}  // namespace kb
