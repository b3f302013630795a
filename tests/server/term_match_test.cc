// SPDX-License-Identifier: GPL-2.0-or-later
// Sums over postings beside the same done with a map; what is kept of them beside what is allowed.
#include "server/search/term_match.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

#include "tests/support/random_text.h"

namespace kb::test {
namespace {

std::shared_ptr<const Postings> random_postings(std::mt19937& random, DocId docs) {
    std::vector<std::uint32_t> in;
    std::vector<std::uint16_t> counts;
    const auto one_in = 1 + random() % 8;
    for (DocId doc = 1; doc <= docs; ++doc) {
        if (random() % one_in != 0) continue;
        in.push_back(doc);
        counts.push_back(static_cast<std::uint16_t>(random() % 5));
    }
    return std::make_shared<const Postings>(std::move(in), std::move(counts));
}

std::vector<ScoredDoc> plain_best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                  KindStats stats, Bm25 bm25, std::size_t depth) {
    std::map<DocId, double> sums;
    for (const auto& [postings, weight] : terms) {
        const auto n = static_cast<double>(postings->docs().size());
        const double idf = std::log(1 + (std::max<double>(stats.count, n) - n + 0.5) / (n + 0.5));
        for (std::size_t i = 0; i < postings->docs().size(); ++i) {
            const double count = postings->counts()[i];
            const double length = catalog.docs[postings->docs()[i]].length / stats.mean_length;
            sums[postings->docs()[i]] +=
                weight * idf * (bm25.k1 + 1) * count / (count + bm25.k1 * (1 - bm25.b + bm25.b * length));
        }
    }
    std::vector<ScoredDoc> all;
    for (const auto& [doc, score] : sums)
        if (doc % 7 != 0) all.push_back({doc, score});
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    all.resize(std::min(all.size(), depth));
    return all;
}

}  // namespace

TEST_CASE("the best documents are those with the largest sums", "[ranking][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    TermMatcher matcher;  // one for all: nothing of a question may stay for the next
    for (int round = 0; round < 200; ++round) {
        Catalog catalog;
        const DocId docs = 1 + random() % 300;
        catalog.docs.resize(docs + 1);
        for (auto& doc : catalog.docs) doc.length = 1 + random() % 100;
        const KindStats stats{docs, 50};
        std::vector<WeightedPostings> terms;
        for (auto left = random() % 6; left > 0; --left)
            terms.push_back({random_postings(random, docs), 0.1 + static_cast<double>(random() % 20) / 10});
        const std::size_t depth = random() % 40;
        const auto accepts = [](DocId doc) { return doc % 7 != 0; };
        const auto found = matcher.best(terms, catalog, stats, {1.2, 0.7}, depth, accepts);
        const auto expected = plain_best(terms, catalog, stats, {1.2, 0.7}, depth);
        CAPTURE(round);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK(found[i].score == Approx(expected[i].score).epsilon(1e-6).margin(1e-30));
    }
}

TEST_CASE("of documents with one score the first come first", "[ranking]") {
    Catalog catalog;
    catalog.docs.resize(10, {0, DocKind::whole, 0, 5});
    const auto all = std::make_shared<const Postings>(std::vector<std::uint32_t>{1, 2, 3, 4, 5},
                                                      std::vector<std::uint16_t>{1, 1, 1, 1, 1});
    const auto found = TermMatcher().best({{all, 1}}, catalog, {5, 5}, {}, 3, [](DocId) { return true; });
    REQUIRE(found.size() == 3);
    CHECK(found[0].doc == 1);
    CHECK(found[2].doc == 3);
}

TEST_CASE("shares are kept for the first knobs only, and right for any", "[ranking]") {
    Catalog catalog;
    catalog.docs.resize(10, {0, DocKind::whole, 0, 5});
    const auto some = std::make_shared<const Postings>(std::vector<std::uint32_t>{1, 2, 20},
                                                       std::vector<std::uint16_t>{1, 3, 1});
    const auto score = [&](Bm25 bm25) {
        return TermMatcher().best({{some, 1}}, catalog, {9, 5}, bm25, 1, [](DocId) { return true; })[0].score;
    };
    const double idf = std::log(1 + (9 - 3 + 0.5) / (3 + 0.5));
    for (int round = 0; round < 2; ++round)
        for (const Bm25 bm25 : {Bm25{1.2, 0.5}, Bm25{2, 0.5}, Bm25{1.2, 0}})
            CHECK(score(bm25) == Approx(idf * (bm25.k1 + 1) * 3 / (3 + bm25.k1)).epsilon(1e-6));
}

TEST_CASE("a document is found in a list however far it is", "[ranking][property]") {
    const auto seed = test_seed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 300; ++round) {
        const auto postings = random_postings(random, random() % 200);
        std::vector<DocId> asked;
        for (DocId doc = random() % 4; doc < 220; doc += 1 + random() % 30) asked.push_back(doc);
        std::vector<bool> found(asked.size());
        each_in(*postings, asked, [&](std::size_t i) { found[i] = true; });
        for (std::size_t i = 0; i < asked.size(); ++i)
            CHECK(found[i] == std::binary_search(postings->docs().begin(), postings->docs().end(), asked[i]));
    }
}

TEST_CASE("postings are kept up to a size, those asked for last the longest", "[ranking]") {
    const auto of_size = [](std::size_t count) {
        return std::make_shared<const Postings>(std::vector<std::uint32_t>(count),
                                                std::vector<std::uint16_t>(count));
    };
    PostingCache cache(10'000);
    for (int i = 0; i < 100; ++i) {
        cache.keep("term" + std::to_string(i), of_size(50));
        CHECK(cache.find("term0"));  // asked for each time
        CHECK(cache.bytes() <= 10'000);
    }
    CHECK(cache.find("term99"));
    CHECK_FALSE(cache.find("term1"));
    cache.keep("huge", of_size(5000));
    CHECK_FALSE(cache.find("huge"));
    CHECK(cache.find("term99"));
    const auto held = cache.find("term0");
    for (int i = 0; i < 100; ++i) cache.keep("other" + std::to_string(i), of_size(50));
    CHECK_FALSE(cache.find("term0"));
    CHECK(held->docs().size() == 50);  // whoever has it keeps it
}

}  // namespace kb::test
