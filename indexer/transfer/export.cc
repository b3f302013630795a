// SPDX-License-Identifier: GPL-2.0-or-later
// Pages are the same safe HTML that the server shows. Links to what does not go along lose their address and
// keep their words, as they do for a reader who may not follow them.
#include "indexer/transfer/export.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/error.h"
#include "indexer/json_text.h"
#include "indexer/links.h"
#include "indexer/shown_files.h"
#include "indexer/transfer/base64.h"
#include "indexer/transfer/export_base.h"
#include "indexer/transfer/site_files.h"
#include "indexer/transfer/site_index.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

std::string page_head(std::string_view lang, std::string_view title, std::string_view style) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n{}\n</head>\n",
        html_escaped(lang), html_escaped(title), style);
}

std::string heading(int level, std::string_view anchor, std::string_view title) {
    return fmt::format("<h{0} id=\"{1}\">{2}</h{0}>\n", level, html_escaped(anchor), html_escaped(title));
}

// The pictures and the sections of an article; `anchor_of` makes a section's anchor unique on its page.
std::string article_body(const Article& article, const UrlOf& article_url, const UrlOf& file_url,
                         const std::string& anchor_prefix, int levels_down) {
    std::string html;
    for (const Section& section : article.sections) {
        if (section.level > 0) {
            html += heading(std::min(section.level + levels_down, 6), anchor_prefix + section.anchor,
                            section.title);
        }
        html += link_html(section.html, article_url, file_url);
    }
    return html;
}

class Site {
public:
    Site(FileSystem& files, const ExportRequest& request, const ExportBase& base)
        : files_(files), to_(request.to), base_(base), taken_(files, request.articles_dir) {}

    std::size_t write() {
        files_.make_folders(to_);
        for (const Article& article : base_.articles) write_article(article);
        write_index();
        put("site.css", kSiteStyle);
        put("site.js", kSiteScript);
        put("index.js", site_index(base_));
        for (const std::string& path : taken_.paths()) {
            const std::string target = "files/" + path;
            files_.make_folders(to_ + "/" + target.substr(0, target.rfind('/')));
            put(target, taken_.bytes(path));
        }
        return count_;
    }

private:
    void put(const std::string& name, std::string_view bytes) {
        files_.write_atomically(to_ + "/" + name, bytes);
        ++count_;
    }

    void write_article(const Article& article) {
        const UrlOf article_url = [&](std::string_view path) -> std::optional<std::string> {
            const Article* target = base_.linked(path);
            if (target == nullptr) return std::nullopt;
            return encode_path(base_.names.at(target->path)) + ".html";
        };
        const UrlOf file_url = [&](std::string_view path) -> std::optional<std::string> {
            if (!taken_.take(article, path)) return std::nullopt;
            return "files/" + encode_path(path);
        };
        std::string html =
            page_head(article.lang, article.title, "<link rel=\"stylesheet\" href=\"site.css\">");
        html += fmt::format(
            "<body>\n<p class=\"path\"><a href=\"index.html\">{}</a> · {}</p>\n<main>\n<h1>{}</h1>\n",
            article.lang == "ru" ? "Все статьи" : "All articles",
            html_escaped(base_.category_title(article.category)), html_escaped(article.title));
        html += article_body(article, article_url, file_url, "", 0);
        html += "</main>\n</body>\n</html>\n";
        put(base_.names.at(article.path) + ".html", html);
    }

    void write_index() {
        std::string html = page_head("ru", "База знаний", "<link rel=\"stylesheet\" href=\"site.css\">");
        html +=
            "<body>\n<main>\n<h1>База знаний</h1>\n<form id=\"form\" role=\"search\">"
            "<label for=\"query\">Что случилось?</label>\n"
            "<input id=\"query\" type=\"search\" autocomplete=\"off\"></form>\n"
            "<ol id=\"results\" aria-live=\"polite\"></ol>\n"
            "<p id=\"nothing\" hidden>Ничего не нашлось. Попробуйте другие слова.</p>\n<nav id=\"all\">\n";
        const std::string* category = nullptr;
        for (const Article& article : base_.articles) {
            if (category == nullptr || *category != article.category) {
                if (category != nullptr) html += "</ul>\n";
                category = &article.category;
                html += fmt::format("<h2>{}</h2>\n<ul>\n", html_escaped(base_.category_title(*category)));
            }
            html += fmt::format("<li><a href=\"{}.html\">{}</a></li>\n",
                                encode_path(base_.names.at(article.path)), html_escaped(article.title));
        }
        html += category == nullptr ? "" : "</ul>\n";
        html +=
            "</nav>\n</main>\n<script src=\"index.js\"></script>\n<script "
            "src=\"site.js\"></script>\n</body>\n</html>\n";
        put("index.html", html);
    }

