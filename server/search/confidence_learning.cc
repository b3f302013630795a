// SPDX-License-Identifier: GPL-2.0-or-later
// Every base weighs alike, however many questions it has; of it half are its own, and the other half is
// shared evenly by those whose questions are foreign to it. Belonging is learnt from own questions that were
// answered (a question whose answer was not found says nothing of silence) against foreign ones; rightness
// from the first three articles of all own questions and, at a tenth of the weight, of foreign ones.
#include "server/search/confidence_learning.h"

#include <algorithm>
#include <functional>

#include "indexer/error.h"
#include "indexer/schema.h"
#include "server/search/answer.h"
#include "server/search/evaluate.h"
#include "server/search/index_pool.h"
#include "server/search/learning.h"
#include "server/search/logistic_regression.h"

namespace kb {

namespace {

constexpr std::size_t kArticles = 3;
constexpr double kRidge = 3e-3;
constexpr double kRightRidge = 1e-3;
constexpr double kForeignWeight = 0.1;  // in rightness

using Grades = std::map<std::string, double>;
using Keep = std::function<bool(const MetQuestion&)>;

bool has_any(const Grades& grades, const Catalog& catalog) {
    return std::any_of(grades.begin(), grades.end(),
                       [&](const auto& grade) { return catalog.by_path.contains(grade.first); });
}

bool is_foreign(const AskedBase& questions, const AskedBase& base) {
    return questions.lends && questions.field != base.field && !base.alike.contains(questions.field);
}

MetQuestion meet(const JudgedQuery& query, const Grades* grades, const IndexReader& reader,
                 const RankingWeights& weights, TextTools& tools) {
    const auto asked = rank_ticket(query.text, reader, weights, tools);
    MetQuestion met;
    met.signs = signs_of(asked.question, asked.ranking, reader, tools);
    met.fold = static_cast<std::size_t>(hash64(grades ? grades->begin()->first : query.id) % kFolds);
    for (std::size_t place = 0; place < std::min(kArticles, asked.ranking.articles.size()); ++place) {
        const auto& path =
            reader.catalog().articles[asked.ranking.articles[place].article].record.article.path;
        met.articles.push_back(confidence_features(asked.question, asked.ranking, place, reader, tools));
        met.is_right.push_back(grades && grades->contains(path));
    }
    if (!grades) return met;
    const auto paths = ranked_paths(mode_for(query.text), query.text, kArticles, reader, weights, tools);
    met.is_found = std::any_of(paths.begin(), paths.end(),
                               [&](const std::string& path) { return grades->contains(path); });
    return met;
}

class Teacher {
public:
    Teacher(const std::vector<AskedBase>& bases, const std::vector<MetQuestion>& met, double threshold)
        : bases_(bases), met_(met), threshold_(threshold) {}

    LogisticFit belonging(const Keep& keep) const;
    LogisticFit rightness(const LogisticFit& belonging) const;

private:
    static bool teaches(const MetQuestion& met) { return met.is_found || !met.is_own; }
    static std::size_t side(const MetQuestion& met) { return met.is_found ? 1 : 0; }

