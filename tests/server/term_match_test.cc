// SPDX-License-Identifier: GPL-2.0-or-later
// Sums over postings beside the same done with a map; what is kept of them beside what is allowed.
#include "server/search/term_match.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
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

// Documents from 1 to `count`, all of one kind.
std::unique_ptr<const Catalog> catalog_of(DocId count, const std::function<std::uint32_t()>& length,
                                          double mean_length) {
    auto catalog = std::make_unique<Catalog>();
    catalog->docs.resize(count + 1);
    auto& all = catalog->of_kind(DocKind::whole);
    all.mean_length = mean_length;
    for (DocId doc = 1; doc <= count; ++doc) {
        catalog->docs[doc] = {doc, DocKind::whole, 0, length(), doc - 1};
        all.docs.push_back(doc);
        all.articles.push_back(doc);
    }
    return catalog;
}

std::vector<ScoredDoc> plain_best(const std::vector<WeightedPostings>& terms, const Catalog& catalog,
                                  Bm25 bm25, std::size_t depth, const ArticleFilter& filter) {
    const auto& kind = catalog.of_kind(DocKind::whole);
    std::map<DocId, double> sums;
    for (const auto& [postings, weight] : terms) {
        const auto n = static_cast<double>(postings->docs().size());
        const double idf =
            std::log(1 + (std::max<double>(static_cast<double>(kind.docs.size()), n) - n + 0.5) / (n + 0.5));
        for (std::size_t i = 0; i < postings->docs().size(); ++i) {
            const double count = postings->counts()[i];
            const double length = catalog.docs[postings->docs()[i]].length / kind.mean_length;
            sums[postings->docs()[i]] +=
                weight * idf * (bm25.k1 + 1) * count / (count + bm25.k1 * (1 - bm25.b + bm25.b * length));
        }
    }
    std::vector<ScoredDoc> all;
    for (const auto& [doc, score] : sums)
        if (score > 0 && (!filter || filter(doc))) all.push_back({doc, doc, score});
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
        const DocId docs = 1 + random() % (round % 3 == 0 ? 5000 : 300);
        const auto catalog = catalog_of(
            docs, [&] { return static_cast<std::uint32_t>(1 + random() % 100); }, 50);
        std::vector<WeightedPostings> terms;
        for (auto left = random() % 6; left > 0; --left)
            terms.push_back({random_postings(random, docs), 0.1 + static_cast<double>(random() % 20) / 10});
        const std::size_t depth = random() % 40;
        ArticleFilter filter;
        if (round % 2 == 0) filter = [](ArticleIndex article) { return article % 7 != 0; };
        auto found = matcher.best(terms, *catalog, DocKind::whole, {1.2, 0.7}, depth, filter);
        std::sort(found.begin(), found.end());
        const auto expected = plain_best(terms, *catalog, {1.2, 0.7}, depth, filter);
        CAPTURE(round);
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            CHECK(found[i].article == found[i].doc);
            CHECK(found[i].score == Approx(expected[i].score).epsilon(2e-6).margin(1e-30));
        }
    }
}

TEST_CASE("of documents with one score the first are taken", "[ranking]") {
    const auto catalog = catalog_of(
        9, [] { return 5; }, 5);
    const auto all = std::make_shared<const Postings>(std::vector<std::uint32_t>{1, 2, 3, 4, 5},
                                                      std::vector<std::uint16_t>{1, 1, 1, 1, 1});
    auto found = TermMatcher().best({{all, 1}}, *catalog, DocKind::whole, {}, 3, nullptr);
    std::sort(found.begin(), found.end());
    REQUIRE(found.size() == 3);
    CHECK(found[0].doc == 1);
    CHECK(found[2].doc == 3);
}

TEST_CASE("shares are kept for the first knobs only, and right for any", "[ranking]") {
    const auto catalog = catalog_of(
        9, [] { return 5; }, 5);
    const auto some = std::make_shared<const Postings>(std::vector<std::uint32_t>{1, 2, 20},
                                                       std::vector<std::uint16_t>{1, 3, 1});
    const auto score = [&](Bm25 bm25) {
        return TermMatcher().best({{some, 1}}, *catalog, DocKind::whole, bm25, 1, nullptr)[0].score;
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
