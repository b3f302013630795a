// SPDX-License-Identifier: GPL-2.0-or-later
// A file whose block is half there is refused rather than read without it: what the lost lines said may have
// been «audience: internal».
#include "indexer/front_matter_block.h"

#include <algorithm>
#include <string>

#include "indexer/front_matter.h"
#include "indexer/header_slips.h"

namespace kb {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? ""
                                           : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_fence(std::string_view line) {
    const std::string_view text = trimmed(line);
    return text == "---" || text == "...";
}

bool begins_with_key(std::string_view line) {
    const std::size_t colon = line.find(':');
    return colon != std::string_view::npos && is_front_matter_key(line.substr(0, colon));
}

FrontMatterBlock broken(Diagnostic diagnostic) {
    FrontMatterBlock block;
    block.kind = FrontMatterBlock::Kind::broken;
    block.diagnostics.push_back(std::move(diagnostic));
    return block;
}

FrontMatterBlock broken(std::string code, int line, std::string message, std::string advice) {
    return broken({Severity::error, std::move(code), "", line, 1, std::move(message), std::move(advice)});
}

// The lines of a text one after another, with the place each begins at.
struct LineCursor {
    std::string_view text;
    std::size_t next = 0;
    int number = 0;  // of the line last taken, from 1

    bool is_at_end() const { return next >= text.size(); }
    std::string_view take() {
        const std::size_t begin = next;
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        next = end + 1;
        ++number;
        return text.substr(begin, end - begin);
    }
};

// «title: …» at the very top with a «---» below it: the upper line was forgotten.
bool lacks_first_fence(LineCursor cursor, std::string_view first) {
    if (!begins_with_key(first)) return false;
    for (int i = 0; i < 60 && !cursor.is_at_end(); ++i) {
        const std::string_view line = cursor.take();
        if (is_fence(line)) return true;
        if (trimmed(line).empty()) return false;
    }
    return false;
}

}  // namespace

FrontMatterBlock find_front_matter(std::string_view text) {
    LineCursor cursor{text};
    std::string_view first;
    while (trimmed(first).empty() && !cursor.is_at_end()) first = cursor.take();
    const int first_number = cursor.number;
    FrontMatterBlock block;
    block.body = text;
    if (lacks_first_fence(cursor, first)) {
        return broken("front-matter-start", first_number, "Перед шапкой статьи нет строки «---».",
                      "Начните файл строкой «---».");
    }
    if (trimmed(first) != "---") {
        auto lost = find_lost_header(text);
        return lost ? broken(*std::move(lost)) : block;
    }
    const std::size_t begin = std::min(cursor.next, text.size());
    while (!cursor.is_at_end()) {
        const std::size_t line_begin = cursor.next;
        if (!is_fence(cursor.take())) continue;
        block.kind = FrontMatterBlock::Kind::present;
        block.yaml = text.substr(begin, line_begin - begin);
        block.yaml_line = first_number + 1;
        block.body = text.substr(std::min(cursor.next, text.size()));
        block.body_line = cursor.number + 1;
        auto below = find_line_below_header(block.body, block.body_line);
        return below ? broken(*std::move(below)) : block;
    }
    return broken("front-matter-end", first_number, "Шапка статьи открыта строкой «---», но не закрыта.",
                  "Поставьте вторую строку «---» после шапки.");
}

}  // namespace kb
