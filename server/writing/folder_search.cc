// SPDX-License-Identifier: GPL-2.0-or-later
// Nobody needs ranking among a few dozen drafts, but a base moved here from elsewhere may be thousands of
// them. So of each unpublished text only the hashes of its words' forms are kept (8 kB for a thousand words);
// a question is a handful of binary searches in each, and only what has all its words is read again for the
// piece of text to show. «возврат наличными» finds the draft that says «вернём наличные».
#include "server/writing/folder_search.h"

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "server/search/question.h"

namespace kb {
namespace {

constexpr int kMostHits = 50;
constexpr std::size_t kMostWords = 32;

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

bool has_word(const std::vector<std::uint64_t>& hashes, const QuestionWord& word) {
    const auto has = [&](std::string_view form) {
        return !form.empty() && std::binary_search(hashes.begin(), hashes.end(), word_hash(form));
    };
    return has(word.token.text) || has(word.token.stem) || has(word.token.derived);
}

bool has_all(const std::vector<std::uint64_t>& hashes, const Question& question) {
    return std::all_of(question.words.begin(), question.words.end(),
                       [&](const QuestionWord& word) { return has_word(hashes, word); });
}

struct Piece {
    std::string title, text;
};

// What is looked through, section by section; a file that is no article whole.
std::vector<Piece> pieces_of(const std::string& path, const std::string& bytes) {
    const ParseResult parsed = parse_article(path, bytes);
    if (!parsed.article) return {{"", bytes}};
    std::vector<Piece> pieces;
    for (const Section& section : parsed.article->sections) pieces.push_back({section.title, section.text});
    std::string names = parsed.article->summary;
    for (const std::string& alias : parsed.article->aliases) names += "\n" + alias;
    pieces.push_back({"", std::move(names)});
    return pieces;
}

}  // namespace

const FolderSearch::Known& FolderSearch::known(const FolderArticle& one) {
    Known& known = known_[one.path];
    if (known.version == one.version) return known;
    known = {one.version, {}};
    const auto source = folder_.read(one.path);
    if (!source) return known;
    if (one.article) add_hashes(one.article->title, tools_.analyzer, known.hashes);
    for (const Piece& piece : pieces_of(one.path, source->text)) {
        add_hashes(piece.title, tools_.analyzer, known.hashes);
        add_hashes(piece.text, tools_.analyzer, known.hashes);
    }
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
std::optional<FoundFile> FolderSearch::found_in(const FolderArticle& one, const Question& question) {
    const auto source = folder_.read(one.path);
    if (!source) return std::nullopt;
    const WordMatcher matcher(question);
    FoundFile best{one.path, "", {}};
    std::size_t most = 0;
    for (Piece& piece : pieces_of(one.path, source->text)) {
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
    {
        const std::lock_guard lock(mutex_);
        const Question question = question_of(query, tools_.analyzer);
        if (question.words.empty()) return out;
        forget_all_but(*listing);
        for (const FolderArticle& one : listing->articles) {
            if (out.size() >= limit) return out;
            if (!is_unpublished(one)) continue;
            try {
                if (!has_all(known(one).hashes, question)) continue;
                if (auto found = found_in(one, question)) out.push_back(std::move(*found));
            } catch (const ConfigError&) {
                continue;  // larger than the workshop reads, or it leads out of the folder
            }
        }
    }
    if (!live_.is_ready()) return out;
    SearchRequest request;
    request.query = std::string(query);
    request.limit = kMostHits;
    std::map<std::string, const FolderArticle*> by_id;
    for (const FolderArticle& one : listing->articles)
        if (!is_unpublished(one)) by_id.emplace(one.article->id, &one);
    for (Hit& hit : live_.search(Caller::internal, request).hits) {
        const auto found = by_id.find(hit.article.id);
        if (found == by_id.end()) continue;  // not published any more; the index will know in a second
        if (out.size() >= limit) break;
        out.push_back({found->second->path, hit.section.title, std::move(hit.snippet)});
    }
    return out;
}

}  // namespace kb
