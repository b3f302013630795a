// SPDX-License-Identifier: GPL-2.0-or-later
// Nobody needs ranking among a few dozen drafts, but a base moved here from elsewhere may be thousands of
// them. So of each unpublished text only the hashes of its words' forms are kept (8 kB for a thousand words)
// and the words themselves (5 kB); a question is a handful of binary searches in each, and only what has all
// its words is read again for the piece of text to show. «возвраты наличных» finds the draft that says
// «возврат наличными», and so does «возврат налич», for the last word is still being written. Of what is
// published only names and headings know how a word may go on; stems do the rest.
#include "server/writing/folder_search.h"

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "server/search/question.h"
#include "server/search/recent_texts.h"
#include "stemming/normalize.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMostHits = 50;
constexpr std::size_t kMostWords = 32;
constexpr std::size_t kLeastBeginning = 3;  // letters: «на…» begins half the dictionary
constexpr std::size_t kEndingsInText = 12;
constexpr std::size_t kEndingsInNames = 3;
constexpr int kNamesLookedAt = 20;
constexpr double kLeastAlike = 0.3;

bool is_unpublished(const FolderArticle& one) {
    return !one.article || one.article->status != Status::published;
}

// Without the parts of compounds; stop words only when there is nothing else.
Question question_of(std::string_view query, Analyzer& analyzer) {
    const auto take = [&](bool with_stop_words) {
        Question question;
        std::size_t covered = 0;
        for (Token& token : analyzer.analyze(query)) {
            if (question.words.size() == kMostWords) break;
            if (token.range.begin < covered || (token.is_stop_word && !with_stop_words)) continue;
            covered = token.range.end;
            QuestionWord word;
            word.raw = query.substr(token.range.begin, token.range.end - token.range.begin);
            word.readings.push_back({token.text, token.stem, token.derived, 1, Via::stem});
            word.token = std::move(token);
            question.words.push_back(std::move(word));
        }
        return question;
    };
    Question question = take(false);
    return question.words.empty() ? take(true) : question;
}

void add_hashes(std::string_view text, Analyzer& analyzer, std::vector<std::uint64_t>& out) {
    for (const HashedToken& token : analyzer.hash(text)) {
        out.push_back(token.text);
        out.push_back(token.stem);
        if (!token.is_stop_word) out.push_back(token.derived);
    }
}

// The folded letters that the query ends with, when they may be the beginning of a word.
std::string beginning_in(std::string_view query, const Question& question) {
    if (question.words.empty()) return {};
    const QuestionWord& last = question.words.back();
    if (last.token.range.end != query.size() || count_code_points(last.token.text) < kLeastBeginning)
        return {};
    return last.token.text;
}

// The words of `words` («\nбобр\nскидка») that begin so.
std::vector<std::string> endings_of(std::string_view words, const std::string& beginning) {
    std::vector<std::string> out;
    const std::string sign = "\n" + beginning;
    for (std::size_t at = words.find(sign); at != std::string_view::npos && out.size() < kEndingsInText;
         at = words.find(sign, at + 1)) {
        out.emplace_back(words.substr(at + 1, words.find('\n', at + 1) - at - 1));
    }
    return out;
}

bool has_word(const std::vector<std::uint64_t>& hashes, const QuestionWord& word) {
    const auto has = [&](std::string_view form) {
        return !form.empty() && std::binary_search(hashes.begin(), hashes.end(), word_hash(form));
    };
    return std::any_of(word.readings.begin(), word.readings.end(), [&](const Reading& reading) {
        return has(reading.text) || has(reading.stem) || has(reading.derived);
    });
}

bool has_all(const std::vector<std::uint64_t>& hashes, const Question& question) {
    return std::all_of(question.words.begin(), question.words.end(),
                       [&](const QuestionWord& word) { return has_word(hashes, word); });
}

// The question with its last word also standing for these.
Question with_endings(Question question, const std::vector<std::string>& endings, Analyzer& analyzer) {
    for (const std::string& word : endings) {
        for (Token& token : analyzer.analyze(word))
            question.words.back().readings.push_back({token.text, token.stem, token.derived, 1, Via::stem});
    }
    return question;
}

std::string words_of(const Article& article) {
    std::string text = article.title + "\n" + article.summary;
    for (const Section& section : article.sections) text += "\n" + section.title + "\n" + section.text;
    return text;
}

struct Piece {
    std::string title, text;
};

// The question, and the question with its last word ended as names and headings have it.
std::vector<std::string> queries_of(std::string_view query, const Searcher& live) {
    std::vector<std::string> queries{std::string(query)};
    const std::size_t blank = query.find_last_of(" \t\n");
    const std::size_t last = blank == std::string_view::npos ? 0 : blank + 1;
    const std::string beginning = fold_word(query.substr(last));
    if (count_code_points(beginning) < kLeastBeginning) return queries;
    Analyzer analyzer;
    std::set<std::string> endings;
    for (const Completion& one : live.complete(Caller::internal, beginning, kNamesLookedAt)) {
        for (const Token& token : analyzer.analyze(one.text)) {
            if (endings.size() == kEndingsInNames || !token.text.starts_with(beginning)) continue;
            if (token.text != beginning && endings.insert(token.text).second)
                queries.push_back(std::string(query.substr(0, last)) + token.text);
        }
    }
    return queries;
}

// What is looked through, section by section; a file that is no article whole.
std::vector<Piece> pieces_of(const ParseResult& parsed, const std::string& bytes) {
    if (!parsed.article) return {{"", bytes}};
    std::vector<Piece> pieces;
    for (const Section& section : parsed.article->sections) pieces.push_back({section.title, section.text});
    std::string names = parsed.article->summary;
    for (const std::string& alias : parsed.article->aliases) names += "\n" + alias;
    pieces.push_back({"", std::move(names)});
    return pieces;
}

}  // namespace

