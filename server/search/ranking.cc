// SPDX-License-Identifier: GPL-2.0-or-later
// Title, whole article and best section each tell something else. «Как отменить
// автоплатёж»: the title «Автоплатёж» says what the article is about, the
// section «Отключить» that it answers, the whole that it speaks of payments and
// not of an aside. Each is a BM25 of its own over documents of its kind
// (field_bm25.h), and their weighted sum ranks better than any of the three. In a
// question every word counts; in a letter of two hundred words many do not, and
// the title says less about it, so the title's weight falls with length.
//
// The sum is blind to one thing: three rare words met often can outweigh four
// met once each. So the best candidates are looked at again: which words of the
// question does the article have, which stand together in one section, which in
// one name. The score is multiplied by these shares.
//
// Costs: three Xapian matches and, for each word, a walk of its postings over
// the candidates.
#include "server/search/ranking.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "indexer/document_builder.h"

namespace kb {

namespace {

constexpr std::size_t kDepth = 200;     // documents a kind
constexpr double kCodeLength = 0.3;     // of long_question_words: codes decide only shorter questions
constexpr std::size_t kGramWords = 16;  // a longer question has words enough to go without grams

// Terms with weights; a word that comes twice counts more, but never twice.
class TermSum {
public:
    void add(std::string term, double weight) {
        auto& sum = weights_[std::move(term)];
        sum = std::max(sum, weight) + std::min(sum, weight) * 0.3;
    }
    std::vector<WeightedTerm> take() const {
        std::vector<WeightedTerm> terms;
        for (const auto& [term, weight] : weights_) terms.push_back({term, weight});
        std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.term < b.term; });
        return terms;
    }

private:
    std::unordered_map<std::string, double> weights_;
};

void add_grams(const Question& question, char prefix, double weight, TermSum& sum) {
    if (question.words.size() > kGramWords) return;
    std::vector<std::string> grams;
    for (const auto& word : question.words) {
        if (word.token.is_stop_word || word.token.is_compound) continue;
        grams.clear();
        append_grams(word.readings.front().text, grams);
        for (const auto& gram : grams) sum.add(prefix + gram, word.weight * weight);
    }
}

void add_pairs(const Question& question, char prefix, double weight, TermSum& sum) {
    const Reading* before = nullptr;
    for (const auto& word : question.words) {
        if (word.token.is_compound || word.token.is_stop_word) continue;
        const auto& reading = word.readings.front();
        if (before) sum.add(pair_term(prefix, before->derived, reading.derived), weight * word.weight);
        before = &reading;
    }
}

std::vector<WeightedTerm> terms_for(DocKind kind, const Question& question, const RankingWeights& weights) {
    const auto prefixes = prefixes_of(kind);
    TermSum sum;
    for (const auto& word : question.words) {
        for (const auto& reading : word.readings) {
            const double weight = word.weight * reading.weight;
            sum.add(prefixes.stem + reading.stem, weight);
            if (!reading.derived.empty())
                sum.add(prefixes.derived + reading.derived, weight * weights.derived);
        }
    }
    if (prefixes.grams) add_grams(question, prefixes.grams, weights.gram, sum);
    if (prefixes.pairs)
        add_pairs(question, prefixes.pairs, kind == DocKind::name ? weights.pair_name : weights.pair_section,
                  sum);
    return sum.take();
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
    RankedArticle& article_of(DocId doc);
    void match(DocKind kind, Bm25 bm25, double RankedArticle::*score, DocId RankedArticle::*best);
    // Between two weights, by how long the question is.
    double by_length(double on_short, double on_long) const {
        return on_short + (on_long - on_short) * length_;
    }
    void sum_scores();
    double rarity(const QuestionWord& word) const;
    void look_again();
    void agree(double RankedArticle::*score);
    double code_factor(const RankedArticle& article) const;
    void cover(DocKind kind, const std::vector<std::pair<DocId, std::size_t>>& docs, double Coverage::*share,
               bool remember_words);

    const Question& question_;
    const IndexReader& reader_;
    const RankingWeights& weights_;
    const RankOptions& options_;
    const double length_;  // of the question: 0 short, 1 long
    std::unordered_map<ArticleIndex, std::size_t> places_;
    std::vector<RankedArticle> articles_;
    std::vector<double> rarities_;
};

RankedArticle& Ranker::article_of(DocId doc) {
    const auto article = reader_.catalog().doc(doc).article;
    const auto [place, is_new] = places_.try_emplace(article, articles_.size());
    if (is_new) {
        articles_.emplace_back();
        articles_.back().article = article;
    }
    return articles_[place->second];
}

void Ranker::match(DocKind kind, Bm25 bm25, double RankedArticle::*score, DocId RankedArticle::*best) {
    for (const auto& hit :
         reader_.match(kind, terms_for(kind, question_, weights_), bm25, kDepth, options_.filter)) {
        auto& article = article_of(hit.doc);
        if (hit.score <= article.*score) continue;
        article.*score = hit.score;
        if (best) article.*best = hit.doc;
    }
}

