// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes sent to the JSON API are a request within its limits, or refused by name.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/http/errors.h"
#include "server/http/json.h"
#include "server/http/params.h"
#include "stemming/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto request =
            kb::parse_suggest_request(std::string_view(reinterpret_cast<const char*>(data), size));
        kb::check_suggest_request(request);
        for (const auto* text : {&request.subject, &request.text, &request.channel, &request.category})
            if (!kb::is_valid_utf8(*text)) std::abort();
    } catch (const kb::HttpError&) {  // a refusal by name
    }
    return 0;
}
