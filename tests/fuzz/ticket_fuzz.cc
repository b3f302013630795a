// SPDX-License-Identifier: GPL-2.0-or-later
// Any letter is cleaned without failing, and never grows beyond its source by more than entities can.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/search/ticket_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto cleaned = kb::clean_ticket(std::string_view(reinterpret_cast<const char*>(data), size));
    if (cleaned.text.size() > size * 3 + 16) std::abort();
    return 0;
}
