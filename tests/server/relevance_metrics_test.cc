// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/relevance_metrics.h"

#include <catch2/catch.hpp>
#include <functional>

#include "indexer/error.h"

namespace kb::test {
namespace {

std::string message_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("rankings are scored as the papers say", "[metrics]") {
    struct Row {
        std::vector<std::string> paths;
        std::map<std::string, double> grades;
        double ndcg, mrr, success1, success3;
    };
    const Row rows[] = {
        {{"a", "b"}, {{"a", 1}}, 1, 1, 1, 1},
        {{"b", "a"}, {{"a", 1}}, 1 / 1.584963, 0.5, 0, 1},
        {{"x", "y", "z", "a"}, {{"a", 1}}, 1 / 2.321928, 0.25, 0, 0},
        {{"b", "a"}, {{"a", 2}, {"b", 1}}, (1 + 3 / 1.584963) / (3 + 1 / 1.584963), 1, 1, 1},
        {{}, {{"a", 1}}, 0, 0, 0, 0},
        {{"a"}, {}, 0, 0, 0, 0},
        {{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"}, {{"a", 1}}, 0, 0, 0, 0},
    };
    for (const Row& row : rows) {
        const RelevanceMetrics scores = score_ranking(row.paths, row.grades);
        CHECK(scores.ndcg10 == Approx(row.ndcg));
        CHECK(scores.mrr10 == Approx(row.mrr));
        CHECK(scores.success1 == row.success1);
        CHECK(scores.success3 == row.success3);
        CHECK(scores.queries == 1);
    }
}

TEST_CASE("scores are averaged over questions", "[metrics]") {
    RelevanceMetrics sum;
    CHECK(sum.mean().queries == 0);
    CHECK(sum.mean().ndcg10 == 0);
    sum.add(score_ranking({"a"}, {{"a", 1}}));
    sum.add(score_ranking({"b"}, {{"a", 1}}));
    CHECK(sum.mean().queries == 2);
    CHECK(sum.mean().ndcg10 == 0.5);
    CHECK(sum.mean().success1 == 0.5);
}

TEST_CASE("questions and judgements are read line by line", "[metrics]") {
    const auto queries = read_queries(
        "q.jsonl",
        "{\"id\":\"1\",\"text\":\"пароль\",\"kind\":\"short\"}\r\n\n{\"id\":\"2\",\"text\":\"\"}\n");
    REQUIRE(queries.size() == 2);
    CHECK(queries[0].kind == "short");
    CHECK(queries[1].kind.empty());
    const auto judgements = read_judgements("j.tsv", "1\ta.md\t2\n1\tb.md\t0\n2\tc.md\n");
    CHECK(judgements.at("1") == std::map<std::string, double>{{"a.md", 2}});
    CHECK(judgements.at("2").at("c.md") == 1);
    CHECK(read_queries("q", "").empty());
}

TEST_CASE("a broken line is named", "[metrics]") {
    using Catch::Contains;
    CHECK_THAT(message_of([] { read_queries("q.jsonl", "{\"id\":\"1\",\"text\":\"а\"}\n{oops\n"); }),
               Contains("q.jsonl, строка 2: нужна запись JSON"));
    for (const char* line : {"[]", "1", "{\"id\":1,\"text\":\"а\"}", "{\"id\":\"1\"}", "\xFF"}) {
        CAPTURE(line);
        CHECK_THAT(message_of([&] { read_queries("q.jsonl", line); }), Contains("строка 1"));
    }
    CHECK_THAT(message_of([] { read_judgements("j.tsv", "1\n"); }), Contains("j.tsv, строка 1: нужно"));
    CHECK_THAT(message_of([] { read_judgements("j.tsv", "1\ta\tмного\n"); }), Contains("оценка — не число"));
}

}  // namespace kb::test
