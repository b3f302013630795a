// SPDX-License-Identifier: GPL-2.0-or-later
// Title, whole article and best section each tell something else. «Как отменить
// автоплатёж»: the title «Автоплатёж» says what the article is about, the
// section «Отключить» that it answers, the whole that it speaks of payments and
// not of an aside. Each is a BM25 of its own over documents of its kind
// (term_match.h), and their weighted sum ranks better than any of the three. In a
// question every word counts; in a letter of two hundred words many do not, and
// the title says less about it, so the title's weight falls with length.
//
// The sum is blind to one thing: three rare words met often can outweigh four
// met once each. So the best candidates are looked at again: which words of the
// question does the article have, which stand together in one section, which in
// one name. The score is multiplied by these shares.
//
// The best fifty of those are measured once more against their names and sections
// (rank_features.h), and small trees learnt from judged questions correct the order
// (rank_model.h).
//
// Costs: three sums over the postings of the question's terms and, for each word, a look into its
// postings for each of the candidates; the names of fifty articles, kept once read.
#include "server/search/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "server/search/feature_builder.h"
#include "server/search/question_terms.h"

namespace kb {

namespace {

constexpr std::size_t kDepth = 200;  // documents a kind
constexpr double kCodeLength = 0.3;  // of long_question_words: codes decide only shorter questions
constexpr std::size_t kLookedClosely = 50;
constexpr std::uint32_t kRareCode = 5;  // articles that have it, at most

struct Place {
    double score = 0;
    ArticleIndex article = kNoArticle;
    std::uint32_t at = 0;
};

struct IsBetter {
    template <typename Article>
    bool operator()(const Article& a, const Article& b) const {
        return a.score != b.score ? a.score > b.score : a.article < b.article;
    }
};

// Those whose score is above `least`, best first. Articles are large, so their places are sorted and not
// they.
template <typename Article>
std::vector<Place> in_order(const std::vector<Article>& articles, double FoundArticle::*score,
                            double least = -std::numeric_limits<double>::infinity()) {
    std::vector<Place> order;
    order.reserve(articles.size());
    for (std::uint32_t i = 0; i < articles.size(); ++i)
        if (articles[i].*score > least) order.push_back({articles[i].*score, articles[i].article, i});
    std::sort(order.begin(), order.end(), IsBetter());
    return order;
}

class Ranker {
public:
    Ranker(const Question& question, const IndexReader& reader, const RankingWeights& weights,
           const RankOptions& options)
        : question_(question),
          reader_(reader),
          weights_(weights),
          options_(options),
          length_(std::clamp((question.content_words() - weights.short_question_words) /
                                 (weights.long_question_words - weights.short_question_words),
                             0.0, 1.0)) {}

    Ranking run();

private:
    FoundArticle& found(ArticleIndex article);
    void match(DocKind kind, Bm25 bm25, double FoundArticle::*score, DocId FoundArticle::*best);
    // Between two weights, by how long the question is.
    double by_length(double on_short, double on_long) const {
        return on_short + (on_long - on_short) * length_;
    }
    void sum_scores();
    void measure_rarities();
    void look_again();
    void agree(double FoundArticle::*score);
    void take_best();
    void look_closely();
    bool is_rare_code(const QuestionWord& word) const;
    void match_codes();
    double code_factor(const RankedArticle& article) const;
    void cover(DocKind kind, const std::vector<std::pair<DocId, std::size_t>>& docs, double Coverage::*share,
               WordSet RankedArticle::*words);
    void sort();

