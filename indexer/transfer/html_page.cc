// SPDX-License-Identifier: GPL-2.0-or-later
// A page may bring much that is not its article: Confluence puts the way to the page, its author and a foot
// around «#main-content», and the space's name before the title. What is known so is left out, and the way to
// the page becomes its category.
#include <libxml/HTMLparser.h>

#include "indexer/transfer/html_nodes.h"
#include "indexer/transfer/markdown_text.h"
#include "stemming/encoding.h"

namespace kb {
namespace {

using DocumentPtr = std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)>;

std::string line_of(xmlNode* node) { return trimmed(squeezed(plain_text(node))); }

std::string title_of(xmlNode* node, int depth) {
    if (depth > kMaxHtmlDepth) return "";
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        if (name_of(child) == "title" && child->children != nullptr && child->children->content != nullptr)
            return trimmed(squeezed(valid_utf8(reinterpret_cast<const char*>(child->children->content))));
        if (name_of(child) == "body") return "";
        if (std::string found = title_of(child, depth + 1); !found.empty()) return found;
    }
    return "";
}

xmlNode* by_id(xmlNode* node, std::string_view id, int depth = 0) {
    if (depth > kMaxHtmlDepth) return nullptr;
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
        if (child->type != XML_ELEMENT_NODE) continue;
        if (attribute(child, "id") == id) return child;
        if (xmlNode* found = by_id(child, id, depth + 1)) return found;
    }
    return nullptr;
}

// The pages above this one, less the space itself.
std::string way_to(xmlNode* breadcrumbs) {
    std::string way;
    bool is_space = true;
    for (xmlNode* item = breadcrumbs->children; item != nullptr; item = item->next) {
        if (item->type != XML_ELEMENT_NODE || name_of(item) != "li") continue;
        std::string name = line_of(item);
        std::replace(name.begin(), name.end(), '/', ' ');
        if (!is_space && !name.empty()) way += (way.empty() ? "" : "/") + name;
        is_space = false;
    }
    return way;
}

// «Поддержка : Нет сети» → «Нет сети».
std::string without_space(const std::string& title) {
    const std::size_t colon = title.find(" : ");
    return colon == std::string::npos ? title : title.substr(colon + 3);
}

HtmlPage confluence_page(xmlNode* root, xmlNode* title, xmlNode* breadcrumbs) {
    xmlNode* content = by_id(root, "main-content");
    HtmlPage page;
    page.is_list = content == nullptr;
    if (page.is_list) return page;
    page = markdown_below(content, without_space(line_of(title)));
    page.way = way_to(breadcrumbs);
    page.is_confluence = true;
    return page;
}

}  // namespace

HtmlPage html_to_markdown(std::string_view html) {
    HtmlPage page;
    if (html.size() > kMaxHtmlPageBytes) {
        page.losses["страница больше 2 МБ"] = 1;
        return page;
    }
    const bool says_encoding = html.substr(0, 4096).find("charset") != std::string_view::npos;
    const bool is_utf8 = is_valid_utf8(html);
    std::string decoded = is_utf8 || says_encoding ? std::string(html) : decode_text(html).text;
    std::erase(decoded, kAddressMark);
    // Its options silence the parser, not what turns encodings into UTF-8.
    xmlSetStructuredErrorFunc(nullptr, [](void*, xmlErrorPtr) {});
    constexpr int kOptions =
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    const DocumentPtr document(htmlReadMemory(decoded.data(), static_cast<int>(decoded.size()), nullptr,
                                              is_utf8 || !says_encoding ? "UTF-8" : nullptr, kOptions),
                               xmlFreeDoc);
    xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (root == nullptr) return page;
    xmlNode* title = by_id(root, "title-text");
    xmlNode* breadcrumbs = by_id(root, "breadcrumbs");
    if (title != nullptr && (breadcrumbs != nullptr || line_of(title).starts_with("Space Details")))
        return confluence_page(root, title, breadcrumbs == nullptr ? title : breadcrumbs);
    return markdown_below(root, title_of(root, 0));
}

}  // namespace kb
