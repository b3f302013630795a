// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/base_texts.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/fake_file_system.h"

using namespace kb;
using kb::test::FakeFileSystem;

namespace {

std::optional<Audience> audience_of(std::string_view id) {
    if (id == "open") return Audience::public_;
    if (id == "secret") return Audience::internal;
    return std::nullopt;
}

std::optional<std::string> text_of(const BaseTexts& base, Audience audience, std::string_view name) {
    for (const BaseText& text : base.texts) {
        if (text.audience == audience && text.name == name) return text.text;
    }
    return std::nullopt;
}

constexpr const char* kCategories = R"(# заметка для своих
- id: internet
  title: "Интернет: «дома»"
  description: Всё о сети
  children:
    - id: wifi
      title: Wi-Fi
      title_en: Wi-Fi
- id: rules
  title: Правила отделов
  audience: internal
  children:
    - id: fraud
      title: Мошенники
- id: pay
  title: Оплата
)";

}  // namespace

TEST_CASE("public readers get public categories only, in the writer's order", "[base_texts]") {
    FakeFileSystem files;
    files.add("/articles/categories.yaml", kCategories);
    const BaseTexts base = read_base_texts(files, "/articles", audience_of);
    CHECK(base.diagnostics.empty());
    CHECK(text_of(base, Audience::internal, "categories") == kCategories);

    const auto visible = text_of(base, Audience::public_, "categories");
    REQUIRE(visible);
    for (const char* hidden : {"rules", "Правила", "fraud", "Мошенники", "заметка"}) {
        CHECK(visible->find(hidden) == std::string::npos);
    }
    const CategoriesResult again = parse_categories("categories.yaml", *visible);
    CHECK(again.diagnostics.empty());
    const std::vector<Category> expected = {
        {"internet", "Интернет: «дома»", "", "Всё о сети", Audience::public_},
        {"internet/wifi", "Wi-Fi", "Wi-Fi", "", Audience::public_},
        {"pay", "Оплата", "", "", Audience::public_}};
    CHECK(again.categories == expected);
}

TEST_CASE("a hidden parent hides its public child", "[base_texts]") {
    const std::vector<Category> categories = {{"a", "A", "", "", Audience::internal},
                                              {"a/b", "B", "", "", Audience::public_},
                                              {"a/b/c", "C", "", "", Audience::public_}};
    CHECK(format_categories(categories, Audience::public_) == "[]");
    CHECK(format_categories(categories, Audience::internal).find("\"C\"") != std::string::npos);
}

TEST_CASE("quotes, line breaks and backslashes in a title survive", "[base_texts]") {
    const std::vector<Category> categories = {{"a", "«A» \"b\" \\ c\n: - # ё", "", "", Audience::public_}};
    CHECK(parse_categories("c", format_categories(categories, Audience::public_)).categories == categories);
}

TEST_CASE("broken categories leave the last good text alone", "[base_texts]") {
    FakeFileSystem files;
    files.add("/articles/categories.yaml", "- id: [unclosed");
    const BaseTexts base = read_base_texts(files, "/articles", audience_of);
    CHECK_FALSE(text_of(base, Audience::public_, "categories"));
    CHECK_FALSE(text_of(base, Audience::internal, "categories"));
    CHECK(has_errors(base.diagnostics));
}

TEST_CASE("internal synonyms are for internal readers only", "[base_texts]") {
    FakeFileSystem files;
    files.add("/articles/synonyms.txt", "заявка = тикет");
    files.add("/articles/internal/synonyms.txt", "ЛК = биллинг\n");
    const BaseTexts base = read_base_texts(files, "/articles", audience_of);
    CHECK(text_of(base, Audience::public_, "synonyms") == "заявка = тикет");
    CHECK(text_of(base, Audience::internal, "synonyms") == "заявка = тикет\nЛК = биллинг\n");
}

TEST_CASE("public readers get redirects to public articles only", "[base_texts]") {
    FakeFileSystem files;
    files.add("/articles/redirects.txt", "old -> open\nhidden -> secret\ngone -> nowhere\n");
    const BaseTexts base = read_base_texts(files, "/articles", audience_of);
    CHECK(text_of(base, Audience::public_, "redirects") == "old -> open\n");
    CHECK(text_of(base, Audience::internal, "redirects") ==
          "old -> open\nhidden -> secret\ngone -> nowhere\n");
}

TEST_CASE("missing files are empty texts, unreadable ones a diagnostic", "[base_texts]") {
    FakeFileSystem files;
    files.add("/articles/redirects.txt", "old -> open\n");
    files.unreadable.insert("/articles/redirects.txt");
    const BaseTexts base = read_base_texts(files, "/articles", audience_of);
    CHECK(text_of(base, Audience::public_, "synonyms") == "");
    CHECK(text_of(base, Audience::internal, "categories") == "");
    CHECK_FALSE(text_of(base, Audience::public_, "redirects"));
    REQUIRE(base.diagnostics.size() == 1);
    CHECK(base.diagnostics.front().code == "unreadable-file");
    CHECK(base.diagnostics.front().file == "redirects.txt");
}
