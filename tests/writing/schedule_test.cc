// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/schedule.h"

#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/support/temp_folder.h"

using namespace kb;

namespace {

struct Desk {
    test::TempFolder temp;
    ArticleFolder folder;
    GitHistory history;

    Desk()
        : folder(real_file_system(), temp / "articles"), history(temp / "articles", GitHistory::Wish::none) {
        std::filesystem::create_directories(temp / "articles");
    }
    void write(const std::string& path, const std::string& head) const {
        temp.write("articles/" + path, "---\ntitle: A\n" + head + "---\nТекст.\n");
    }
    std::string read(const std::string& path) const { return temp.read("articles/" + path); }
};

constexpr std::int64_t kNoon = 1'800'000'000;  // some time in 2027

}  // namespace

TEST_CASE("what is due becomes so in the file, and its time goes", "[schedule]") {
    const std::string now = local_minute(kNoon);
    const std::string later = local_minute(kNoon + 60);
    Desk desk;
    desk.write("due.md", "status: draft\npublish_at: " + now + "\n");
    desk.write("review.md", "status: review\npublish_at: " + now.substr(0, 10) + "\n");
    desk.write("later.md", "status: draft\npublish_at: " + later + "\n");
    desk.write("old.md", "archive_at: " + now + "\n");
    desk.write("both.md", "status: draft\npublish_at: " + now + "\narchive_at: " + now + "\n");
    desk.write("already.md", "publish_at: " + now + "\n");
    const auto changed = apply_schedule(desk.folder, desk.history, kNoon);
    CHECK(changed == std::vector<std::string>{"both.md", "due.md", "old.md", "review.md"});
    CHECK(desk.read("due.md") == "---\ntitle: A\nstatus: published\n---\nТекст.\n");
    CHECK(desk.read("review.md") == "---\ntitle: A\nstatus: published\n---\nТекст.\n");
    CHECK(desk.read("old.md") == "---\ntitle: A\nstatus: archived\n---\nТекст.\n");
    CHECK(desk.read("both.md").find("status: archived") != std::string::npos);
    CHECK(desk.read("later.md").find("status: draft") != std::string::npos);
    CHECK(desk.read("already.md").find("publish_at") != std::string::npos);
}

TEST_CASE("a second look changes nothing more", "[schedule]") {
    Desk desk;
    desk.write("due.md", "status: draft\npublish_at: 2020-01-01\n");
    CHECK(apply_schedule(desk.folder, desk.history, kNoon).size() == 1);
    std::filesystem::last_write_time(desk.temp / "articles/due.md",
                                     std::filesystem::file_time_type::clock::now());
    CHECK(desk.folder.read("due.md")->text.find("published") != std::string::npos);
}

TEST_CASE("the clock never opens an internal article, whatever ends its lines", "[schedule]") {
    Desk desk;
    const std::string head = "title: A\r\naudience: internal\r\nstatus: draft\r\npublish_at: 2020-01-01\r\n";
    desk.temp.write("articles/public/windows.md", "---\r\n" + head + "---\r\nТекст.\r\n");
    desk.temp.write("articles/public/mark.md",
                    "\xEF\xBB\xBF---\ntitle: A\naudience: internal\nstatus: draft\npublish_at: "
                    "2020-01-01\n---\nТекст.\n");
    // One line of YAML may hold the whole header; a key more would break it.
    desk.temp.write(
        "articles/public/flow.md",
        "---\n{title: A, audience: internal, status: draft, publish_at: 2020-01-01}\n---\nТекст.\n");
    const std::string flow = desk.read("public/flow.md");
    const auto changed = apply_schedule(desk.folder, desk.history, kNoon);
    CHECK(changed == std::vector<std::string>{"public/mark.md", "public/windows.md"});
    CHECK(desk.read("public/windows.md") ==
          "---\r\ntitle: A\r\naudience: internal\r\nstatus: published\r\n---\r\nТекст.\r\n");
    CHECK(desk.read("public/mark.md") ==
          "\xEF\xBB\xBF---\ntitle: A\naudience: internal\nstatus: published\n---\nТекст.\n");
    CHECK(desk.read("public/flow.md") == flow);
}

TEST_CASE("an article that cannot be saved does not stop those after it", "[schedule]") {
    Desk desk;
    desk.temp.write(
        "articles/a.md",  // windows-1251
        "---\ntitle: \xCA\xE0\xEA \xE2\xEE\xE9\xF2\xE8\nstatus: draft\npublish_at: 2020-01-01\n---\n"
        "\xCD\xE0\xE6\xEC\xE8\xF2\xE5 \xEA\xED\xEE\xEF\xEA\xF3.\n");
    desk.write("b.md", "status: draft\npublish_at: 2020-01-01\n");
    CHECK(apply_schedule(desk.folder, desk.history, kNoon) == std::vector<std::string>{"b.md"});
}
