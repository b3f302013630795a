// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/folder_search.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <thread>

#include "server/search/xapian_searcher.h"
#include "tests/support/indexed_base.h"

using namespace kb;

namespace {

std::string article(const std::string& title, const std::string& head, const std::string& body) {
    return "---\ntitle: " + title + "\n" + head + "---\n\n" + body + "\n";
}

struct Desk {
    test::Base base;
    std::unique_ptr<Searcher> live;
    std::unique_ptr<ArticleFolder> folder;
    std::unique_ptr<FolderSearch> search;

    Desk() {
        base.write("wifi.md", article("Настройка Wi-Fi", "", "Откройте настройки роутера."));
        base.write("internal/refund.md", article("Возвраты", "", "Возврат наличными делает кассир."));
        base.write("draft.md", article("Новый тариф", "status: draft\n",
                                       "Вступление.\n\n## Для бобров\n\nСкидка бобрам по средам."));
        base.write("old.md",
                   article("Старая акция", "status: archived\naliases: [бобровая неделя]\n", "Кончилась."));
        base.build();
        live = open_searcher(base.paths.index_dir);
        open();
    }
    void open() {
        folder = std::make_unique<ArticleFolder>(real_file_system(), base.paths.articles_dir);
        search = std::make_unique<FolderSearch>(*folder, *live);
    }
    std::string found(const std::string& query) const {
        std::string out;
        for (const FoundFile& one : search->search(query, 10))
            out += fmt::format("{}[{}] ", one.path, one.section);
        return out;
    }
};

}  // namespace

TEST_CASE("drafts and the archive are found by words of their texts, in any form", "[folder_search]") {
    const Desk desk;
    CHECK(desk.found("бобр скидки") == "draft.md[Для бобров] ");
    CHECK(desk.found("неделя") == "old.md[] ");
    CHECK(desk.found("бобр вертолёт").empty());
    const auto files = desk.search->search("скидка", 10);
    REQUIRE(files.size() == 1);
    REQUIRE(files[0].snippet.marks.size() == 1);
    const ByteRange mark = files[0].snippet.marks[0];
    CHECK(files[0].snippet.text.substr(mark.begin, mark.end - mark.begin) == "Скидка");
}

TEST_CASE("what is published comes from the index, internal articles too", "[folder_search]") {
    const Desk desk;
    CHECK(desk.found("кассир") == "internal/refund.md[] ");
    CHECK(desk.found("роутеры") == "wifi.md[] ");
}

TEST_CASE("a file whose header cannot be read is looked through as it is", "[folder_search]") {
    Desk desk;
    desk.base.write("broken.md", "---\ntitle: [\n---\n\nПеликан прилетел.\n");
    desk.open();
    CHECK(desk.found("пеликаны") == "broken.md[] ");
}

TEST_CASE("a changed draft is found by its new words and not by the old", "[folder_search]") {
    Desk desk;
    CHECK(!desk.found("бобр скидки").empty());
    desk.base.write("draft.md", article("Новый тариф", "status: draft\n", "Скидка кабанам."));
    std::this_thread::sleep_for(ArticleFolder::kFresh);
    CHECK(desk.found("бобр скидки").empty());
    CHECK(desk.found("кабан") == "draft.md[] ");
    desk.base.remove("draft.md");
    std::this_thread::sleep_for(ArticleFolder::kFresh);
    CHECK(desk.found("кабан").empty());
}

TEST_CASE("questions of nothing, of signs or of ten thousand words do no harm", "[folder_search]") {
    const Desk desk;
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "слово ";
    for (const std::string& query : {std::string(), std::string("!!! ???"), std::string("\xff\xfe"), many})
        CHECK(desk.found(query).empty());
    CHECK(desk.search->search("скидка", 0).empty());
}

TEST_CASE("a word still being written finds what begins with it", "[folder_search]") {
    const Desk desk;
    CHECK(desk.found("сре") == "draft.md[Для бобров] ");
    CHECK(desk.found("бобр сре") == "draft.md[Для бобров] ");
    CHECK(desk.found("вертолёт сре").empty());
    CHECK(desk.found("сре ").empty());  // a space ends the word
    CHECK(desk.found("вс").empty());
    CHECK(desk.found("настро") == "wifi.md[] ");
}

TEST_CASE("drafts that say much the same are named, with how alike they are", "[folder_search]") {
    Desk desk;
    const std::string text =
        article("Новый тариф", "", "Вступление.\n\n## Для бобров\n\nСкидка бобрам по средам.");
    const auto alike = desk.search->alike("new.md", text, 5);
    REQUIRE(alike.size() == 1);
    CHECK(alike[0].path == "draft.md");
    CHECK(alike[0].title == "Новый тариф");
    CHECK(alike[0].status == Status::draft);
    CHECK(alike[0].similarity > 0.9);
    CHECK(desk.search->alike("draft.md", text, 5).empty());  // itself
    CHECK(desk.search->alike("new.md", article("Роутер", "", "Откройте настройки роутера."), 5).empty());
    CHECK(desk.search->alike("new.md", "---\ntitle: [\n---\n", 5).empty());
    CHECK(desk.search->alike("new.md", text, 0).empty());
}

TEST_CASE("a draft's variables are looked through by their values", "[folder_search]") {
    Desk desk;
    desk.base.write("draft.md", article("Тариф «{{plan}}»", "status: draft\n", "Скидка {{animal}}."));
    desk.base.write("variables.yaml", "plan: Плотина\nanimal: выхухолям\n");
    desk.open();
    CHECK(desk.found("плотина") == "draft.md[] ");
    CHECK(desk.found("выхухоль") == "draft.md[] ");
    desk.base.write("variables.yaml", "plan: Плотина\nanimal: кабанам\n");
    std::this_thread::sleep_for(ArticleFolder::kFresh);
    CHECK(desk.found("кабан") == "draft.md[] ");
    CHECK(desk.found("выхухоль").empty());
}

TEST_CASE("many ask at once", "[folder_search]") {
    const Desk desk;
    std::vector<std::thread> threads;
    std::vector<std::string> answers(8);
    for (std::size_t i = 0; i < answers.size(); ++i)
        threads.emplace_back([&, i] { answers[i] = desk.found("бобр скидки"); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& answer : answers) CHECK(answer == "draft.md[Для бобров] ");
}
