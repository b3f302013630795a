// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_routes.h"

#include "server/http/desk_handlers.h"

namespace kb {
namespace {

constexpr auto kAgent = Access::agent;
constexpr auto kApi = RouteKind::api;
constexpr auto kIndex = NeedsIndex::yes;
constexpr auto kNoIndex = NeedsIndex::no;
constexpr std::size_t kDeskBody = std::size_t{4} << 20;  // whatever people paste; what is too much is cut

const Parameter kLimit{"limit", R"({"type":"integer","minimum":1,"maximum":200})", "Сколько вернуть", false};
const Parameter kArticle{"article", R"({"type":"string"})",
                         "id статьи; без него — открытые замечания ко всем", false};
const Parameter kThisArticle{"article", R"({"type":"string"})", "id статьи", true};

}  // namespace

// clang-format off
std::vector<Route> desk_routes() {
    return {
        {"POST", "/api/v1/desk/suggest", kAgent, kApi, kIndex, post_desk_suggest,
         {"Что ответить на обращение: статьи, шаблоны, решённые обращения", {}, "DeskAsk", "DeskAnswer", "", Rate::none, kDeskBody}},
        {"POST", "/api/v1/desk/marks", kAgent, kApi, kIndex, post_desk_mark,
         {"Что сотрудник сделал с подсказкой: вставил, открыл, «не то», «решено»", {}, "DeskMark", "DeskMarked", "", Rate::none, kDeskBody}},
        {"POST", "/api/v1/desk/gaps", kAgent, kApi, kNoIndex, post_desk_gap,
         {"«Нет статьи»: запомнить слова клиента", {}, "NewDeskGap", "NewId", "", Rate::none, kDeskBody}},
        {"GET", "/api/v1/desk/gaps", kAgent, kApi, kNoIndex, get_desk_gaps,
         {"Чего не хватает: похожие вместе, частые первыми", {kLimit}, "", "DeskGaps"}},
        {"POST", "/api/v1/desk/draft", kAgent, kApi, kIndex, post_desk_draft,
         {"Черновик статьи из обращения; похожие статьи рядом", {}, "NewDeskDraft", "DeskDraft", "", Rate::none, kDeskBody}},
        {"GET", "/api/v1/desk/scripts/{id}", kAgent, kApi, kIndex, get_desk_script, {"Сценарий звонка по шагам", {}, "", "DeskScript"}},
        {"GET", "/api/v1/desk/scripts", kAgent, kApi, kIndex, get_desk_scripts, {"Сценарии звонков", {}, "", "DeskScripts"}},
        {"POST", "/api/v1/desk/calls", kAgent, kApi, kIndex, post_desk_call,
         {"Записать звонок: пройденные шаги, чем кончился, заметки", {}, "NewDeskCall", "NewId"}},
        {"GET", "/api/v1/desk/calls", kAgent, kApi, kNoIndex, get_desk_calls, {"Звонки, новые первыми", {kLimit}, "", "DeskCalls"}},
        {"GET", "/api/v1/desk/notes", kAgent, kApi, kIndex, get_desk_notes,
         {"Замечания к статье для её владельца", {kArticle, kLimit}, "", "DeskNotes"}},
        {"POST", "/api/v1/desk/notes", kAgent, kApi, kIndex, post_desk_note,
         {"Оставить замечание к статье", {kThisArticle}, "NewDeskNote", "NewId"}},
        {"POST", "/api/v1/desk/notes/{id}/done", kAgent, kApi, kNoIndex, post_desk_note_done,
         {"Замечание учтено", {}, "", "DeskNoteDone"}},
        {"GET", "/api/v1/desk/articles/{id}", kAgent, kApi, kIndex, get_desk_article,
         {"Статья целиком и замечания к ней", {}, "", "DeskArticle"}},
        {"POST", "/api/v1/tickets/{number}/status", kAgent, kApi, kNoIndex, post_ticket_status,
         {"Сменить состояние обращения", {}, "NewTicketStatus", "TicketStatus"}},
        {"POST", "/api/v1/tickets/{number}/messages", kAgent, kApi, kNoIndex, post_ticket_message,
         {"Добавить сообщение; ответ сотрудника уходит клиенту, если есть куда", {}, "NewTicketMessage", "TicketMessageReceipt"}},
    };
}
// clang-format on

}  // namespace kb
