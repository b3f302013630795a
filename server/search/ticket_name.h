// SPDX-License-Identifier: GPL-2.0-or-later
// How a reply calls the person who wrote a ticket.
#pragma once

#include <string>
#include <string_view>

namespace kb {

struct FoundName {
    std::string value;     // «Анна», «Анна Петровна»; empty: none
    bool is_sure = false;  // else somebody should look: it may be another person, or no name
};

// Of the form's field, where customers put their whole name.
FoundName name_in_field(std::string_view field);

// Of a message: after «меня зовут», under «с уважением», in its last line, after «на имя».
FoundName name_in_message(std::string_view text);

}  // namespace kb
