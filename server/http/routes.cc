// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/routes.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "server/http/account_handlers.h"
#include "server/http/api_handlers.h"
#include "server/http/article_feedback.h"
#include "server/http/article_links.h"
#include "server/http/case_handlers.h"
#include "server/http/contact_handlers.h"
#include "server/http/desk_page.h"
#include "server/http/desk_routes.h"
#include "server/http/feeds.h"
#include "server/http/operation_handlers.h"
#include "server/http/outbox_page.h"
#include "server/http/page_handlers.h"
#include "server/http/static_files.h"
#include "server/http/ticket_handlers.h"
#include "server/http/widget_handlers.h"
#include "server/http/write_routes.h"

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

const Parameter kDraft{"draft", R"({"type":"string","enum":["0","1"]})",
                       "1 — человек ещё печатает: в статистику не идёт", false};

const Parameter kPageLang{"hl", R"({"type":"string","enum":["ru","en"]})", "Язык страницы", false};

constexpr auto kEveryone = Access::everyone;
constexpr auto kPage = RouteKind::page;
constexpr auto kApi = RouteKind::api;
constexpr auto kOperation = RouteKind::operation;
constexpr auto kFile = RouteKind::file;
constexpr auto kIndex = NeedsIndex::yes;
constexpr auto kNoIndex = NeedsIndex::no;

const Parameter kWritten{"q", kTextSchema, "Что человек уже написал: станет темой", false};
const Parameter kFromArticle{"article", kTextSchema, "id статьи, с которой он пришёл", false};
const Parameter kSteps{"steps", kTextSchema, "Шаги статьи, которые он уже сделал, через запятую", false};
const Parameter kPanel{"panel", kTextSchema, "Есть — значит, панель", false};
const Parameter kCollections{"in", kTextSchema, "Только эти категории, через запятую", false};
const Parameter kPageUrl{"url", kTextSchema, "Адрес страницы, на которой стоит виджет", true};
const Parameter kStatus{"status", R"({"type":"string","enum":["new","answered","handed_over","closed"]})",
                        "Только с этим состоянием", false};
const Parameter kStuck{"stuck", R"({"type":"string","enum":["0","1"]})",
                       "1 — только те, которые не удаётся доставить", false};
const Parameter kTicketLimit{"limit", R"({"type":"integer","minimum":1,"maximum":200})",
                             "Сколько обращений вернуть", false};
const Parameter kTicketWords{"q", kTextSchema, "Слова из номера, темы, имени, адреса или первого сообщения",
                             false};
const Parameter kBefore{"before", R"({"type":"integer","minimum":0})",
                        "id: только обращения, созданные раньше этого", false};

constexpr std::size_t kFormBody = std::size_t{26}
                                  << 20;  // as kb.yaml may allow; serve lowers it to what it does
constexpr std::size_t kTicketBody = std::size_t{1} << 20;  // a ticket of 200 kB, escaped

