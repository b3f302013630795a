// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/searcher.h"

#include <catch2/catch.hpp>

#include "server/search/snippet.h"
#include "stemming/utf8.h"
#include "tests/support/cpu_time.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

const Match* match_of(const Hit& hit, std::string_view word) {
    for (const Match& match : hit.matches)
        if (match.word == word) return &match;
    return nullptr;
}

}  // namespace

TEST_CASE("a hit names its section, marks the words and says why", "[searcher]") {
    const SearchAnswer answer = small_base().search("пароль от сети");
    REQUIRE_FALSE(answer.hits.empty());
    const Hit& hit = answer.hits.front();
    CHECK(hit.article.id == "public/internet/wifi");
    CHECK(hit.section.title == "Пароль сети");
    CHECK(hit.section.anchor == "пароль-сети");
    CHECK(hit.section.url.starts_with(hit.article.url + "#%D0%BF"));
    CHECK(hit.confidence > 0);
    CHECK(hit.confidence <= 1);
    CHECK_FALSE(hit.quote);
    REQUIRE(hit.snippet.marks.size() == 2);
    CHECK(hit.snippet.text.substr(hit.snippet.marks[1].begin,
                                  hit.snippet.marks[1].end - hit.snippet.marks[1].begin) == "сети");
}

TEST_CASE("through what a word was met", "[searcher]") {
    struct Row {
        const char* query;
        const char* word;
        const char* article;
        Via via;
    };
    const Row rows[] = {
        {"счета", "счета", "public/pay/bill", Via::exact},
        {"счетами", "счетами", "public/pay/bill", Via::stem},
        {"настройка wi-fi", "настройка", "public/internet/wifi", Via::derived},
        {"забыл пороль", "пороль", "public/account/password", Via::correction},
        {"pf,skb gfhjkm", "пароль", "public/account/password", Via::layout},
        {"zabyl parol", "parol", "public/account/password", Via::translit},
        {"дубликат", "дубликат", "public/pay/bill", Via::synonym},
        {"вайфай подключение", "подключение", "public/internet/wifi", Via::alias},
    };
    for (const Row& row : rows) {
        CAPTURE(row.query);
        const SearchAnswer answer = small_base().search(row.query);
        REQUIRE_FALSE(answer.hits.empty());
        CHECK(answer.hits.front().article.id == row.article);
        const Match* match = match_of(answer.hits.front(), row.word);
        REQUIRE(match);
        CHECK(std::string(via_name(match->via)) == via_name(row.via));
    }
}

TEST_CASE("a question is softened in steps, and says so", "[searcher]") {
    const SmallBase& base = small_base();
    CHECK(base.search("сброс роутера").relaxation == Relaxation::all_words);
    CHECK(base.search("скорость роутер борщ").relaxation == Relaxation::most_words);
    CHECK(base.search("роутер борщ свёкла").relaxation == Relaxation::some_words);
    CHECK(base.search("борщ").relaxation == Relaxation::none_found);
    CHECK_FALSE(base.search("борщ").is_confident);
    CHECK(base.search("сброс роутера").is_confident);
    CHECK(base.search("").hits.empty());
    CHECK(base.search("?!").hits.empty());
}

TEST_CASE("offset and limit cut one and the same list", "[searcher]") {
    SearchRequest request;
    request.query = "роутер пароль деньги";
    request.limit = 50;
    const auto all = small_base().searcher->search(Caller::public_, request);
    REQUIRE(all.hits.size() >= 4);
    CHECK(all.total == static_cast<int>(all.hits.size()));
    request.limit = 2;
    request.offset = 1;
    const auto part = small_base().searcher->search(Caller::public_, request);
    REQUIRE(part.hits.size() == 2);
    CHECK(part.hits[0].article.id == all.hits[1].article.id);
    CHECK(part.hits[1].article.id == all.hits[2].article.id);
    CHECK(part.total == all.total);
    request.offset = 1000;
    CHECK(small_base().searcher->search(Caller::public_, request).hits.empty());
}

