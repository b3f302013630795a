// SPDX-License-Identifier: GPL-2.0-or-later
// Text typed with the keyboard switched to the other language: «ghbdtn» ↔ «привет».
#pragma once

#include <string>
#include <string_view>

namespace kb {

// The same keys pressed with the Russian (ЙЦУКЕН) layout on. Characters without a key stay.
std::string to_russian_layout(std::string_view text);
// The same keys pressed with the English (QWERTY) layout on.
std::string to_english_layout(std::string_view text);

}  // namespace kb
