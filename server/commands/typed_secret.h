// SPDX-License-Identifier: GPL-2.0-or-later
// A secret from the keyboard or a pipe, never from the arguments, which every process of the machine can
// read.
#pragma once

#include <string>

namespace kb {

// Asks twice at a terminal, without showing what is typed; else the first line of standard input. Throws
// ConfigError when nothing comes or the two differ.
std::string typed_password(const std::string& prompt);

}  // namespace kb
