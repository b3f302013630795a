// SPDX-License-Identifier: GPL-2.0-or-later
// What web/build.mjs puts into the program: bundled scripts and styles, and the page templates and
// their texts.
#pragma once

#include <span>
#include <string_view>

namespace kb {

struct Asset {
    std::string_view name;  // "help.css"
    std::string_view path;  // "help-1f6b….css": changes with the contents
    std::string_view content_type;
    std::string_view etag;  // quoted
    std::string_view plain, gzip, brotli;
};

struct TemplateText {
    std::string_view name;  // "article"
    std::string_view text;
};

// A text of the pages in both languages; web/texts.txt.
struct TextRow {
    std::string_view key, ru, en;
};

std::span<const Asset> assets();
std::span<const TemplateText> template_texts();
std::span<const TextRow> text_rows();  // by key

}  // namespace kb
