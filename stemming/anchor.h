// SPDX-License-Identifier: GPL-2.0-or-later
// What a heading is called in a URL: «Если не помогло?» → "если-не-помогло", as GitHub does.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// Lower case; letters, digits, marks, «-» and «_» stay, a space becomes «-», the rest goes. May be empty.
std::string anchor_of(std::string_view heading);

}  // namespace kb
