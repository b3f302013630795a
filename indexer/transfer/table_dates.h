// SPDX-License-Identifier: GPL-2.0-or-later
// Days as people write them into tables, and as Excel keeps them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kb {

// «12.03.24», «12.03.2024 14:30», «12/03/2024», «12 марта 2024 г.», «2024-03-12T…», and 45363, which Excel
// shows when a column is not formatted → "2024-03-12". Nothing for other texts and for days without a year.
std::optional<std::string> day_in(std::string_view text);

// "2024-03-12" → «12.03.2024».
std::string shown_day(std::string_view day);

// How a number is shown.
enum class NumberFormat { plain, date, time, date_time };

// By a format's number when it is one of Excel's own, else by its code: «dd\.mm\.yyyy», «[$-419]d mmm;@».
NumberFormat number_format(int id, std::string_view code);

// What a person sees in a cell: 45363.5 → «12.03.2024 12:00», 5.0 → «5», 0.5 → «0,5». `number` is as in the
// file; what is no number comes back as it is.
std::string shown_number(const std::string& number, NumberFormat format, bool is_1904);

}  // namespace kb
