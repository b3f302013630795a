// SPDX-License-Identifier: GPL-2.0-or-later
// «Как сменить обложку канала» asked of a help centre for office programs. Three of its four words are in
// dozens of articles there, «Смена обложки документа» is half of a name, and what ranking sees of the best
// article looks like what it sees when a customer of that centre asks vaguely. What tells them apart is
// not the article but the words: any team is asked to change something, so meeting «сменить» says nothing;
// «канал» is a word that some teams live by, and here one article in three hundred has it.
//
// So every word is held against a usual share: how many texts of any support team have a word as common as
// this one (common_words.h, a list by hand in five levels). The evidence of a word is
//
//     ln( (articles that have it + 0.3) / (articles + 1) / usual share ),   between −3 and 4
//
// and the same over names, where a base says what it is about. «Плейлист» in a fifth of the articles of
// a video service: ln(0.2 × 500) = 4; in one article of a thousand: ln(0.0013 × 500) = −0.4. A word in no
// list that no article has («ипотека») takes away most. This is the likelihood ratio of two unigram models,
// the base's and everybody's, as in language-model filtering of text by domain (Moore & Lewis, ACL 2010),
// only that everybody's model is a list of 1 600 words. Beside it stand the old shares: how much of the
// question the best article, section and name have, the score, the lead. A logistic regression weighs them
// (data/confidence_model.txt; `kb-server learn --confidence` fits it anew).
//
// What it gets wrong: questions made of common words only («не приходит код») belong everywhere; and a
// neighbour of the base's field looks at home («роутер мигает» asked of a base about television).
#include "server/search/belonging.h"

#include <algorithm>
#include <cmath>

#include "server/search/common_words.h"
#include "server/search/confidence.h"
#include "server/search/confidence_model.h"

namespace kb {

namespace {

constexpr double kLeast = -3;  // evidence of one word
constexpr double kMost = 4;
constexpr double kUnseen = 0.3;           // articles, for a word that none has
constexpr double kNamesAreShorter = 0.5;  // usual share in names by that in articles
constexpr double kPinned = 20;            // log odds
constexpr std::size_t kLooked = 10;       // best articles
constexpr std::size_t kLookedClosely = 3;

constexpr std::array<std::string_view, kSignCount> kSignNames{
    "evidence",           "name_evidence",  "evidence_sum",   "name_evidence_sum", "best_evidence",
    "best_name_evidence", "worst_evidence", "rare_words",     "screen_words",      "unknown",
    "unknown_rare",       "unknown_common", "met_rare",       "met_leaning",       "met_say",
    "named_say",          "unknown_say",    "named_say_sum",  "in_section",        "in_name",
    "known_to_names",     "score",          "score_of_mass",  "bm25_of_mass",      "name_of_mass",
    "agreement",          "said_and_named", "words_met",      "lead_over_tenth",   "best_coverage",
    "best_balance",       "name_grams",     "question_words", "articles"};

double evidence(double with_word, double all, double usual) {
    return std::clamp(std::log((with_word + kUnseen) / (all + 1) / usual), kLeast, kMost);
}

class Scales {
public:
    Scales(const Question& question, const Ranking& ranking, const IndexReader& reader)
        : question_(question),
          reader_(reader),
          best_(ranking.articles.empty() ? nullptr : &ranking.articles.front()),
          articles_(reader.catalog().count_of(DocKind::whole)),
          names_(reader.catalog().count_of(DocKind::name)) {}

    void weigh(Signs& signs);

private:
    struct Seen {
        double in_articles = 0, in_names = 0;  // documents
    };
    Seen look_up(const QuestionWord& word) const;
    void add(std::size_t place);
    bool has(const WordSet RankedArticle::*words, std::size_t place) const {
        return best_ && (best_->*words).has(place);
    }

    const Question& question_;
    const IndexReader& reader_;
    const RankedArticle* best_;
    const double articles_, names_;

