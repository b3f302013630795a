// SPDX-License-Identifier: GPL-2.0-or-later
// What the service can be asked, and what it answers. The HTTP layer, the channels and the command
// line see this interface only; they never see the index.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/base_files.h"
#include "server/search/card_range.h"
#include "stemming/token.h"

namespace kb {

// Which texts a caller may see: `internal` callers see public articles too. It
// decides which databases an answer is made from; there is no filter to forget.
using Caller = Audience;

// Through what a query word met a word of the article.
enum class Via : std::uint8_t {
    exact,
    stem,
    derived,
    correction,
    layout,
    translit,
    synonym,
    alias,
    ngram,
    case_
};
const char* via_name(Via via);  // "exact" … "case"

struct Match {
    std::string word;     // as the person wrote it
    std::string matched;  // as the article has it (or its stem where the form is unknown)
    Via via = Via::exact;
};

struct SectionRef {
    std::string title;   // empty: the lead of the article
    std::string anchor;  // empty: the lead
    std::string url;     // "/a/wifi-setup#шаги", path and fragment percent-encoded
};

struct Snippet {
    std::string text;              // plain text, at most 220 characters
    std::vector<ByteRange> marks;  // matched words in `text`, in order, not overlapping; bytes
};

// The whole section, never a cut sentence.
struct Quote {
    std::string markdown;
    std::string html;  // safe
    std::string text;
};

// What lists and cards show of an article.
struct ArticleCard {
    std::string id;
    std::string slug;
    std::string url;  // "/a/wifi-setup"
    std::string title;
    std::string summary;
    std::string category;
    std::string lang;
    ArticleType type = ArticleType::article;
    Level level = Level::none;
    Audience audience = Audience::public_;
    std::int64_t changed_s = 0;  // Unix time: «updated» of the front matter, else the file's
    bool is_dated = false;       // changed_s is the writer's word, not the file's time
};

struct Hit {
    ArticleCard article;
    std::vector<ByteRange> title_marks;  // matched words in article.title
    SectionRef section;
    Snippet snippet;
    double score = 0;       // comparable within one answer only
    double confidence = 0;  // 0–1: how likely this hit answers the question
    std::vector<Match> matches;
    int solved_cases = 0;          // cases like this question that the article solved
    std::optional<Quote> quote;    // suggestions only
    std::vector<AskQuestion> ask;  // suggestions only
    std::string escalate_to;       // suggestions only
};

// A category, type or language: what it is called in requests, and what people read.
struct FacetName {
    std::string value;  // "internet/wifi", "steps", "ru"
    std::string title;  // «Wi-Fi»; for types and languages the value itself
};

struct FacetValue {
    std::shared_ptr<const FacetName> name;  // never null; shared with other answers
    int count = 0;                          // articles
};

struct Facets {
    std::vector<FacetValue> categories;
    std::vector<FacetValue> types;
    std::vector<FacetValue> langs;
};

struct SearchRequest {
    std::string query;     // at most kMaxQueryCharacters code points
    int limit = 10;        // 1–50
    int offset = 0;        // 0–1000
    std::string category;  // this category and those below; empty: all
    std::string type;      // type_name; empty: all
    std::string lang;      // "ru"; empty: all
    bool literal = false;  // take the query as typed: no layout, transliteration or correction
};

// How far the question had to be softened, each step visible to the reader.
enum class Relaxation : std::uint8_t { all_words, most_words, some_words, none_found };
const char* relaxation_name(Relaxation relaxation);  // "all_words" …

struct SearchAnswer {
    std::vector<Hit> hits;
    int total = 0;                 // articles found, before limit and offset
    std::string shown_query;       // what was searched; differs from the query when corrected
    std::optional<Via> rewritten;  // correction, layout or translit when shown_query differs
    Relaxation relaxation = Relaxation::all_words;
    std::vector<std::string> missing_words;  // words of the query that no article has
    bool is_confident = false;  // false: say «точного ответа нет» beside the results
    Facets facets;
};

struct SuggestRequest {
    std::string subject;
    std::string text;      // at most kMaxTicketBytes
    std::string channel;   // free word for statistics
    int limit = 3;         // 1–10
    std::string category;  // prior, not a filter
    Level level = Level::none;
    std::vector<std::string> exclude;  // article ids already sent
    bool with_cases = false;           // similar cases too; set by the searcher for internal callers only
};

// A case like the ticket, for agents only.
struct SimilarCase {
    std::int64_t id = 0;
    std::string text;  // masked; at most 400 characters and «…»
    ArticleCard article;
    bool is_solved = true;
    std::int64_t at_s = 0;
    double similarity = 0;  // 0–1; 1: the same words
};

enum class Verdict : std::uint8_t { answer, maybe, none };
const char* verdict_name(Verdict verdict);

struct RemovedPart {
    std::string kind;  // "greeting", "quote", "signature", "disclaimer", "header", "html"
    std::string text;  // at most 200 characters of it
};

struct SuggestAnswer {
    Verdict verdict = Verdict::none;
    std::vector<Hit> suggestions;      // best first; empty when verdict is none
    std::vector<std::string> terms;    // key words taken from the text, heaviest first
    std::vector<RemovedPart> removed;  // what was recognised and left out
    std::vector<SimilarCase> cases;    // internal callers only; most alike first, at most 5
};

struct Completion {
    std::string text;  // what to put into the search box, or the article's title
    std::string url;   // of the article; empty for a phrase
    std::vector<ByteRange> marks;
    std::string article;  // its title, when `text` is another of its names or one of its headings
};

struct RenderedSection {
    std::string title, anchor, html;
    int level = 0;
};

// An article as a page or an API answer shows it.
struct ArticleView {
    ArticleCard card;
    std::vector<std::string> tags;
    std::vector<AskQuestion> ask;
    std::vector<std::string> related;  // ids the writer chose; not all of them need to be there
    std::string owner, review_after, escalate_to;
    std::string checked;  // YYYY-MM-DD or empty
    std::vector<std::string> attachments;
    std::vector<RenderedSection> sections;  // lead first
    std::int64_t modified_s = 0;            // of the file, Unix time
    int word_count = 0;
    std::string etag;  // changes when the article does
};

struct DeskRequest;  // desk.h
struct DeskAnswer;

struct NearAddresses {
    std::vector<ArticleCard> articles;    // nearest first, at most three
    std::vector<std::string> categories;  // ids, nearest first, at most three
};

// Filled by the indexer's reader; one call may be made from many threads at once.
class Searcher {
public:
    static constexpr std::size_t kMaxQueryCharacters = 1000;
    static constexpr std::size_t kMaxTicketBytes = 200 * 1000;
    static constexpr std::size_t kMostRecent = 8;

