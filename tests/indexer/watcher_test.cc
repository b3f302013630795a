// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/watcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "tests/support/temp_folder.h"

using namespace kb;
using namespace std::chrono_literals;
using kb::test::TempFolder;

namespace {

// A watcher on its own thread that counts its calls.
class Watching {
public:
    explicit Watching(const std::string& folder)
        : watcher_(folder, [this] { return ++calls_, answer_.load(); }) {
        thread_ = std::jthread([this](const std::stop_token& stop) { watcher_.run(stop); });
        wait_for(1);
    }
    int calls() const { return calls_; }
    void answer(bool answer) { answer_ = answer; }

    // Whether that many calls were made within two seconds.
    bool wait_for(int count) const {
        const auto end = Settling::Clock::now() + 2s;
        while (calls_ < count && Settling::Clock::now() < end) std::this_thread::sleep_for(5ms);
        return calls_ >= count;
    }
    // Whether no more calls come for a while.
    bool rests_at(int count) const {
        std::this_thread::sleep_for(700ms);
        return calls_ == count;
    }

private:
    std::atomic<int> calls_ = 0;
    std::atomic<bool> answer_ = true;
    Watcher watcher_;
    std::jthread thread_;
};

}  // namespace

TEST_CASE("a burst is over after a quiet time, and not later than half a second", "[watcher]") {
    const auto start = Settling::Clock::now();
    Settling settling;
    CHECK_FALSE(settling.due());
    settling.event(start);
    CHECK(settling.due() == start + 100ms);
    settling.event(start + 60ms);
    CHECK(settling.due() == start + 160ms);
    for (auto at = 100ms; at < 2s; at += 50ms) settling.event(start + at);
    CHECK(settling.due() == start + 500ms);
    settling.clear();
    CHECK_FALSE(settling.due());
}

TEST_CASE("a watcher tells of every kind of change, once each", "[watcher]") {
    const TempFolder folder;
    folder.write("a.md", "1");
    folder.write("sub/deep/b.md", "1");
    const Watching watching(folder.path());
    REQUIRE(watching.rests_at(1));

    folder.write("a.md", "2");
    CHECK(watching.wait_for(2));
    folder.write("sub/deep/b.md", "2");
    CHECK(watching.wait_for(3));
    folder.remove("a.md");
    CHECK(watching.wait_for(4));
    std::filesystem::rename(folder / "sub/deep/b.md", folder / "sub/deep/c.md");
    CHECK(watching.wait_for(5));
    CHECK(watching.rests_at(5));
}

TEST_CASE("new, filled and moved folders are watched too", "[watcher]") {
    const TempFolder folder;
    const TempFolder elsewhere;
    elsewhere.write("ready/deep/x.md", "1");
    const Watching watching(folder.path());
    folder.write("new/deeper/a.md", "1");
    CHECK(watching.wait_for(2));
    folder.write("new/deeper/a.md", "2");
    CHECK(watching.wait_for(3));
    std::filesystem::rename(elsewhere / "ready", folder / "ready");
    CHECK(watching.wait_for(4));
    folder.write("ready/deep/x.md", "2");
    CHECK(watching.wait_for(5));
    std::filesystem::rename(folder / "ready", folder / "renamed");
    CHECK(watching.wait_for(6));
    folder.write("renamed/deep/x.md", "3");
    CHECK(watching.wait_for(7));
    folder.remove("renamed");
    CHECK(watching.wait_for(8));
}

TEST_CASE("many changes at once are one call", "[watcher]") {
    const TempFolder folder;
    const Watching watching(folder.path());
    for (int i = 0; i < 300; ++i) folder.write(fmt::format("f{}.md", i), "text");
    CHECK(watching.wait_for(2));
    CHECK(watching.rests_at(2));
}

TEST_CASE("editors' hidden files are no changes", "[watcher]") {
    const TempFolder folder;
    const Watching watching(folder.path());
    folder.write(".a.md.swp", "x");
    folder.write(".git/index", "x");
    CHECK(watching.rests_at(1));
}

TEST_CASE("a folder may vanish and come back", "[watcher]") {
    const TempFolder folder;
    folder.write("articles/a.md", "1");
    const Watching watching(folder / "articles");
    std::filesystem::rename(folder / "articles", folder / "away");
    CHECK(watching.rests_at(1));
    std::filesystem::rename(folder / "away", folder / "articles");
    CHECK(watching.wait_for(2));
    folder.write("articles/a.md", "2");
    CHECK(watching.wait_for(3));

    folder.remove("articles");
    std::this_thread::sleep_for(600ms);
    folder.write("articles/b.md", "1");
    CHECK(watching.wait_for(4));
    std::this_thread::sleep_for(300ms);
    const int calls = watching.calls();
    folder.write("articles/b.md", "2");
    CHECK(watching.wait_for(calls + 1));
}

TEST_CASE("a link switched to another folder is followed", "[watcher]") {
    const TempFolder folder;
    folder.write("release1/a.md", "1");
    folder.write("release2/a.md", "2");
    std::filesystem::create_directory_symlink("release1", folder / "articles");
    const Watching watching(folder / "articles");
    std::filesystem::create_directory_symlink("release2", folder / "new");
    std::filesystem::rename(folder / "new", folder / "articles");
    CHECK(watching.wait_for(2));
    folder.write("release2/a.md", "3");
    CHECK(watching.wait_for(3));
}

TEST_CASE("a call that could not be answered is repeated", "[watcher]") {
    const TempFolder folder;
    Watching watching(folder.path());
    watching.answer(false);
    folder.write("a.md", "1");
    CHECK(watching.wait_for(3));
    watching.answer(true);
}

TEST_CASE("a watcher stops at once", "[watcher]") {
    const TempFolder folder;
    Settling::Clock::time_point asked;
    {
        const Watching watching(folder.path());
        asked = Settling::Clock::now();
    }
    CHECK(Settling::Clock::now() - asked < 3s);
}