    const Question& question_;
    const IndexReader& reader_;
    const RankingWeights& weights_;
    const RankOptions& options_;
    const double length_;  // of the question: 0 short, 1 long
    std::map<DocKind, AskedTerms> asked_;
    std::vector<std::uint32_t> places_;  // in found_, from 1, by article; 0: not found
    std::vector<FoundArticle> found_;
    std::vector<RankedArticle> articles_;  // the best of them
    std::vector<double> rarities_;
};

FoundArticle& Ranker::found(ArticleIndex article) {
    auto& place = places_[article];
    if (place == 0) {
        found_.emplace_back().article = article;
        place = static_cast<std::uint32_t>(found_.size());
    }
    return found_[place - 1];
}

void Ranker::match(DocKind kind, Bm25 bm25, double FoundArticle::*score, DocId FoundArticle::*best) {
    const auto& asked = asked_.emplace(kind, AskedTerms(kind, question_, weights_, reader_)).first->second;
    for (const auto& hit : reader_.match(kind, asked.lists(), bm25, kDepth, options_.filter)) {
        auto& article = found(hit.article);
        if (kind == DocKind::section) ++article.sections_found;
        const bool is_first_of_equals = best && hit.score == article.*score && hit.doc < article.*best;
        if (hit.score <= article.*score && !is_first_of_equals) continue;
        article.*score = hit.score;
        if (best) article.*best = hit.doc;
    }
}

void Ranker::sum_scores() {
    const double name = by_length(weights_.name_short, weights_.name_long);
    const double whole = by_length(weights_.whole, weights_.whole_long);
    const double section = by_length(weights_.section, weights_.section_long);
    for (auto& article : found_)
        article.score = name * article.name + whole * article.whole + section * article.section;
}

// What a word says: its idf over whole articles, for the commonest of its readings.
void Ranker::measure_rarities() {
    const auto& asked = asked_.at(DocKind::whole);
    const double all = reader_.catalog().count_of(DocKind::whole);
    std::size_t number = 0;
    for (const auto& word : question_.words) {
        double articles = 0;
        for (const auto& reading : word.readings) {
            const auto& stem = asked.reading(number++).stem;
            if (reading.via != Via::synonym)
                articles = std::max(articles, static_cast<double>(stem.docs().size()));
        }
        rarities_.push_back(word.weight * std::log(1 + (all - articles + 0.5) / (articles + 0.5)));
    }
}

void Ranker::cover(DocKind kind, const std::vector<std::pair<DocId, std::size_t>>& docs,
                   double Coverage::*share, WordSet RankedArticle::*words) {
    const auto& asked = asked_.at(kind);
    std::vector<DocId> ids;         // of documents that a reading may still tell something of,
    std::vector<std::uint32_t> at;  // and their places in `docs`
    struct Meeting {
        double degree = 0;
        bool is_direct = false;
    };
    std::vector<Meeting> met(docs.size());
    double all = 0;
    std::size_t number = 0;  // of the reading
    for (std::size_t w = 0; w < question_.words.size(); ++w) {
        all += rarities_[w];
        std::fill(met.begin(), met.end(), Meeting{});
        for (const auto& reading : question_.words[w].readings) {
            const bool is_direct = reading.via != Via::synonym;
            const auto mark = [&](const Postings& postings, double degree) {
                ids.clear();
                at.clear();
                for (std::uint32_t i = 0; i < docs.size(); ++i) {
                    if (met[i].degree >= degree && (met[i].is_direct || !is_direct)) continue;
                    ids.push_back(docs[i].first);
                    at.push_back(i);
                }
                each_in(postings, ids, [&](std::size_t i) {
                    auto& meeting = met[at[i]];
                    meeting.degree = std::max(meeting.degree, degree);
                    meeting.is_direct = meeting.is_direct || is_direct;
                });
            };
            const double trust = reading.via == Via::synonym ? 0.7 : 0.5 + 0.5 * reading.weight;
            const auto [stem, derived] = asked.reading(number++);
            mark(stem, trust);
            if (derived) mark(*derived, 0.85 * trust);
        }
        for (std::size_t i = 0; i < docs.size(); ++i) {
            if (met[i].degree <= 0) continue;
            auto& article = articles_[docs[i].second];
            article.coverage.*share += met[i].degree * rarities_[w];
            (article.*words).add(w);
            if (kind == DocKind::whole && !met[i].is_direct) article.coverage.synonyms += rarities_[w];
        }
    }
    if (all <= 0) return;
    for (const auto& [doc, place] : docs) {
        articles_[place].coverage.*share /= all;
        if (kind == DocKind::whole) articles_[place].coverage.synonyms /= all;
    }
}

void Ranker::look_again() {
    measure_rarities();
    std::vector<std::pair<DocId, std::size_t>> wholes, sections, names;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
        wholes.emplace_back(reader_.catalog().traits[articles_[i].article].whole, i);
        if (articles_[i].best_section) sections.emplace_back(articles_[i].best_section, i);
        if (articles_[i].best_name) names.emplace_back(articles_[i].best_name, i);
    }
    for (auto* docs : {&wholes, &sections, &names}) std::sort(docs->begin(), docs->end());
    cover(DocKind::whole, wholes, &Coverage::article, &RankedArticle::words);
    cover(DocKind::section, sections, &Coverage::section, &RankedArticle::words_in_section);
    cover(DocKind::name, names, &Coverage::name, &RankedArticle::words_in_name);
    const double power = by_length(weights_.coverage_power, weights_.coverage_power_long);
    for (auto& article : articles_) {
        article.score *=
            std::pow(0.05 + article.coverage.article, power) *
            (1 + by_length(weights_.section_coverage, weights_.section_coverage_long) *
                     article.coverage.section) *
            (1 + by_length(weights_.name_coverage, weights_.name_coverage_long) * article.coverage.name);
    }
}

// Adds what one of the three orders says of each article's place.
void Ranker::agree(double FoundArticle::*score) {
    const auto order = in_order(found_, score, 0);
    for (std::size_t i = 0; i < order.size(); ++i)
        found_[order[i].at].agreement += 1.0 / static_cast<double>(3 * (i + 1));
}

// The best few once more: the rank model weighs what a sum cannot.
void Ranker::look_closely() {
    if (!options_.analyzer || weights_.rank_model <= 0) return;
    const auto order = in_order(articles_, &FoundArticle::score);
    std::vector<RankedArticle*> best;
    for (std::size_t i = 0; i < std::min(kLookedClosely, order.size()); ++i)
        best.push_back(&articles_[order[i].at]);
    measure_candidates(question_, rarities_, reader_, *options_.analyzer, best);
    const auto& model = options_.model ? *options_.model : shipped_model();
    double lowest = std::numeric_limits<double>::infinity();
    for (auto* article : best) {
        article->score *=
            std::exp(weights_.rank_model * model.correction(article->features) / RankModel::kScoreScale);
        lowest = std::min(lowest, article->score);
    }
    for (std::size_t i = best.size(); i < order.size(); ++i) {
        auto& score = articles_[order[i].at].score;
        score = std::min(score, lowest);
    }
}

bool is_code(const Token& token) {
    return token.kind == TokenKind::code || (token.kind == TokenKind::number && token.text.size() >= 3);
}

bool Ranker::is_rare_code(const QuestionWord& word) const {
    return is_code(word.token) &&
           reader_.documents_with(prefixes_of(DocKind::whole).stem + word.token.stem) <= kRareCode;
}

// Who types «0x80070005» or «ошибка 651» wants the article that has it, whatever else stands there; one
// that many articles have («4G») only speaks for them. In a letter a number is one detail of many.
double Ranker::code_factor(const RankedArticle& article) const {
    if (length_ > kCodeLength) return 1;
    double factor = 1;
    for (std::size_t w = 0; w < question_.words.size(); ++w) {
        const auto& word = question_.words[w];
        if (is_code(word.token) && article.words.has(w))
            factor *= is_rare_code(word) ? weights_.rare_code : weights_.code;
    }
    return factor;
}

// A code in the depth of a long article is outweighed by common words that hundreds of articles have more of.
void Ranker::match_codes() {
    if (length_ > kCodeLength) return;
    std::vector<WeightedTerm> codes;
    for (const auto& word : question_.words)
        if (is_rare_code(word)) codes.push_back({prefixes_of(DocKind::whole).stem + word.token.stem, 1});
    if (codes.empty()) return;
    const Bm25 bm25{weights_.whole_k1, weights_.whole_b};
    for (const auto& hit :
         reader_.match(DocKind::whole, reader_.postings(codes), bm25, kDepth, options_.filter)) {
        auto& article = found(hit.article);
        article.whole = std::max(article.whole, hit.score);
        article.has_code = true;
    }
}

// Beyond the first `depth` only articles that have a rare code stay.
void Ranker::take_best() {
    const auto order = in_order(found_, &FoundArticle::score);
    articles_.reserve(std::min(found_.size(), options_.depth + kRareCode));
    for (std::size_t i = 0; i < order.size(); ++i)
        if (const auto& found = found_[order[i].at]; i < options_.depth || found.has_code)
            articles_.emplace_back(found);
}

// Best first; each moves once.
void Ranker::sort() {
    if (std::is_sorted(articles_.begin(), articles_.end(), IsBetter())) return;
    const auto order = in_order(articles_, &FoundArticle::score);
    std::vector<RankedArticle> sorted;
    sorted.reserve(articles_.size());
    for (const auto& place : order) sorted.push_back(std::move(articles_[place.at]));
    articles_ = std::move(sorted);
}

Ranking Ranker::run() {
    places_.resize(reader_.catalog().articles.size());
    found_.reserve(3 * kDepth);
    match(DocKind::name, {weights_.name_k1, weights_.name_b}, &FoundArticle::name, &FoundArticle::best_name);
    match(DocKind::whole, {weights_.whole_k1, weights_.whole_b}, &FoundArticle::whole, nullptr);
    match(DocKind::section, {weights_.section_k1, weights_.section_b}, &FoundArticle::section,
          &FoundArticle::best_section);
    match_codes();
    for (const auto score : {&FoundArticle::name, &FoundArticle::whole, &FoundArticle::section}) agree(score);
    sum_scores();
    Ranking ranking;
    ranking.found = found_.size();
    take_best();
    look_again();
    if (options_.prior)
        for (auto& article : articles_) article.score *= options_.prior(article.article);
    look_closely();
    for (auto& article : articles_) article.score *= code_factor(article);
    sort();
    for (const double rarity : rarities_) ranking.question_mass += rarity;
    ranking.articles = std::move(articles_);
    return ranking;
}

}  // namespace

Ranking rank(const Question& question, const IndexReader& reader, const RankingWeights& weights,
             const RankOptions& options) {
    return Ranker(question, reader, weights, options).run();
}

}  // namespace kb
