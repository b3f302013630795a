// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/update.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "indexer/error.h"
#include "tests/support/indexed_base.h"

using namespace kb;
using Catch::Contains;
using kb::test::article;
using kb::test::Base;
using kb::test::codes;
using kb::test::Lines;
using namespace std::chrono_literals;

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

TEST_CASE("an update of a damaged index builds it anew", "[update]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.folder.write("index/gen-000001/internal/iamglass", std::string(95, '\x5a'));
    const UpdateReport report = base.update();
    CHECK_THAT(report.notice, Contains("internal/iamglass был повреждён"));
    CHECK(live_generation(base.paths.index_dir) == base.folder / "index/gen-000002");
    CHECK(base.check().differences.empty());
    CHECK(base.update().notice.empty());
}

TEST_CASE("the first shared part renews only the articles that wait for it", "[update]") {
    const Base base;
    for (const char* name : {"a.md", "b.md", "c.md"}) base.write(name, article(name));
    base.write("d.md", article("Г") + "\nЗвоните {{phone}}.\n");
    base.build();
    base.write("variables.yaml", "phone: 8 800\n");
    CHECK(base.update().put == 1);
    CHECK(base.check().differences.empty());
    base.remove("variables.yaml");
    CHECK(base.update().put == 1);
    base.write("blocks/end.md", "Конец.\n");
    CHECK(base.update().put == 0);
    base.write("variables.yaml", "phone: 8 900\n");
    CHECK(base.update().put == 1);
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
    std::filesystem::last_write_time(base.folder / "articles/a.md",
                                     std::filesystem::file_time_type::clock::now() + 1h);
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
    base.write("categories.yaml",
               "- id: x\n  title: Икс\n- id: s\n  title: Служебное\n  audience: internal\n");
    base.build();
    CHECK(base.text(Audience::public_, "synonyms") == "а = б\n");
    CHECK_THAT(base.text(Audience::internal, "synonyms"), Contains("тайна"));
    CHECK_THAT(base.text(Audience::public_, "categories"), Contains("Икс") && !Contains("Служебное"));
    base.write("synonyms.txt", "а = в\n");
    CHECK(base.update().is_changed);
    CHECK(base.text(Audience::public_, "synonyms") == "а = в\n");
}

TEST_CASE("other protected words bring every article in anew, the same ones none", "[update]") {
    const Base base;
    base.write("a.md", article("Вести"));
    base.write("internal/b.md", article("Лайка"));
    base.build();
    base.write("synonyms.txt", "protect: Вести\n");
    CHECK(base.check().differences.size() == 4);  // both audiences' synonyms and protected words
    CHECK(base.update().put == 2);
    CHECK(base.check().differences.empty());
    CHECK(base.text(Audience::internal, "protected") == "вести\n");
    base.write("synonyms.txt", "protect: ВЕСТИ\nвход = авторизация\n");
    CHECK(base.update().put == 0);
    base.remove("synonyms.txt");
    CHECK(base.update().put == 2);
    CHECK(base.text(Audience::public_, "protected").empty());
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
