// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/write_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/links.h"
#include "server/http/errors.h"
#include "server/http/json_parts.h"
#include "server/http/params.h"
#include "server/time_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMaxDepth = 3;
constexpr std::size_t kMaxFieldBytes = 2000;
constexpr std::size_t kMaxQueryCharacters = Searcher::kMaxQueryCharacters;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json parse_object(std::string_view body) {
    bool is_too_deep = false;
    const auto watch = [&](int depth, Json::parse_event_t, Json&) {
        is_too_deep = is_too_deep || depth > kMaxDepth;
        return !is_too_deep;
    };
    Json json = Json::parse(body, watch, false);
    if (is_too_deep || json.is_discarded() || !json.is_object())
        throw HttpError(Refusal::bad_json, "Тело запроса не разбирается как объект JSON в UTF-8.");
    return json;
}

// Takes known fields out of an object, and says which are not.
class Fields {
public:
    explicit Fields(std::string_view body) : json_(parse_object(body)) {}

    std::string text(const char* name, std::size_t max_bytes = kMaxFieldBytes) {
        const auto found = json_.find(name);
        if (found == json_.end()) return {};
        if (!found->is_string()) throw HttpError(Refusal::bad_json, fmt::format("«{}» — это строка.", name));
        auto value = found->get<std::string>();
        if (value.size() > max_bytes)
            throw HttpError(Refusal::bad_parameter, fmt::format("«{}» больше {} байт.", name, max_bytes));
        json_.erase(found);
        return value;
    }

    std::vector<std::string> texts(const char* name, std::size_t max_count) {
        const auto found = json_.find(name);
        if (found == json_.end()) return {};
        if (!found->is_array() || found->size() > max_count)
            throw HttpError(Refusal::bad_json,
                            fmt::format("«{}» — список не длиннее {} строк.", name, max_count));
        std::vector<std::string> out;
        for (const Json& item : *found) {
            if (!item.is_string())
                throw HttpError(Refusal::bad_json, fmt::format("«{}» — список строк.", name));
            out.push_back(item.get<std::string>());
        }
        json_.erase(found);
        return out;
    }

    // What is left was not asked for.
    void finish() const {
        if (json_.empty()) return;
        throw HttpError(Refusal::bad_json,
                        fmt::format("Неизвестное поле «{}».", first_code_points(json_.begin().key(), 40)));
    }

private:
    Json json_;
};

template <typename Words, typename Value>
Value word_of(const std::string& word, const Words& words, Value otherwise, const char* name) {
    if (word.empty()) return otherwise;
    for (const auto& [known, value] : words)
        if (word == known) return value;
    throw HttpError(Refusal::bad_parameter, fmt::format("Неизвестное значение «{}».", name));
}

Json diagnostics_array(const Diagnostics& diagnostics) {
    Json list = Json::array();
    for (const Diagnostic& one : diagnostics) {
        list.push_back({{"severity", severity_name(one.severity)},
                        {"code", one.code},
                        {"line", one.line},
                        {"column", one.column},
                        {"message", one.message},
                        {"advice", one.advice}});
    }
    return list;
}

Json article_object(const FolderArticle& one, const UseById& use) {
    Json json{{"path", one.path},
              {"version", one.version},
              {"modified", time_text(one.modified_s)},
              {"problems", one.problems}};
    json["readable"] = one.article.has_value();
    const Article article = one.article.value_or(Article{});
    const std::string name = one.path.substr(one.path.rfind('/') + 1);
    json["id"] = article.id;
    json["title"] = one.article ? article.title : name;
    json["category"] = article.category;
    json["status"] = one.article ? status_name(article.status) : "";
    json["audience"] = audience_name(article.audience);
    json["type"] = type_name(article.type);
    json["lang"] = article.lang;
    json["owner"] = article.owner;
    json["review_after"] = article.review_after;
    json["publish_at"] = article.publish_at;
    json["archive_at"] = article.archive_at;
    const auto found = use.find(article.id);
    const ArticleUse used = found == use.end() ? ArticleUse{} : found->second;
    json["helpful"] = used.votes.helpful;
    json["unhelpful"] = used.votes.unhelpful;
    json["views"] = used.views;
    return json;
}

