// SPDX-License-Identifier: GPL-2.0-or-later
// A ticket of two hundred words is not a query of two hundred words: matching
// all of them is slow, and most are story. So after cleaning, words are weighed
// by where they stand (the subject and the first sentence say most) and by
// rarity, and the heaviest forty remain. A word that comes twice counts once.
#include "server/search/ticket_question.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <unordered_map>

#include "server/search/query_expander.h"
#include "server/search/ticket_text.h"
#include "stemming/stop_words.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kWordsRead = 400;  // of the cleaned text; the rest is left out
constexpr std::size_t kWordsKept = 40;
constexpr std::size_t kTermsShown = 12;
constexpr std::size_t kPartCharacters = 1500;  // of a message beside others

double rarity(const QuestionWord& word, const IndexReader& reader) {
    const double all = reader.catalog().count_of(DocKind::whole);
    double articles = 0;
    for (const auto& reading : word.readings)
        articles = std::max<double>(articles,
                                    reader.documents_with(prefixes_of(DocKind::whole).stem + reading.stem));
    if (articles == 0) return 0;
    return word.weight * std::log(1 + (all - articles + 0.5) / (articles + 0.5));
}

// «Re: Fwd: Счёт» → «Счёт».
std::string_view without_reply_marks(std::string_view subject) {
    static constexpr std::array<std::string_view, 7> kMarks{
        "re:", "fwd:", "fw:", "отв:", "ответ:", "пересл:", "на:"};
    for (bool is_stripped = true; is_stripped;) {
        is_stripped = false;
        while (!subject.empty() && subject.front() == ' ') subject.remove_prefix(1);
        const auto lowered = lower(subject.substr(0, 16));
        for (const auto mark : kMarks) {
            if (!lowered.starts_with(mark)) continue;
            subject.remove_prefix(mark.size());
            is_stripped = true;
            break;
        }
    }
    return subject;
}

// Order and contract numbers, addresses and links that no article knows tell nothing about the problem.
void drop_unknown_numbers(Question& question) {
    const auto is_telling = [](const QuestionWord& word) {
        return word.is_known || word.token.kind == TokenKind::word;
    };
    const auto telling = std::count_if(question.words.begin(), question.words.end(), is_telling);
    if (telling >= 2)
        std::erase_if(question.words, [&](const QuestionWord& word) { return !is_telling(word); });
}

// Repeated words become one, where they stood first.
void merge_repeats(Question& question, double repeat) {
    std::unordered_map<std::string, std::size_t> seen;
    std::vector<QuestionWord> kept;
    for (auto& word : question.words) {
        const auto [place, is_new] = seen.try_emplace(word.token.stem, kept.size());
        if (is_new)
            kept.push_back(std::move(word));
        else
            kept[place->second].weight = std::max(kept[place->second].weight, word.weight) * repeat;
    }
    question.words = std::move(kept);
}

void keep_heaviest(Question& question, const IndexReader& reader) {
    if (question.words.size() <= kWordsKept) return;
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < question.words.size(); ++i)
        order.emplace_back(-rarity(question.words[i], reader), i);
    std::sort(order.begin(), order.end());
    order.resize(kWordsKept);
    std::sort(order.begin(), order.end(), [](auto& a, auto& b) { return a.second < b.second; });
    std::vector<QuestionWord> kept;
    for (const auto& [weight, place] : order) kept.push_back(std::move(question.words[place]));
    question.words = std::move(kept);
}

// Subject and messages as one text, and where each ends.
struct Joined {
    std::string text;
    std::size_t subject_end = 0;
    std::vector<std::pair<std::size_t, double>> ends;  // of a part, and its weight
};

Joined join(std::string_view subject, const std::vector<TicketPart>& parts,
            std::vector<RemovedPart>& removed) {
    Joined out;
    out.text = without_reply_marks(subject);
    if (!out.text.empty()) out.text += ".\n";
    out.subject_end = out.text.size();
    for (const auto& part : parts) {
        auto cleaned = clean_ticket(part.text);
        std::move(cleaned.removed.begin(), cleaned.removed.end(), std::back_inserter(removed));
        if (out.text.size() > out.subject_end) out.text += "\n\n";
        // Of many messages none may use up the words of the others.
        out.text += parts.size() > 1 ? first_code_points(cleaned.text, kPartCharacters) : cleaned.text;
        out.ends.emplace_back(out.text.size(), part.weight);
    }
    return out;
}

void weigh(Question& question, const Joined& joined, const RankingWeights& weights, Segmenter& segmenter) {
    const auto sentences = segmenter.sentences(
        std::string_view(joined.text).substr(0, std::min<std::size_t>(joined.text.size(), 4000)));
    const std::size_t first_end =
        joined.subject_end > 0 || sentences.empty() ? joined.subject_end : sentences.front().end;
    for (auto& word : question.words) {
        if (word.token.range.end <= joined.subject_end) {
            word.weight *= weights.subject;
            continue;
        }
        if (word.token.range.begin < first_end) word.weight *= weights.first_sentence;
        const auto part = std::find_if(joined.ends.begin(), joined.ends.end(),
                                       [&](const auto& end) { return word.token.range.begin < end.first; });
        if (part != joined.ends.end()) word.weight *= part->second;
    }
}

}  // namespace

Question read_conversation(std::string_view subject, const std::vector<TicketPart>& parts,
                           const IndexReader& reader, const RankingWeights& weights, TextTools& tools,
                           std::vector<RemovedPart>& removed) {
    const Joined joined = join(subject, parts, removed);
    ExpandOptions options;
    options.max_words = kWordsRead;
    auto question = read_question(joined.text, reader, weights, tools.analyzer, options);
    weigh(question, joined, weights, tools.segmenter);
    drop_unknown_numbers(question);
    merge_repeats(question, weights.repeat);
    keep_heaviest(question, reader);
    return question;
}

Question read_ticket(std::string_view subject, std::string_view text, const IndexReader& reader,
                     const RankingWeights& weights, TextTools& tools, std::vector<RemovedPart>& removed) {
    return read_conversation(subject, {{text, 1}}, reader, weights, tools, removed);
}

std::vector<std::string> key_terms(const Question& question, const IndexReader& reader) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < question.words.size(); ++i) {
        const double weight = rarity(question.words[i], reader);
        if (weight > 0 && !is_frame_word(question.words[i].token.text)) order.emplace_back(-weight, i);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::string> terms;
    for (const auto& [weight, place] : order) {
        if (terms.size() == kTermsShown) break;
        terms.push_back(question.words[place].raw);
    }
    return terms;
}

}  // namespace kb
