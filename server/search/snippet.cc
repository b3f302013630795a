// SPDX-License-Identifier: GPL-2.0-or-later
// The section's text is analysed once more, so that every mark lies on a token
// that really met the question: «счёта» is marked for «счет», because both have
// the same stem, and its byte range in the text is known. Sentences are weighed
// by the different words they contain (a word counts once), the best one opens
// the snippet, and following sentences fill it up while they fit. Of a text that is not
// kept only lines with a met word are cut into sentences, for that costs more than finding
// the words. A sentence that is too long is cut around its densest part.
#include "server/search/snippet.h"

#include <algorithm>
#include <array>
#include <optional>

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kTextLookedAt =
    24'000;  // bytes; sections beyond are looked at from their beginning only
constexpr std::string_view kEllipsis = "…";

struct MarkedToken {
    ByteRange range;
    std::size_t word = 0;
};

int rank_of(Via via) { return static_cast<int>(via); }

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

ByteRange trimmed(std::string_view text, ByteRange range) {
    while (range.begin < range.end && is_space(text[range.begin])) ++range.begin;
    while (range.end > range.begin && is_space(text[range.end - 1])) --range.end;
    return range;
}

// «не» would be marked everywhere, telling nothing; «ТВ», "wifi" and «651» tell much.
bool is_worth_a_mark(const HashedToken& token) {
    static const std::uint64_t kNot = word_hash("не");
    static const std::uint64_t kNor = word_hash("ни");
    return token.text != kNot && token.text != kNor;
}

std::vector<MarkedToken> marked_tokens(const Tokens& tokens, const WordMatcher& matcher) {
    std::vector<MarkedToken> out;
    for (const auto& token : tokens)
        if (const auto* met = matcher.find(token); met && is_worth_a_mark(token))
            if (out.empty() || token.begin >= out.back().range.end) out.push_back({token.range(), met->word});
    return out;
}

double weight_within(const std::vector<MarkedToken>& tokens, ByteRange range, const WordMatcher& matcher) {
    std::vector<bool> seen(matcher.word_count());
    double sum = 0;
    for (const auto& token : tokens) {
        if (token.range.begin < range.begin || token.range.end > range.end || seen[token.word]) continue;
        seen[token.word] = true;
        sum += matcher.weight(token.word);
    }
    return sum;
}

// The lines of a text, cut into sentences when they are looked at: list items and table rows stand on lines
// of their own, and no sentence goes on behind a line's end.
class Pieces {
public:
    Pieces(std::string_view text, const Sentences* known, Segmenter& segmenter)
        : text_(text), known_(known), segmenter_(segmenter) {}

    // Where the line that holds byte `at` begins, and one past its line break.
    ByteRange line_at(std::size_t at) const {
        const auto before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
        const auto after = text_.find('\n', at);
        return {before == std::string_view::npos ? 0 : before + 1,
                after == std::string_view::npos ? text_.size() : after + 1};
    }
    // The sentences of a line, without white space around them; none is empty.
    std::vector<ByteRange> of(ByteRange line) {
        std::vector<ByteRange> pieces;
        if (known_) {
            auto at = std::lower_bound(
                known_->begin(), known_->end(), line.begin,
                [](const SentenceSpan& piece, std::size_t begin) { return piece.begin < begin; });
            for (; at != known_->end() && at->begin < line.end; ++at) pieces.push_back({at->begin, at->end});
            return pieces;
        }
        for (const auto& sentence : segmenter_.sentences(text_.substr(line.begin, line.end - line.begin))) {
            const auto piece = trimmed(text_, {line.begin + sentence.begin, line.begin + sentence.end});
            if (piece.end > piece.begin) pieces.push_back(piece);
        }
        return pieces;
    }
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
    const Sentences* known_;
    Segmenter& segmenter_;
};

// As many as it takes when it is copied: a line's end may become «; ».
std::size_t characters(std::string_view text, ByteRange range) {
    const auto part = text.substr(range.begin, range.end - range.begin);
    return count_code_points(part) + static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
}

// The end of the longest whole-word beginning of `range` with at most `limit` characters.
std::size_t cut_after(std::string_view text, ByteRange range, std::size_t limit) {
    const auto fits = first_code_points(text.substr(range.begin, range.end - range.begin), limit).size();
    std::size_t end = range.begin + fits;
    if (end >= range.end) return range.end;
    const auto blank = text.substr(range.begin, fits).find_last_of(" \n\t");
    if (blank != std::string_view::npos && blank * 2 > fits) end = range.begin + blank;
    return end;
}

