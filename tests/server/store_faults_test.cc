// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "server/store/feedback_store.h"
#include "server/store/store.h"
#include "tests/support/temp_folder.h"

namespace kb::test {
namespace {

constexpr std::int64_t kNow = 1'780'000'000;

// Another program that holds the file for writing.
class Holder {
public:
    explicit Holder(const std::string& path) : database_(path, Database::Mode::read_write) {
        database_.script("BEGIN IMMEDIATE");
    }
    void let_go() { database_.script("ROLLBACK"); }

private:
    Database database_;
};

}  // namespace

TEST_CASE("what comes while the file is locked is written afterwards", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite");
    Holder holder(folder / "s.sqlite");
    for (int i = 0; i < 50; ++i) CHECK(FeedbackStore(&store).add_vote("a", true, kNow));
    std::this_thread::sleep_for(std::chrono::milliseconds(2600));  // longer than SQLite itself waits
    CHECK(store.state().failed == 0);
    CHECK(store.state().written == 0);
    holder.let_go();
    store.flush();
    CHECK(store.state().written == 50);
    CHECK(FeedbackStore(&store).votes("a").helpful == 50);
}

TEST_CASE("the queue behind a locked file is bounded, and its oldest stay", "[store]") {
    TempFolder folder;
    Store store(folder / "s.sqlite", 10);
    Holder holder(folder / "s.sqlite");
    for (int i = 0; i < 100; ++i) FeedbackStore(&store).add_vote(i < 5 ? "first" : "later", true, kNow);
    std::this_thread::sleep_for(std::chrono::milliseconds(2600));
    for (int i = 0; i < 100; ++i) FeedbackStore(&store).add_vote("later", true, kNow);
    CHECK(store.state().queued <= 20);  // a batch at SQLite's door and a queue behind it
    holder.let_go();
    store.flush();
    const auto state = store.state();
    CHECK(state.written + state.dropped == 200);
    CHECK(state.failed == 0);
    CHECK(FeedbackStore(&store).votes("first").helpful == 5);
}

TEST_CASE("a store whose file stays locked closes all the same", "[store]") {
    TempFolder folder;
    auto store = std::make_unique<Store>(folder / "s.sqlite");
    const Holder holder(folder / "s.sqlite");
    FeedbackStore(store.get()).add_vote("a", true, kNow);
    const auto begin = std::chrono::steady_clock::now();
    store.reset();
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(12));
}

}  // namespace kb::test