    const std::vector<AskedBase>& bases_;
    const std::vector<MetQuestion>& met_;
    const double threshold_;
};

LogisticFit Teacher::belonging(const Keep& keep) const {
    std::map<std::pair<std::size_t, std::size_t>, double> counts;  // of base and whose questions
    std::map<std::size_t, std::set<std::size_t>> lenders;
    for (const auto& met : met_) {
        if (!teaches(met) || !keep(met)) continue;
        ++counts[{met.base, met.is_found ? bases_.size() : met.from}];
        if (!met.is_found) lenders[met.base].insert(met.from);
    }
    std::vector<LabelledRow> rows;
    for (const auto& met : met_) {
        if (!teaches(met) || !keep(met)) continue;
        const double alike = counts[{met.base, met.is_found ? bases_.size() : met.from}];
        const double shared = met.is_found ? 1 : static_cast<double>(lenders[met.base].size());
        rows.push_back({met.signs.data(), met.is_found, 1000 * bases_[met.base].weight / shared / alike});
    }
    return fit_logistic(rows, kSignCount, kRidge);
}

LogisticFit Teacher::rightness(const LogisticFit& belonging) const {
    std::map<std::size_t, double> own;
    for (const auto& met : met_) own[met.base] += met.is_own ? 1 : 0;
    std::vector<ConfidenceFeatures> features;
    std::vector<LabelledRow> rows;
    for (const auto& met : met_)
        for (std::size_t i = 0; i < met.articles.size(); ++i) {
            const double weight = bases_[met.base].weight * (met.is_own ? 1 : kForeignWeight);
            features.push_back(met.articles[i]);
            features.back().values[kBelongingFeature] =
                belonging_feature(belonging.value(met.signs.data()) - threshold_);
            rows.push_back({nullptr, met.is_right[i], 400 * weight / std::max(own[met.base], 1.0)});
        }
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].features = features[i].values.data();
    return fit_logistic(rows, ConfidenceFeatures::kCount, kRightRidge);
}

template <std::size_t kSize>
LinearModel<kSize> to_model(const LogisticFit& fit, double shift) {
    LinearModel<kSize> model;
    std::copy(fit.coefficients.begin(), fit.coefficients.end(), model.coefficients.begin());
    model.constant = fit.constant - shift;
    return model;
}

struct Fits {
    LogisticFit all;
    std::vector<LogisticFit> folds;
    std::map<std::string, LogisticFit> without_field;
};

Fits fit_all(const std::vector<AskedBase>& bases, const std::vector<MetQuestion>& met,
             const Teacher& teacher) {
    Fits fits;
    fits.all = teacher.belonging([](const MetQuestion&) { return true; });
    for (std::size_t fold = 0; fold < kFolds; ++fold)
        fits.folds.push_back(teacher.belonging([&](const MetQuestion& one) { return one.fold != fold; }));
    for (const auto& one : met) {
        const auto& field = bases[one.base].field;
        if (fits.without_field.contains(field)) continue;
        fits.without_field[field] = teacher.belonging([&](const MetQuestion& other) {
            return bases[other.base].field != field && bases[other.from].field != field;
        });
    }
    return fits;
}

void count(const Fits& fits, const AskedBase& base, const MetQuestion& met, double threshold,
           ConfidenceRow& row) {
    const auto is_silent = [&](const LogisticFit& fit) {
        return fit.value(met.signs.data()) < threshold ? 1 : 0;
    };
    ++row.questions;
    row.all += is_silent(fits.all);
    row.folds += is_silent(fits.folds[met.fold]);
    row.other_bases += is_silent(fits.without_field.at(base.field));
}

}  // namespace

std::vector<MetQuestion> meet_questions(const std::vector<AskedBase>& bases, const RankingWeights& weights) {
    std::vector<MetQuestion> all;
    TextTools tools;
    for (std::size_t base = 0; base < bases.size(); ++base) {
        if (bases[base].index_dir.empty()) continue;
        IndexPool pool(bases[base].index_dir);
        if (!pool.catalog(Caller::public_)) throw IndexError(pool.trouble());
        for (std::size_t from = 0; from < bases.size(); ++from) {
            const bool is_own = from == base;
            if (!is_own && !is_foreign(bases[from], bases[base])) continue;
            for (const auto& query : bases[from].queries) {
                const auto judged = bases[from].judgements.find(query.id);
                const auto* grades =
                    is_own && judged != bases[from].judgements.end() ? &judged->second : nullptr;
                pool.use(Caller::public_, [&](const IndexReader& reader) {
                    if (grades && !has_any(*grades, reader.catalog())) return;
                    auto met = meet(query, grades, reader, weights, tools);
                    met.is_own = grades != nullptr;
                    met.base = base;
                    met.from = from;
                    all.push_back(std::move(met));
                });
            }
        }
    }
    return all;
}

ConfidenceLearning learn_confidence(const std::vector<AskedBase>& bases, const std::vector<MetQuestion>& met,
                                    double threshold) {
    const Teacher teacher(bases, met, threshold);
    const auto fits = fit_all(bases, met, teacher);
    ConfidenceLearning out;
    out.model.belonging = to_model<kSignCount>(fits.all, threshold);
    out.model.rightness = to_model<ConfidenceFeatures::kCount>(teacher.rightness(fits.all), 0);
    std::map<std::pair<std::size_t, std::size_t>, ConfidenceRow> foreign;
    std::map<std::size_t, ConfidenceRow> own;
    for (const auto& one : met) {
        const auto& base = bases[one.base];
        if (base.weight < 1 || (one.is_own && !one.is_found)) continue;
        auto& row = one.is_own ? own[one.base] : foreign[{one.base, one.from}];
        row.what = one.is_own ? base.name : base.name + " ← " + bases[one.from].name;
        count(fits, base, one, threshold, row);
    }
    for (auto& [place, row] : foreign) out.foreign.push_back(std::move(row));
    for (auto& [place, row] : own) out.own.push_back(std::move(row));
    return out;
}

}  // namespace kb
