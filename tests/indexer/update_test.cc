// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/update.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <mutex>
#include <thread>

#include "indexer/check.h"
#include "indexer/checksums.h"
#include "indexer/error.h"
#include "indexer/follow.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/show.h"
#include "tests/support/temp_folder.h"

using namespace kb;
using namespace std::chrono_literals;
using Catch::Contains;
using kb::test::TempFolder;

namespace {

// Articles and an index on the real disk.
struct Base {
    TempFolder folder;
    IndexPaths paths{folder / "articles", folder / "index"};

    Base() { std::filesystem::create_directories(paths.articles_dir); }

    void write(const std::string& path, const std::string& text) const { folder.write("articles/" + path, text); }
    void remove(const std::string& path) const { folder.remove("articles/" + path); }
    UpdateReport build() const { return kb::build(real_file_system(), paths); }
    UpdateReport update() const { return kb::update(real_file_system(), paths); }
    CheckReport check() const { return kb::check(real_file_system(), paths); }

    IndexWriter open() const { return {require_live_generation(paths.index_dir), IndexWriter::Mode::update}; }
    // «public a.md a», by path.
    std::vector<std::string> held() const {
        std::vector<std::string> lines;
        for (const IndexedFile& file : open().files()) {
            lines.push_back(fmt::format("{} {} {}", audience_name(file.audience), file.path, file.id));
        }
        return lines;
    }
    std::string text(Audience audience, const char* name) const { return open().text(audience, name); }
    // Every database file's bytes changed when, to show that nothing was written.
    std::string checksums() const {
        return folder.read("index/" + require_live_generation(paths.index_dir).substr(paths.index_dir.size() + 1) +
                           "/checksums");
    }
};

using Lines = std::vector<std::string>;

std::string article(const std::string& title, const std::string& more = "") {
    return fmt::format("---\ntitle: {}\n{}---\n\nТекст статьи «{}».\n", title, more, title);
}

std::string codes(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics) text += fmt::format("{} {}\n", d.code, d.file);
    return text;
}

}  // namespace

TEST_CASE("a build holds what is published, by audience", "[update]") {
    const Base base;
    base.write("public/a.md", article("А"));
    base.write("internal/b.md", article("Б"));
    base.write("public/c.md", article("В", "audience: internal\nid: c\n"));
    base.write("public/draft.md", article("Г", "status: draft\n"));
    base.write("public/old.md", article("Д", "status: archived\n"));
    base.write("README.md", "# Не статья\n");
    const UpdateReport report = base.build();
    CHECK(codes(report.diagnostics).empty());
    CHECK(report.is_full);
    CHECK(report.articles == 3);
    CHECK(base.held() == Lines{"internal internal/b.md internal/b", "public public/a.md public/a",
                               "internal public/c.md c"});
    CHECK(base.check().differences.empty());
    CHECK(base.check().checksums == ChecksumState::good);
}

TEST_CASE("an update without an index builds one and says so", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    const UpdateReport report = base.update();
    CHECK(report.is_full);
    CHECK_THAT(report.notice, Contains("Индекса ещё не было"));
    CHECK(base.held() == Lines{"public a.md a"});
}

TEST_CASE("an update of an index of another format builds it anew", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.folder.write("index/gen-000001/format", "0\n");
    const UpdateReport report = base.update();
    CHECK_THAT(report.notice, Contains("другом формате"));
    CHECK(live_generation(base.paths.index_dir) == base.folder / "index/gen-000002");
}

TEST_CASE("an unchanged tree writes nothing", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.write("draft.md", article("Г", "status: draft\n"));
    base.write("categories.yaml", "- id: x\n  title: Икс\n");
    base.write("synonyms.txt", "а = б\n");
    base.build();
    const std::string before = base.checksums();
    const UpdateReport report = base.update();
    CHECK_FALSE(report.is_changed);
    CHECK(report.put == 0);
    CHECK(base.checksums() == before);
    CHECK(base.check().checksums == ChecksumState::good);
}

TEST_CASE("only changed files are written anew", "[update]") {
    const Base base;
    for (const char* name : {"a.md", "b.md", "c.md"}) base.write(name, article(name));
    base.build();
    base.write("b.md", article("Новое название"));
    base.write("d.md", article("Новая"));
    base.remove("c.md");
    const UpdateReport report = base.update();
    CHECK(report.put == 2);
    CHECK(report.removed == 1);
    CHECK(report.articles == 3);
    CHECK(base.held() == Lines{"public a.md a", "public b.md b", "public d.md d"});
    CHECK(base.check().differences.empty());
    CHECK(base.check().checksums == ChecksumState::good);
}

