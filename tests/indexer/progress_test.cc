// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/progress.h"

#include <algorithm>

#include <catch2/catch.hpp>
#include <memory>

using namespace kb;
using namespace std::chrono_literals;

namespace {

struct Case {
    std::size_t done, total;
    std::chrono::milliseconds elapsed;
    const char* line;
    const char* bar;
};

const Case kCases[] = {
    {0, 10, 0ms, "0 из 10 статей, 0 статей/с, осталось ?:??",
     "[░░░░░░░░░░░░░░░░░░░░]   0 %  0 из 10 · 0 статей/с · осталось ?:??"},
    {600, 1000, 500ms, "600 из 1000 статей, 1200 статей/с, осталось 0:00",
     "[████████████░░░░░░░░]  60 %  600 из 1000 · 1200 статей/с · осталось 0:00"},
    {100, 1000, 10s, "100 из 1000 статей, 10 статей/с, осталось 1:30",
     "[██░░░░░░░░░░░░░░░░░░]  10 %  100 из 1000 · 10 статей/с · осталось 1:30"},
    {1, 1000, 10s, "1 из 1000 статей, 0 статей/с, осталось 2:46:30",
     "[░░░░░░░░░░░░░░░░░░░░]   0 %  1 из 1000 · 0 статей/с · осталось 2:46:30"},
    {10, 10, 1s, "10 из 10 статей, 10 статей/с, осталось 0:00",
     "[████████████████████] 100 %  10 из 10 · 10 статей/с · осталось 0:00"},
    {0, 0, 1s, "0 из 0 статей, 0 статей/с, осталось ?:??",
     "[████████████████████] 100 %  0 из 0 · 0 статей/с · осталось ?:??"},
};

// What a Progress writes when it is shown every 50 ms for some seconds.
std::string written(bool is_terminal, std::chrono::milliseconds length) {
    char* bytes = nullptr;
    std::size_t size = 0;
    std::FILE* out = ::open_memstream(&bytes, &size);
    {
        const auto start = Progress::Clock::now();
        Progress progress(out, is_terminal, start);
        for (auto at = 0ms; at <= length; at += 50ms)
            progress.show(static_cast<std::size_t>(at.count()), 20000, start + at);
    }
    std::fclose(out);
    const std::unique_ptr<char, void (*)(void*)> owner(bytes, ::free);
    return {bytes, size};
}

}  // namespace

TEST_CASE("progress says how many, how fast and how long", "[progress]") {
    for (const Case& c : kCases) {
        CHECK(progress_line(c.done, c.total, c.elapsed) == c.line);
        CHECK(progress_bar(c.done, c.total, c.elapsed) == c.bar);
    }
}

TEST_CASE("a short work shows no progress", "[progress]") {
    CHECK(written(true, 50ms).empty());
    CHECK(written(false, 4900ms).empty());
}

TEST_CASE("a terminal gets a bar that takes itself away", "[progress]") {
    const std::string text = written(true, 1000ms);
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.starts_with("\r\033[K["));
    CHECK(text.ends_with("\r\033[K"));
    CHECK(std::count(text.begin(), text.end(), '\r') == 11);
}

TEST_CASE("a log gets a line now and then", "[progress]") {
    const std::string text = written(false, 11000ms);
    CHECK(text ==
          "5000 из 20000 статей, 1000 статей/с, осталось 0:15\n"
          "10000 из 20000 статей, 1000 статей/с, осталось 0:10\n");
}
