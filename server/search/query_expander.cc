// SPDX-License-Identifier: GPL-2.0-or-later
// «ytghb[jlbt письмо» and "zabyl parol" and «забыл пороль» are Russian questions in
// disguise. Each word is looked up in the words of the caller's own databases; a
// word that is there is left alone, whatever else it could be read as. Of the
// unknown ones:
//
//   1. the other keyboard layout, when that gives known words (layout_repair);
//   2. transliteration, when a Latin word gives a known Russian one (or nearly);
//   3. correction by spelling.
//
// A known word is never replaced, so English questions, product names and codes
// that the base has are safe. Then the writers' synonyms add readings to words
// and phrases.
#include "server/search/query_expander.h"

#include <algorithm>
#include <map>

#include "server/search/layout_repair.h"
#include "stemming/script.h"
#include "stemming/stop_words.h"
#include "stemming/transliterate.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kCorrections = 3;
constexpr std::size_t kTranslitGuesses = 48;  // looked up as they are
constexpr std::size_t kLikelyGuesses = 8;     // tried by stem and corrected, too
constexpr double kTranslitCorrectionCost = 1.0;
constexpr double kLoneCorrectionCost =
    0.5;                               // when no other word of the question is transliterated: a lost «ь»
constexpr std::size_t kLongChunk = 4;  // letters from which a word is hardly known by chance
constexpr std::size_t kShortestBorrowed = 4;  // Latin letters

class Expander {
public:
    Expander(const IndexReader& reader, const RankingWeights& weights, Analyzer& analyzer)
        : reader_(reader), weights_(weights), analyzer_(analyzer) {}

    Question read(std::string_view text, const ExpandOptions& options);

private:
    bool is_known(const Token& token) const;
    bool is_known_stem(const std::string& stem) const;
    bool repair_unknown(Question& question);
    QuestionWord make_word(std::string_view text, const Token& token) const;
    std::optional<std::string> known_guess(const std::vector<std::string>& guesses) const;
    std::optional<std::string> corrected_guess(const std::vector<std::string>& guesses, double cost) const;
    void replace_translit(QuestionWord& word, bool has_company);
    std::string with_digits_read(const std::string& text) const;
    bool read_as_latin(QuestionWord& word);
    void correct(QuestionWord& word);
    void replace(QuestionWord& word, const std::string& by, Via via);
    void add_synonyms(Question& question, bool is_repaired);
    void add_stop_words(std::string_view text, const std::vector<Token>& tokens, Question& question) const;

    const IndexReader& reader_;
    const RankingWeights& weights_;
    Analyzer& analyzer_;
};

bool Expander::is_known_stem(const std::string& stem) const {
    return reader_.documents_with(prefixes_of(DocKind::whole).stem + stem) > 0;
}

bool Expander::is_known(const Token& token) const {
    return reader_.catalog().words.articles_with(token.text) > 0 || is_known_stem(token.stem);
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

// As it stands in an article; or, of the likely ones, as another form of a word that does.
std::optional<std::string> Expander::known_guess(const std::vector<std::string>& guesses) const {
    for (const auto& guess : guesses)
        if (is_frame_word(guess) || reader_.catalog().words.articles_with(guess) > 0) return guess;
    for (std::size_t i = 0; i < std::min(kLikelyGuesses, guesses.size()); ++i) {
        const auto tokens = analyzer_.analyze(guesses[i]);
        if (tokens.empty()) continue;
        const auto& token = tokens.front();  // «вася» is no «вас»
        if (count_code_points(token.stem) < kLongChunk && count_code_points(token.text) <= kLongChunk)
            continue;
        if (is_known(tokens.front())) return guesses[i];
    }
    return std::nullopt;
}

std::optional<std::string> Expander::corrected_guess(const std::vector<std::string>& guesses,
                                                     double cost) const {
    for (std::size_t i = 0; i < std::min(kLikelyGuesses, guesses.size()); ++i) {
        const auto corrections = reader_.catalog().spelling->correct(guesses[i], 1);
        if (!corrections.empty() && corrections.front().cost <= cost) return corrections.front().word;
    }
    return std::nullopt;
}

// `has_company`: another word of the question is transliterated for certain.
void Expander::replace_translit(QuestionWord& word, bool has_company) {
    if (word.token.kind != TokenKind::word || script_of(to_utf32(word.token.text)) != Script::latin) return;
    const auto guesses = from_translit(word.token.text, kTranslitGuesses);
    auto russian = known_guess(guesses);
    if (!russian)
        russian = corrected_guess(guesses, has_company ? kTranslitCorrectionCost : kLoneCorrectionCost);
    if (russian) replace(word, *russian, Via::translit);
}

// "xo4u" is a code to the analyzer: read as «хочу» where the base knows the one and not the other.
std::string Expander::with_digits_read(const std::string& text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        const auto chunk = text.substr(at, end - at);
        const auto last = chunk.find_last_not_of(",.;:!?") + 1;
        const auto folded = lower(chunk.substr(0, last));
        const bool has_digit =
            folded.find_first_of("46") != std::string::npos && folded.size() > kLongChunk - 2;
        std::optional<std::string> russian;
        if (has_digit && reader_.catalog().words.articles_with(folded) == 0)
            russian = known_guess(from_translit(folded, kTranslitGuesses));
        out += russian ? *russian + chunk.substr(last) : chunk;
        if (end < text.size()) out += text[end];
        at = end + 1;
    }
    return out;
}

