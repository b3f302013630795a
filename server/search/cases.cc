// SPDX-License-Identifier: GPL-2.0-or-later
// «Забыл пороль, не пускает» was solved with «Восстановление доступа», which has
// none of these words. The next who writes «не пускает, пароль забыла» should get
// it first. So a question is held against solved cases, and the nearest vote.
//
// How near two texts are: words count by rarity, among articles and cases
// together, so that with ten cases not every word looks rare. A word of the
// question may be met by its stem, its derived form or another reading, as in
// articles. The share of the question that the case has, times the share of the
// case that the question has; the root of that is the cosine of two lists of words.
//
// Nearness alone is a bad witness. «Установка драйвера в Linux» is as near as can
// be to a case about Windows, and the article about Linux, which no case names,
// says every word of the question itself. So a case speaks for its article only as
// far as it is nearer to the question than the article's own best section or name,
// and than those of the article that leads. Where articles answer well cases are
// quiet; where nothing fits they are heard. It also makes wrongly filed cases
// harmless: most are told off by the article they should have named.
//
// A vote falls with age (half in a year and a half, counted from the newest case,
// so that a base nobody feeds does not go silent). Cases that agree say more than
// one, 1 − Π(1 − vote), but where they disagree each article gets its share. A lone
// case can lift an article as far as its words carry it; several can bring one
// that no word found. A case that ended badly votes against its article.
//
// Among ten cases the nearest is near by chance. So a lone one that is merely alike
// is heard little before there are a hundred to compare it with, and so are the cases' words
// (case_words). What was asked before word for word is no chance: there the case has its full
// vote, whatever the article's own text has.
//
// Costs: a walk over the postings of the question's words, then a closer look at
// the kLooked nearest. What it gets wrong: two problems told in the same words.
#include "server/search/cases.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "server/search/case_view.h"
#include "server/search/case_words.h"
#include "server/search/hit_builder.h"

namespace kb {

namespace {

constexpr std::size_t kLooked = 40;  // candidates whose nearness is worked out in full
constexpr std::size_t kVoters = 12;  // the nearest of them
constexpr double kLeastMet = 0.15;   // of the question, for a case to be looked at
constexpr double kLeastNear = 0.2;
constexpr double kHalfLife_s = 540.0 * 86'400;
constexpr double kRefused = 0.3;        // of this very question, which the article did not answer
constexpr double kMostWorth = 0.95;     // of one case: never beyond all doubt
constexpr double kUnfound = 0.05;       // of the best score: where votes begin for what no word found
constexpr double kNearEnough = 0.5;     // to show a case to an agent beside one that votes
constexpr double kDerivedTrust = 0.85;  // of a meeting by derived form

double trust_of(const Reading& reading) {
    return reading.via == Via::synonym ? 0.7 : 0.5 + 0.5 * reading.weight;
}

// Finds the cases nearest to a question.
class NearestCases {
public:
    explicit NearestCases(CaseView& view) : view_(view) {}
    std::vector<NearCase> find();

private:
    struct Meeting {
        std::size_t word = 0;  // of the question
        double degree = 0;
    };
    using Meetings = std::unordered_map<CaseSegment::WordId, Meeting>;
    struct Candidate {
        std::size_t segment = 0;
        CaseSegment::Row row = 0;
        double met = 0;  // mass of the question that the case has
    };

    Meetings meetings_in(const CaseSegment& segment) const;
    void collect(std::size_t s);
    NearCase look_at(const Candidate& candidate);

