// SPDX-License-Identifier: GPL-2.0-or-later
// A header that is not recognised is body text, and its article is open to all. So before a text is taken for
// one without a header, its beginning is read as an eye reads it:
//     ————                    ← looks like «---»
//     title: Коды             ← and a key follows: the header is lost, whatever else it says
//     audience: internal      ← or this line alone, anywhere above the first heading
// Code, in fences or indented after an empty line, shows how a header is written and is passed over. A
// sentence is no header: a value has at most three words or begins with a word that hides.
#include "indexer/header_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/front_matter.h"
#include "indexer/header_line.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kLinesAtTop = 40;

// The lines of a text one after another.
struct Lines {
    std::string_view rest;
    int number = 0;  // of the line last taken, from 1

    bool take(std::string_view& line) {
        if (rest.empty()) return false;
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        ++number;
        return true;
    }
};

Diagnostic error(std::string code, int line, std::string message, const char* advice) {
    return {Severity::error,
            std::move(code),
            "",
            line,
            1,
            std::move(message),
            fmt::format("{}{}", advice, kHidden)};
}

std::string seen_beginning(std::string_view line) { return as_seen(line.substr(0, kMaxHeaderLineBytes)); }

// «---», «————», «+++»: signs of one kind and nothing else.
bool looks_like_fence(std::string_view seen) {
    const auto is_of = [seen](char sign) { return seen.find_first_not_of(sign) == std::string_view::npos; };
    return !seen.empty() && (is_of('-') || (is_of('+') && seen.size() >= 3));
}

// «```» of «``` yaml»; empty when no block of code begins here.
std::string_view opening_fence(std::string_view text) {
    if (!text.starts_with("```") && !text.starts_with("~~~")) return "";
    const std::size_t end = std::min(text.find_first_not_of(text[0]), text.size());
    const bool is_inline = text[0] == '`' && text.find('`', end) != std::string_view::npos;
    return is_inline ? "" : text.substr(0, end);
}

// Passes over lines of code.
class CodeSkipper {
public:
    bool is_code(std::string_view line) {
        const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
        const std::string_view text = line.substr(begin);
        if (!fence_.empty()) {
            if (begin < 4 && text.starts_with(fence_)) fence_.clear();
            return true;
        }
        const bool is_blank = as_seen(text.substr(0, 64)).empty();
        const bool is_indented = begin >= 4 || text.starts_with('\t');
        const bool is_code = is_indented && (is_after_blank_ || is_blank);
        if (!is_code) is_after_blank_ = is_blank;
        if (!is_indented) fence_ = opening_fence(text);
        return is_code || !fence_.empty();
    }

private:
    std::string fence_;  // of the block that is open
    bool is_after_blank_ = true;
};

bool is_heading(std::string_view line) {
    const std::size_t end = line.find_first_not_of('#');
    const bool is_marked = end != std::string_view::npos && end >= 1 && end <= 6 && line[end] == ' ';
    return is_marked || line.starts_with("===");
}

bool begins_with_key(std::string_view line) {
    const auto found = header_line(line);
    return found && (is_front_matter_key(found->key) || may_hide(found->key));
}

Diagnostic line_outside(int number, std::string_view line) {
    return error("front-matter-outside", number,
                 fmt::format("Похоже на строку шапки, но стоит не в ней: «{}».",
                             first_code_points(seen_beginning(line), 60)),
                 "Шапка начинается с первой строки файла и стоит между двумя строками «---». Если это текст, "
                 "возьмите строку в обратные кавычки.");
}

Diagnostic fence_error(int number, std::string_view line, std::string_view seen) {
    const bool is_exact = line.find_first_not_of(" \t-") == std::string_view::npos;
    if (seen == "---" && is_exact) {
        return error("front-matter-start", number, "Шапка начинается не с первой строки файла.",
                     "Перенесите то, что над ней, под вторую строку «---».");
    }
    if (seen == "---" && line.find("---") != std::string_view::npos) {
        return error("front-matter-start", number, "Рядом с «---» над шапкой стоит невидимый знак.",
                     "Удалите эту строку и наберите «---» заново.");
    }
    return error("front-matter-start", number, "Строка над шапкой — не «---».",
                 "Поставьте над шапкой и под ней ровно три дефиса.");
}

Diagnostic nested_key(int line, int column, std::string_view key) {
    Diagnostic nested =
        error("nested-key", line, fmt::format("Ключ «{}» вложен в другой и не действует.", key),
              "Дайте ему свою строку, без отступа.");
    nested.column = column;
    return nested;
}

