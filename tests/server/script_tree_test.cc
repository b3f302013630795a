// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "../support/small_base.h"
#include "../support/test_app.h"
#include "server/http/script_tree.h"
#include "server/search/page_patterns.h"
#include "tests/support/table.h"

using namespace kb;
using kb::test::TestApp;

namespace {

ArticleView tree_view() {
    ArticleView view;
    view.card = {"tree", "tree", "/a/tree", "Проверка", "", "pay", "ru", ArticleType::script};
    view.sections = {
        {"", "", "<p>Начнём.</p>", 0},
        {"Горит?", "горит",
         "<ul><li><a href=\"#да\">Да</a></li><li><a href=\"#%D0%BD%D0%B5%D1%82\">Нет</a></li></ul>", 2},
        {"Да", "да", "<p>Хорошо. <a href=\"#нет\">А если нет?</a></p>", 2},
        {"Нет", "нет", "<p>Плохо.</p>", 2},
        {"Ничей", "ничей", "<p>Сюда не ведут.</p>", 2}};
    return view;
}

std::string part_of(const std::string& page, const std::string& anchor) {
    const std::size_t begin = page.find("id=\"" + anchor + "\"");
    return begin == std::string::npos ? "" : page.substr(begin, page.find("</section>", begin) - begin);
}

bool has(const std::string& text, std::string_view piece) { return text.find(piece) != std::string::npos; }

}  // namespace

TEST_CASE("a tree is a script whose sections lead to each other", "[script]") {
    ArticleView view = tree_view();
    CHECK(is_script_tree(view));
    view.card.type = ArticleType::steps;
    CHECK_FALSE(is_script_tree(view));
    view = tree_view();
    for (RenderedSection& section : view.sections) section.html = "<a href=\"#gone\">x</a>";
    CHECK_FALSE(is_script_tree(view));
    view.sections.clear();
    CHECK_FALSE(is_script_tree(view));
}

TEST_CASE("every question is in the page, with its way back and to the beginning", "[script]") {
    TestApp app;
    app.searcher.articles.push_back(tree_view());
    const std::string page = app.get("/a/tree").body;
    CHECK(has(page, "<p>Начнём.</p>"));
    const std::string first = part_of(page, "горит");
    CHECK_FALSE(has(first, "tree-back"));
    CHECK_FALSE(has(first, "tree-help"));
    const std::string yes = part_of(page, "да");
    CHECK(has(yes, "class=\"tree-back\" href=\"#" + percent_encode("горит") + "\""));
    CHECK(has(yes, "class=\"tree-restart\" href=\"#" + percent_encode("горит") + "\""));
    CHECK_FALSE(has(yes, "tree-help"));
    // Two lead to «нет»; the shortest way counts, and a leaf offers to write.
    const std::string no = part_of(page, "нет");
    CHECK(has(no, "class=\"tree-back\" href=\"#" + percent_encode("горит") + "\""));
    CHECK(has(no, "href=\"/contact?article=tree\""));
    const std::string nobody = part_of(page, "ничей");
    CHECK_FALSE(has(nobody, "tree-back"));
    CHECK(has(nobody, "tree-restart"));
}

TEST_CASE("suggest_for fits pages by path or by site", "[widget]") {
    for (const auto& row : test::read_table("page_patterns.tsv", 3)) {
        INFO("page_patterns.tsv:" << row.line);
        CHECK(fits_page(row.cells[0], row.cells[1]) == (row.cells[2] == "yes"));
    }
    CHECK_FALSE(fits_page(std::string(501, '*'), "https://x/"));
    CHECK(fits_page("/" + std::string(200, '*') + "b", "https://x/" + std::string(300, 'a') + "b"));
}

TEST_CASE("articles for a page: the most exact first, internal ones to staff only", "[widget]") {
    test::Base base;
    base.write("public/a.md", "---\ntitle: Корзина\nid: cart\nsuggest_for: [/cart*]\n---\nТекст.\n");
    base.write("public/b.md",
               "---\ntitle: Вторая корзина\nid: second\nsuggest_for: [/cart/2]\n---\nТекст.\n");
    base.write("internal/c.md", "---\ntitle: Секрет\nid: secret\nsuggest_for: [/cart*]\n---\nТекст.\n");
    base.build();
    const auto searcher = open_searcher(base.paths.index_dir);
    const auto ids = [&](Caller caller, std::string_view url) {
        std::string out;
        for (const ArticleCard& card : searcher->for_page(caller, url)) out += card.id + " ";
        return out;
    };
    CHECK(ids(Caller::public_, "https://shop.example/cart/2?x=1") == "second cart ");
    CHECK(ids(Caller::public_, "https://shop.example/cart") == "cart ");
    CHECK(ids(Caller::public_, "https://shop.example/") == "");
    CHECK(ids(Caller::internal, "https://shop.example/cart") == "cart secret ");
}