// clang-format off
std::vector<Route> api_routes() {
    return {
        {"GET", "/api/v1/search", kEveryone, kApi, kIndex, get_search,
         {"Поиск по базе знаний", {kQuery, kLimit, kOffset, kCategory, kType, kLang, kLiteral, kDraft}, "", "SearchAnswer", "", Rate::search}},
        {"GET", "/api/v1/complete", kEveryone, kApi, kIndex, get_complete,
         {"Подсказки, пока человек печатает", {kQuery, kLimit}, "", "CompleteAnswer", "", Rate::search}},
        {"POST", "/api/v1/suggest", kEveryone, kApi, kIndex, post_suggest,
         {"Статьи, которые отвечают на обращение", {}, "SuggestRequest", "SuggestAnswer", "", Rate::suggest, kTicketBody}},
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
        {"GET", "/", kEveryone, kPage, kIndex, get_home_page, {"Главная страница", {kPageLang}}},
        {"GET", "/search", kEveryone, kPage, kIndex, get_search_page,
         {"Страница с результатами поиска", {kQuery, kOffset, kCategory, kType, kLang, kLiteral, kPageLang}, "", "", "", Rate::search}},
        {"GET", "/c/{category}", kEveryone, kPage, kIndex, get_category_page, {"Страница категории", {kPageLang}}},
        {"POST", "/a/{slug}/vote", kEveryone, kPage, kIndex, post_vote, {"Оценка статьи: helpful=yes или no", {}, "", "", "", Rate::none}},
        {"POST", "/a/{slug}/reason", kEveryone, kPage, kIndex, post_reason, {"Что не так со статьёй: reason и comment", {}, "", "", "", Rate::none}},
        {"POST", "/a/{slug}/unclear", kEveryone, kPage, kIndex, post_unclear, {"Раздел непонятен: section", {}, "", "", "", Rate::none}},
        {"GET", "/a/{slug}", kEveryone, kPage, kIndex, get_article_page, {"Страница статьи", {kPageLang}}},
        {"GET", "/s/{code}", kEveryone, kPage, kIndex, get_short_link, {"Короткая постоянная ссылка на статью", {}}},
        {"GET", "/suggest", kEveryone, kPage, kNoIndex, get_old_contact_address, {"Прежний адрес формы «Напишите нам»", {}}},
        {"GET", "/files/{path}", kEveryone, kFile, kIndex, get_file,
         {"Картинка или вложение статьи", {}, "", "", "*/*"}},
        {"GET", "/static/{path}", kEveryone, kFile, kNoIndex, get_static, {"Стили и скрипты", {}, "", "", "*/*"}},
        {"GET", "/favicon.ico", kEveryone, kFile, kNoIndex, get_favicon,
         {"Значок сайта", {}, "", "", "image/svg+xml"}},
        {"GET", "/robots.txt", kEveryone, kFile, kNoIndex, get_robots,
         {"Для поисковых роботов", {}, "", "", "text/plain"}},
        {"GET", "/sitemap.xml", kEveryone, kFile, kIndex, get_sitemap,
         {"Карта сайта", {}, "", "", "application/xml", Rate::search}},
        {"GET", "/changes.atom", kEveryone, kFile, kIndex, get_changes_feed, {"Лента изменений", {}, "", "", "application/atom+xml"}},
        {"GET", "/opensearch.xml", kEveryone, kFile, kNoIndex, get_opensearch,
         {"Поиск для адресной строки браузера", {}, "", "", "application/opensearchdescription+xml"}},
    };
}
// clang-format on

// clang-format off
std::vector<Route> contact_routes() {
    return {
        {"GET", "/contact", kEveryone, kPage, kNoIndex, get_contact_page,
         {"Форма «Напишите нам»", {kWritten, kFromArticle, kSteps}, "", "", "", Rate::suggest}},
        {"POST", "/contact", kEveryone, kPage, kNoIndex, post_contact,
         {"Отправить форму: 303 на страницу с номером", {}, "", "", "", Rate::suggest, kFormBody}},
        {"GET", "/contact/sent/{token}", kEveryone, kPage, kNoIndex, get_contact_sent_page, {"Номер обращения", {}}},
        {"GET", "/contact/solved", kEveryone, kPage, kNoIndex, get_contact_solved_page,
         {"«Это решило вопрос»", {kFromArticle}}},
        {"POST", "/api/v1/tickets", kEveryone, kApi, kNoIndex, post_ticket,
         {"Написать в поддержку", {}, "NewTicket", "TicketReceipt", "", Rate::form}},
        {"GET", "/api/v1/tickets", Access::agent, kApi, kNoIndex, get_tickets,
         {"Обращения, новые первыми", {kTicketWords, kStatus, kStuck, kTicketLimit, kBefore}, "", "TicketList"}},
        {"POST", "/api/v1/tickets/{number}/retry", Access::agent, kApi, kNoIndex, post_ticket_retry,
         {"Доставить обращение сейчас, не дожидаясь очереди", {}, "", "TicketRetry"}},
        {"GET", "/api/v1/tickets/files/{id}", Access::agent, kApi, kNoIndex, get_ticket_file,
         {"Файл из обращения", {}, "", "", "*/*"}},
        {"GET", "/api/v1/tickets/{number}", Access::agent, kApi, kNoIndex, get_ticket,
         {"Обращение целиком", {}, "", "Ticket"}},
    };
}
// clang-format on

const Parameter kCaseArticle{"article", kTextSchema, "Только решённые этой статьёй (или не решённые): её id",
                             false};
const Parameter kCaseLimit{"limit", R"({"type":"integer","minimum":1,"maximum":200})", "Сколько вернуть",
                           false};
const Parameter kCaseBefore{"before", R"({"type":"integer","minimum":0})",
                            "id: только сохранённые раньше этого", false};

