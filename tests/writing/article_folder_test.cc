// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/article_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <thread>

#include "indexer/error.h"
#include "tests/support/temp_folder.h"

using namespace kb;

namespace {

struct Desk {
    test::TempFolder temp;
    ArticleFolder folder;

    Desk() : folder(real_file_system(), temp / "articles") {
        std::filesystem::create_directories(temp / "articles");
    }
    void write(const std::string& path, const std::string& text) const {
        temp.write("articles/" + path, text);
    }
    std::string read(const std::string& path) const { return temp.read("articles/" + path); }
};

}  // namespace

TEST_CASE("a new article is written whole, its folders too", "[article_folder]") {
    Desk desk;
    const auto saved = desk.folder.save("public/wifi/setup.md", "# Wi-Fi\n", "");
    REQUIRE(!saved.conflict);
    CHECK(desk.read("public/wifi/setup.md") == "# Wi-Fi\n");
    CHECK(desk.folder.read("public/wifi/setup.md")->version == saved.version);
}

TEST_CASE("what somebody else has saved is never overwritten unseen", "[article_folder]") {
    Desk desk;
    desk.write("a.md", "# Старое\n");
    const std::string seen = desk.folder.read("a.md")->version;
    desk.write("a.md", "# Чужое\n");

    const auto late = desk.folder.save("a.md", "# Моё\n", seen);
    REQUIRE(late.conflict);
    CHECK(late.conflict->theirs->text == "# Чужое\n");
    CHECK(desk.read("a.md") == "# Чужое\n");
    CHECK(!desk.folder.save("a.md", "# Моё\n", late.conflict->theirs->version).conflict);

    std::filesystem::remove(desk.temp / "articles/a.md");
    const auto gone = desk.folder.save("a.md", "# Снова\n", seen);
    REQUIRE(gone.conflict);
    CHECK(!gone.conflict->theirs);
    CHECK(desk.folder.save("a.md", "# Новое\n", "").conflict.has_value() == false);
    CHECK(desk.folder.save("a.md", "# Ещё\n", "").conflict.has_value());
}

TEST_CASE("saving the text that is there already is no conflict", "[article_folder]") {
    Desk desk;
    desk.write("a.md", "# То же\n");
    CHECK(!desk.folder.save("a.md", "# То же\n", "old-version").conflict);
}

TEST_CASE("only paths of articles below the folder are taken", "[article_folder]") {
    for (const char* path : {"a.md", "public/wifi/настройка wi-fi.md", "x-y_z/1.md"}) {
        INFO(path);
        CHECK(is_article_path(path));
    }
    for (const char* path :
         {"", ".md", "a.txt", "../a.md", "public/../../a.md", "/etc/a.md", "a//b.md", ".git/a.md", "a/.b.md",
          "a\\b.md", "a\nb.md", "a/ b.md", "\xff.md", "public/.md"}) {
        INFO(path);
        CHECK(!is_article_path(path));
        Desk desk;
        CHECK_THROWS_AS(desk.folder.save(path, "# A\n", ""), ConfigError);
        CHECK_THROWS_AS(desk.folder.read(path), ConfigError);
    }
}

TEST_CASE("a link out of the folder leads nowhere", "[article_folder]") {
    Desk desk;
    desk.temp.write("outside/secret.md", "# Тайна\n");
    std::filesystem::create_symlink(desk.temp / "outside", desk.temp / "articles/out");
    CHECK_THROWS_AS(desk.folder.read("out/secret.md"), ConfigError);
    CHECK_THROWS_AS(desk.folder.save("out/new.md", "# A\n", ""), ConfigError);
    CHECK_THROWS_AS(desk.folder.save("out/below/new.md", "# A\n", ""), ConfigError);
    CHECK(!desk.folder.has_file("out/secret.md"));
    CHECK(!desk.temp.has("outside/new.md"));
}

TEST_CASE("texts that are no article texts are refused", "[article_folder]") {
    Desk desk;
    CHECK_THROWS_AS(desk.folder.save("a.md", std::string(ArticleFolder::kMaxArticleBytes + 1, 'a'), ""),
                    ConfigError);
    CHECK_NOTHROW(desk.folder.save("a.md", std::string(ArticleFolder::kMaxArticleBytes, 'a'), ""));
    CHECK_THROWS_AS(desk.folder.save("b.md", "\xff\xfe", ""), ConfigError);
    CHECK_THROWS_AS(desk.folder.save("b.md", std::string("a\0b", 3), ""), ConfigError);
}

