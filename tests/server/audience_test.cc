// SPDX-License-Identifier: GPL-2.0-or-later
// What a customer can make the searcher say must hold no word that stands in internal articles only.
#include <catch2/catch.hpp>

#include "stemming/utf8.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

// Words of the internal articles that no public text has.
constexpr const char* kSecrets[] = {"антифрод",  "эскалац",   "скоринг",     "супостат", "контрафакт",
                                    "контор",    "регламент", "bezopasnost", "fraud",    "escalation",
                                    "moshennik", "ворюг",     "regulament"};

// What customers might type to reach them: whole, bent, misspelt, in Latin, in the wrong layout.
constexpr const char* kProbes[] = {"антифрод",
                                   "эскалация антифрода",
                                   "антифорд",
                                   "антефрод",
                                   "скоринг платежей",
                                   "скорринг",
                                   "супостат",
                                   "супостата второй",
                                   "супастат",
                                   "supostat",
                                   "antifrod",
                                   "fynbahjl",
                                   "cegjcnfn",
                                   "контрафакт и пароль",
                                   "пароль украден",
                                   "ворюга",
                                   "пароль сотрудника",
                                   "Wi-Fi конторы",
                                   "передача второй линии",
                                   "карту через скоринг",
                                   "escalation",
                                   "staroe-moshennik"};

void add(std::string& all, const ArticleCard& card) {
    for (const auto& text : {card.id, card.slug, card.url, card.title, card.summary, card.category})
        all += text + "\n";
}

void add(std::string& all, const Hit& hit) {
    add(all, hit.article);
    all += hit.section.title + "\n" + hit.section.url + "\n" + hit.snippet.text + "\n";
    for (const Match& match : hit.matches) all += match.matched + "\n";
    if (hit.quote) all += hit.quote->html + "\n" + hit.quote->text + "\n";
}

// Everything a search, a ticket and the search box answer, but for the caller's own words.
std::string answers_to(const std::string& query, Caller caller) {
    const SmallBase& base = small_base();
    std::string all;
    const auto found = base.search(query, caller);
    for (const Hit& hit : found.hits) add(all, hit);
    for (const auto* values : {&found.facets.categories, &found.facets.types})
        for (const FacetValue& value : *values) all += value.name->value + " " + value.name->title + "\n";
    if (found.rewritten) all += found.shown_query + "\n";
    for (const Hit& hit : base.suggest(query, caller).suggestions) add(all, hit);
    for (std::size_t letters = 1; letters <= count_code_points(query); ++letters)
        for (const auto& completion : base.searcher->complete(caller, first_code_points(query, letters), 20))
            all += completion.text + " " + completion.url + "\n";
    return all;
}

// Everything that can be had without asking in words.
std::string open_shelves(Caller caller) {
    const Searcher& searcher = *small_base().searcher;
    std::string all;
    const auto categories = searcher.categories(caller);
    for (const auto& item : *categories) all += item.category.id + " " + item.category.title + "\n";
    for (const ArticleCard& card : searcher.list(caller, "")) {
        add(all, card);
        const auto view = searcher.article(caller, card.id);
        for (const RenderedSection& section : view->sections) all += section.title + section.html + "\n";
        const auto related = searcher.related(caller, card.id, 50);
        for (const ArticleCard& other : *related) add(all, other);
    }
    return all;
}

std::string secret_in(const std::string& text) {
    const std::string lowered = lower(text);
    for (const char* secret : kSecrets)
        if (lowered.find(secret) != std::string::npos) return secret;
    return "";
}

}  // namespace

TEST_CASE("no public answer holds a word of internal articles", "[audience]") {
    for (const char* probe : kProbes) {
        CAPTURE(probe);
        // A correction must not turn a near miss into the secret word, so only the answer is looked at.
        CHECK(secret_in(answers_to(probe, Caller::public_)).empty());
    }
    CHECK(secret_in(open_shelves(Caller::public_)).empty());
}

TEST_CASE("the same probes find internal articles for staff", "[audience]") {
    for (const char* probe : {"антифрод", "антефрод", "supostat", "cegjcnfn", "ворюга", "контрафакт и пароль",
                              "пароль украден"}) {
        CAPTURE(probe);
        CHECK_FALSE(secret_in(answers_to(probe, Caller::internal)).empty());
    }
    CHECK(small_base().first("пароль украден", Caller::internal) == "fraud");
    CHECK(small_base().first("забыли пароль", Caller::internal) == "public/account/password");
}

TEST_CASE("internal articles, files and redirects are absent for customers", "[audience]") {
    const Searcher& searcher = *small_base().searcher;
    for (const char* id : {"fraud", "escalation"}) {
        CHECK_FALSE(searcher.article(Caller::public_, id));
        CHECK_FALSE(searcher.related(Caller::public_, id, 5));
        CHECK(searcher.article(Caller::internal, id));
    }
    for (const char* slug : {"staroe-moshennik", "old/secret"}) {
        CHECK_FALSE(searcher.redirect(Caller::public_, slug));
        CHECK(searcher.redirect(Caller::internal, slug) == "fraud");
    }
    CHECK_FALSE(searcher.shows_file(Caller::public_, "internal/regulament.txt"));
    CHECK(searcher.shows_file(Caller::internal, "internal/regulament.txt"));
    CHECK(searcher.list(Caller::public_, "bezopasnost").empty());
    CHECK(searcher.list(Caller::internal, "bezopasnost").size() == 1);
}

TEST_CASE("internal articles do not change what customers are answered", "[audience]") {
    const Base plain;
    write_public_articles(plain);
    plain.write("categories.yaml", "- id: internet\n  title: Интернет\n- id: pay\n  title: Оплата\n");
    plain.write("synonyms.txt", "квитанция = чек = счёт\nдубликат -> квитанция\n");
    plain.build();
    const auto searcher = open_searcher(plain.paths.index_dir);
    for (const char* query :
         {"пароль", "карта", "скоринг", "супостат", "проверьте карту", "пороль", "вернуть деньги"}) {
        CAPTURE(query);
        SearchRequest request;
        request.query = query;
        const auto without = searcher->search(Caller::public_, request);
        const auto with = small_base().searcher->search(Caller::public_, request);
        REQUIRE(with.hits.size() == without.hits.size());
        for (std::size_t i = 0; i < with.hits.size(); ++i) {
            CHECK(with.hits[i].article.id == without.hits[i].article.id);
            CHECK(with.hits[i].score == without.hits[i].score);
            CHECK(with.hits[i].confidence == without.hits[i].confidence);
        }
        CHECK(with.missing_words == without.missing_words);
        CHECK(with.shown_query == without.shown_query);
    }
}

}  // namespace kb::test