    virtual ~Searcher() = default;

    virtual SearchAnswer search(Caller caller, const SearchRequest& request) const = 0;
    // The same, for those who only read it: ten snippets need not be copied out of what is remembered.
    virtual std::shared_ptr<const SearchAnswer> shared_search(Caller caller,
                                                              const SearchRequest& request) const {
        return std::make_shared<const SearchAnswer>(search(caller, request));
    }
    virtual SuggestAnswer suggest(Caller caller, const SuggestRequest& request) const = 0;
    // What an agent is shown beside a ticket; made of all there is, so for staff only.
    virtual DeskAnswer desk(const DeskRequest& request) const = 0;
    virtual std::vector<Completion> complete(Caller caller, std::string_view typed, int limit) const = 0;

    // By id or by slug; nothing when absent or hidden from this caller.
    virtual std::optional<ArticleView> article(Caller caller, std::string_view id_or_slug) const = 0;
    // Nothing when the article itself is absent or hidden.
    virtual std::optional<std::vector<ArticleCard>> related(Caller caller, std::string_view id,
                                                            int limit) const = 0;
    // The id an old slug leads to now, through redirect_from and redirects.txt.
    virtual std::optional<std::string> redirect(Caller caller, std::string_view old_slug) const = 0;

    // Categories with at least one article for this caller (a parent counts its children's).
    struct CategoryCount {
        Category category;
        int count = 0;
    };
    using Categories = std::shared_ptr<const std::vector<CategoryCount>>;  // never null
    virtual Categories categories(Caller caller) const = 0;
    // Articles of a category and those below it, by title; all articles for "".
    virtual CardRange list(Caller caller, std::string_view category) const = 0;
    // All articles, those that changed last first.
    virtual CardRange newest(Caller caller) const = 0;
    // What is new in a language, newest first, at most kMostRecent. Once writers give the day themselves, the
    // files' own times count no more: copying a folder renews them all. Nothing when everything changed
    // within a day: the dates say nothing then.
    virtual CardRange recent(Caller caller, std::string_view lang) const = 0;
    // Without reading the article: by id or by slug; nothing when absent or hidden.
    virtual std::optional<ArticleCard> card(Caller caller, std::string_view id_or_slug) const = 0;
    // What may be meant by an address that leads nowhere; `path` whole and decoded. Nothing without an index.
    virtual NearAddresses near(Caller caller, std::string_view path) const = 0;
    // Those whose `suggest_for` names this page of another site ("https://shop.example/cart?id=1"), the most
    // exact pattern first.
    virtual std::vector<ArticleCard> for_page(Caller caller, std::string_view page_url) const = 0;

    // Whether an article this caller may see shows or attaches this file (path below the articles folder).
    virtual bool shows_file(Caller caller, std::string_view path) const = 0;

    // Changes with every generation and update that this caller can see; for ETags and polling.
    virtual std::string version(Caller caller) const = 0;
    // The id of the article a person or a program names by id, slug, path or address; nothing when it is
    // absent or hidden.
    virtual std::optional<std::string> article_id(Caller caller, std::string_view name) const {
        const auto view = article(caller, name);
        return view ? std::optional(view->card.id) : std::nullopt;
    }

    // False while there is no index to read; `why_not_ready` says in Russian what to run.
    virtual bool is_ready() const = 0;
    virtual std::string why_not_ready() const = 0;
    // In Russian: why the newest index is not the one that answers; empty when it is.
    virtual std::string trouble() const { return {}; }
};

}  // namespace kb
