// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/follow.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <thread>

#include "indexer/error.h"
#include "tests/support/indexed_base.h"

using namespace kb;
using Catch::Contains;
using kb::test::article;
using kb::test::Base;
using kb::test::Lines;
using namespace std::chrono_literals;

TEST_CASE("follow keeps the index in step and survives failures", "[follow]") {
    const Base base;
    base.write("a.md", article("А"));
    std::atomic<int> updates = 0;
    std::mutex mutex;
    std::vector<std::string> failures;
    FollowListener listener;
    listener.on_update = [&](const UpdateReport&) { ++updates; };
    listener.on_failure = [&](const std::string& message) {
        const std::lock_guard lock(mutex);
        failures.push_back(message);
    };
    const auto wait_for = [&](int count) {
        for (int i = 0; i < 600 && updates < count; ++i) std::this_thread::sleep_for(5ms);
        return updates >= count;
    };
    std::jthread thread(
        [&](const std::stop_token& stop) { follow(real_file_system(), base.paths, stop, listener); });
    REQUIRE(wait_for(1));
    base.write("b.md", article("Б"));
    REQUIRE(wait_for(2));
    {
        const WriterLock somebody_else(base.paths.index_dir);
        base.remove("a.md");
        std::this_thread::sleep_for(1500ms);
        CHECK(updates == 2);
    }
    CHECK(wait_for(3));
    thread.request_stop();
    thread.join();
    CHECK(base.held() == Lines{"public b.md b"});
    REQUIRE(failures.size() == 1);
    CHECK_THAT(failures.front(), Contains("занято"));
}