TEST_CASE("filters leave what they name and what stands below", "[searcher]") {
    struct Row {
        const char* category;
        const char* type;
        const char* lang;
        std::vector<std::string> ids;
    };
    const Row rows[] = {
        {"account", "", "", {"public/account/password"}},
        {"internet", "", "", {"public/internet/wifi"}},
        {"intern", "", "", {}},
        {"", "steps", "", {"public/internet/wifi"}},
        {"", "video", "", {}},
        {"", "", "en", {}},
        {"account", "steps", "", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.category, row.type, row.lang);
        SearchRequest request;
        request.query = "пароль";
        request.category = row.category;
        request.type = row.type;
        request.lang = row.lang;
        std::vector<std::string> ids;
        for (const Hit& hit : small_base().searcher->search(Caller::public_, request).hits)
            ids.push_back(hit.article.id);
        CHECK(ids == row.ids);
    }
}

TEST_CASE("a pinned article comes first, whatever the words' order and forms", "[searcher]") {
    for (const char* query :
         {"как вернуть деньги за месяц", "деньги за месяц вернуть", "КАК ВЕРНУТЬ ДЕНЬГИ ЗА МЕСЯЦ?"}) {
        CAPTURE(query);
        const auto answer = small_base().search(query);
        REQUIRE_FALSE(answer.hits.empty());
        CHECK(answer.hits.front().article.id == "public/pay/refund");
        CHECK(answer.hits.front().confidence == 1);
    }
    SearchRequest request;
    request.query = "как вернуть деньги за месяц";
    request.category = "shop";
    for (const Hit& hit : small_base().searcher->search(Caller::public_, request).hits)
        CHECK(hit.article.id != "public/pay/refund");
}

TEST_CASE("articles are found by id, slug and old slugs", "[searcher]") {
    const Searcher& searcher = *small_base().searcher;
    const auto view = searcher.article(Caller::public_, "public/pay/bill");
    REQUIRE(view);
    CHECK(view->card.slug == "bill");
    CHECK(view->card.url == "/a/bill");
    CHECK(searcher.article(Caller::public_, "bill")->card.id == "public/pay/bill");
    CHECK_FALSE(view->etag.empty());
    CHECK_FALSE(searcher.article(Caller::public_, "nothing"));
    CHECK_FALSE(searcher.article(Caller::public_, ""));
    CHECK(searcher.redirect(Caller::public_, "lost-password") == "public/account/password");
    CHECK(searcher.redirect(Caller::public_, "old/bill") == "public/pay/bill");
    CHECK_FALSE(searcher.redirect(Caller::public_, "bill"));
}

TEST_CASE("related articles: the writer's first, never the article itself, one language", "[searcher]") {
    const Searcher& searcher = *small_base().searcher;
    const auto related = searcher.related(Caller::public_, "public/internet/router", 5);
    REQUIRE(related);
    REQUIRE_FALSE(related->empty());
    CHECK(related->front().id == "public/internet/wifi");
    for (const ArticleCard& card : *related) {
        CHECK(card.id != "public/internet/router");
        CHECK(card.lang == "ru");
    }
    CHECK(searcher.related(Caller::public_, "public/internet/router", 0)->empty());
    CHECK_FALSE(searcher.related(Caller::public_, "nothing", 5));
}

TEST_CASE("categories count what stands below them, lists are by title", "[searcher]") {
    const Searcher& searcher = *small_base().searcher;
    const auto counted = searcher.categories(Caller::public_);
    const auto& categories = *counted;
    REQUIRE(categories.size() >= 2);
    CHECK(categories[0].category.title == "Интернет");
    CHECK(categories[0].count == 4);
    CHECK(categories[1].category.id == "pay");
    const auto list = searcher.list(Caller::public_, "pay");
    REQUIRE(list.size() == 3);
    CHECK(list[0].title == "Возврат денег");
    CHECK(list[2].title == "Оплата картой");
    CHECK(searcher.list(Caller::public_, "").size() == 12);
    CHECK(searcher.list(Caller::public_, "nothing").empty());
}