    FileSystem& files_;
    const std::string& to_;
    const ExportBase& base_;
    ExportedFiles taken_;
    std::size_t count_ = 0;
};

// One page: contents, then the articles, links between them as anchors, pictures inside.
std::string printable(FileSystem& files, const ExportRequest& request, const ExportBase& base) {
    ExportedFiles taken(files, request.articles_dir);
    std::string contents;
    std::string articles;
    for (const Article& article : base.articles) {
        const std::string& name = base.names.at(article.path);
        const UrlOf article_url = [&](std::string_view path) -> std::optional<std::string> {
            const Article* target = base.linked(path);
            if (target == nullptr) return std::nullopt;
            return "#" + encode_path(base.names.at(target->path));
        };
        const UrlOf file_url = [&](std::string_view path) -> std::optional<std::string> {
            const std::string_view type = picture_type(path);
            if (type.empty() || !taken.take(article, path)) return std::nullopt;
            return fmt::format("data:{};base64,{}", type, base64(taken.bytes(std::string(path))));
        };
        contents +=
            fmt::format("<li><a href=\"#{}\">{}</a></li>\n", encode_path(name), html_escaped(article.title));
        articles += fmt::format("<article>\n{}", heading(1, name, article.title));
        articles += article_body(article, article_url, file_url, name + "--", 0) + "</article>\n";
    }
    return page_head("ru", "База знаний", fmt::format("<style>\n{}</style>", kSiteStyle)) +
           fmt::format("<body>\n<h1>База знаний</h1>\n<nav>\n<ol>\n{}</ol>\n</nav>\n{}</body>\n</html>\n",
                       contents, articles);
}

std::string quoted_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + json_quoted(text);
    return "[" + list + "]";
}

std::string json_line(const ExportBase& base, const Article& article) {
    std::string sections;
    for (const Section& section : article.sections) {
        sections += fmt::format(R"({}{{"title": {}, "anchor": {}, "level": {}, "text": {}}})",
                                sections.empty() ? "" : ", ", json_quoted(section.title),
                                json_quoted(section.anchor), section.level, json_quoted(section.text));
    }
    return fmt::format(
        R"({{"id": {}, "slug": {}, "title": {}, "summary": {}, "lang": {}, "category": {}, "category_title": {}, "audience": {}, "type": {}, "level": {}, "tags": {}, "aliases": {}, "updated": {}, "sections": [{}]}})"
        "\n",
        json_quoted(article.id), json_quoted(article.slug), json_quoted(article.title),
        json_quoted(article.summary), json_quoted(article.lang), json_quoted(article.category),
        json_quoted(base.category_title(article.category)), json_quoted(audience_name(article.audience)),
        json_quoted(type_name(article.type)), json_quoted(level_name(article.level)),
        quoted_list(article.tags), quoted_list(article.aliases), json_quoted(article.updated), sections);
}

void require_new(FileSystem& files, const std::string& to, bool is_folder) {
    const auto stat = files.stat(to);
    if (!stat) return;
    if (is_folder && stat->kind == FileStat::Kind::folder && files.list(to).empty()) return;
    throw ConfigError(
        fmt::format("{} уже есть, а выгрузка ничего не перезаписывает. Укажите новое имя: --to ПУТЬ.", to));
}

}  // namespace

ExportReport export_base(FileSystem& files, const ExportRequest& request) {
    require_new(files, request.to, request.format == "site");
    const ExportBase base = read_export_base(files, request.articles_dir, request.has_internal);
    ExportReport report{base.articles.size(), 1, base.diagnostics};
    if (request.format == "site") {
        report.files = Site(files, request, base).write();
    } else if (request.format == "html") {
        files.write_atomically(request.to, printable(files, request, base));
    } else {
        std::string lines;
        for (const Article& article : base.articles) lines += json_line(base, article);
        files.write_atomically(request.to, lines);
    }
    return report;
}

}  // namespace kb
