// SPDX-License-Identifier: GPL-2.0-or-later
// «ytghb[jlbt письмо» and "zabyl parol" and «забыл пороль» are Russian questions in
// disguise. Each word is looked up in the words of the caller's own databases; a
// word that is there is left alone, whatever else it could be read as. Of the
// unknown ones:
//
//   1. the other keyboard layout, when that gives known words;
//   2. transliteration, when a Latin word gives a known Russian one (or nearly);
//   3. correction by spelling.
//
// A known word is never replaced, so English questions, product names and codes
// that the base has are safe. Then the writers' synonyms add readings to words
// and phrases.
#include "server/search/query_expander.h"

#include <algorithm>
#include <map>

#include "stemming/keyboard_layout.h"
#include "stemming/script.h"
#include "stemming/stop_words.h"
#include "stemming/transliterate.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kCorrections = 3;
constexpr std::size_t kTranslitGuesses = 8;
constexpr double kTranslitCorrectionCost = 1.0;

class Expander {
public:
    Expander(const IndexReader& reader, const RankingWeights& weights, Analyzer& analyzer)
        : reader_(reader), weights_(weights), analyzer_(analyzer) {}

    Question read(std::string_view text, const ExpandOptions& options);

private:
    bool is_known(const Token& token) const;
    QuestionWord make_word(std::string_view text, const Token& token) const;
    std::string repaired_layout(std::string_view text);
    std::optional<std::string> best_translit(const std::string& word) const;
    void replace_translit(QuestionWord& word);
    void correct(QuestionWord& word);
    void replace(QuestionWord& word, const std::string& by, Via via);
    void add_synonyms(Question& question);
    void add_stop_words(std::string_view text, const std::vector<Token>& tokens, Question& question) const;

    const IndexReader& reader_;
    const RankingWeights& weights_;
    Analyzer& analyzer_;
};

bool Expander::is_known(const Token& token) const {
    if (reader_.catalog().words.articles_with(token.text) > 0) return true;
    const auto prefixes = prefixes_of(DocKind::whole);
    return reader_.documents_with(prefixes.stem + token.stem) > 0;
}

QuestionWord Expander::make_word(std::string_view text, const Token& token) const {
    QuestionWord word;
    word.raw = std::string(text.substr(token.range.begin, token.range.end - token.range.begin));
    word.token = token;
    word.weight = is_frame_word(token.text) ? weights_.frame_word : 1;
    word.is_known = is_known(token);
    word.readings.push_back({token.text, token.stem, token.derived, 1, Via::stem});
    return word;
}

// Puts another word in place of an unknown one.
void Expander::replace(QuestionWord& word, const std::string& by, Via via) {
    const auto tokens = analyzer_.analyze(by);
    if (tokens.empty()) return;
    const auto& token = tokens.front();
    word.readings.insert(word.readings.begin(), Reading{token.text, token.stem, token.derived, 1, via});
    word.is_known = true;
}

std::optional<std::string> Expander::best_translit(const std::string& word) const {
    const auto guesses = from_translit(word, kTranslitGuesses);
    for (const auto& guess : guesses)
        if (reader_.catalog().words.articles_with(guess) > 0) return guess;
    Analyzer& analyzer = analyzer_;
    for (const auto& guess : guesses) {
        const auto tokens = analyzer.analyze(guess);
        if (!tokens.empty() && is_known(tokens.front())) return guess;
    }
    for (const auto& guess : guesses) {
        const auto corrections = reader_.catalog().spelling->correct(guess, 1);
        if (!corrections.empty() && corrections.front().cost <= kTranslitCorrectionCost)
            return corrections.front().word;
    }
    return std::nullopt;
}

void Expander::replace_translit(QuestionWord& word) {
    if (word.token.kind != TokenKind::word || script_of(to_utf32(word.token.text)) != Script::latin) return;
    if (const auto russian = best_translit(word.token.text)) replace(word, *russian, Via::translit);
}