    double all_ = 0, unknown_ = 0, known_to_names_ = 0;
    double say_ = 0, met_say_ = 0, named_say_ = 0, unknown_say_ = 0;
    double evidence_ = 0, name_evidence_ = 0;
    double best_evidence_ = kLeast, best_name_evidence_ = kLeast, worst_evidence_ = kMost;
    std::array<double, kCommonnessLevels> words_{}, unknown_words_{}, met_words_{};  // by level
};

Scales::Seen Scales::look_up(const QuestionWord& word) const {
    const auto whole = prefixes_of(DocKind::whole);
    const auto name = prefixes_of(DocKind::name);
    Seen seen;
    for (const auto& reading : word.readings) {
        if (reading.via == Via::synonym) continue;
        seen.in_articles =
            std::max<double>(seen.in_articles, reader_.documents_with(whole.stem + reading.stem));
        seen.in_names = std::max<double>(seen.in_names, reader_.documents_with(name.stem + reading.stem));
        if (!reading.derived.empty())
            seen.in_names =
                std::max<double>(seen.in_names, reader_.documents_with(name.derived + reading.derived));
    }
    return seen;
}

void Scales::add(std::size_t place) {
    const auto& word = question_.words[place];
    const auto level = commonness_of(word);
    const auto seen = look_up(word);
    const double usual = usual_share(level);
    const double here = evidence(seen.in_articles, articles_, usual);
    const double in_names = evidence(seen.in_names, names_, usual * kNamesAreShorter);
    const double says = word.weight * -std::log(usual);
    const bool is_met = has(&RankedArticle::words, place);
    all_ += word.weight;
    say_ += says;
    evidence_ += word.weight * here;
    name_evidence_ += word.weight * in_names;
    best_evidence_ = std::max(best_evidence_, here);
    best_name_evidence_ = std::max(best_name_evidence_, in_names);
    worst_evidence_ = std::min(worst_evidence_, here);
    words_[level] += word.weight;
    if (seen.in_names > 0) known_to_names_ += word.weight;
    if (is_met) met_say_ += says;
    if (has(&RankedArticle::words_in_name, place)) named_say_ += says;
    if (word.is_known) {
        if (is_met) met_words_[level] += word.weight;
        return;
    }
    unknown_words_[level] += word.weight;
    unknown_say_ += says;
    if (word.readings.size() <= 1) unknown_ += word.weight;
}

void Scales::weigh(Signs& signs) {
    for (std::size_t i = 0; i < question_.words.size(); ++i)
        if (!question_.words[i].token.is_compound) add(i);
    const auto set = [&](Sign sign, double value) { signs[static_cast<std::size_t>(sign)] = value; };
    const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
    set(Sign::evidence, share(evidence_, all_));
    set(Sign::name_evidence, share(name_evidence_, all_));
    set(Sign::evidence_sum, std::clamp(evidence_, -20.0, 20.0));
    set(Sign::name_evidence_sum, std::clamp(name_evidence_, -20.0, 20.0));
    set(Sign::best_evidence, best_evidence_);
    set(Sign::best_name_evidence, best_name_evidence_);
    set(Sign::worst_evidence, worst_evidence_);
    set(Sign::rare_words, share(words_[0], all_));
    set(Sign::screen_words, share(words_[2], all_));
    set(Sign::unknown, all_ > 0 ? unknown_ / all_ : 1);
    set(Sign::unknown_rare, share(unknown_words_[0], all_));
    set(Sign::unknown_common, share(unknown_words_[2] + unknown_words_[3] + unknown_words_[4], all_));
    set(Sign::met_rare, share(met_words_[0], all_));
    set(Sign::met_leaning, share(met_words_[1], all_));
    set(Sign::met_say, share(met_say_, say_));
    set(Sign::named_say, share(named_say_, say_));
    set(Sign::unknown_say, std::log1p(unknown_say_));
    set(Sign::named_say_sum, std::log1p(named_say_));
    set(Sign::known_to_names, share(known_to_names_, all_));
    set(Sign::question_words, std::log1p(all_));
    set(Sign::articles, std::log(std::clamp(articles_, 30.0, 5000.0)));
}

void weigh_best(const Question& question, const Ranking& ranking, const IndexReader& reader, TextTools& tools,
                Signs& signs) {
    const auto set = [&](Sign sign, double value) { signs[static_cast<std::size_t>(sign)] = value; };
    if (ranking.articles.empty()) {
        set(Sign::score, std::log(0.05));
        return;
    }
    const auto& best = ranking.articles.front();
    const auto features = confidence_features(question, ranking, 0, reader, tools);
    const double articles = reader.catalog().count_of(DocKind::whole);
    set(Sign::score, std::log(0.05 + best.score / std::log(1 + (articles + 0.5) / 0.5)));
    set(Sign::score_of_mass, std::log1p(best.score / std::max(ranking.question_mass, 1.0)));
    set(Sign::in_section, best.coverage.section);
    set(Sign::in_name, best.coverage.name);
    set(Sign::bm25_of_mass, features.values[3]);
    set(Sign::name_of_mass, features.values[7]);
    set(Sign::agreement, best.agreement);
    set(Sign::said_and_named, features.values[12]);
    set(Sign::words_met, features.values[11]);
    set(Sign::lead_over_tenth, features.values[10]);
    set(Sign::name_grams, best.features[Feature::name_grams]);
    double coverage = 0;
    double balance = 0;
    for (std::size_t i = 0; i < std::min(kLooked, ranking.articles.size()); ++i) {
        const auto& article = ranking.articles[i];
        coverage = std::max(coverage, article.coverage.article);
        if (i < kLookedClosely) balance = std::max<double>(balance, article.features[Feature::name_balance]);
    }
    set(Sign::best_coverage, coverage);
    set(Sign::best_balance, balance);
}

}  // namespace

std::string_view sign_name(std::size_t sign) { return kSignNames[sign]; }

Signs signs_of(const Question& question, const Ranking& ranking, const IndexReader& reader,
               TextTools& tools) {
    Signs signs{};
    Scales(question, ranking, reader).weigh(signs);
    weigh_best(question, ranking, reader, tools, signs);
    return signs;
}

double belonging_of(const Question& question, const Ranking& ranking, const IndexReader& reader,
                    TextTools& tools) {
    if (ranking.articles.empty()) return -kPinned;
    if (ranking.articles.front().is_pinned) return kPinned;
    return shipped_confidence_model().belonging.value(signs_of(question, ranking, reader, tools));
}

}  // namespace kb