    CaseView& view_;
    std::vector<Meetings> meetings_;  // by segment
    std::vector<Candidate> candidates_;
};

NearestCases::Meetings NearestCases::meetings_in(const CaseSegment& segment) const {
    const auto& masses = view_.masses();
    Meetings meetings;
    const auto meet = [&](CaseSegment::WordId id, std::size_t word, double degree) {
        auto& known = meetings[id];
        if (degree * masses[word] > known.degree * masses[known.word]) known = {word, degree};
    };
    for (std::size_t w = 0; w < masses.size(); ++w) {
        if (masses[w] <= 0) continue;
        for (const auto& reading : view_.question().words[w].readings) {
            const double trust = trust_of(reading);
            for (const auto id : segment.by_stem(reading.stem)) meet(id, w, trust);
            for (const auto id : segment.by_derived(derived_of(reading))) meet(id, w, kDerivedTrust * trust);
        }
    }
    return meetings;
}

void NearestCases::collect(std::size_t s) {
    const auto& segment = view_.segment(s);
    meetings_.push_back(meetings_in(segment));
    std::unordered_map<CaseSegment::Row, double> met;
    for (const auto& [id, meeting] : meetings_.back())
        for (const auto row : segment.rows_with(id))
            met[row] += meeting.degree * view_.masses()[meeting.word];
    for (const auto& [row, mass] : met)
        if (mass >= kLeastMet * view_.all_mass() && view_.article_of(s, row) != kNoArticle)
            candidates_.push_back({s, row, mass});
}

NearCase NearestCases::look_at(const Candidate& candidate) {
    const auto& segment = view_.segment(candidate.segment);
    const auto& meetings = meetings_[candidate.segment];
    NearCase near{view_.snapshot().segments[candidate.segment],
                  candidate.row,
                  view_.article_of(candidate.segment, candidate.row),
                  0,
                  {}};
    std::vector<double> met(view_.masses().size());  // two words of a case meet one of the question once
    double case_met = 0;
    double case_all = 0;
    for (const auto id : near.kept().words) {
        const double mass = view_.rarity(segment.word(id).stem);
        case_all += mass;
        const auto meeting = meetings.find(id);
        if (meeting == meetings.end()) continue;
        case_met += mass * meeting->second.degree;
        auto& best = met[meeting->second.word];
        best = std::max(best, meeting->second.degree);
    }
    double question_met = 0;
    for (std::size_t w = 0; w < met.size(); ++w) {
        question_met += met[w] * view_.masses()[w];
        if (met[w] > 0) near.words.add(w);
    }
    if (case_all > 0) near.similarity = std::sqrt((question_met / view_.all_mass()) * (case_met / case_all));
    return near;
}

std::vector<NearCase> NearestCases::find() {
    std::vector<NearCase> nearest;
    if (view_.all_mass() <= 0) return nearest;
    for (std::size_t s = 0; s < view_.snapshot().segments.size(); ++s) collect(s);
    const auto more_met = [](const Candidate& a, const Candidate& b) {
        return std::tuple(-a.met, a.segment, a.row) < std::tuple(-b.met, b.segment, b.row);
    };
    const auto looked = std::min(candidates_.size(), kLooked);
    std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(looked),
                      candidates_.end(), more_met);
    candidates_.resize(looked);
    for (const auto& candidate : candidates_) {
        auto near = look_at(candidate);
        if (near.similarity >= kLeastNear) nearest.push_back(std::move(near));
    }
    std::sort(nearest.begin(), nearest.end(), [](const NearCase& a, const NearCase& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.kept().id > b.kept().id;
    });
    if (nearest.size() > kVoters) nearest.resize(kVoters);
    return nearest;
}

double own_coverage(const RankedArticle& article) {
    return std::max(article.coverage.section, article.coverage.name);
}

RankedArticle* find_ranked(std::vector<RankedArticle>& articles, ArticleIndex article) {
    const auto found = std::find_if(articles.begin(), articles.end(),
                                    [&](const RankedArticle& ranked) { return ranked.article == article; });
    return found == articles.end() ? nullptr : &*found;
}

// How far a lone case that is merely alike and the cases' words may be believed: of ten one is the nearest to
// anything.
double support_of(const CaseGround& ground, const RankingWeights& weights) {
    double cases = 0;
    for (const auto& [article, count] : ground.cases_of) cases += count;
    return std::clamp((cases - weights.case_few) / (weights.case_many - weights.case_few), 0.0, 1.0);
}

// Turns the nearest cases into one vote an article.
class Poll {
public:
    Poll(const std::vector<NearCase>& nearest, std::int64_t newest_s, double support,
         const RankingWeights& weights)
        : nearest_(nearest), newest_s_(newest_s), support_(support), weights_(weights) {}
    std::vector<CaseVote> count(std::vector<RankedArticle>& articles);

private:
    double worth(const NearCase& near, const RankedArticle* article, double top) const;
    // The question over again.
    bool is_repeated(const NearCase& near) const { return near.similarity >= weights_.case_same; }
    // … and solved.
    bool is_same(const NearCase& near) const { return near.kept().is_solved && is_repeated(near); }

