// SPDX-License-Identifier: GPL-2.0-or-later
// What both readers of HTML trees ask of a node. Nobody outside transfer/ includes this.
#pragma once

#include <libxml/tree.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/transfer/html_markdown.h"
#include "stemming/utf8.h"

namespace kb {

inline constexpr int kMaxHtmlDepth = 200;

inline std::string_view name_of(const xmlNode* node) {
    return node->name == nullptr ? std::string_view() : reinterpret_cast<const char*>(node->name);
}

inline std::string attribute(xmlNode* node, const char* name) {
    const std::unique_ptr<xmlChar, void (*)(void*)> value(
        xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), xmlFree);
    return value ? valid_utf8(reinterpret_cast<const char*>(value.get())) : "";
}

// All text below, as it stands.
inline std::string plain_text(xmlNode* node) {
    const std::unique_ptr<xmlChar, void (*)(void*)> content(xmlNodeGetContent(node), xmlFree);
    return content ? valid_utf8(reinterpret_cast<const char*>(content.get())) : "";
}

// What stands below `root`, which gives no words itself.
HtmlPage markdown_below(xmlNode* root, const std::string& title);

}  // namespace kb