// clang-format off
std::vector<Route> case_routes() {
    return {
        {"POST", "/api/v1/cases", Access::agent, kApi, kIndex, post_cases,
         {"Рассказать, какая статья решила обращение; одно или список", {}, "NewCases", "CaseReceipts", "", Rate::none, kTicketBody}},
        {"GET", "/api/v1/cases", Access::agent, kApi, kNoIndex, get_cases,
         {"Решённые обращения, новые первыми", {kCaseArticle, kCaseLimit, kCaseBefore}, "", "CaseList"}},
        {"DELETE", "/api/v1/cases/{id}", Access::agent, kApi, kNoIndex, delete_case,
         {"Забыть решённое обращение", {}, "", "Forgotten"}},
    };
}

std::vector<Route> desk_page_routes() {
    return {
        {"GET", "/desk", Access::agent, kPage, kNoIndex, get_desk_page,
         {"Рабочее место; с ?panel — узкая панель для чужой системы", {kPanel, kPageLang}}},
        {"GET", "/desk/outbox", Access::agent, kPage, kNoIndex, get_outbox_page, {"Доставка обращений", {kPageLang}}},
        {"POST", "/desk/outbox/retry", Access::agent, kPage, kNoIndex, post_outbox_retry,
         {"Отправить сейчас: number обращения, а без него — всё", {}, "", "", "", Rate::none}},
        {"POST", "/desk", Access::agent, kPage, kIndex, post_desk_page,
         {"Подсказки к тексту без скриптов: text", {kPanel, kPageLang}, "", "", "", Rate::none, kTicketBody}},
        {"GET", "/desk/tickets/{number}", Access::agent, kPage, kNoIndex, get_desk_ticket_page,
         {"Рабочее место с открытым обращением", {kPanel, kPageLang}}},
    };
}
std::vector<Route> widget_routes() {
    return {
        {"GET", "/widget.js", kEveryone, kFile, kNoIndex, get_widget_script, {"Виджет для других сайтов", {}, "", "", "text/javascript"}},
        {"GET", "/widget/demo", kEveryone, kPage, kNoIndex, get_widget_demo, {"Виджет на примере", {}}},
        {"GET", "/widget/api/search", kEveryone, kApi, kIndex, get_widget_search,
         {"Поиск для виджета", {kQuery, kCollections}, "", "SearchAnswer", "", Rate::search}},
        {"POST", "/widget/api/suggest", kEveryone, kApi, kIndex, post_widget_suggest,
         {"Ответы, пока человек пишет в виджете", {kCollections}, "SuggestRequest", "SuggestAnswer", "", Rate::suggest, kTicketBody}},
        {"GET", "/widget/api/page", kEveryone, kApi, kIndex, get_widget_page_articles,
         {"Статьи к странице сайта (suggest_for)", {kPageUrl, kCollections}, "", "RelatedAnswer"}},
        {"GET", "/widget/api/articles/{slug}", kEveryone, kApi, kIndex, get_widget_article,
         {"Статья для виджета", {kCollections}, "", "", "text/html"}},
        {"POST", "/widget/api/tickets", kEveryone, kApi, kNoIndex, post_widget_ticket,
         {"Обращение из виджета", {}, "NewTicket", "TicketReceipt", "", Rate::form}},
    };
}
// clang-format on

const Parameter kNext{"next", kTextSchema, "Страница, на которую вернуться", false};

