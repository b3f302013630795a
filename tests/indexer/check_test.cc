// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/check.h"

#include <catch2/catch.hpp>

#include "indexer/error.h"
#include "indexer/show.h"
#include "tests/support/indexed_base.h"

using namespace kb;
using Catch::Contains;
using kb::test::article;
using kb::test::Base;
using kb::test::Lines;

TEST_CASE("check tells every way an index can differ", "[check]") {
    const Base base;
    for (const char* name : {"changed.md", "gone.md", "moved.md", "same.md", "unpublished.md"})
        base.write(name, article(name));
    base.build();
    base.write("changed.md", article("Другое"));
    base.remove("gone.md");
    base.write("new.md", article("Новая"));
    base.write("unpublished.md", article("Черновик", "status: draft\n"));
    base.write("synonyms.txt", "а = б\n");
    CHECK(base.check().differences == Lines{"changed.md: в индексе прошлая версия", "new.md: нет в индексе",
                                            "gone.md: лишняя: такой опубликованной статьи нет",
                                            "unpublished.md: лишняя: такой опубликованной статьи нет",
                                            "synonyms: в индексе другой текст (public)",
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

TEST_CASE("a damaged index is named and not opened", "[check]") {
    const Base base;
    base.write("a.md", article("А"));
    base.build();
    base.folder.write("index/gen-000001/internal/iamglass", std::string(95, '\x5a'));
    CHECK(base.check().checksums == ChecksumState::damaged);
    CHECK(base.check().differences == Lines{"internal/iamglass: файл индекса повреждён"});
    CHECK_THROWS_WITH(show(real_file_system(), base.paths, "a"),
                      Contains("iamglass. Постройте индекс заново"));
    CHECK_THROWS_AS(show(real_file_system(), base.paths, "a"), IndexError);
}

TEST_CASE("show explains an article's words", "[show]") {
    const Base base;
    base.write("wifi.md", article("Настройка роутера", "aliases: [как настроить вайфай]\n") +
                              "\n## Шаги\n\nНажмите на кнопку. Ещё раз на кнопку.\n");
    base.build();
    const std::string text = show(real_file_system(), base.paths, "wifi");
    CHECK_THAT(text, Contains("Настройка роутера\n") && Contains("файл        wifi.md") &&
                         Contains("## Шаги  #шаги"));
    CHECK_THAT(text, Contains("настройка → настройк") && Contains("кнопку ×2 → кнопк"));
    CHECK_THAT(text, Contains("Другое название: как настроить вайфай"));
    CHECK_THROWS_AS(show(real_file_system(), base.paths, "нет-такой"), ConfigError);
    base.write("wifi.md", article("Другое"));
    CHECK_THAT(show(real_file_system(), base.paths, "wifi"), Contains("изменён после индексации"));
}