Json hit_object(const Hit& hit) {
    Json matches = Json::array();
    for (const Match& match : hit.matches)
        matches.push_back({{"word", match.word}, {"matched", match.matched}, {"via", via_name(match.via)}});
    return {{"id", hit.article.id},         {"title", hit.article.title},  {"url", hit.article.url},
            {"section", hit.section.title}, {"snippet", hit.snippet.text}, {"confidence", hit.confidence},
            {"matches", std::move(matches)}};
}

Json node_object(const OutlineNode& node) {
    constexpr std::array<const char*, 3> kLeads{"on", "nowhere", "out"};
    Json answers = Json::array();
    for (const OutlineAnswer& one : node.answers)
        answers.push_back({{"text", one.text},
                           {"to", one.to},
                           {"line", one.line},
                           {"leads", kLeads.at(static_cast<std::size_t>(one.leads))}});
    return {{"anchor", node.anchor},   {"title", node.title},
            {"says", node.says},       {"parent", node.parent},
            {"line", node.line},       {"is_reached", node.is_reached},
            {"has_end", node.has_end}, {"answers", std::move(answers)}};
}

}  // namespace

std::string tree_json(const FolderListing& listing, const UseById& use, const GitHistory& history,
                      const std::vector<Category>& categories) {
    Json articles = Json::array();
    for (const FolderArticle& one : listing.articles) articles.push_back(article_object(one, use));
    Json folders = Json::array();
    for (const Category& one : categories) folders.push_back({{"id", one.id}, {"title", one.title}});
    return dump({{"version", listing.version},
                 {"history", history.is_kept()},
                 {"why_no_history", history.why_not()},
                 {"categories", std::move(folders)},
                 {"articles", std::move(articles)}});
}

std::string source_json(std::string_view path, const ArticleSource& source, std::string_view url) {
    return dump({{"path", path}, {"version", source.version}, {"url", url}, {"text", source.text}});
}

SaveRequest parse_save(std::string_view body) {
    Fields fields(body);
    SaveRequest request;
    request.path = fields.text("path");
    request.text = fields.text("text", ArticleFolder::kMaxArticleBytes);
    request.base_version = fields.text("base_version");
    request.message = fields.text("message");
    fields.finish();
    return request;
}

MoveRequest parse_move(std::string_view body) {
    Fields fields(body);
    MoveRequest request;
    request.from = fields.text("from");
    request.to = fields.text("to");
    request.slug = fields.text("slug");
    request.base_version = fields.text("base_version");
    fields.finish();
    return request;
}

CheckRequest parse_check(std::string_view body) {
    Fields fields(body);
    CheckRequest request;
    request.path = fields.text("path");
    request.text = fields.text("text", ArticleFolder::kMaxArticleBytes);
    request.queries = fields.texts("queries", DraftIndex::kMaxQueries);
    fields.finish();
    for (const std::string& query : request.queries)
        if (count_code_points(query) > kMaxQueryCharacters)
            throw HttpError(Refusal::query_too_long, "Вопрос слишком длинный.");
    return request;
}

NewArticle parse_new_article(std::string_view body) {
    using Type = std::pair<const char*, ArticleType>;
    constexpr std::array<Type, 8> kTypes{Type{"article", ArticleType::article},
                                         Type{"steps", ArticleType::steps},
                                         Type{"qa", ArticleType::qa},
                                         Type{"video", ArticleType::video},
                                         Type{"template", ArticleType::template_},
                                         Type{"script", ArticleType::script},
                                         Type{"policy", ArticleType::policy},
                                         Type{"limitation", ArticleType::limitation}};
    using Reader = std::pair<const char*, Audience>;
    constexpr std::array<Reader, 2> kReaders{Reader{"public", Audience::public_},
                                             Reader{"internal", Audience::internal}};
    Fields fields(body);
    NewArticle article;
    article.title = fields.text("title", 400);
    article.category = fields.text("category", 200);
    article.type = word_of(fields.text("type"), kTypes, ArticleType::article, "type");
    article.audience = word_of(fields.text("audience"), kReaders, Audience::public_, "audience");
    fields.finish();
    if (article.title.find_first_not_of(" \t\r\n") == std::string::npos)
        throw HttpError(Refusal::bad_parameter, "Нужно название статьи.");
    return article;
}