// clang-format off
std::vector<Route> account_routes() {
    return {
        {"GET", "/sign-in", kEveryone, kPage, kNoIndex, get_sign_in_page, {"Вход для сотрудников", {kNext, kPageLang}}},
        {"POST", "/sign-in", kEveryone, kPage, kNoIndex, post_sign_in,
         {"Войти: login, password и next; 303 с cookie", {}, "", "", "", Rate::none}},
        {"GET", "/sign-in/link/{token}", kEveryone, kPage, kNoIndex, get_link_page, {"Задать пароль по ссылке, которая действует один раз", {kPageLang}}},
        {"POST", "/sign-in/link/{token}", kEveryone, kPage, kNoIndex, post_link,
         {"Задать пароль: password и again; для первого администратора ещё login и name", {}, "", "", "", Rate::none}},
        {"POST", "/sign-out", Access::agent, kPage, kNoIndex, post_sign_out, {"Выйти", {}, "", "", "", Rate::none}},
        {"GET", "/account", Access::agent, kPage, kNoIndex, get_account_page, {"Своя учётная запись: сеансы, пароль, токены", {kPageLang}}},
        {"POST", "/account/password", Access::agent, kPage, kNoIndex, post_account_password,
         {"Сменить пароль: password, new и again", {}, "", "", "", Rate::none}},
        {"POST", "/account/sessions/end", Access::agent, kPage, kNoIndex, post_account_sessions_end,
         {"Завершить все сеансы, кроме этого", {}, "", "", "", Rate::none}},
        {"POST", "/account/sessions/{id}/end", Access::agent, kPage, kNoIndex, post_account_session_end,
         {"Завершить свой сеанс", {}, "", "", "", Rate::none}},
        {"POST", "/account/tokens", Access::agent, kPage, kNoIndex, post_account_token,
         {"Создать токен: name, scope (несколько), role и days", {}, "", "", "", Rate::none}},
        {"POST", "/account/tokens/{id}/revoke", Access::agent, kPage, kNoIndex, post_account_token_revoke,
         {"Отозвать свой токен", {}, "", "", "", Rate::none}},
        {"GET", "/admin/users", Access::admin, kPage, kNoIndex, get_users_page, {"Сотрудники", {kPageLang}}},
        {"POST", "/admin/users", Access::admin, kPage, kNoIndex, post_user,
         {"Завести сотрудника: login, name и role; в ответе ссылка для пароля", {}, "", "", "", Rate::none}},
        {"POST", "/admin/users/{id}/link", Access::admin, kPage, kNoIndex, post_user_link,
         {"Новая ссылка для пароля", {}, "", "", "", Rate::none}},
        {"POST", "/admin/users/{id}/role", Access::admin, kPage, kNoIndex, post_user_role,
         {"Сменить роль: role", {}, "", "", "", Rate::none}},
        {"POST", "/admin/users/{id}/disable", Access::admin, kPage, kNoIndex, post_user_disable,
         {"Закрыть вход", {}, "", "", "", Rate::none}},
        {"POST", "/admin/users/{id}/enable", Access::admin, kPage, kNoIndex, post_user_enable,
         {"Открыть вход", {}, "", "", "", Rate::none}},
        {"GET", "/admin/audit", Access::admin, kPage, kNoIndex, get_audit_page, {"Журнал изменений, новые первыми", {kBefore, kPageLang}}},
        {"GET", "/api/v1/me", kEveryone, kApi, kNoIndex, get_me, {"Кто спрашивает", {}, "", "Me"}},
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
      operation(std::move(the_operation)) {
    if (access == Access::undeclared)
        throw std::logic_error(fmt::format("the route {} {} does not say who may call it", method, pattern));
}

const std::vector<Route>& routes() {
    static const std::vector<Route> table = [] {
        std::vector<Route> all = api_routes();
        for (Route& route : page_routes()) all.push_back(std::move(route));
        for (Route& route : contact_routes()) all.push_back(std::move(route));
        for (Route& route : widget_routes()) all.push_back(std::move(route));
        for (Route& route : account_routes()) all.push_back(std::move(route));
        for (Route& route : desk_page_routes()) all.push_back(std::move(route));
        for (Route& route : case_routes()) all.push_back(std::move(route));
        for (Route& route : desk_routes()) all.push_back(std::move(route));
        for (Route& route : write_routes()) all.push_back(std::move(route));
        return all;
    }();
    return table;
}

RouteMatch find_route(std::string_view method, std::string_view path) {
    if (method == "HEAD") method = "GET";
    RouteMatch match;
    std::string others;
    for (const Route& route : routes()) {
        const auto argument = argument_of(route.pattern, path);
        if (!argument) continue;
        if (method == route.method) return {&route, *argument, {}};
        if (others.find(route.method) != std::string::npos) continue;
        others += std::string_view(route.method) == "GET" ? std::string("GET, HEAD, ")
                                                          : route.method + std::string(", ");
    }
    if (!others.empty()) match.allowed = others + "OPTIONS";
    return match;
}

std::size_t body_limit(std::string_view method, std::string_view path) {
    const Route* route = find_route(method, path).route;
    return route == nullptr ? Operation{}.max_body_bytes : route->operation.max_body_bytes;
}

}  // namespace kb
