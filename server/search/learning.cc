// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/learning.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "indexer/error.h"
#include "indexer/schema.h"
#include "server/search/answer.h"
#include "server/search/evaluate.h"
#include "server/search/index_pool.h"

namespace kb {

namespace {

double ideal_gain(const std::map<std::string, double>& grades) {
    std::vector<double> best;
    for (const auto& [path, grade] : grades) best.push_back(grade);
    std::sort(best.rbegin(), best.rend());
    double sum = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(best.size(), 10); ++i)
        sum += gain_of(best[i]) / std::log2(static_cast<double>(i) + 2);
    return sum;
}

JudgedList measure(const Ranking& ranking, const Catalog& catalog,
                   const std::map<std::string, double>& grades) {
    JudgedList list;
    list.ideal = ideal_gain(grades);
    for (const auto& article : ranking.articles) {
        if (article.features.values() == RankFeatures().values()) break;  // further down none is measured
        const auto& path = catalog.articles[article.article].record.article.path;
        const auto found = grades.find(path);
        list.candidates.push_back({article.features, found == grades.end() ? 0 : found->second});
    }
    return list;
}

using Keep = std::function<bool(const LearntList&)>;

RankModel learn_from(const std::vector<LearntList>& lists, const LearnOptions& options, const Keep& keep) {
    std::vector<const JudgedList*> kept;
    for (const auto& list : lists)
        if (keep(list)) kept.push_back(&list.list);
    return learn_model(kept, options);
}

void add(const LearntList& list, const RankModel& model, LearningRow::Score& score) {
    score.ndcg10 += ndcg10_of(list.list, model);
    score.success3 += success3_of(list.list, model);
}

void divide(LearningRow::Score& score, std::size_t by) {
    score.ndcg10 /= static_cast<double>(by);
    score.success3 /= static_cast<double>(by);
}

}  // namespace

std::vector<LearntList> read_lists(const JudgedBase& base, const RankingWeights& weights) {
    IndexPool pool(base.index_dir);
    if (!pool.catalog(Caller::public_)) throw IndexError(pool.trouble());
    TextTools tools;
    std::vector<LearntList> lists;
    for (const auto& query : base.queries) {
        const auto judged = base.judgements.find(query.id);
        if (judged == base.judgements.end()) continue;
        pool.use(Caller::public_, [&](const IndexReader& reader) {
            const auto ranking = rank_without_model(mode_for(query.text), query.text, reader, weights, tools);
            LearntList list;
            list.list = measure(ranking, reader.catalog(), judged->second);
            list.list.weight = base.weight;
            list.base = base.name;
            list.fold = static_cast<std::size_t>(hash64(judged->second.begin()->first) % kFolds);
            lists.push_back(std::move(list));
        });
    }
    return lists;
}

Learning learn(const std::vector<LearntList>& lists, const LearnOptions& options) {
    Learning out;
    std::map<std::string, RankModel> without_base;
    for (const auto& list : lists) without_base.try_emplace(list.base);
    for (auto& [base, model] : without_base)
        model =
            learn_from(lists, options, [&own = base](const LearntList& list) { return list.base != own; });
    std::vector<RankModel> folds;
    for (std::size_t fold = 0; fold < kFolds; ++fold)
        folds.push_back(
            learn_from(lists, options, [&](const LearntList& list) { return list.fold != fold; }));
    out.model = learn_from(lists, options, [](const LearntList&) { return true; });

    const RankModel no_trees;
    for (const auto& [base, model] : without_base) {
        LearningRow row;
        row.base = base;
        for (const auto& list : lists) {
            if (list.base != base) continue;
            ++row.questions;
            add(list, no_trees, row.without);
            add(list, folds[list.fold], row.folds);
            add(list, model, row.other_bases);
            add(list, out.model, row.all);
        }
        for (auto* score : {&row.without, &row.folds, &row.other_bases, &row.all})
            divide(*score, row.questions);
        out.rows.push_back(row);
    }
    return out;
}

}  // namespace kb