void Expander::correct(QuestionWord& word) {
    if (word.token.kind != TokenKind::word || word.token.is_compound) return;
    const auto corrections = reader_.catalog().spelling->correct(word.token.text, kCorrections);
    double trust = 1;
    for (const auto& correction : corrections) {
        const auto tokens = analyzer_.analyze(correction.word);
        if (tokens.empty()) continue;
        const auto& token = tokens.front();
        word.readings.push_back({token.text, token.stem, token.derived, weights_.correction * trust, Via::correction});
        trust *= weights_.next_correction;
    }
}

// The text as the other layout has it when most of its words are unknown and
// become known; otherwise empty.
std::string Expander::repaired_layout(std::string_view text) {
    const auto known_share = [&](std::string_view candidate) {
        double known = 0;
        double all = 0;
        for (const auto& token : analyzer_.analyze(candidate)) {
            if (token.is_compound) continue;
            const double weight = token.text.size() > 6 ? 2 : 1;  // short words are known by chance
            all += weight;
            if (token.is_stop_word || is_frame_word(token.text) || is_known(token)) known += weight;
        }
        return all > 0 ? known / all : 0;
    };
    const double as_typed = known_share(text);
    if (as_typed > 0.5) return {};
    const auto letters = to_utf32(text);
    const bool latin = std::count_if(letters.begin(), letters.end(), is_latin) * 2 >
                       std::count_if(letters.begin(), letters.end(), [](char32_t c) { return is_latin(c) || is_cyrillic(c); });
    auto other = latin ? to_russian_layout(text) : to_english_layout(text);
    return known_share(other) > std::max(0.5, as_typed + 0.3) ? other : std::string();
}

void Expander::add_stop_words(std::string_view text, const std::vector<Token>& tokens, Question& question) const {
    for (const auto& token : tokens) question.words.push_back(make_word(text, token));
}

void Expander::add_synonyms(Question& question) {
    std::vector<std::string> stems;
    std::vector<std::size_t> places;  // of the words the stems stand for
    for (std::size_t i = 0; i < question.words.size(); ++i) {
        if (question.words[i].readings.empty()) continue;
        stems.push_back(question.words[i].readings.front().stem);
        places.push_back(i);
    }
    for (const auto& match : reader_.catalog().synonyms.find(stems)) {
        for (const auto& other : *match.others) {
            // A phrase shares its trust among its words, so that it weighs as one.
            const double trust = weights_.synonym / static_cast<double>(other.size());
            for (const auto& stem : other) {
                auto& word = question.words[places[match.first]];
                const auto has = std::any_of(word.readings.begin(), word.readings.end(),
                                             [&](const Reading& reading) { return reading.stem == stem; });
                if (!has) word.readings.push_back({"", stem, "", trust, Via::synonym});
            }
        }
    }
}

Question Expander::read(std::string_view raw, const ExpandOptions& options) {
    Question question;
    const std::string typed = valid_utf8(raw);  // what is shown goes out again
    std::string repaired = options.literal ? std::string() : repaired_layout(typed);
    if (!repaired.empty()) question.rewritten = Via::layout;
    const std::string text = repaired.empty() ? typed : repaired;
    const auto tokens = analyzer_.analyze(text);
    for (const auto& token : tokens) {
        if (token.is_stop_word) continue;
        if (question.words.size() >= options.max_words) break;
        auto word = make_word(text, token);
        if (question.rewritten) word.readings.front().via = Via::layout;
        if (!word.is_known && !options.literal) {
            replace_translit(word);
            if (word.is_known && !question.rewritten) question.rewritten = Via::translit;
            if (!word.is_known) correct(word);
        }
        question.words.push_back(std::move(word));
    }
    if (question.words.empty()) add_stop_words(text, tokens, question);
    add_synonyms(question);
    question.shown = text;
    return question;
}

}  // namespace

Question read_question(std::string_view text, const IndexReader& reader, const RankingWeights& weights,
                       Analyzer& analyzer, const ExpandOptions& options) {
    return Expander(reader, weights, analyzer).read(text, options);
}

}  // namespace kb
