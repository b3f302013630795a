// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/draft_index.h"

#include <catch2/catch.hpp>

#include "server/search/xapian_searcher.h"
#include "tests/support/indexed_base.h"

using namespace kb;

namespace {

std::string article(const std::string& title, const std::string& head, const std::string& body) {
    return "---\ntitle: " + title + "\n" + head + "---\n\n" + body + "\n";
}

struct Workshop {
    test::Base base;
    std::unique_ptr<Searcher> live;

    Workshop() {
        base.write("wifi.md", article("Настройка Wi-Fi", "", "Откройте настройки роутера и задайте пароль."));
        base.write("password.md", article("Смена пароля", "", "Пароль меняют в личном кабинете."));
        base.write("bill.md", article("Счёт за интернет", "", "Счёт приходит первого числа."));
        base.build();
        live = open_searcher(base.paths.index_dir);
    }
};

}  // namespace

TEST_CASE("a draft is ranked before it is published", "[draft_index]") {
    Workshop workshop;
    DraftIndex drafts(real_file_system(), workshop.base.paths, *workshop.live);
    const std::string text = article("Не пускает в личный кабинет", "status: draft\naliases: [забыл логин]\n",
                                     "Восстановите доступ по номеру телефона.");
    const DraftRanks ranks = drafts.rank("new/login.md", text, {"забыл логин", "счёт"});
    REQUIRE(ranks.ranks.size() == 2);
    CHECK(ranks.ranks[0].place == 1);
    CHECK(ranks.ranks[0].place_before == 0);
    REQUIRE(ranks.ranks[0].own);
    CHECK(ranks.ranks[0].own->article.title == "Не пускает в личный кабинет");
    CHECK(ranks.ranks[1].place == 0);
    CHECK(ranks.ranks[1].hits.at(0).article.title == "Счёт за интернет");

    // Nothing of it has become true.
    SearchRequest request;
    request.query = "забыл логин";
    CHECK(workshop.live->search(Caller::public_, request).hits.empty());
    CHECK(!workshop.base.folder.has("articles/new/login.md"));
}

TEST_CASE("an alias moves a published article up, and the place before is told", "[draft_index]") {
    Workshop workshop;
    DraftIndex drafts(real_file_system(), workshop.base.paths, *workshop.live);
    const std::string text =
        article("Смена пароля", "aliases: [вайфай не принимает ключ]\n", "Пароль меняют в личном кабинете.");
    const DraftRanks ranks = drafts.rank("password.md", text, {"вайфай не принимает ключ"});
    REQUIRE(ranks.ranks.size() == 1);
    CHECK(ranks.ranks[0].place == 1);
    CHECK(ranks.ranks[0].place_before != 1);
}

TEST_CASE("an article that says the same is named first, with how alike it is", "[draft_index]") {
    Workshop workshop;
    DraftIndex drafts(real_file_system(), workshop.base.paths, *workshop.live);
    const std::string text =
        article("Смена пароля в кабинете", "related: [bill]\n", "Пароль меняют в личном кабинете.");
    const DraftRanks ranks = drafts.rank("copy.md", text, {});
    REQUIRE(ranks.alike.size() >= 2);
    CHECK(ranks.alike[0].card.id == "password");
    CHECK(ranks.alike[0].similarity > 0.8);
    CHECK(ranks.alike[1].similarity < 0.5);
    CHECK(ranks.ranks.empty());
}

TEST_CASE("a draft that cannot get into the index says why", "[draft_index]") {
    Workshop workshop;
    DraftIndex drafts(real_file_system(), workshop.base.paths, *workshop.live);
    const DraftRanks ranks = drafts.rank("z.md", article("Двойник", "id: wifi\n", "Текст."), {"двойник"});
    CHECK(!ranks.diagnostics.empty());
    CHECK(ranks.diagnostics.at(0).code == "duplicate-id");
    CHECK(ranks.ranks.at(0).place != 1);
}

TEST_CASE("the copies are cleaned away", "[draft_index]") {
    Workshop workshop;
    {
        DraftIndex drafts(real_file_system(), workshop.base.paths, *workshop.live);
        for (int i = 0; i < 4; ++i) drafts.rank("wifi.md", article("Wi-Fi", "", std::to_string(i)), {"wifi"});
        const auto kept = real_file_system().list(workshop.base.paths.index_dir + "/try");
        CHECK(kept.size() == 2);
    }
    CHECK(real_file_system().list(workshop.base.paths.index_dir + "/try").empty());
    CHECK(workshop.base.update().is_changed == false);
}
