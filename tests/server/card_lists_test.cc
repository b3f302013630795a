// SPDX-License-Identifier: GPL-2.0-or-later
// The lists that pages show, beside the same made by looking at every article.
#include "server/search/card_lists.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>

#include "server/search/catalog.h"
#include "server/search/facets.h"
#include "tests/support/random_text.h"

namespace kb::test {
namespace {

constexpr std::int64_t kDay_ns = 86'400'000'000'000;

struct Written {
    const char* id;
    const char* lang = "ru";
    const char* updated = "";  // by the writer
    std::int64_t file_day = 0;
};

std::unique_ptr<const CardLists> lists_of(const std::vector<Written>& articles) {
    Catalog catalog;
    for (const Written& written : articles) {
        auto& record = catalog.articles.emplace_back().record;
        record.article.id = written.id;
        record.article.title = written.id;
        record.article.lang = written.lang;
        record.article.updated = written.updated;
        record.stamp.modified_ns = written.file_day * kDay_ns;
    }
    return make_card_lists(catalog);
}

std::string ids(const CardRange::List& cards) {
    std::string out;
    for (const ArticleCard* card : cards) out += card->id + " ";
    return out;
}

std::string recent(const std::vector<Written>& articles, const char* lang = "ru") {
    const auto lists = lists_of(articles);
    const auto found = lists->recent.find(lang);
    return found == lists->recent.end() ? "" : ids(found->second);
}

}  // namespace

TEST_CASE("a category's list is what a look at every article finds", "[pages][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::vector<std::string> categories{"", "a", "a/b", "a/b/c", "ab", "a/bc", "d", "d/", "d//e"};
    for (int round = 0; round < 50; ++round) {
        Catalog catalog;
        catalog.categories = {{"d", "Д", "", "", Audience::public_},
                              {"none", "Н", "", "", Audience::public_}};
        for (auto left = random() % 40; left > 0; --left) {
            auto& article = catalog.articles.emplace_back().record.article;
            article.id = std::to_string(left);
            article.title = std::string(1, static_cast<char>('a' + random() % 5));
            article.category = categories[random() % categories.size()];
        }
        const auto lists = make_card_lists(catalog);
        REQUIRE(lists->by_title.size() == catalog.articles.size());
        CHECK(std::is_sorted(lists->by_title.begin(), lists->by_title.end(), [](auto* a, auto* b) {
            return std::tie(a->title, a->id) < std::tie(b->title, b->id);
        }));
        for (const auto& category : categories) {
            if (category.empty()) continue;
            std::string expected;
            for (const ArticleCard* card : lists->by_title)
                if (is_in_category(card->category, category)) expected += card->id + " ";
            const auto found = lists->in_category.find(category);
            CAPTURE(category);
            CHECK((found == lists->in_category.end() ? "" : ids(found->second)) == expected);
        }
        for (const auto& [category, count] : lists->categories) {
            CHECK(category.id != "none");
            CHECK(static_cast<std::size_t>(count) == lists->in_category.at(category.id).size());
        }
        CHECK(lists->categories.size() == lists->in_category.size());
    }
}

TEST_CASE("new is what writers or files say, and nothing when all is of one day", "[pages]") {
    CHECK(recent({{"a", "ru", "", 5}, {"b", "ru", "", 9}, {"c", "ru", "", 7}, {"d", "en", "", 8}}) ==
          "b c a ");
    CHECK(recent({{"d", "en", "", 8}, {"e", "en", "", 5}, {"c", "ru", "", 7}}, "en") == "d e ");
    CHECK(recent({{"d", "en", "", 8}}, "ru").empty());
    CHECK(recent({{"a", "ru", "", 5}, {"b", "ru", "", 5}}).empty());
    // A copied folder has new files; the writers' days stay.
    CHECK(recent({{"a", "ru", "", 30'000}, {"b", "ru", "2025-01-10"}, {"c", "ru", "2025-02-01"}}) == "c b ");
    std::vector<Written> many;
    for (std::int64_t day = 0; day < 30; ++day) many.push_back({"x", "ru", "", day});
    CHECK(lists_of(many)->recent.at("ru").size() == Searcher::kMostRecent);
}

TEST_CASE("all articles by their last change, of one moment by id", "[pages]") {
    const auto lists = lists_of({{"b", "ru", "", 5}, {"a", "en", "", 5}, {"c", "ru", "", 9}});
    CHECK(ids(lists->newest) == "c a b ");
}

}  // namespace kb::test