const FolderSearch::Known& FolderSearch::known(const FolderArticle& one, const ArticleFolder::Parts& parts) {
    Known& known = known_[one.path];
    const std::string version = one.version + parts.version;
    if (known.version == version) return known;
    known = {version, {}, {}, {}};
    const auto source = folder_.read(one.path);
    if (!source) return known;
    const ParseResult parsed = parse_article(one.path, source->text, parts.parts.get());
    if (parsed.article) known.stems = telling_stems(words_of(*parsed.article), tools_.analyzer);
    std::set<std::string> words;
    const auto add = [&](const std::string& text) {
        add_hashes(text, tools_.analyzer, known.hashes);
        for (Token& token : tools_.analyzer.analyze(text)) words.insert(std::move(token.text));
    };
    if (one.article) add(one.article->title);
    for (const Piece& piece : pieces_of(parsed, source->text)) {
        add(piece.title);
        add(piece.text);
    }
    for (const std::string& word : words) known.words.append("\n").append(word);
    std::sort(known.hashes.begin(), known.hashes.end());
    known.hashes.erase(std::unique(known.hashes.begin(), known.hashes.end()), known.hashes.end());
    known.hashes.shrink_to_fit();
    return known;
}

void FolderSearch::forget_all_but(const FolderListing& listing) {
    std::erase_if(known_, [&](const auto& entry) {
        const FolderArticle* there = listing.find(entry.first);
        return there == nullptr || !is_unpublished(*there);
    });
}

// The piece where most words of the question meet.
std::optional<FoundFile> FolderSearch::found_in(const FolderArticle& one, const ArticleFolder::Parts& parts,
                                                const Question& question) {
    const auto source = folder_.read(one.path);
    if (!source) return std::nullopt;
    const WordMatcher matcher(question);
    FoundFile best{one.path, "", {}};
    std::size_t most = 0;
    const ParseResult parsed = parse_article(one.path, source->text, parts.parts.get());
    for (Piece& piece : pieces_of(parsed, source->text)) {
        const AnalyzedText text = analyzed(piece.text, tools_);
        std::set<std::size_t> met;
        for (const HashedToken& token : *text.tokens)
            if (const auto* found = matcher.find(token)) met.insert(found->word);
        if (met.size() <= most) continue;
        most = met.size();
        best.section = piece.title;
        best.snippet = best_snippet(text, matcher, tools_);
    }
    return best;
}

std::vector<FoundFile> FolderSearch::search(std::string_view query, std::size_t limit) {
    std::vector<FoundFile> out;
    const auto listing = folder_.listing();
    const ArticleFolder::Parts parts = folder_.parts();
    {
        const std::lock_guard lock(mutex_);
        const Question question = question_of(query, tools_.analyzer);
        if (question.words.empty()) return out;
        const std::string beginning = beginning_in(query, question);
        forget_all_but(*listing);
        for (const FolderArticle& one : listing->articles) {
            if (out.size() >= limit) return out;
            if (!is_unpublished(one)) continue;
            try {
                const Known& text = known(one, parts);
                const Question asked =
                    beginning.empty()
                        ? question
                        : with_endings(question, endings_of(text.words, beginning), tools_.analyzer);
                if (!has_all(text.hashes, asked)) continue;
                if (auto found = found_in(one, parts, asked)) out.push_back(std::move(*found));
            } catch (const ConfigError&) {
                continue;  // larger than the workshop reads, or it leads out of the folder
            }
        }
    }
    if (live_.is_ready()) add_published(*listing, query, limit, out);
    return out;
}

void FolderSearch::add_published(const FolderListing& listing, std::string_view query, std::size_t limit,
                                 std::vector<FoundFile>& out) const {
    std::map<std::string, const FolderArticle*> by_id;
    for (const FolderArticle& one : listing.articles)
        if (!is_unpublished(one)) by_id.emplace(one.article->id, &one);
    const std::vector<std::string> queries = queries_of(query, live_);
    for (const std::string& asked : queries) {
        SearchRequest request;
        request.query = asked;
        request.limit = kMostHits;
        request.literal = queries.size() > 1;  // the beginning of a word is no slip
        for (Hit& hit : live_.search(Caller::internal, request).hits) {
            const auto found = by_id.find(hit.article.id);
            if (found == by_id.end()) continue;  // not published any more, or there already
            if (out.size() >= limit) return;
            out.push_back({found->second->path, hit.section.title, std::move(hit.snippet)});
            by_id.erase(found);
        }
    }
}

std::vector<AlikeDraft> FolderSearch::alike(std::string_view path, std::string_view text, std::size_t limit) {
    std::vector<AlikeDraft> out;
    const auto listing = folder_.listing();
    const ArticleFolder::Parts parts = folder_.parts();
    const ParseResult parsed = parse_article(path, text, parts.parts.get());
    if (!parsed.article) return out;
    const std::lock_guard lock(mutex_);
    const auto own = telling_stems(words_of(*parsed.article), tools_.analyzer);
    forget_all_but(*listing);
    for (const FolderArticle& one : listing->articles) {
        if (!one.article || one.path == path) continue;
        if (one.article->status != Status::draft && one.article->status != Status::review) continue;
        try {
            const double similarity = likeness(own, known(one, parts).stems);
            if (similarity >= kLeastAlike)
                out.push_back(
                    {one.path, one.article->id, one.article->title, one.article->status, similarity});
        } catch (const ConfigError&) {
            continue;  // larger than the workshop reads, or it leads out of the folder
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
    if (out.size() > limit) out.resize(limit);
    return out;
}

}  // namespace kb
