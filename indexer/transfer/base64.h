// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures as text inside a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kb {

std::string base64(std::string_view bytes);

// The way back; white space is skipped. Nothing when it is no base64.
std::optional<std::string> base64_decoded(std::string_view text);

// "image/png" by a file's suffix; empty: no picture.
std::string_view picture_type(std::string_view path);

}  // namespace kb
