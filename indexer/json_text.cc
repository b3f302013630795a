// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/json_text.h"

#include <fmt/format.h>

#include "stemming/utf8.h"

namespace kb {

std::string json_quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : valid_utf8(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            quoted += fmt::format("\\u{:04x}", byte);
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

}  // namespace kb