    const std::vector<NearCase>& nearest_;
    const std::int64_t newest_s_;
    const double support_;
    const RankingWeights& weights_;
};

double Poll::worth(const NearCase& near, const RankedArticle* article, double top) const {
    const double own = article ? own_coverage(*article) : 0;
    const double over = near.similarity - weights_.case_own * own - weights_.case_top * top;
    const auto age_s = static_cast<double>(newest_s_ - near.kept().at_s);
    const double refused = is_repeated(near) && !near.kept().is_solved ? kRefused : 0;
    return std::clamp(is_same(near) ? 1 : std::max(over, refused), 0.0, kMostWorth) *
           std::exp2(-std::max(age_s, 0.0) / kHalfLife_s);
}

std::vector<CaseVote> Poll::count(std::vector<RankedArticle>& articles) {
    const double top = articles.empty() ? 0 : own_coverage(articles.front());
    std::vector<CaseVote> votes;
    double all = 0;
    for (const auto& near : nearest_) {
        const double mine = worth(near, find_ranked(articles, near.article), top);
        if (mine <= 0) continue;
        auto vote = std::find_if(votes.begin(), votes.end(),
                                 [&](const CaseVote& known) { return known.article == near.article; });
        if (vote == votes.end())
            vote = votes.insert(votes.end(), CaseVote{near.article, 0, 0, 0, 0, false, {}});
        if (!near.kept().is_solved) {
            vote->against = 1 - (1 - vote->against) * (1 - mine);
            continue;
        }
        vote->vote = 1 - (1 - vote->vote) * (1 - mine);
        vote->weight += mine;
        all += mine;
        ++vote->solved;
        vote->is_same = vote->is_same || is_same(near);
        vote->words.add(near.words);
    }
    for (auto& vote : votes) {
        const double share = all > 0 ? vote.weight / all : 0;
        vote.vote *= std::pow(share, weights_.case_share);
        if (vote.solved == 1 && !vote.is_same) vote.vote *= support_;
        vote.vote -= vote.against;
    }
    return votes;
}

void add_vote(const CaseVote& vote, double best, double top, const RankingWeights& weights,
              const RankOptions& options, Ranking& ranking) {
    auto* article = find_ranked(ranking.articles, vote.article);
    if (!article) {
        if (vote.solved < 2 || vote.vote <= 0) return;
        article = &ranking.articles.emplace_back();
        article->article = vote.article;
        ++ranking.found;
    }
    article->case_vote = vote.vote;
    article->solved_cases = vote.solved;
    article->case_words = vote.words;
    if (vote.vote <= 0) {
        article->score *= 1 + std::min(weights.case_voice, 1.0) * vote.vote;
        return;
    }
    // One witness may not carry an article further than its words do. Several count for themselves, and for
    // the more the worse words answer: where the leading article has a third of the question, they outweigh
    // it.
    const double missing = vote.solved > 1 ? 1 - top : 0;
    const double place = std::clamp(std::max(article->score / best, missing), kUnfound, 1.0);
    const double prior = options.prior ? options.prior(vote.article) : 1;
    article->score += (vote.is_same ? 1 : weights.case_voice) * vote.vote * best * (1 + missing) * prior *
                      std::pow(place, 1.0 / vote.solved);
}

}  // namespace

CaseRanking with_cases(Ranking ranking, const Question& question, const IndexReader& reader,
                       const RankingWeights& weights, const RankOptions& options,
                       const CaseSnapshot& snapshot) {
    CaseRanking out{std::move(ranking), {}};
    CaseView view(snapshot, reader, question);
    out.nearest = NearestCases(view).find();
    auto& articles = out.ranking.articles;
    const double best = articles.empty() ? 1 : articles.front().score;
    const double top = articles.empty() ? 0 : std::min(own_coverage(articles.front()), 1.0);
    const double support = support_of(view.ground(), weights);
    const auto votes = Poll(out.nearest, snapshot.newest_s, support, weights).count(articles);
    const CaseWords words(view);
    for (auto& article : articles)
        article.score *= 1 + support * weights.case_words * words.answers(article.article);
    for (const auto& vote : votes)
        if (!options.filter || options.filter(vote.article))
            add_vote(vote, best, top, weights, options, out.ranking);
    std::sort(articles.begin(), articles.end(), [](const RankedArticle& a, const RankedArticle& b) {
        return a.score != b.score ? a.score > b.score : a.article < b.article;
    });
    return out;
}

CaseRanking rank_with_cases(const Question& question, const IndexReader& reader,
                            const RankingWeights& weights, const RankOptions& options,
                            const CaseSnapshot* snapshot) {
    auto ranking = rank(question, reader, weights, options);
    if (!snapshot || snapshot->size == 0) return {std::move(ranking), {}};
    return with_cases(std::move(ranking), question, reader, weights, options, *snapshot);
}

std::vector<SimilarCase> similar_cases(const CaseRanking& found, const Catalog& catalog) {
    std::vector<SimilarCase> out;
    for (const auto& near : found.nearest) {
        if (out.size() == kSimilarCases || near.similarity < kNearEnough) break;
        const auto& kept = near.kept();
        out.push_back({kept.id, kept.excerpt, card_of(catalog.articles[near.article]), kept.is_solved,
                       kept.at_s, near.similarity});
    }
    return out;
}

}  // namespace kb