// Of a sentence that does not fit: begin at the match from which most weight fits.
ByteRange densest_part(std::string_view text, ByteRange sentence, const std::vector<MarkedToken>& tokens,
                       const WordMatcher& matcher, std::size_t limit) {
    ByteRange best{sentence.begin, cut_after(text, sentence, limit)};
    double best_weight = weight_within(tokens, best, matcher);
    for (const auto& token : tokens) {
        if (token.range.begin < sentence.begin || token.range.end > sentence.end) continue;
        const ByteRange part{token.range.begin, cut_after(text, {token.range.begin, sentence.end}, limit)};
        const double weight = weight_within(tokens, part, matcher);
        if (weight > best_weight + 1e-9) {
            best = part;
            best_weight = weight;
        }
    }
    return best;
}

// A row of a table or an item of a list that nothing closes.
bool ends_in_word(std::string_view text) {
    static constexpr std::array<std::string_view, 9> kClosing{".", ",", ";", ":", "!", "?", "…", "—", "·"};
    return std::none_of(kClosing.begin(), kClosing.end(),
                        [&](std::string_view sign) { return text.ends_with(sign); });
}

// The sentence with most weight, the first of equals; without any word of the question the first of all.
std::optional<ByteRange> best_piece(Pieces& pieces, const std::vector<MarkedToken>& tokens,
                                    const WordMatcher& matcher) {
    std::optional<ByteRange> best;
    double best_weight = 1e-9;
    std::size_t looked_at = 0;  // lines before are done with
    for (const auto& token : tokens) {
        if (token.range.begin < looked_at) continue;
        const auto line = pieces.line_at(token.range.begin);
        looked_at = line.end;
        for (const auto& piece : pieces.of(line)) {
            const double weight = weight_within(tokens, piece, matcher);
            if (weight <= best_weight) continue;
            best = piece;
            best_weight = weight + 1e-9;
        }
    }
    for (std::size_t at = 0; !best && at < pieces.text().size();) {
        const auto line = pieces.line_at(at);
        const auto sentences = pieces.of(line);
        if (!sentences.empty()) best = sentences.front();
        at = line.end;
    }
    return best;
}

// With the sentences behind it, as far as there is room.
ByteRange filled_up(Pieces& pieces, ByteRange range, std::size_t room) {
    const auto text = pieces.text();
    for (std::size_t at = range.begin; at < text.size();) {
        const auto line = pieces.line_at(at);
        for (const auto& piece : pieces.of(line)) {
            if (piece.begin < range.end) continue;
            if (characters(text, {range.begin, piece.end}) > room) return range;
            range.end = piece.end;
        }
        at = line.end;
    }
    return range;
}

// Copies `range` of `text` with runs of white space as one blank, moving marks along; a line that ends
// without a sign gets «;».
Snippet copy_with_marks(std::string_view text, ByteRange range, const std::vector<MarkedToken>& tokens) {
    Snippet snippet;
    const auto whole = trimmed(text, {0, text.size()});
    if (range.begin > whole.begin) snippet.text += kEllipsis;
    std::size_t next = 0;
    while (next < tokens.size() && tokens[next].range.begin < range.begin) ++next;
    for (std::size_t at = range.begin; at < range.end;) {
        if (next < tokens.size() && tokens[next].range.begin == at && tokens[next].range.end <= range.end) {
            const auto& mark = tokens[next++].range;
            const std::size_t begin = snippet.text.size();
            snippet.text.append(text.substr(mark.begin, mark.end - mark.begin));
            snippet.marks.push_back({begin, snippet.text.size()});
            at = mark.end;
            continue;
        }
        const std::size_t end = next < tokens.size() && tokens[next].range.begin > at
                                    ? std::min(tokens[next].range.begin, range.end)
                                    : range.end;
        const std::size_t word = at;
        while (at < end && !is_space(text[at])) ++at;
        snippet.text.append(text.substr(word, at - word));
        if (at == end) continue;
        if (!snippet.text.empty() && snippet.text.back() != ' ')
            snippet.text += text[at] == '\n' && ends_in_word(snippet.text) ? "; " : " ";
        ++at;
    }
    if (range.end < whole.end) {
        while (!snippet.text.empty() && snippet.text.back() == ' ') snippet.text.pop_back();
        if (!snippet.text.empty() &&
            std::string_view(".!?:;").find(snippet.text.back()) != std::string_view::npos)
            snippet.text.push_back(' ');
        snippet.text += kEllipsis;
    }
    return snippet;
}

}  // namespace

