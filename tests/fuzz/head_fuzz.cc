// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes of a connection become requests or a refusal, the same ones in whatever pieces they come, and no
// request has what the listener promises to keep out.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/request_reader.h"
#include "stemming/utf8.h"

namespace {

const kb::HeadLimits kLimits;
const kb::BodyLimit kBody = [](std::string_view, std::string_view) { return std::size_t{1000}; };

bool is_line_breaker(char c) { return c == '\r' || c == '\n' || c == '\0'; }

void check(const kb::HttpRequest& request) {
    std::size_t lengths = 0;
    for (const auto& header : request.headers) {
        for (const char c : header.name + header.value)
            if (is_line_breaker(c)) std::abort();
        if (header.name.find('_') != std::string::npos || header.name == "transfer-encoding") std::abort();
        if (header.name == "content-length") ++lengths;
    }
    for (const char c : request.path + request.method + request.target)
        if (is_line_breaker(c)) std::abort();
    for (const auto& pair : request.query)
        for (const char c : pair.name + pair.value)
            if (is_line_breaker(c)) std::abort();
    if (lengths > 1 || request.body.size() > 1000 || !kb::is_valid_utf8(request.path)) std::abort();
}

// What came of it: a line for each request, then how it ended.
std::string outcome(std::string_view bytes, std::size_t piece) {
    kb::RequestReader reader(kLimits, kBody);
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.append(bytes.substr(at, piece));
        while (reader.state() == kb::RequestReader::State::whole) {
            const auto taken = reader.take();
            check(taken.request);
            out += taken.request.method + taken.request.target + taken.request.body + "\n";
        }
    }
    return out + std::to_string(static_cast<int>(reader.state())) + std::to_string(reader.refused_with());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (outcome(bytes, size) != outcome(bytes, 1 + data[0] % 50)) std::abort();
    return 0;
}
