// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/write_routes.h"

#include "server/http/write_handlers.h"

namespace kb {
namespace {

const Parameter kArticlePath{"path", R"({"type":"string"})", "Путь файла статьи в папке статей", true};
const Parameter kWords{"q", R"({"type":"string"})", "Слова; «ё», окончания и большие буквы не важны"};
constexpr std::size_t kArticleBody = std::size_t{2} << 20;  // 256 kB of text, escaped
constexpr std::size_t kImageBody = std::size_t{6} << 20;
constexpr auto kWriter = Access::writer;

}  // namespace

// clang-format off
std::vector<Route> write_routes() {
    return {
        {"GET", "/api/v1/write/tree", kWriter, RouteKind::api, NeedsIndex::no, get_write_tree, {"Все файлы статей с их состоянием", {}, "", "WriteTree"}},
        {"GET", "/api/v1/write/version", kWriter, RouteKind::api, NeedsIndex::no, get_write_version, {"Меняется, когда меняется папка статей", {}, "", "WriteVersion"}},
        {"GET", "/api/v1/write/search", kWriter, RouteKind::api, NeedsIndex::no, get_write_search,
         {"Статьи, в тексте которых есть эти слова; черновики тоже", {kWords}, "", "WriteFound"}},
        {"GET", "/api/v1/write/articles/{path}", kWriter, RouteKind::api, NeedsIndex::no, get_write_article, {"Текст статьи, как он лежит в файле", {}, "", "WriteSource"}},
        {"POST", "/api/v1/write/articles", kWriter, RouteKind::api, NeedsIndex::no, post_write_article,
         {"Сохранить статью; 409 — её успели изменить", {}, "WriteSave", "WriteSaved", "", Rate::none, kArticleBody}},
        {"POST", "/api/v1/write/move", kWriter, RouteKind::api, NeedsIndex::no, post_write_move,
         {"Переименовать файл или адрес; старый адрес ведёт на новый", {}, "WriteMove", "WriteSaved"}},
        {"POST", "/api/v1/write/images", kWriter, RouteKind::api, NeedsIndex::no, post_write_image,
         {"Положить картинку рядом со статьёй: path и файл", {}, "", "WriteImage", "", Rate::none, kImageBody}},
        {"GET", "/write/files/{path}", kWriter, RouteKind::file, NeedsIndex::no, get_write_file, {"Картинка черновика", {}, "", "", "*/*"}},
        {"POST", "/api/v1/write/new", kWriter, RouteKind::api, NeedsIndex::no, post_write_new, {"Заготовка новой статьи; ничего не сохраняет", {}, "WriteNew", "WriteSkeleton"}},
        {"POST", "/api/v1/write/check", kWriter, RouteKind::api, NeedsIndex::yes, post_write_check,
         {"Замечания к тексту и места его разделов", {}, "WriteCheck", "WriteChecked", "", Rate::none, kArticleBody}},
        {"POST", "/write/preview", kWriter, RouteKind::page, NeedsIndex::yes, post_write_preview_page,
         {"Страница, какой её увидят читатели", {}, "WriteCheck", "", "", Rate::none, kArticleBody}},
        {"GET", "/write", kWriter, RouteKind::page, NeedsIndex::no, get_write_page, {"Мастерская: писать и проверять статьи", {}}},
        {"POST", "/api/v1/write/find", kWriter, RouteKind::api, NeedsIndex::yes, post_write_find,
         {"На каком месте будет статья по словам людей", {}, "WriteCheck", "WriteRanks", "", Rate::none, kArticleBody}},
        {"GET", "/api/v1/write/gaps", kWriter, RouteKind::api, NeedsIndex::yes, get_write_gaps, {"Что искали и не нашли, а эта статья рядом", {kArticlePath}, "", "WriteGaps"}},
        {"GET", "/api/v1/write/history", kWriter, RouteKind::api, NeedsIndex::no, get_write_history, {"Прошлые версии статьи", {kArticlePath}, "", "WriteHistory"}},
        {"GET", "/api/v1/write/history/{revision}", kWriter, RouteKind::api, NeedsIndex::no, get_write_revision, {"Текст прошлой версии", {kArticlePath}, "", "WriteText"}},
    };
}
// clang-format on

}  // namespace kb
