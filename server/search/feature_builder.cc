// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/feature_builder.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>

#include "server/search/gram_sets.h"
#include "server/search/name_words.h"

namespace kb {

namespace {

// A reading of a question's word, as names are compared with it.
struct ReadingHash {
    std::uint64_t stem = 0;
    std::uint64_t derived = 0;  // 0: synonyms have none
    double trust = 1;
};

struct QuestionPart {
    std::size_t place = 0;  // in Question::words
    double mass = 0;        // weight × rarity
    std::vector<ReadingHash> readings;
};

struct NameMatch {
    double recall = 0, precision = 0, balance = 0, grams = 0;
};

double harmonic(double one, double other) { return one + other > 0 ? 2 * one * other / (one + other) : 0; }

class Measurer {
public:
    Measurer(const Question& question, const std::vector<double>& rarities, const IndexReader& reader,
             Analyzer& analyzer);

    void measure(const std::vector<RankedArticle*>& measured);

private:
    NameMatch compare(const NameWords& name);
    void fetch_names(const std::vector<RankedArticle*>& articles);
    void measure_names(std::size_t place, RankedArticle& article);
    void measure_words(RankedArticle& article) const;
    void measure_pairs(Feature feature, char prefix, DocId RankedArticle::*doc,
                       const std::vector<RankedArticle*>& articles) const;
    void measure_company(const std::vector<RankedArticle*>& articles);
    void measure_forms(const std::vector<RankedArticle*>& articles) const;
    std::vector<std::pair<DocId, RankedArticle*>> by_doc(const std::vector<RankedArticle*>& articles,
                                                         DocId RankedArticle::*doc) const;