void Ranker::sum_scores() {
    const double name = by_length(weights_.name_short, weights_.name_long);
    const double whole = by_length(weights_.whole, weights_.whole_long);
    const double section = by_length(weights_.section, weights_.section_long);
    for (auto& article : articles_)
        article.score = name * article.name + whole * article.whole + section * article.section;
}

// What a word says: its idf over whole articles, for the commonest of its readings.
double Ranker::rarity(const QuestionWord& word) const {
    const auto prefixes = prefixes_of(DocKind::whole);
    const double all = std::max<double>(reader_.catalog().stats(DocKind::whole).count, 1);
    double articles = 0;
    for (const auto& reading : word.readings) {
        if (reading.via == Via::synonym) continue;
        articles = std::max<double>(articles, reader_.documents_with(prefixes.stem + reading.stem));
    }
    return word.weight * std::log(1 + (all - articles + 0.5) / (articles + 0.5));
}

void Ranker::cover(DocKind kind, const std::vector<std::pair<DocId, std::size_t>>& docs,
                   double Coverage::*share, bool remember_words) {
    const auto prefixes = prefixes_of(kind);
    std::vector<DocId> ids;
    ids.reserve(docs.size());
    for (const auto& [doc, place] : docs) ids.push_back(doc);
    double all = 0;
    for (std::size_t w = 0; w < question_.words.size(); ++w) {
        all += rarities_[w];
        std::vector<double> met(docs.size());
        for (const auto& reading : question_.words[w].readings) {
            const auto mark = [&](const std::string& term, double degree) {
                const auto have = reader_.which_have(term, ids);
                for (std::size_t i = 0; i < ids.size(); ++i)
                    if (have[i]) met[i] = std::max(met[i], degree);
            };
            const double trust = reading.via == Via::synonym ? 0.7 : 0.5 + 0.5 * reading.weight;
            mark(prefixes.stem + reading.stem, trust);
            if (!reading.derived.empty()) mark(prefixes.derived + reading.derived, 0.85 * trust);
        }
        for (std::size_t i = 0; i < docs.size(); ++i) {
            auto& article = articles_[docs[i].second];
            article.coverage.*share += met[i] * rarities_[w];
            if (remember_words) article.words[w] = met[i] > 0;
        }
    }
    if (all <= 0) return;
    for (const auto& [doc, place] : docs) articles_[place].coverage.*share /= all;
}

void Ranker::look_again() {
    for (const auto& word : question_.words) rarities_.push_back(rarity(word));
    std::vector<std::pair<DocId, std::size_t>> wholes, sections, names;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
        articles_[i].words.resize(question_.words.size());
        wholes.emplace_back(reader_.catalog().articles[articles_[i].article].whole, i);
        if (articles_[i].best_section) sections.emplace_back(articles_[i].best_section, i);
        if (articles_[i].best_name) names.emplace_back(articles_[i].best_name, i);
    }
    for (auto* docs : {&wholes, &sections, &names}) std::sort(docs->begin(), docs->end());
    cover(DocKind::whole, wholes, &Coverage::article, true);
    cover(DocKind::section, sections, &Coverage::section, false);
    cover(DocKind::name, names, &Coverage::name, false);
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
void Ranker::agree(double RankedArticle::*score) {
    std::vector<RankedArticle*> order;
    for (auto& article : articles_)
        if (article.*score > 0) order.push_back(&article);
    std::sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
        return a->*score != b->*score ? a->*score > b->*score : a->article < b->article;
    });
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i]->agreement += 1.0 / static_cast<double>(3 * (i + 1));
}

// Who types «0x80070005» or «ошибка 651» wants the article that has it, whatever else stands there. In
// a letter a number is one detail of many.
double Ranker::code_factor(const RankedArticle& article) const {
    if (length_ > kCodeLength) return 1;
    double factor = 1;
    for (std::size_t w = 0; w < question_.words.size(); ++w) {
        const auto& token = question_.words[w].token;
        const bool is_code =
            token.kind == TokenKind::code || (token.kind == TokenKind::number && token.text.size() >= 3);
        if (is_code && article.words[w]) factor *= weights_.code;
    }
    return factor;
}

Ranking Ranker::run() {
    match(DocKind::name, {weights_.name_k1, weights_.name_b}, &RankedArticle::name,
          &RankedArticle::best_name);
    match(DocKind::whole, {weights_.whole_k1, weights_.whole_b}, &RankedArticle::whole, nullptr);
    match(DocKind::section, {weights_.section_k1, weights_.section_b}, &RankedArticle::section,
          &RankedArticle::best_section);
    for (const auto score : {&RankedArticle::name, &RankedArticle::whole, &RankedArticle::section})
        agree(score);
    sum_scores();
    const auto better = [](const RankedArticle& a, const RankedArticle& b) {
        return a.score != b.score ? a.score > b.score : a.article < b.article;
    };
    Ranking ranking;
    ranking.found = articles_.size();
    std::sort(articles_.begin(), articles_.end(), better);
    if (articles_.size() > options_.depth) articles_.resize(options_.depth);
    look_again();
    for (auto& article : articles_)
        article.score *= code_factor(article) * (options_.prior ? options_.prior(article.article) : 1);
    std::sort(articles_.begin(), articles_.end(), better);
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