TEST_CASE("a moved article is at its new place only", "[article_folder]") {
    Desk desk;
    desk.write("old.md", "# A\n");
    desk.write("taken.md", "# B\n");
    const std::string version = desk.folder.read("old.md")->version;
    CHECK_THROWS_AS(desk.folder.move("old.md", "taken.md", "# A\n", version), ConfigError);
    CHECK(desk.folder.move("old.md", "new.md", "# A\n", "another").conflict.has_value());
    REQUIRE(!desk.folder.move("old.md", "wifi/new.md", "id: old\n", version).conflict);
    CHECK(desk.read("wifi/new.md") == "id: old\n");
    CHECK(!desk.temp.has("articles/old.md"));
    CHECK(desk.read("taken.md") == "# B\n");
}

TEST_CASE("pictures get a name nobody has, and the same one only once", "[article_folder]") {
    Desk desk;
    CHECK(desk.folder.add_image("wifi/a.md", "router.png", "1") == "wifi/router.png");
    CHECK(desk.folder.add_image("wifi/a.md", "router.png", "2") == "wifi/router-2.png");
    CHECK(desk.folder.add_image("wifi/a.md", "router.png", "1") == "wifi/router.png");
    CHECK(desk.read("wifi/router-2.png") == "2");
    CHECK_THROWS_AS(desk.folder.add_image("wifi/a.md", "../router.png", "1"), ConfigError);
    CHECK_THROWS_AS(
        desk.folder.add_image("a.md", "big.png", std::string(ArticleFolder::kMaxImageBytes + 1, 'x')),
        ConfigError);
}

TEST_CASE("the listing knows drafts, broken files and changes", "[article_folder]") {
    Desk desk;
    desk.write("a.md", "---\ntitle: Черновик\nstatus: draft\n---\nТекст.\n");
    desk.write("b.md", "---\nstatus: drafts\n---\nТекст.\n");
    const auto first = desk.folder.listing();
    REQUIRE(first->articles.size() == 2);
    CHECK(first->find("a.md")->article->title == "Черновик");
    CHECK(!first->find("b.md")->article);
    CHECK(first->find("b.md")->problems == 1);
    CHECK(first->find("c.md") == nullptr);

    std::this_thread::sleep_for(ArticleFolder::kFresh + std::chrono::milliseconds(20));
    CHECK(desk.folder.listing()->version == first->version);
    desk.write("c.md", "# Новая\n");
    std::filesystem::remove(desk.temp / "articles/b.md");
    std::this_thread::sleep_for(ArticleFolder::kFresh + std::chrono::milliseconds(20));
    const auto second = desk.folder.listing();
    CHECK(second->version != first->version);
    CHECK(second->find("c.md")->article->title == "Новая");
    CHECK(second->find("b.md") == nullptr);
}

TEST_CASE("titles in the listing have the variables' values, and new ones at once", "[article_folder]") {
    Desk desk;
    desk.write("variables.yaml", "company: Маяк\n");
    desk.write("a.md", "---\ntitle: Договор с «{{company}}»\n---\n\nТекст.\n");
    desk.write("b.md", "---\ntitle: Без слов\n---\n\n{{> нет-такого}}\n");
    const auto before = desk.folder.listing({});
    CHECK(before->find("a.md")->article->title == "Договор с «Маяк»");
    CHECK(before->find("a.md")->problems == 0);
    // The index keeps it out; the writer finds it, with the problem.
    REQUIRE(before->find("b.md")->article);
    CHECK(before->find("b.md")->article->title == "Без слов");
    CHECK(before->find("b.md")->problems == 1);

    desk.write("variables.yaml", "company: «Маяк и партнёры»\n");
    const auto after = desk.folder.listing({});
    CHECK(after->find("a.md")->article->title == "Договор с ««Маяк и партнёры»»");
    CHECK(after->version != before->version);
    CHECK(desk.folder.listing({})->version == after->version);
}

TEST_CASE("what killed saves left half-written is swept away at the start, and nothing else",
          "[article_folder]") {
    Desk desk;
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    ::waitpid(gone, nullptr, 0);
    const std::string at_work = std::to_string(::getppid());
    const std::vector<std::string> kept = {"public/a.md",    "public/a.md." + at_work + ".tmp",
                                           "notes.2024.tmp", "a.md.tmp",
                                           "a.md.x1.tmp",    ".tmp"};
    const std::vector<std::string> swept = {"public/a.md." + std::to_string(gone) + ".tmp",
                                            "img/b.png." + std::to_string(gone) + ".tmp",
                                            "c.md." + std::to_string(::getpid()) + ".tmp"};
    for (const auto& list : {kept, swept})
        for (const std::string& path : list) desk.write(path, "x");
    desk.folder.sweep();
    for (const std::string& path : kept) CHECK(desk.temp.has("articles/" + path));
    for (const std::string& path : swept) CHECK_FALSE(desk.temp.has("articles/" + path));
}
