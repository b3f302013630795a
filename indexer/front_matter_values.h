// SPDX-License-Identifier: GPL-2.0-or-later
// What a value in a front matter may look like. Reads no YAML.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// Without blanks and line ends around it.
std::string trimmed_value(std::string_view text);

// «2027-05-01», a day that exists.
bool is_date(std::string_view text);

// The same, or with a time of that day: «2027-05-01 09:00».
bool is_moment(std::string_view text);

// An id or a slug: part of an address, at most 200 bytes, without spaces, «..» and signs that mean something
// there.
bool is_address(std::string_view text);

}  // namespace kb