TEST_CASE("a file touched but not changed is not written anew", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    std::filesystem::last_write_time(base.folder / "articles/a.md", std::filesystem::file_time_type::clock::now() + 1h);
    CHECK_FALSE(base.update().is_changed);
    CHECK(base.check().differences.empty());
}

TEST_CASE("an article that becomes internal leaves the public database", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.write("redirects.txt", "old -> a\n");
    base.build();
    CHECK(base.text(Audience::public_, "redirects") == "old -> a\n");
    base.write("a.md", article("А", "audience: internal\n"));
    base.update();
    CHECK(base.held() == Lines{"internal a.md a"});
    CHECK(base.text(Audience::public_, "redirects").empty());
    CHECK(base.text(Audience::internal, "redirects") == "old -> a\n");
    base.write("a.md", article("А", "audience: public\n"));
    base.update();
    CHECK(base.held() == Lines{"public a.md a"});
    CHECK(base.text(Audience::public_, "redirects") == "old -> a\n");
}

TEST_CASE("a draft comes in when published and goes out when archived", "[update]") {
    const Base base;
    base.write("a.md", article("А", "status: draft\n"));
    base.build();
    CHECK(base.held().empty());
    base.write("a.md", article("А", "status: published\n"));
    base.update();
    CHECK(base.held() == Lines{"public a.md a"});
    base.write("a.md", article("А", "status: archived\n"));
    CHECK(base.update().removed == 1);
    CHECK(base.held().empty());
}

TEST_CASE("a broken article keeps its last good version until it vanishes", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.write("a.md", "---\ntitle: \"не закрыто\naudience: [\n---\n");
    for (int i = 0; i < 2; ++i) {  // and it is reported every time
        const UpdateReport report = base.update();
        CHECK(has_errors(report.diagnostics));
        CHECK_FALSE(report.is_changed);
        CHECK_THAT(format_diagnostic(report.diagnostics.front()), Contains("остаётся прошлая версия"));
    }
    CHECK(base.held() == Lines{"public a.md a"});
    CHECK(base.check().differences.empty());
    CHECK(has_errors(base.check().diagnostics));
    base.remove("a.md");
    base.update();
    CHECK(base.held().empty());
}

TEST_CASE("one broken article does not stop a build", "[update]") {
    const Base base;
    base.write("a.md", "---\naudience: secret\n---\n# А\n");
    base.write("b.md", article("Б"));
    const UpdateReport report = base.build();
    CHECK(has_errors(report.diagnostics));
    CHECK(base.held() == Lines{"public b.md b"});
    CHECK(base.check().differences.empty());
}

TEST_CASE("of two articles with one id the first by path is indexed, by build and by update", "[update]") {
    const Base base;
    base.write("b.md", article("Б", "id: same\n"));
    base.build();
    base.write("a.md", article("А", "id: same\n"));
    CHECK(codes(base.update().diagnostics) == "duplicate-id b.md\n");
    CHECK(base.held() == Lines{"public a.md same"});
    CHECK(codes(base.update().diagnostics) == "duplicate-id b.md\n");
    CHECK(codes(base.build().diagnostics) == "duplicate-id b.md\n");
    CHECK(base.held() == Lines{"public a.md same"});
    base.remove("a.md");
    CHECK(base.update().diagnostics.empty());
    CHECK(base.held() == Lines{"public b.md same"});
}

TEST_CASE("public readers never get internal base texts", "[update]") {
    const Base base;
    base.write("synonyms.txt", "а = б\n");
    base.write("internal/synonyms.txt", "тайна = секрет\n");
    base.write("categories.yaml", "- id: x\n  title: Икс\n- id: s\n  title: Служебное\n  audience: internal\n");
    base.build();
    CHECK(base.text(Audience::public_, "synonyms") == "а = б\n");
    CHECK_THAT(base.text(Audience::internal, "synonyms"), Contains("тайна"));
    CHECK_THAT(base.text(Audience::public_, "categories"), Contains("Икс") && !Contains("Служебное"));
    base.write("synonyms.txt", "а = в\n");
    CHECK(base.update().is_changed);
    CHECK(base.text(Audience::public_, "synonyms") == "а = в\n");
}

