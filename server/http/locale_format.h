// SPDX-License-Identifier: GPL-2.0-or-later
// Dates and plural forms by the rules of a language. The home of ICU in this layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kb {

// What the pages themselves speak; articles may be in any language.
enum class Lang { ru, en };
const char* lang_code(Lang lang);  // "ru"

// «22 ноября 2026 г.», "November 22, 2026"; the day in UTC.
std::string long_date(std::int64_t unix_seconds, Lang lang);

// "2026-11-22T00:00:00Z", for machines.
std::string iso_time(std::int64_t unix_seconds);

// The form of «статья|статьи|статей» (or "article|articles") that goes with the number. A
// text with fewer forms than the language has gives its last one.
std::string_view plural_form(std::int64_t number, Lang lang, std::string_view forms);

}  // namespace kb