// «шортс» for a base that writes "Shorts": a borrowed word spelt by ear.
bool Expander::read_as_latin(QuestionWord& word) {
    if (word.token.kind != TokenKind::word || script_of(to_utf32(word.token.text)) != Script::cyrillic)
        return false;
    for (const auto& spelling : {to_latin(word.token.text), to_latin(word.token.stem)}) {
        if (spelling.size() < kShortestBorrowed) continue;
        const auto tokens = analyzer_.analyze(spelling);
        if (tokens.empty() || !is_known(tokens.front())) continue;
        const auto& token = tokens.front();
        word.readings.push_back({token.text, token.stem, token.derived, 1, Via::translit});
        return true;
    }
    return false;
}

void Expander::correct(QuestionWord& word) {
    if (word.token.kind != TokenKind::word || word.token.is_compound || is_frame_word(word.token.text))
        return;
    auto corrections = reader_.catalog().spelling->correct(word.token.text, kCorrections);
    // «тикит» is «тикет», which the writers' synonyms know though no article has it.
    auto named = reader_.catalog().synonym_spelling->correct(word.token.text, 1);
    if (!named.empty() && (corrections.empty() || named.front().cost < corrections.front().cost))
        corrections.insert(corrections.begin(), std::move(named.front()));
    double trust = 1;
    for (const auto& correction : corrections) {
        const auto tokens = analyzer_.analyze(correction.word);
        if (tokens.empty()) continue;
        const auto& token = tokens.front();
        word.readings.push_back(
            {token.text, token.stem, token.derived, weights_.correction * trust, Via::correction});
        trust *= weights_.next_correction;
    }
}

void Expander::add_stop_words(std::string_view text, const std::vector<Token>& tokens,
                              Question& question) const {
    for (const auto& token : tokens) question.words.push_back(make_word(text, token));
}

// `is_repaired`: unknown words stand for their corrections by now.
void Expander::add_synonyms(Question& question, bool is_repaired) {
    std::vector<std::string> stems;
    std::vector<std::size_t> places;  // of the words the stems stand for
    for (std::size_t i = 0; i < question.words.size(); ++i) {
        const auto& word = question.words[i];
        const auto correction =
            std::find_if(word.readings.begin(), word.readings.end(),
                         [](const Reading& reading) { return reading.via == Via::correction; });
        const bool is_corrected = !word.is_known && correction != word.readings.end();
        stems.push_back(is_corrected ? correction->stem : word.readings.front().stem);
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
                if (has || !is_known_stem(stem)) continue;
                word.readings.push_back({"", stem, "", trust, Via::synonym});
                if (!is_repaired) word.is_known = true;  // as typed: «инет» means something here
            }
        }
    }
}

// Gives unknown words other readings; true when one of them got any.
bool Expander::repair_unknown(Question& question) {
    bool is_repaired = false;
    const bool has_company = std::any_of(question.words.begin(), question.words.end(), [&](const auto& word) {
        return !word.is_known && word.token.kind == TokenKind::word &&
               known_guess(from_translit(word.token.text, kTranslitGuesses)).has_value();
    });
    std::size_t code_end = 0;  // parts of codes and addresses are no words of their own
    for (auto& word : question.words) {
        if (word.token.is_compound && word.token.kind != TokenKind::word) code_end = word.token.range.end;
        if (word.is_known || word.token.range.end <= code_end) continue;
        replace_translit(word, has_company);
        if (word.is_known && !question.rewritten) question.rewritten = Via::translit;
        if (!word.is_known && !read_as_latin(word)) correct(word);
        is_repaired = is_repaired || word.readings.size() > 1;
    }
    return is_repaired;
}

Question Expander::read(std::string_view raw, const ExpandOptions& options) {
    Question question;
    const std::string typed = valid_utf8(raw);  // what is shown goes out again
    std::string repaired =
        options.literal
            ? std::string()
            : repair_layout(typed, analyzer_, [this](const Token& token) { return is_known(token); });
    if (!repaired.empty()) question.rewritten = Via::layout;
    std::string text = repaired.empty() ? typed : repaired;
    if (!options.literal && repaired.empty()) {
        auto read = with_digits_read(text);
        if (read != text) question.rewritten = Via::translit;
        text = std::move(read);
    }
    const auto tokens = analyzer_.analyze(text);
    for (const auto& token : tokens) {
        if (token.is_stop_word) continue;
        if (question.words.size() >= options.max_words) break;
        question.words.push_back(make_word(text, token));
        if (question.rewritten) question.words.back().readings.front().via = Via::layout;
    }
    if (question.words.empty()) add_stop_words(text, tokens, question);
    add_synonyms(question, false);  // «инет» is no misspelling when the writers know it
    if (!options.literal && repair_unknown(question)) add_synonyms(question, true);
    question.shown = text;
    return question;
}

}  // namespace

Question read_question(std::string_view text, const IndexReader& reader, const RankingWeights& weights,
                       Analyzer& analyzer, const ExpandOptions& options) {
    analyzer.protect(reader.catalog().protected_words);
    return Expander(reader, weights, analyzer).read(text, options);
}

}  // namespace kb