TEST_CASE("a suggestion quotes its whole section and says what to ask", "[searcher]") {
    const auto answer = small_base().suggest(
        "Здравствуйте! Оплатил картой, когда деньги придут на карту, какие сроки возврата денег? Банк "
        "задержал перевод.");
    REQUIRE_FALSE(answer.suggestions.empty());
    CHECK(answer.verdict != Verdict::none);
    const Hit& hit = answer.suggestions.front();
    CHECK(hit.article.id == "public/pay/refund");
    REQUIRE(hit.quote);
    CHECK(hit.section.title == "Сроки");
    CHECK(hit.quote->text.starts_with("На карту деньги придут за три дня."));
    CHECK(hit.quote->text.find("если прошло больше.") != std::string::npos);
    CHECK(hit.quote->markdown.starts_with("На карту деньги придут"));
    CHECK(hit.quote->html.starts_with("<p>На карту деньги придут"));
    REQUIRE(hit.ask.size() == 1);
    CHECK(hit.ask[0].why == "Чтобы найти платёж");
    CHECK(hit.escalate_to == "Бухгалтерия");
    REQUIRE_FALSE(answer.removed.empty());
    CHECK(answer.removed[0].kind == "greeting");
    CHECK_FALSE(answer.terms.empty());
}

TEST_CASE("a ticket nothing fits gets no suggestion", "[searcher]") {
    for (const char* text :
         {"Подскажите рецепт борща со свёклой", "", "???", "спасибо, всё хорошо", "\xFF\xFE"}) {
        CAPTURE(text);
        const auto answer = small_base().suggest(text);
        CHECK(answer.verdict == Verdict::none);
        CHECK(answer.suggestions.empty());
    }
}

TEST_CASE("articles already sent are not suggested again", "[searcher]") {
    SuggestRequest request;
    request.subject = "Забыл пароль";
    request.text = "Забыл пароль от личного кабинета";
    const auto before = small_base().searcher->suggest(Caller::public_, request);
    REQUIRE_FALSE(before.suggestions.empty());
    CHECK(before.suggestions.front().article.id == "public/account/password");
    request.exclude = {"public/account/password", "unknown"};
    for (const Hit& hit : small_base().searcher->suggest(Caller::public_, request).suggestions)
        CHECK(hit.article.id != "public/account/password");
    request.exclude.clear();
    request.limit = 0;
    CHECK(small_base().searcher->suggest(Caller::public_, request).suggestions.empty());
}

TEST_CASE("a letter of 200 kB is answered", "[searcher]") {
    std::string text = "Забыл пароль от личного кабинета. ";
    while (text.size() < Searcher::kMaxTicketBytes)
        text += "Раскажите пжалуйста скольок ето займёт времени щас. ";
    const double begin = cpu_ms();
    const auto answer = small_base().suggest(text);
    CHECK(cpu_ms() - begin < 20'000);
    CHECK(answer.terms.size() <= 12);
}

// Of two databases joined each document has two numbers: its own database's, and the joined one's.
TEST_CASE("filters hold for internal callers, whose index is two databases", "[searcher][audience]") {
    const Searcher& searcher = *small_base().searcher;
    SearchRequest search;
    search.query = "пароль роутер карта";
    search.category = "bezopasnost";
    const auto found = searcher.search(Caller::internal, search);
    REQUIRE(found.total == 1);
    CHECK(found.hits.front().article.id == "fraud");
    search.category = "internet";
    for (const Hit& hit : searcher.search(Caller::internal, search).hits)
        CHECK(hit.article.category.starts_with("internet"));
    SuggestRequest request;
    request.text = "Забыл пароль от личного кабинета, Wi-Fi";
    request.limit = 10;
    const auto all = searcher.suggest(Caller::internal, request).suggestions;
    REQUIRE_FALSE(all.empty());
    for (const Hit& hit : all) {
        request.exclude = {hit.article.id};
        for (const Hit& other : searcher.suggest(Caller::internal, request).suggestions)
            CHECK(other.article.id != hit.article.id);
    }
}

}  // namespace kb::test
