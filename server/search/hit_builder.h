// SPDX-License-Identifier: GPL-2.0-or-later
// From a ranked article to the hit a reader sees: its section, snippet, matches, quote.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking.h"
#include "server/search/searcher.h"
#include "server/search/snippet.h"

namespace kb {

struct KeptNames;

// The first second, UTC, of YYYY-MM-DD; nothing for anything else.
std::optional<std::int64_t> day_start_s(std::string_view date);

// "/a/wifi-setup", percent-encoded.
std::string article_url(const Article& article);

ArticleCard card_of(const CatalogArticle& article);

class HitBuilder {
public:
    // All must live as long as this does.
    HitBuilder(const Question& question, const Ranking& ranking, const IndexReader& reader, TextTools& tools);

    Hit hit(std::size_t place);

    // A hit with its quote, questions to ask and whom to hand over to.
    Hit suggestion(std::size_t place);

private:
    std::uint32_t section_place(const RankedArticle& ranked) const;
    void add_matches(const Article& article, const KeptNames& names, const std::vector<AnalyzedText>& shown,
                     Hit& hit);
    void add_case_matches(const RankedArticle& ranked, Hit& hit) const;
    void add_quote(const CatalogArticle& article, std::uint32_t place, const Section& section, Hit& hit);

    const Question& question_;
    const Ranking& ranking_;
    const IndexReader& reader_;
    TextTools& tools_;
    WordMatcher matcher_;
    std::vector<std::vector<std::uint64_t>> grams_;  // of the question's words
};

}  // namespace kb
