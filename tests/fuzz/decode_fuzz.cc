// SPDX-License-Identifier: GPL-2.0-or-later
// Any target becomes a path and a query of valid UTF-8 that never grow past what replacement costs, and
// what is encoded comes back as it was.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "stemming/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (kb::percent_decode(kb::percent_encode(bytes), true) != bytes) std::abort();
    if (kb::percent_decode(bytes, false).size() > size) std::abort();
    kb::HttpRequest request;
    request.target = bytes;
    const bool is_good = kb::read_target(request);
    if (!kb::is_valid_utf8(request.path) || request.path.size() > 3 * size) std::abort();
    if (is_good && request.path.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
        std::abort();
    if (request.query.size() > 100) std::abort();
    for (const auto& pair : request.query)
        if (!kb::is_valid_utf8(pair.name) || !kb::is_valid_utf8(pair.value)) std::abort();
    return 0;
}