std::string saved_json(std::string_view path, std::string_view version, const GitHistory::Recorded& recorded,
                       std::string_view text) {
    return dump({{"path", path},
                 {"version", version},
                 {"revision", recorded.id},
                 {"trouble", recorded.trouble},
                 {"text", text}});
}

std::string conflict_json(const SaveConflict& conflict) {
    Json json{{"conflict", true}, {"is_gone", !conflict.theirs}};
    json["text"] = conflict.theirs ? conflict.theirs->text : "";
    json["version"] = conflict.theirs ? conflict.theirs->version : "";
    return dump(json);
}

std::string skeleton_json(std::string_view path, std::string_view text) {
    return dump({{"path", path}, {"text", text}});
}

std::string image_json(std::string_view path, std::string_view markdown) {
    return dump({{"path", path}, {"markdown", markdown}});
}

std::string checked_json(const std::vector<SectionPlace>& sections, const std::vector<OutlineNode>& outline,
                         const Diagnostics& diagnostics) {
    Json places = Json::array();
    for (const SectionPlace& one : sections) places.push_back({{"anchor", one.anchor}, {"line", one.line}});
    Json nodes = Json::array();
    for (const OutlineNode& one : outline) nodes.push_back(node_object(one));
    return dump({{"sections", std::move(places)},
                 {"outline", std::move(nodes)},
                 {"diagnostics", diagnostics_array(diagnostics)}});
}

std::string found_files_json(const std::vector<FoundFile>& files) {
    Json list = Json::array();
    for (const FoundFile& one : files) {
        list.push_back({{"path", one.path},
                        {"section", one.section},
                        {"snippet", one.snippet.text},
                        {"marks", utf16_marks(one.snippet.text, one.snippet.marks)}});
    }
    return dump({{"files", std::move(list)}});
}

std::string ranks_json(const DraftRanks& ranks, const std::vector<AlikeDraft>& drafts) {
    Json list = Json::array();
    for (const DraftRank& one : ranks.ranks) {
        Json hits = Json::array();
        for (const Hit& hit : one.hits) hits.push_back(hit_object(hit));
        list.push_back({{"query", one.query},
                        {"place", one.place},
                        {"place_before", one.place_before},
                        {"total", one.total},
                        {"rewritten_as", one.rewritten_as},
                        {"own", one.own ? hit_object(*one.own) : Json(nullptr)},
                        {"hits", std::move(hits)}});
    }
    Json alike = Json::array();
    for (const auto& [card, similarity] : ranks.alike)
        alike.push_back({{"id", card.id},
                         {"title", card.title},
                         {"url", card.url},
                         {"status", status_name(Status::published)},
                         {"similarity", similarity}});
    for (const AlikeDraft& one : drafts)
        alike.push_back({{"id", one.id},
                         {"title", one.title},
                         {"url", "/write#" + encode_path(one.path)},
                         {"status", status_name(one.status)},
                         {"similarity", one.similarity}});
    std::stable_sort(alike.begin(), alike.end(), [](const Json& a, const Json& b) {
        return a["similarity"].get<double>() > b["similarity"].get<double>();
    });
    return dump({{"ranks", std::move(list)},
                 {"alike", std::move(alike)},
                 {"diagnostics", diagnostics_array(ranks.diagnostics)}});
}

std::string history_json(const std::vector<Revision>& revisions, std::string_view why_not) {
    Json list = Json::array();
    for (const Revision& one : revisions) {
        list.push_back({{"id", one.id},
                        {"path", one.path},
                        {"at", time_text(one.at_s)},
                        {"author", one.author},
                        {"message", one.message}});
    }
    return dump({{"why_not", why_not}, {"revisions", std::move(list)}});
}

std::string text_json(std::string_view text) { return dump({{"text", text}}); }

std::string gaps_json(const std::vector<WordingGap>& gaps) {
    Json list = Json::array();
    for (const WordingGap& one : gaps)
        list.push_back({{"query", one.query}, {"count", one.count}, {"place", one.place}});
    return dump({{"gaps", std::move(list)}});
}

}  // namespace kb
