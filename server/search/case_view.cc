// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/case_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "stemming/stop_words.h"

namespace kb {

ArticleIndex article_by_any_name(const Catalog& catalog, std::string_view name) {
    const std::string key(name.substr(0, name.find_first_of("#?")));
    for (const auto* places : {&catalog.by_id, &catalog.by_slug, &catalog.by_path})
        if (const auto found = places->find(key); found != places->end()) return found->second;
    if (const auto moved = catalog.redirects.find(key); moved != catalog.redirects.end())
        if (const auto found = catalog.by_id.find(moved->second); found != catalog.by_id.end())
            return found->second;
    const auto page = key.rfind("/a/");
    return page == std::string::npos ? kNoArticle : article_by_any_name(catalog, key.substr(page + 3));
}

namespace {

constexpr std::size_t kMostRarities = 100'000;  // kept a thread

CaseGround make_ground(const CaseSnapshot& snapshot, const Catalog& catalog) {
    CaseGround ground;
    ground.all_texts = catalog.count_of(DocKind::whole);
    for (const auto& segment : snapshot.segments) {
        auto& places = ground.articles.emplace_back();
        for (std::size_t place = 0; place < segment->articles().size(); ++place) {
            const auto article = article_by_any_name(catalog, segment->articles()[place]);
            places.push_back(article);
            if (article == kNoArticle) continue;
            ground.all_texts += segment->cases_of(place);
            ground.cases_of[article] += segment->cases_of(place);
        }
    }
    for (const auto& [article, count] : ground.cases_of)
        for (const auto word : catalog.name_words[article]) ground.named[word] += 1;
    return ground;
}

// The ground of this thread's last question, when it still holds; one a kind of caller.
CaseGround& ground_for(const CaseSnapshot& snapshot, const IndexReader& reader) {
    struct Kept {
        std::uint64_t snapshot = 0;
        std::weak_ptr<const Catalog> catalog;  // held so that no other catalog can have its address
        CaseGround ground;
    };
    thread_local std::array<Kept, 2> kept;
    const auto& catalog = reader.shared_catalog();
    for (auto& one : kept)
        if (one.snapshot == snapshot.number && one.catalog.lock() == catalog &&
            one.ground.rarities.size() < kMostRarities)
            return one.ground;
    std::swap(kept[0], kept[1]);
    kept[0] = {snapshot.number, catalog, make_ground(snapshot, *catalog)};
    return kept[0].ground;
}

}  // namespace

CaseView::CaseView(const CaseSnapshot& snapshot, const IndexReader& reader, const Question& question)
    : snapshot_(snapshot), reader_(reader), question_(question), ground_(ground_for(snapshot, reader)) {
    for (const auto& word : question_.words) {
        double least = -1;
        for (const auto& reading : word.readings)
            if (const double mine = reading.via == Via::synonym ? -1 : rarity(reading.stem); mine >= 0)
                least = least < 0 ? mine : std::min(least, mine);
        const bool is_frame =
            word.token.is_compound || word.token.is_stop_word || is_frame_word(word.token.text);
        masses_.push_back(is_frame ? 0 : word.weight * std::max(least, 0.0));
        all_mass_ += masses_.back();
    }
}

double CaseView::rarity(const std::string& stem) {
    const auto [known, is_new] = ground_.rarities.try_emplace(stem, 0.0);
    if (!is_new) return known->second;
    double with = reader_.documents_with(prefixes_of(DocKind::whole).stem + stem);
    for (std::size_t s = 0; s < snapshot_.segments.size(); ++s)
        for (const auto word : segment(s).by_stem(stem))
            for (const auto row : segment(s).rows_with(word))
                with += article_of(s, row) == kNoArticle ? 0 : 1;
    return known->second = std::log(1 + std::max(ground_.all_texts - with + 0.5, 0.0) / (with + 0.5));
}

}  // namespace kb
