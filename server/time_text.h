// SPDX-License-Identifier: GPL-2.0-or-later
// Points in time as people and programs write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

// "2026-11-22", "2026-11-22T10:20:30+03:00", «22.11.2026 10:20», seconds since 1970. Without a zone: UTC.
// Nothing for what could be two days («03/04/2026») or none.
std::optional<std::int64_t> time_of(std::string_view text);

// "2026-11-22T10:20:30Z".
std::string time_text(std::int64_t at_s);

}  // namespace kb