// A line that looks like «---» with a key under it; only blank lines and comments stand above.
std::optional<Diagnostic> find_slipped_fence(std::string_view text) {
    Lines lines{text};
    std::string_view line;
    std::optional<Diagnostic> found;
    bool is_in_comment = false;
    while (lines.number < kLinesAtTop && lines.take(line)) {
        const std::string seen = seen_beginning(line);
        is_in_comment = is_in_comment || (!found && seen.starts_with("<!--"));
        if (is_in_comment) {
            is_in_comment = line.find("-->") == std::string_view::npos;
        } else if (found && !seen.empty() && !seen.starts_with('#')) {
            const bool is_item = seen.starts_with("- ");
            return begins_with_key(is_item ? seen.substr(2) : seen) ? found : std::nullopt;
        } else if (!found && looks_like_fence(seen)) {
            found = fence_error(lines.number, line, seen);
        } else if (!found && !seen.empty()) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

// `audience` without a value on its line: the value stands on the next one.
bool continues_hiding(std::string_view above, std::string_view line) {
    const auto upper = header_line(above);
    return upper && may_hide(upper->key) && upper->value.empty() &&
           has_hiding_word({upper->key, seen_beginning(line), true});
}

// A line that hides, above the first heading; the title does not count as one.
std::optional<Diagnostic> find_line_at_top(std::string_view text) {
    Lines lines{text};
    CodeSkipper code;
    std::string_view line;
    std::string_view above;
    bool is_below_title = false;
    while (lines.number < kLinesAtTop && lines.take(line)) {
        if (code.is_code(line) || seen_beginning(line).empty()) continue;
        if (is_heading(line)) {
            if (!above.empty() && !begins_with_key(above)) return std::nullopt;
            is_below_title = is_below_title || above.empty();
            continue;
        }
        const auto found = header_line(line);
        const bool hides = found && may_hide(found->key) &&
                           (is_below_title ? has_hiding_word(*found) : looks_hiding(*found));
        if (hides) return line_outside(lines.number, line);
        if (continues_hiding(above, line)) return line_outside(lines.number - 1, above);
        above = line;
    }
    return std::nullopt;
}

std::size_t indent_of(std::string_view line) { return line.find_first_not_of(' '); }

}  // namespace

std::optional<Diagnostic> find_lost_header(std::string_view text) {
    if (auto found = find_slipped_fence(text)) return found;
    return find_line_at_top(text);
}

std::optional<Diagnostic> find_line_below_header(std::string_view body, int first_line) {
    Lines lines{body};
    CodeSkipper code;
    std::string_view line;
    bool is_in_paragraph = false;
    while (lines.number < kLinesAtTop && lines.take(line)) {
        const std::string seen = seen_beginning(line);
        if (code.is_code(line) || is_heading(line) || (seen.empty() && is_in_paragraph)) return std::nullopt;
        const auto found = header_line(line);
        if (found && may_hide(found->key) && has_hiding_word(*found))
            return line_outside(first_line + lines.number - 1, line);
        is_in_paragraph = is_in_paragraph || (!seen.empty() && !looks_like_fence(seen));
    }
    return std::nullopt;
}

std::optional<Diagnostic> find_slipped_line(std::string_view yaml, int first_line) {
    Lines lines{yaml};
    std::string_view line;
    std::size_t indent = std::string_view::npos;  // of the first key
    while (lines.take(line)) {
        const std::string seen = seen_beginning(line);
        if (seen.empty() || seen.starts_with('#')) continue;
        if (indent == std::string_view::npos) indent = indent_of(line);
        const std::string word = seen.substr(0, seen.find_first_of(" :=;,->"));
        const auto found = header_line(line);
        const int number = first_line + lines.number - 1;
        if (indent_of(line) > indent) {
            if (found && looks_hiding(*found))
                return nested_key(number, static_cast<int>(indent_of(line)) + 1, found->key);
        } else if (found ? may_hide(found->key) && !found->is_plain : may_hide(word)) {
            return error("key-colon", number, fmt::format("После «{}» нет двоеточия с пробелом.", word),
                         "Напишите «ключ: значение» обычным двоеточием.");
        }
    }
    return std::nullopt;
}

std::optional<Diagnostic> find_nested_key(const YamlNode& root) {
    for (const YamlNode& item : root.items) {
        for (const YamlNode& key : item.keys) {
            if (may_hide(key.text)) return nested_key(key.line, key.column, key.text);
        }
        if (auto found = find_nested_key(item)) return found;
    }
    return std::nullopt;
}

}  // namespace kb
