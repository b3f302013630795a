// SPDX-License-Identifier: GPL-2.0-or-later
// Any request to the whole service over a real index, a store and a folder of articles, as a visitor or as
// somebody who works here: a refusal by name or an answer, never a 5xx, in UTF-8, with one line a header, and
// a visitor reads no word of internal articles. The first byte says who asks; the rest is what comes off the
// wire.
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/request_reader.h"
#include "server/log.h"
#include "stemming/utf8.h"
#include "tests/leaks/leak_app.h"
#include "tests/support/small_base.h"

namespace {

constexpr int kInputsOfOneLife = 500;      // then folder and store begin anew
constexpr std::size_t kBodyLimit = 65536;  // as most routes have it
constexpr std::string_view kInternalWord = "упостат";

struct Life {
    kb::test::Base base;
    std::optional<kb::test::LeakApp> app;
    int inputs = 0;

    Life() {
        kb::test::write_public_articles(base);
        kb::test::write_internal_articles(base);
        kb::test::write_base_texts(base);
        base.build();
        app.emplace(base, std::vector<kb::SolvedCase>{}, kb::test::LeakWishes{true, false});
    }
};

std::unique_ptr<Life>& life() {
    static std::unique_ptr<Life> one;
    if (!one || ++one->inputs > kInputsOfOneLife) {
        one.reset();
        one = std::make_unique<Life>();
    }
    return one;
}

[[noreturn]] void fail(const char* what, const kb::HttpResponse& response) {
    std::fprintf(stderr, "%s: %d %s\n", what, response.status, response.body.substr(0, 500).c_str());
    std::abort();
}

void check(const kb::HttpResponse& response) {
    if (response.status >= 500 && response.status != 503) fail("status", response);
    for (const auto& [name, value] : response.headers)
        if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            fail("header", response);
    const bool is_json = response.content_type.starts_with("application/json");
    if (is_json && !response.body.empty() && !nlohmann::json::accept(response.body)) fail("JSON", response);
    if (response.content_type.starts_with("text/html") && !kb::is_valid_utf8(response.body))
        fail("UTF-8", response);
}

// These end sessions and accounts, ours among them.
bool ends_sessions(std::string_view path) {
    return path.starts_with("/sign-") || path.starts_with("/account") || path.starts_with("/admin");
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    kb::set_log_level(kb::LogLevel::error);
    life();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const kb::HeadLimits limits;
    static const kb::BodyLimit body_limit = [](std::string_view, std::string_view) { return kBodyLimit; };
    const std::string_view wire(reinterpret_cast<const char*>(data) + 1, size - 1);
    kb::RequestReader reader(limits, body_limit);
    if (reader.append(wire) != kb::RequestReader::State::whole) return 0;
    kb::HttpRequest request = reader.take().request;
    request.client = "192.0.2.1";
    const kb::test::LeakApp& app = *life()->app;
    const std::size_t who = data[0] % 4;  // a visitor, an agent, a writer, an admin
    if (who > 0)
        for (auto& [name, value] : app.staff().at(who - 1).headers())
            request.headers.push_back({name, value});
    const bool is_last = ends_sessions(request.path) && request.method != "GET";
    const bool says_it = kb::percent_decode(wire, true).find(kInternalWord) != std::string::npos;
    const kb::HttpResponse response = app.answer(std::move(request));
    check(response);
    if (who == 0 && !says_it && response.body.find(kInternalWord) != std::string::npos)
        fail("leak", response);
    if (is_last) life().reset();
    return 0;
}
