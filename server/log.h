// SPDX-License-Identifier: GPL-2.0-or-later
// One JSON object a line on standard error. Never carries the text of a query or a ticket.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace kb {

enum class LogLevel { info, warning, error };

struct LogField {
    std::string_view name;  // the program's own: needs no escape, and comes once
    std::variant<std::int64_t, double, std::string_view> value;
};

// `{"time":"…","level":"info","event":"request","route":"/a/{slug}","status":200}`.
// May be called from many threads. Values need not be valid UTF-8.
void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

// Below this level nothing is written; info unless set.
void set_log_level(LogLevel level);

}  // namespace kb
