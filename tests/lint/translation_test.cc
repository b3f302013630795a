// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/translation.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "indexer/lint/folder.h"
#include "tests/support/fake_file_system.h"

namespace kb::test {
namespace {

constexpr const char* kOriginal =
    "# Пропал интернет\n\nПодождите минуту.\n\n## Если не помогло\n\nПозвоните.\n";
constexpr const char* kTranslation =
    "---\ntranslation_of: wifi\n---\n# The internet is gone\n\nWait a minute.\n";

std::string behind(FakeFileSystem& files) {
    std::string found;
    for (const Diagnostic& diagnostic : lint_folder(files, "/articles").diagnostics) {
        if (diagnostic.code == "translation-behind")
            found += diagnostic.file + ": " + diagnostic.message + "\n";
    }
    return found;
}

}  // namespace

TEST_CASE("a marked translation is up to date until its original changes", "[translation]") {
    FakeFileSystem files;
    files.add("/articles/wifi.md", kOriginal);
    files.add("/articles/wifi.en.md", kTranslation);
    CHECK(behind(files) ==
          "wifi.en.md: Перевод отстал от wifi.md: новых и изменённых абзацев 4, первый — "
          "строка 1, убрано 0.\n");
    CHECK(mark_translated(files, "/articles", "wifi.en.md") == "wifi.md");
    CHECK(behind(files).empty());

    SECTION("other line ends are no change") {
        files.add("/articles/wifi.md",
                  "# Пропал  интернет\n\nПодождите\nминуту.\n\n## Если не помогло\n\nПозвоните.\n");
        CHECK(behind(files).empty());
    }
    SECTION("another word is one") {
        files.add("/articles/wifi.md",
                  "# Пропал интернет\n\nПодождите час.\n\n## Если не помогло\n\nПозвоните.\n");
        CHECK(behind(files) ==
              "wifi.en.md: Перевод отстал от wifi.md: новых и изменённых абзацев 1, первый — "
              "строка 3, убрано 1.\n");
        const std::string before = files.files["/articles/wifi.en.md"];
        mark_translated(files, "/articles", "wifi.en.md");
        CHECK(behind(files).empty());
        CHECK(files.files["/articles/wifi.en.md"].size() == before.size());  // the line was replaced
    }
}

TEST_CASE("a mark leaves the rest of a translation as it was", "[translation]") {
    FakeFileSystem files;
    files.add("/articles/wifi.md", kOriginal);
    files.add("/articles/wifi.en.md", kTranslation);
    mark_translated(files, "/articles", "wifi.en.md");
    std::string text = files.files["/articles/wifi.en.md"];
    const std::size_t line = text.find("translated_paragraphs: [");
    REQUIRE(line != std::string::npos);
    text.erase(line, text.find('\n', line) + 1 - line);
    CHECK(text == kTranslation);
}

TEST_CASE("what cannot be marked says why", "[translation]") {
    FakeFileSystem files;
    files.add("/articles/wifi.md", kOriginal);
    files.add("/articles/lost.en.md", "---\ntranslation_of: nowhere\n---\n# Lost\n\nText.\n");
    CHECK_THROWS_AS(mark_translated(files, "/articles", "no.md"), ConfigError);
    CHECK_THROWS_AS(mark_translated(files, "/articles", "wifi.md"), ConfigError);
    CHECK_THROWS_AS(mark_translated(files, "/articles", "lost.en.md"), ConfigError);
    CHECK(behind(files) == "lost.en.md: Статьи «nowhere», указанной в translation_of, нет.\n");
}

}  // namespace kb::test
