// SPDX-License-Identifier: GPL-2.0-or-later
// One spelling for what looks the same. For texts that are compared as a whole; words are folded in
// normalize.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// Letters and their marks as one sign wherever there is one («й» may come as «и» and a breve): Unicode's NFC.
// Broken UTF-8 becomes U+FFFD.
std::string composed(std::string_view text);

}  // namespace kb
