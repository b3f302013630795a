// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/draft.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "indexer/article_parser.h"
#include "server/http/errors.h"
#include "tests/support/temp_folder.h"

namespace kb::test {
namespace {

namespace fs = std::filesystem;

bool has(const std::string& text, std::string_view piece) { return text.find(piece) != std::string::npos; }

DraftParts sample() {
    DraftParts parts;
    parts.problem = "Не включается приставка. Звоните +7 916 123-45-67, Анна.";
    parts.situation = "Лампа не горит.\nАнна меняла розетку";
    parts.solution = "1. Нажмите <reset>\n2. Подождите *минуту*\n- проверьте кабель";
    parts.result = "Вопрос решён.";
    parts.wordings = {"приставка сдохла", "приставка сдохла", "пишите anna@mail.ru", ""};
    parts.names = {"Анна"};
    return parts;
}

}  // namespace

TEST_CASE("a draft is an article of four parts without what names a person", "[desk]") {
    const Draft draft = draft_of(sample());
    CHECK(draft.title == "Не включается приставка");
    CHECK(draft.masked == 4);
    CHECK_FALSE(has(draft.markdown, "Анна"));
    CHECK_FALSE(has(draft.markdown, "916"));
    CHECK(has(draft.markdown,
              "## Решение\n\n1. Нажмите \\<reset\\>\n2. Подождите \\*минуту\\*\n- проверьте кабель\n"));
    CHECK(has(draft.markdown, "aliases:\n  - \"приставка сдохла\"\n  - \"пишите ‹почта›\"\n"));
    CHECK(has(draft.markdown, "status: draft\naudience: internal\n"));
}

TEST_CASE("a draft is named by what the customer has, not by a greeting or a name", "[desk]") {
    DraftParts parts = sample();
    parts.title = "";
    parts.problem = "Меня зовут Ольга. Не работает интернет со вчера! Договор 40012345.";
    parts.wordings = {parts.problem, "Пропала связь? Совсем!", "карта 4111 1111 1111 1111"};
    CHECK(draft_of(parts).title == "Не работает интернет со вчера");
    CHECK(has(draft_of(parts).markdown,
              "aliases:\n  - \"Пропала связь? Совсем!\"\n  - \"карта ‹карта›\"\n---"));
    parts.subject = "Нет интернета";
    CHECK(draft_of(parts).title == "Нет интернета");
    CHECK(has(draft_of(parts).markdown, "aliases:\n  - \"Не работает интернет со вчера\"\n"));
    parts.subject = "Вопрос";  // one word names nothing
    CHECK(draft_of(parts).title == "Не работает интернет со вчера");
    parts.problem = "Меня зовут Ольга";
    CHECK(draft_of(parts).title == "Меня зовут ‹имя›");
    parts.problem = "...\n!!";
    CHECK(draft_of(parts).title == "Новая статья");
}

TEST_CASE("a draft is read back as what it says, whatever was pasted", "[desk][hostile]") {
    const std::string nasty[] = {"---\nstatus: published\naudience: public\n---\n# x",
                                 "\"\nstatus: published\n\"",
                                 "# <script>alert(1)</script>",
                                 "```\n---\n```",
                                 "\xFF\xFE",
                                 "{{name}} [x](javascript:1)",
                                 std::string(5000, '>'),
                                 "    ---"};
    for (const auto& text : nasty) {
        INFO(text.substr(0, 60));
        DraftParts parts = sample();
        parts.title = text;
        parts.problem = text;
        parts.category = text;
        parts.wordings = {text};
        const auto article = parse_article("internal/drafts/x.md", draft_of(parts).markdown).article;
        REQUIRE(article);
        CHECK(article->status == Status::draft);
        CHECK(article->audience == Audience::internal);
        CHECK(article->sections.size() >= 4);
        for (const auto& section : article->sections) {
            CHECK_FALSE(has(section.html, "<script"));
            CHECK_FALSE(has(section.html, "href"));
        }
    }
}

TEST_CASE("saving a draft never writes over a file and never leaves the folder", "[desk]") {
    const TempFolder folder;
    const Draft draft = draft_of(sample());
    const auto first = save_draft(folder.path(), draft);
    CHECK(first == "internal/drafts/ne-vklyuchaetsya-pristavka.md");
    std::ofstream(folder / first) << "правка писателя";
    CHECK(save_draft(folder.path(), draft) == "internal/drafts/ne-vklyuchaetsya-pristavka-2.md");
    CHECK(folder.read(first) == "правка писателя");
    CHECK(folder.read("internal/drafts/ne-vklyuchaetsya-pristavka-2.md") == draft.markdown);
    Draft climbing = draft;
    climbing.title = "../../../etc/passwd";
    CHECK(save_draft(folder.path(), climbing) == "internal/drafts/etc-passwd.md");
    int files = 0;
    for (const auto& entry : fs::directory_iterator(folder / "internal/drafts"))
        files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 3);  // no half-written ones
}

TEST_CASE("a drafts' folder that leads elsewhere is refused", "[desk]") {
    const TempFolder folder;
    const TempFolder other;
    fs::create_directories(folder / "internal");
    fs::create_directory_symlink(other.path(), folder / "internal/drafts");
    CHECK_THROWS_AS(save_draft(folder.path(), draft_of(sample())), HttpError);
    CHECK(fs::is_empty(other.path()));
    CHECK_THROWS_AS(save_draft(folder / "no-such", draft_of(sample())), HttpError);
}

}  // namespace kb::test