TEST_CASE("a stop request leaves the live index as it was and nothing else", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.write("a.md", article("Б"));
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(build(real_file_system(), base.paths, source.get_token()), Interrupted);
    CHECK_FALSE(base.folder.has("index/gen-000002"));
    CHECK_THROWS_AS(update(real_file_system(), base.paths, source.get_token()), Interrupted);
    CHECK(base.check().differences == Lines{"a.md: в индексе прошлая версия"});
}

TEST_CASE("an interrupted update writes nothing of what it had done", "[update]") {
    const Base base;
    for (int i = 0; i < 20; ++i) base.write(fmt::format("a{}.md", i), article("А"));
    base.build();
    for (int i = 0; i < 20; ++i) base.write(fmt::format("a{}.md", i), article("Новое"));
    std::stop_source source;
    const auto stop_midway = [&](std::size_t done, std::size_t) {
        if (done == 10) source.request_stop();
    };
    CHECK_THROWS_AS(update(real_file_system(), base.paths, source.get_token(), stop_midway), Interrupted);
    CHECK(base.check().differences.size() == 20);
    CHECK(base.update().put == 20);
}

TEST_CASE("a missing articles folder is an IoError and changes nothing", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.folder.remove("articles");
    CHECK_THROWS_AS(base.update(), IoError);
    CHECK_THROWS_AS(base.build(), IoError);
    CHECK(base.held() == Lines{"public a.md a"});
    CHECK_FALSE(base.folder.has("index/gen-000002"));
}

TEST_CASE("a busy index is a BusyError for build, update and check", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    const WriterLock lock(base.paths.index_dir);
    CHECK_THROWS_AS(base.build(), BusyError);
    CHECK_THROWS_AS(base.update(), BusyError);
    CHECK_THROWS_AS(base.check(), BusyError);
}

TEST_CASE("a killed update's missing checksums come back with the next one", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.folder.remove("index/gen-000001/checksums");
    CHECK(base.check().checksums == ChecksumState::missing);
    CHECK(base.check().differences.empty());
    CHECK_FALSE(base.update().is_changed);
    CHECK(base.check().checksums == ChecksumState::good);
}

TEST_CASE("check tells every way an index can differ", "[check]") {
    const Base base;
    for (const char* name : {"changed.md", "gone.md", "moved.md", "same.md", "unpublished.md"}) base.write(name, article(name));
    base.build();
    base.write("changed.md", article("Другое"));
    base.remove("gone.md");
    base.write("new.md", article("Новая"));
    base.write("unpublished.md", article("Черновик", "status: draft\n"));
    base.write("synonyms.txt", "а = б\n");
    CHECK(base.check().differences ==
          Lines{"changed.md: в индексе прошлая версия", "new.md: нет в индексе",
                "gone.md: лишняя: такой опубликованной статьи нет",
                "unpublished.md: лишняя: такой опубликованной статьи нет", "synonyms: в индексе другой текст (public)",
                "synonyms: в индексе другой текст (internal)"});
    base.update();
    CHECK(base.check().differences.empty());
}

TEST_CASE("check without an index says what to run", "[check]") {
    const Base base;
    CHECK_THROWS_WITH(base.check(), Contains("kb-index build"));
    CHECK_THROWS_AS(base.check(), IndexError);
    CHECK_FALSE(base.folder.has("index"));
}

TEST_CASE("show explains an article's words", "[show]") {
    const Base base;
    base.write("wifi.md", article("Настройка роутера", "aliases: [как настроить вайфай]\n") +
                              "\n## Шаги\n\nНажмите на кнопку. Ещё раз на кнопку.\n");
    base.build();
    const std::string text = show(real_file_system(), base.paths, "wifi");
    CHECK_THAT(text, Contains("Настройка роутера\n") && Contains("файл        wifi.md") && Contains("## Шаги  #шаги"));
    CHECK_THAT(text, Contains("настройка → настройк") && Contains("кнопку ×2 → кнопк"));
    CHECK_THAT(text, Contains("Другое название: как настроить вайфай"));
    CHECK_THROWS_AS(show(real_file_system(), base.paths, "нет-такой"), ConfigError);
    base.write("wifi.md", article("Другое"));
    CHECK_THAT(show(real_file_system(), base.paths, "wifi"), Contains("изменён после индексации"));
}

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
    std::jthread thread([&](std::stop_token stop) { follow(real_file_system(), base.paths, stop, listener); });
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