WordMatcher::WordMatcher(const Question& question) {
    for (std::size_t i = 0; i < question.words.size(); ++i) {
        const auto& word = question.words[i];
        weights_.push_back(word.weight + static_cast<double>(word.token.text.size()) * 0.01);
        for (const auto& reading : word.readings) {
            const bool is_own = reading.via == Via::stem;
            if (!reading.text.empty()) by_text_.add(reading.text, {i, is_own ? Via::exact : reading.via});
            by_stem_.add(reading.stem, {i, reading.via});
            if (!reading.derived.empty())
                by_derived_.add(reading.derived, {i, is_own ? Via::derived : reading.via});
        }
    }
}

void WordMatcher::Words::add(std::string_view word, const Met& met) {
    const auto hash = word_hash(word);
    if (find(hash)) return;
    bits_ |= std::uint64_t{1} << (hash % 64);
    met_.emplace_back(hash, met);
}

const WordMatcher::Met* WordMatcher::Words::find(std::uint64_t hash) const {
    if ((bits_ >> (hash % 64) & 1U) == 0) return nullptr;
    for (const auto& [known, met] : met_)
        if (known == hash) return &met;
    return nullptr;
}

const WordMatcher::Met* WordMatcher::find(const HashedToken& token) const {
    if (const auto* met = by_text_.find(token.text)) return met;
    if (const auto* met = by_stem_.find(token.stem)) return met;
    return token.is_stop_word ? nullptr : by_derived_.find(token.derived);
}

namespace {

std::string_view looked_at(std::string_view text) {
    if (text.size() <= kTextLookedAt) return text;
    std::size_t end = kTextLookedAt;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

std::shared_ptr<const Tokens> tokens_of(std::string_view text, TextTools& tools) {
    return std::make_shared<const Tokens>(tools.analyzer.hash(looked_at(text)));
}

std::shared_ptr<const Sentences> sentences_of(std::string_view text, TextTools& tools) {
    text = looked_at(text);
    auto out = std::make_shared<Sentences>();
    Pieces pieces(text, nullptr, tools.segmenter);
    for (std::size_t at = 0; at < text.size();) {
        const auto line = pieces.line_at(at);
        for (const auto& piece : pieces.of(line))
            out->push_back({static_cast<std::uint32_t>(piece.begin), static_cast<std::uint32_t>(piece.end)});
        at = line.end;
    }
    return out;
}

AnalyzedText analyzed(std::string_view text, TextTools& tools) {
    return {looked_at(text), tokens_of(text, tools), nullptr};
}

Snippet best_snippet(std::string_view text, const WordMatcher& matcher, TextTools& tools) {
    return best_snippet(analyzed(text, tools), matcher, tools);
}

Snippet best_snippet(const AnalyzedText& source, const WordMatcher& matcher, TextTools& tools) {
    const auto text = looked_at(source.text);
    const auto tokens = marked_tokens(*source.tokens, matcher);
    Pieces pieces(text, source.sentences.get(), tools.segmenter);
    const auto best = best_piece(pieces, tokens, matcher);
    if (!best) return {};
    constexpr std::size_t kRoom = kSnippetCharacters - 3;  // for an ellipsis on either side and a blank
    if (characters(text, *best) > kRoom)
        return copy_with_marks(text, densest_part(text, *best, tokens, matcher, kRoom), tokens);
    return copy_with_marks(text, filled_up(pieces, *best, kRoom), tokens);
}

std::vector<ByteRange> marks_in(std::string_view text, const WordMatcher& matcher, TextTools& tools) {
    return marks_in(analyzed(text, tools), matcher);
}

std::vector<ByteRange> marks_in(const AnalyzedText& text, const WordMatcher& matcher) {
    std::vector<ByteRange> marks;
    for (const auto& token : marked_tokens(*text.tokens, matcher)) marks.push_back(token.range);
    return marks;
}

std::vector<Match> explain_matches(const Question& question, const WordMatcher& matcher,
                                   const std::vector<AnalyzedText>& texts) {
    std::vector<Match> best(question.words.size());
    for (const auto& one : texts) {
        for (const auto& token : *one.tokens) {
            const auto* met = matcher.find(token);
            if (!met) continue;
            auto& match = best[met->word];
            if (!match.matched.empty() && rank_of(match.via) <= rank_of(met->via)) continue;
            match = {question.words[met->word].raw,
                     valid_utf8(one.text.substr(token.begin, token.end - token.begin)), met->via};
        }
    }
    std::erase_if(best, [](const Match& match) { return match.matched.empty(); });
    return best;
}

}  // namespace kb
