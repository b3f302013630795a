// SPDX-License-Identifier: GPL-2.0-or-later
// What is remembered of answers: the right one, for the right caller, for as long as it is right.
#include "server/search/answer_cache.h"

#include <catch2/catch.hpp>
#include <string>

#include "server/search/case_base.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

SearchRequest request_of(const std::string& query) {
    SearchRequest request;
    request.query = query;
    return request;
}

std::shared_ptr<const SearchAnswer> answer_of(const std::string& shown, std::size_t snippet_bytes = 10) {
    auto answer = std::make_shared<SearchAnswer>();
    answer->shown_query = shown;
    answer->hits.resize(1);
    answer->hits[0].snippet.text = std::string(snippet_bytes, 'a');
    return answer;
}

}  // namespace

TEST_CASE("a request that differs in anything is another request", "[answers]") {
    std::vector<SearchRequest> requests(8, request_of("пароль"));
    requests[1].limit = 5;
    requests[2].offset = 10;
    requests[3].category = "a";
    requests[4].type = "a";
    requests[5].lang = "a";
    requests[6].literal = true;
    requests[7].query = "пароль ";
    AnswerCache cache(1 << 20);
    for (const Caller caller : {Caller::public_, Caller::internal}) {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            CHECK_FALSE(cache.find(caller, requests[i], nullptr));
            cache.keep(caller, requests[i], nullptr,
                       answer_of(std::to_string(static_cast<int>(caller) * 10 + static_cast<int>(i))));
        }
    }
    for (const Caller caller : {Caller::public_, Caller::internal}) {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto known = cache.find(caller, requests[i], nullptr);
            REQUIRE(known);
            CHECK(known->shown_query == std::to_string(static_cast<int>(caller) * 10 + static_cast<int>(i)));
        }
    }
}

TEST_CASE("new solved cases make all answers old", "[answers]") {
    AnswerCache cache(1 << 20);
    const CaseBase cases;
    cache.keep(Caller::public_, request_of("a"), nullptr, answer_of("without"));
    CHECK_FALSE(cache.find(Caller::public_, request_of("a"), cases.snapshot()));
    cache.keep(Caller::public_, request_of("b"), cases.snapshot(), answer_of("with"));
    CHECK(cache.find(Caller::public_, request_of("b"), cases.snapshot()));
    CHECK_FALSE(cache.find(Caller::public_, request_of("b"), nullptr));
}

TEST_CASE("answers are remembered up to a size, those asked for last the longest", "[answers]") {
    AnswerCache cache(20'000);
    for (int i = 0; i < 100; ++i) {
        cache.keep(Caller::public_, request_of("q" + std::to_string(i)), nullptr, answer_of("", 1000));
        CHECK(cache.find(Caller::public_, request_of("q0"), nullptr));
        CHECK(cache.bytes() <= 20'000);
    }
    CHECK(cache.find(Caller::public_, request_of("q99"), nullptr));
    CHECK_FALSE(cache.find(Caller::public_, request_of("q1"), nullptr));
    cache.keep(Caller::public_, request_of("large"), nullptr, answer_of("", 30'000));
    CHECK_FALSE(cache.find(Caller::public_, request_of("large"), nullptr));
    cache.keep(Caller::public_, request_of(std::string(401, 'a')), nullptr, answer_of(""));
    CHECK_FALSE(cache.find(Caller::public_, request_of(std::string(401, 'a')), nullptr));
}

TEST_CASE("what staff have been answered is no customer's answer", "[answers][audience]") {
    const auto searcher = open_searcher(small_base().base.paths.index_dir);
    for (const char* query : {"антифрод", "эскалация антифрода", "пароль сотрудника"}) {
        CAPTURE(query);
        const auto staff = searcher->search(Caller::internal, request_of(query));
        CHECK(staff.total > 0);
        const auto customer = searcher->search(Caller::public_, request_of(query));
        for (const Hit& hit : customer.hits) CHECK(hit.article.audience == Audience::public_);
        const auto again = searcher->search(Caller::internal, request_of(query));
        CHECK(again.total == staff.total);
        const auto fresh = open_searcher(small_base().base.paths.index_dir, {}, nullptr, Answers::forget);
        CHECK(fresh->search(Caller::public_, request_of(query)).total == customer.total);
    }
}

}  // namespace kb::test
