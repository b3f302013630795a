// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/facets.h"

#include <catch2/catch.hpp>

#include "tests/support/small_base.h"

namespace kb::test {
namespace {

std::string shown(const std::vector<FacetValue>& values) {
    std::string text;
    for (const FacetValue& value : values)
        text += (text.empty() ? "" : "; ") + value.name->value + "/" + value.name->title + " " +
                std::to_string(value.count);
    return text;
}

}  // namespace

TEST_CASE("a category holds itself and what stands below", "[facets]") {
    CHECK(is_in_category("internet/wifi", "internet"));
    CHECK(is_in_category("internet", "internet"));
    CHECK(is_in_category("internet", ""));
    CHECK(is_in_category("", ""));
    CHECK_FALSE(is_in_category("internet2", "internet"));
    CHECK_FALSE(is_in_category("internet", "internet/wifi"));
    CHECK_FALSE(is_in_category("", "internet"));
}

TEST_CASE("facets count the articles found, the commonest first", "[facets]") {
    Catalog catalog;
    const auto add = [&](const char* category, ArticleType type, const char* lang) {
        CatalogArticle article;
        article.record.article.category = category;
        article.record.article.type = type;
        article.record.article.lang = lang;
        catalog.articles.push_back(article);
    };
    add("pay", ArticleType::steps, "ru");
    add("internet/wifi", ArticleType::steps, "ru");
    add("internet/wifi", ArticleType::qa, "en");
    add("", ArticleType::qa, "ru");
    add("tv", ArticleType::qa, "ru");
    catalog.categories = {{"internet/wifi", "Вайфай", "", "", Audience::public_}};
    add_traits(catalog);
    std::vector<RankedArticle> found(4);
    for (ArticleIndex i = 0; i < found.size(); ++i) found[i].article = i;
    const Facets facets = count_facets(found, catalog);
    CHECK(shown(facets.categories) == "internet/wifi/Вайфай 2; pay/pay 1");
    CHECK(shown(facets.types) == "qa/qa 2; steps/steps 2");
    CHECK(shown(facets.langs) == "ru/ru 3; en/en 1");
    CHECK(count_facets({}, catalog).categories.empty());
}

TEST_CASE("an answer's facets count all that was found, not the page shown", "[facets]") {
    SearchRequest request;
    request.query = "роутер пароль деньги";
    request.limit = 1;
    const auto answer = small_base().searcher->search(Caller::public_, request);
    int sum = 0;
    for (const FacetValue& value : answer.facets.langs) sum += value.count;
    CHECK(sum == answer.total);
    CHECK(answer.total > 1);
}

}  // namespace kb::test
