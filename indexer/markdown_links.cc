// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/markdown_links.h"

#include <cmark-gfm.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "indexer/links.h"
#include "indexer/markdown_nodes.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

// «<img » → «<img>»: a tag as it is called, whatever its attributes.
std::string trimmed_tag(std::string_view tag) {
    while (tag.ends_with(' ') || tag.ends_with('\n') || tag.ends_with('>')) tag.remove_suffix(1);
    return std::string(tag) + ">";
}

// Takes raw HTML out of a tree, and marks or takes away its links.
class Cleaner {
public:
    Cleaner(MarkdownResult& result, int first_line, std::string_view article_path)
        : result_(result), first_line_(first_line), article_path_(article_path) {}

    void clean(Visit visit, cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
            drop_html(node);
        } else if ((type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) && visit == Visit::leave) {
            clean_link(node, type == CMARK_NODE_IMAGE);
        }
    }

private:
    // An inline <br> stays: the renderer knows it as the one tag that is left.
    void drop_html(cmark_node* node) {
        std::string_view html = literal_of(node);
        html.remove_prefix(std::min(html.find_first_not_of(" \n"), html.size()));
        const std::string start = lower(html.substr(0, 4));
        if (start.starts_with("<br") && cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE) return;
        if (start != "<!--" && !has_reported_html_) {
            has_reported_html_ = true;
            const std::string_view tag =
                first_code_points(html.substr(0, html.find_first_of(" \n>") + 1), 40);
            report("raw-html", node, fmt::format("HTML-тег «{}» в статье не показывается.", trimmed_tag(tag)),
                   "Замените его разметкой Markdown; если это текст, возьмите его в `обратные кавычки`.");
        }
        cmark_node_free(node);
    }

    void clean_link(cmark_node* node, bool is_image) {
        const std::string target(cmark_node_get_url(node));
        const std::optional<std::string> url = safe_url(node, target, is_image);
        if (!url) {
            unwrap(node);
            return;
        }
        Link link;
        link.text = plain_text(node);
        link.target = target;
        link.line = line_of(node);
        link.is_image = is_image;
        result_.links.push_back(std::move(link));
        if (*url != target) cmark_node_set_url(node, url->c_str());
    }

    // What stands in the HTML; nothing: the link must go.
    std::optional<std::string> safe_url(cmark_node* node, std::string_view target, bool is_image) {
        if (target.empty()) {
            report("empty-link", node, "Ссылка или картинка без адреса.",
                   "Впишите адрес или уберите скобки.");
            return std::nullopt;
        }
        if (target.front() == '#') return std::string(target);
        if (has_scheme(target)) {
            if (has_allowed_scheme(target)) return std::string(target);
            report("unsafe-link", node,
                   fmt::format("Адрес «{}» здесь не разрешён, ссылка убрана.", first_code_points(target, 60)),
                   "Можно http, https, mailto, tel и пути к файлам базы.");
            return std::nullopt;
        }
        const auto found =
            is_image ? resolve_file(article_path_, target) : resolve_link(article_path_, target);
        if (!found) {
            report("link-outside", node,
                   fmt::format("Адрес «{}» ведёт за пределы папки статей, ссылка убрана.",
                               first_code_points(target, 60)),
                   "Напишите путь от этой статьи или полный адрес с https://.");
            return std::nullopt;
        }
        if (is_image || !found->path.ends_with(".md")) return "kb-file:" + encode_path(found->path);
        std::string url = "kb:" + encode_path(found->path);
        if (!found->anchor.empty()) url.append("#").append(encode_path(found->anchor));
        return url;
    }

    static bool has_scheme(std::string_view target) {
        const std::size_t end = target.find_first_of(":/?#");
        return end != std::string_view::npos && target[end] == ':';
    }
    static bool has_allowed_scheme(std::string_view target) {
        const std::string scheme = lower(target.substr(0, target.find(':')));
        return scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel";
    }

    // Inline nodes know their line; where cmark left it out, the block around does.
    int line_of(cmark_node* node) const {
        while (node != nullptr && cmark_node_get_start_line(node) == 0) node = cmark_node_parent(node);
        return node == nullptr ? first_line_ : cmark_node_get_start_line(node) + first_line_ - 1;
    }

    void report(std::string code, cmark_node* node, std::string message, std::string advice) {
        result_.diagnostics.push_back({Severity::warning, std::move(code), "", line_of(node), 0,
                                       std::move(message), std::move(advice)});
    }

    MarkdownResult& result_;
    int first_line_;
    std::string_view article_path_;
    bool has_reported_html_ = false;
};

}  // namespace

void clean_links(cmark_node* document, int first_line, std::string_view article_path,
                 MarkdownResult& result) {
    Cleaner cleaner(result, first_line, article_path);
    walk(document, [&](Visit visit, cmark_node* node) { cleaner.clean(visit, node); });
}

}  // namespace kb
