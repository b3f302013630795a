// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/routes.h"

#include <optional>

#include "server/http/api_handlers.h"
#include "server/http/operation_handlers.h"
#include "server/http/page_handlers.h"
#include "server/http/static_files.h"

namespace kb {
namespace {

constexpr const char* kTextSchema = R"({"type":"string"})";

const Parameter kQuery{"q", R"({"type":"string","maxLength":1000})", "Вопрос, как его написал человек", true};
const Parameter kCategory{"category", kTextSchema, "Только эта категория и те, что в ней", false};
const Parameter kType{
    "type",
    R"({"type":"string","enum":["article","steps","qa","video","template","script","policy","limitation"]})",
    "Только статьи этого типа", false};
const Parameter kLang{"lang", kTextSchema, "Только статьи на этом языке: ru, en", false};
const Parameter kLimit{"limit", R"({"type":"integer","minimum":1,"maximum":50})", "Сколько ответов вернуть",
                       false};
const Parameter kOffset{"offset", R"({"type":"integer","minimum":0,"maximum":1000})",
                        "Сколько первых ответов пропустить", false};
const Parameter kLiteral{"literal", R"({"type":"string","enum":["0","1"]})",
                         "1 — искать как написано: не исправлять раскладку и опечатки", false};

constexpr auto kEveryone = Access::everyone;
constexpr auto kPage = RouteKind::page;
constexpr auto kApi = RouteKind::api;
constexpr auto kOperation = RouteKind::operation;
constexpr auto kFile = RouteKind::file;
constexpr auto kIndex = NeedsIndex::yes;
constexpr auto kNoIndex = NeedsIndex::no;

// clang-format off
std::vector<Route> api_routes() {
    return {
        {"GET", "/api/v1/search", kEveryone, kApi, kIndex, get_search,
         {"Поиск по базе знаний", {kQuery, kLimit, kOffset, kCategory, kType, kLang, kLiteral}, "", "SearchAnswer"}},
        {"GET", "/api/v1/complete", kEveryone, kApi, kIndex, get_complete,
         {"Подсказки, пока человек печатает", {kQuery, kLimit}, "", "CompleteAnswer"}},
        {"POST", "/api/v1/suggest", kEveryone, kApi, kIndex, post_suggest,
         {"Статьи, которые отвечают на обращение", {}, "SuggestRequest", "SuggestAnswer"}},
        {"GET", "/api/v1/articles/{id}/related", kEveryone, kApi, kIndex, get_related,
         {"Похожие статьи", {kLimit}, "", "RelatedAnswer"}},
        {"GET", "/api/v1/articles/{id}", kEveryone, kApi, kIndex, get_article,
         {"Статья целиком", {}, "", "Article"}},
        {"GET", "/healthz", kEveryone, kOperation, kNoIndex, get_health, {"Жив ли процесс", {}, "", "Health"}},
        {"GET", "/readyz", kEveryone, kOperation, kNoIndex, get_ready, {"Открыт ли индекс", {}, "", "Health"}},
        {"GET", "/metrics", kEveryone, kOperation, kNoIndex, get_metrics,
         {"Счётчики для Prometheus", {}, "", "", "text/plain"}},
        {"GET", "/openapi.json", kEveryone, kOperation, kNoIndex, get_openapi,
         {"Это описание", {}, "", "", "application/json"}},
    };
}

std::vector<Route> page_routes() {
    return {
        {"GET", "/", kEveryone, kPage, kIndex, get_home_page, {"Главная страница", {}}},
        {"GET", "/search", kEveryone, kPage, kIndex, get_search_page,
         {"Страница с результатами поиска", {kQuery, kOffset, kCategory, kType, kLang, kLiteral}}},
        {"GET", "/c/{category}", kEveryone, kPage, kIndex, get_category_page, {"Страница категории", {}}},
        {"POST", "/a/{slug}/vote", kEveryone, kPage, kIndex, post_vote, {"Оценка статьи: helpful=yes или no", {}}},
        {"GET", "/a/{slug}", kEveryone, kPage, kIndex, get_article_page, {"Страница статьи", {}}},
        {"GET", "/suggest", kEveryone, kPage, kIndex, get_suggest_page, {"Форма «Напишите нам»", {}}},
        {"POST", "/suggest", kEveryone, kPage, kIndex, post_suggest_page, {"Подсказки к обращению из формы", {}}},
        {"GET", "/files/{path}", kEveryone, kFile, kIndex, get_file,
         {"Картинка или вложение статьи", {}, "", "", "*/*"}},
        {"GET", "/static/{path}", kEveryone, kFile, kNoIndex, get_static, {"Стили и скрипты", {}, "", "", "*/*"}},
        {"GET", "/favicon.ico", kEveryone, kFile, kNoIndex, get_favicon,
         {"Значок сайта", {}, "", "", "image/svg+xml"}},
        {"GET", "/robots.txt", kEveryone, kFile, kNoIndex, get_robots,
         {"Для поисковых роботов", {}, "", "", "text/plain"}},
    };
}
// clang-format on

// What stands for {…}; nothing when the pattern does not fit.
std::optional<std::string_view> argument_of(std::string_view pattern, std::string_view path) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) {
        if (pattern != path) return std::nullopt;
        return std::string_view();
    }
    const std::string_view head = pattern.substr(0, open);
    const std::string_view tail = pattern.substr(pattern.find('}') + 1);
    if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail))
        return std::nullopt;
    if (path.ends_with('/')) return std::nullopt;  // App redirects to the address without it
    return path.substr(head.size(), path.size() - head.size() - tail.size());
}

}  // namespace

Route::Route(const char* the_method, const char* the_pattern, Access the_access, RouteKind the_kind,
             NeedsIndex index, Handler the_handler, Operation the_operation)
    : method(the_method),
      pattern(the_pattern),
      access(the_access),
      kind(the_kind),
      needs_index(index),
      handler(the_handler),
      operation(std::move(the_operation)) {}

const std::vector<Route>& routes() {
    static const std::vector<Route> table = [] {
        std::vector<Route> all = api_routes();
        for (Route& route : page_routes()) all.push_back(std::move(route));
        return all;
    }();
    return table;
}

RouteMatch find_route(std::string_view method, std::string_view path) {
    if (method == "HEAD") method = "GET";
    RouteMatch match;
    bool has_get = false;
    bool has_post = false;
    for (const Route& route : routes()) {
        const auto argument = argument_of(route.pattern, path);
        if (!argument) continue;
        if (method == route.method) return {&route, *argument, {}};
        (std::string_view(route.method) == "GET" ? has_get : has_post) = true;
    }
    if (has_get) match.allowed = has_post ? "GET, HEAD, POST" : "GET, HEAD";
    if (!has_get && has_post) match.allowed = "POST";
    return match;
}

}  // namespace kb
