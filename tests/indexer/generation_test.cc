// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/generation.h"

#include <catch2/catch.hpp>

#include "indexer/checksums.h"
#include "indexer/error.h"
#include "tests/support/temp_folder.h"

using namespace kb;
using Catch::Contains;
using kb::test::TempFolder;

namespace {

// A generation with two tiny «databases», made live. Returns its folder's name.
std::string make_generation(const TempFolder& index) {
    NewGeneration generation(index.path());
    const std::string name = generation.dir().substr(index.path().size() + 1);
    index.write(name + "/public/postlist.glass", "public " + name);
    index.write(name + "/internal/postlist.glass", "internal " + name);
    generation.make_live();
    return name;
}

}  // namespace

TEST_CASE("a second writer is told that the index is busy", "[generation]") {
    const TempFolder index;
    {
        const WriterLock first(index.path());
        CHECK_THROWS_WITH(WriterLock(index.path()), Contains("занято"));
        CHECK_THROWS_AS(WriterLock(index.path()), BusyError);
    }
    CHECK_NOTHROW(WriterLock(index.path()));
}

TEST_CASE("a missing index folder is made by the writer", "[generation]") {
    const TempFolder folder;
    const WriterLock lock(folder / "data/index");
    CHECK(folder.has("data/index/lock"));
}

TEST_CASE("an index folder that cannot be made is an IoError", "[generation]") {
    const TempFolder folder;
    folder.write("file", "");
    CHECK_THROWS_AS(WriterLock(folder / "file/index"), IoError);
}

TEST_CASE("no index is no generation, and readers are told what to run", "[generation]") {
    const TempFolder index;
    CHECK_FALSE(live_generation(index.path()));
    CHECK_FALSE(live_generation(index / "absent"));
    CHECK_THROWS_WITH(require_live_generation(index.path()),
                      Contains("нет индекса") && Contains("kb-index build"));
}

TEST_CASE("the newest generation made live is the live one", "[generation]") {
    const TempFolder index;
    CHECK(make_generation(index) == "gen-000001");
    CHECK(make_generation(index) == "gen-000002");
    CHECK(live_generation(index.path()) == index / "gen-000002");
    CHECK(require_live_generation(index.path()) == index / "gen-000002");
    CHECK(index.read("current") == "gen-000002\n");
}

TEST_CASE("a generation that was not made live leaves nothing behind", "[generation]") {
    const TempFolder index;
    make_generation(index);
    {
        const NewGeneration abandoned(index.path());
        CHECK(index.has("gen-000002"));
    }
    CHECK_FALSE(index.has("gen-000002"));
    CHECK(live_generation(index.path()) == index / "gen-000001");
}

TEST_CASE("the next writer clears up: killed builds and old generations go, the previous one stays",
          "[generation]") {
    const TempFolder index;
    for (int i = 0; i < 3; ++i) make_generation(index);
    index.write("gen-000004/public/postlist.glass", "half");
    index.write("current.77.tmp", "half");
    index.write("gen-000003/checksums.77.tmp", "half");
    index.write("notes.txt", "not ours");
    remove_leftovers(index.path());
    CHECK_FALSE(index.has("gen-000001"));
    CHECK(index.has("gen-000002"));
    CHECK(index.has("gen-000003"));
    CHECK_FALSE(index.has("gen-000004"));
    CHECK_FALSE(index.has("current.77.tmp"));
    CHECK_FALSE(index.has("gen-000003/checksums.77.tmp"));
    CHECK(index.has("notes.txt"));
}

TEST_CASE("what a killed first build left is taken away", "[generation]") {
    const TempFolder index;
    index.write("gen-000001/public/postlist.glass", "half");
    remove_leftovers(index.path());
    CHECK_FALSE(index.has("gen-000001"));
}

TEST_CASE("a damaged `current` is said to be damaged, and nothing is removed", "[generation]") {
    const TempFolder index;
    make_generation(index);
    for (const char* wrong : {"", "gen-000009\n", "../../etc\n", "gen-\n", "gen-1x\n", "lock\n"}) {
        index.write("current", wrong);
        INFO(wrong);
        CHECK_THROWS_AS(live_generation(index.path()), IndexError);
        CHECK_THROWS_WITH(live_generation(index.path()), Contains("повреждён") && Contains("kb-index build"));
    }
    remove_leftovers(index.path());
    CHECK(index.has("gen-000001"));
    CHECK(make_generation(index) == "gen-000002");
    CHECK(live_generation(index.path()) == index / "gen-000002");
}

TEST_CASE("an index of another format is refused with what to run", "[generation]") {
    const TempFolder index;
    const std::string name = make_generation(index);
    for (const char* format : {"0\n", "999\n", "new\n", ""}) {
        index.write(name + "/format", format);
        CHECK_THROWS_WITH(require_live_generation(index.path()),
                          Contains("другом формате") && Contains("kb-index build"));
    }
    index.remove(name + "/format");
    CHECK_FALSE(format_of(index / name));
    CHECK_THROWS_AS(require_live_generation(index.path()), IndexError);
}

TEST_CASE("checksums tell a good generation from a damaged one", "[checksums]") {
    const TempFolder index;
    const std::string name = make_generation(index);
    const std::string dir = index / name;
    CHECK(verify_checksums(dir).state == ChecksumState::good);

    index.write(name + "/public/flintlock", "Xapian's own lock does not count");
    CHECK(verify_checksums(dir).state == ChecksumState::good);

    index.write(name + "/internal/postlist.glass", "internal gen-00000!");
    CHECK(verify_checksums(dir).state == ChecksumState::damaged);
    CHECK(verify_checksums(dir).damaged_files == std::vector<std::string>{"internal/postlist.glass"});

    index.remove(name + "/internal/postlist.glass");
    CHECK(verify_checksums(dir).damaged_files == std::vector<std::string>{"internal/postlist.glass"});
}

TEST_CASE("between removing and writing checksums nothing is called damaged", "[checksums]") {
    const TempFolder index;
    const std::string name = make_generation(index);
    const std::string dir = index / name;
    remove_checksums(dir);
    remove_checksums(dir);
    CHECK_FALSE(has_checksums(dir));
    index.write(name + "/public/postlist.glass", "an update under way");
    CHECK(verify_checksums(dir).state == ChecksumState::missing);
    write_checksums(dir);
    CHECK(verify_checksums(dir).state == ChecksumState::good);
}