    const Question& question_;
    const IndexReader& reader_;
    Analyzer& analyzer_;
    std::vector<QuestionPart> parts_;
    // A bit for each reading's stem and derived form: most words of a name meet none of them.
    static constexpr std::size_t kAskedBits = 512;
    std::bitset<kAskedBits> asked_;
    GramSets grams_;
    std::uint32_t asks_ = 0;
    // Of those measured; null: it has none.
    std::vector<std::shared_ptr<const NameWords>> titles_, best_names_;
    std::vector<double> best_degrees_;  // of each part; working space of compare()
    double mass_ = 0;
    double weight_ = 0;
    std::size_t rarest_, second_;  // places in Question::words
};

Measurer::Measurer(const Question& question, const std::vector<double>& rarities, const IndexReader& reader,
                   Analyzer& analyzer)
    : question_(question),
      reader_(reader),
      analyzer_(analyzer),
      rarest_(question.words.size()),
      second_(question.words.size()) {
    std::vector<std::string_view> forms;
    for (std::size_t w = 0; w < question.words.size(); ++w) {
        const auto& word = question.words[w];
        if (word.token.is_compound) continue;
        QuestionPart part{w, rarities[w], {}};
        for (const auto& reading : word.readings)
            part.readings.push_back({hash64(reading.stem),
                                     reading.derived.empty() ? 0 : hash64(reading.derived),
                                     reading.via == Via::synonym ? 0.7 : 0.5 + 0.5 * reading.weight});
        for (const auto& reading : part.readings) {
            asked_.set(reading.stem % kAskedBits);
            asked_.set(reading.derived % kAskedBits);
        }
        mass_ += part.mass;
        weight_ += word.weight;
        parts_.push_back(std::move(part));
        forms.push_back(word.readings.front().text);
        if (!word.is_known) continue;
        const auto rarer = [&](std::size_t than) {
            return than == question.words.size() ||
                   rarities[w] / word.weight > rarities[than] / question.words[than].weight;
        };
        if (rarer(rarest_)) {
            second_ = rarest_;
            rarest_ = w;
        } else if (rarer(second_)) {
            second_ = w;
        }
    }
    grams_.add(gram_hashes(forms));
    asks_ = asks_of(analyzer.analyze(question.shown));
}

double met(const QuestionPart& part, const NameWord& word) {
    double best = 0;
    for (const auto& reading : part.readings) {
        if (reading.stem == word.stem)
            best = std::max(best, reading.trust);
        else if (reading.derived != 0 && reading.derived == word.derived)
            best = std::max(best, 0.85 * reading.trust);
    }
    return best;
}

NameMatch Measurer::compare(const NameWords& name) {
    NameMatch match;
    WordSet said;
    auto& best = best_degrees_;
    best.assign(parts_.size(), 0);
    for (std::size_t i = 0; i < name.words.size(); ++i) {
        const auto& word = name.words[i];
        if (!asked_[word.stem % kAskedBits] && !asked_[word.derived % kAskedBits]) continue;
        for (std::size_t p = 0; p < parts_.size(); ++p) {
            const double degree = met(parts_[p], word);
            if (degree <= 0) continue;
            said.add(i);
            best[p] = std::max(best[p], degree);
        }
    }
    for (std::size_t p = 0; p < parts_.size(); ++p) match.recall += best[p] * parts_[p].mass;
    if (mass_ > 0) match.recall /= mass_;
    double all = 0;
    for (std::size_t i = 0; i < name.words.size(); ++i) {
        all += name.words[i].rarity;
        if (said.has(i)) match.precision += name.words[i].rarity;
    }
    if (all > 0) match.precision /= all;
    match.balance = harmonic(match.recall, match.precision);
    match.grams = grams_.alike(name.grams)[0];
    return match;
}

// The names of fifty articles lie all over the memory, and waiting for one after the other takes longer than
// comparing them: so all are asked for before the first is looked at.
void Measurer::fetch_names(const std::vector<RankedArticle*>& articles) {
    const auto read = [&](DocId name) {
        return name ? reader_.names().words(name, reader_, analyzer_) : nullptr;
    };
    const auto fetch = [](const auto& list) {
        for (std::size_t i = 0; i < list.size() * sizeof(list[0]); i += 64)
            __builtin_prefetch(reinterpret_cast<const char*>(list.data()) + i);
    };
    for (const auto* article : articles) {
        titles_.push_back(read(reader_.catalog().traits[article->article].title));
        best_names_.push_back(read(article->best_name));
        for (const auto* name : {titles_.back().get(), best_names_.back().get()})
            if (name) __builtin_prefetch(name);
    }
    for (const auto* names : {&titles_, &best_names_}) {
        for (const auto& name : *names) {
            if (!name) continue;
            fetch(name->words);
            fetch(name->grams);
        }
    }
}

void Measurer::measure_names(std::size_t place, RankedArticle& article) {
    const DocId title = reader_.catalog().traits[article.article].title;
    const auto set = [&](Feature feature, double value) {
        article.features[feature] = static_cast<float>(value);
    };
    NameMatch best;
    if (title) {
        const NameWords& words = *titles_[place];
        best = compare(words);
        set(Feature::title_recall, best.recall);
        set(Feature::title_precision, best.precision);
        set(Feature::title_balance, best.balance);
        set(Feature::title_words, static_cast<double>(words.words.size()));
        set(Feature::asks_alike, asks_alike(asks_, words.asks));
    }
    const auto& best_name = best_names_[place];
    if (best_name && article.best_name != title) {
        const auto other = compare(*best_name);
        best = {std::max(best.recall, other.recall), std::max(best.precision, other.precision),
                std::max(best.balance, other.balance), std::max(best.grams, other.grams)};
    }
    if (best_name) set(Feature::name_words, static_cast<double>(best_name->words.size()));
    set(Feature::name_recall, best.recall);
    set(Feature::name_precision, best.precision);
    set(Feature::name_balance, best.balance);
    set(Feature::name_grams, best.grams);
    set(Feature::best_is_title, article.best_name && article.best_name == title);
}

void Measurer::measure_words(RankedArticle& article) const {
    const auto set = [&](Feature feature, double value) {
        article.features[feature] = static_cast<float>(value);
    };
    double together = 0;
    double weight = 0;
    for (const auto& part : parts_) {
        if (article.words_in_section.has(part.place) || article.words_in_name.has(part.place))
            together += part.mass;
        if (article.words.has(part.place)) weight += question_.words[part.place].weight;
    }
    set(Feature::in_article, article.coverage.article);
    set(Feature::in_section, article.coverage.section);
    set(Feature::in_name, article.coverage.name);
    set(Feature::in_section_or_name, mass_ > 0 ? together / mass_ : 0);
    set(Feature::by_synonym, article.coverage.synonyms);
    set(Feature::words_in_article, weight_ > 0 ? weight / weight_ : 0);
    set(Feature::rarest_in_article, article.words.has(rarest_));
    set(Feature::second_in_article, article.words.has(second_));
    set(Feature::rarest_in_section, article.words_in_section.has(rarest_));
    set(Feature::rarest_in_name, article.words_in_name.has(rarest_));
    if (!parts_.empty()) {
        set(Feature::first_in_name, article.words_in_name.has(parts_.front().place));
        set(Feature::last_in_name, article.words_in_name.has(parts_.back().place));
    }
    set(Feature::question_words, question_.content_words());
    set(Feature::sections_found, std::log1p(article.sections_found));
}

std::vector<std::pair<DocId, RankedArticle*>> Measurer::by_doc(const std::vector<RankedArticle*>& articles,
                                                               DocId RankedArticle::*doc) const {
    std::vector<std::pair<DocId, RankedArticle*>> out;
    for (auto* article : articles)
        if (article->*doc) out.emplace_back(article->*doc, article);
    std::sort(out.begin(), out.end());
    return out;
}

void Measurer::measure_pairs(Feature feature, char prefix, DocId RankedArticle::*doc,
                             const std::vector<RankedArticle*>& articles) const {
    const auto docs = by_doc(articles, doc);
    std::vector<DocId> ids;
    for (const auto& [id, article] : docs) ids.push_back(id);
    const Reading* before = nullptr;
    float pairs = 0;
    for (const auto& word : question_.words) {
        if (word.token.is_compound || word.token.is_stop_word) continue;
        const auto& reading = word.readings.front();
        if (before) {
            each_in(*reader_.postings(pair_term(prefix, before->derived, reading.derived)), ids,
                    [&](std::size_t i) { docs[i].second->features[feature] += 1; });
            ++pairs;
        }
        before = &reading;
    }
    if (pairs > 0)
        for (auto* article : articles) article->features[feature] /= pairs;
}

void Measurer::measure_forms(const std::vector<RankedArticle*>& articles) const {
    std::vector<std::pair<DocId, RankedArticle*>> docs;
    for (auto* article : articles)
        docs.emplace_back(reader_.catalog().traits[article->article].whole, article);
    std::sort(docs.begin(), docs.end());
    std::vector<DocId> ids;
    for (const auto& [id, article] : docs) ids.push_back(id);
    for (const auto& part : parts_) {
        const auto& form = question_.words[part.place].readings.front().text;
        if (form.empty() || mass_ <= 0) continue;
        each_in(*reader_.postings(prefixes_of(DocKind::whole).form + form), ids, [&](std::size_t i) {
            docs[i].second->features[Feature::exact_forms] += static_cast<float>(part.mass / mass_);
        });
    }
}

// Right answers keep company: an article called like the leaders is likelier than a stray.
void Measurer::measure_company(const std::vector<RankedArticle*>& articles) {
    constexpr std::size_t kLeaders = 5;
    std::array<double, kLeaders> weights{};
    GramSets leaders;
    for (std::size_t k = 0; k < std::min(kLeaders, articles.size()); ++k) {
        weights[k] = std::exp(articles[k]->features[Feature::log_score]);
        leaders.add(titles_[k] ? titles_[k]->grams : std::vector<std::uint64_t>());
    }
    for (std::size_t i = 0; i < articles.size(); ++i) {
        if (!titles_[i]) continue;
        const auto alike = leaders.alike(titles_[i]->grams);
        double sum = 0;
        for (std::size_t k = 0; k < kLeaders; ++k)
            if (k != i) sum += alike[k] * weights[k];
        articles[i]->features[Feature::like_leaders] = static_cast<float>(sum / kLeaders);
    }
}

void Measurer::measure(const std::vector<RankedArticle*>& measured) {
    if (measured.empty()) return;
    const double best = std::max(measured.front()->score, 1e-9);
    fetch_names(measured);
    for (std::size_t place = 0; place < measured.size(); ++place) {
        auto& article = *measured[place];
        article.features = {};
        article.features[Feature::log_score] = static_cast<float>(std::log(article.score / best + 1e-6));
        measure_words(article);
        measure_names(place, article);
    }
    measure_pairs(Feature::pairs_in_name, prefixes_of(DocKind::name).pairs, &RankedArticle::best_name,
                  measured);
    measure_pairs(Feature::pairs_in_section, prefixes_of(DocKind::section).pairs,
                  &RankedArticle::best_section, measured);
    measure_forms(measured);
    measure_company(measured);
}

}  // namespace

void measure_candidates(const Question& question, const std::vector<double>& rarities,
                        const IndexReader& reader, Analyzer& analyzer,
                        const std::vector<RankedArticle*>& articles) {
    Measurer(question, rarities, reader, analyzer).measure(articles);
}

}  // namespace kb
