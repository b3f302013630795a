// SPDX-License-Identifier: GPL-2.0-or-later
// cmark's time grows with the square of some repetitions: a 28 KB table took 45 s, 64 KB of nested lists 8 s.
// Each limit below keeps the worst text within it under a second, and none is met by an article a person
// would write.
//
// A line is read as cmark's block parser does: blanks, then marks of containers («>», «-», «12.»), then the
// rest. Fenced code is not told apart: whether a fence is open depends on the containers around it, and a
// guard that guesses wrong guards nothing. What it costs: code with a 65 columns deep «- » is refused.
#include "indexer/markdown_guard.h"

#include <fmt/format.h>

#include <algorithm>

namespace kb {
namespace {

constexpr int kMaxContainerMarks = 32;
constexpr int kMaxIndentColumns = 64;
constexpr int kMaxTableColumns = 30;
constexpr int kMaxTableCells = 20'000;
constexpr int kMaxOpenersInParagraph = 200;
constexpr int kMaxAddressesInParagraph = 1000;  // cmark looks through the paragraph again for each
constexpr int kMaxCellsInRow = 500;
constexpr int kMaxFootnoteMarks = 1000;
constexpr int kMaxHeadings = 10'000;  // and rules: each is a node of its own; code may hold such lines too
constexpr int kMaxEmphasisRuns = 30'000;  // of «*» and «~»: each is a node until its end is found
constexpr std::size_t kMaxLinkBytes = kMaxHtmlBytes;
constexpr int kTabColumns = 4;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What one line begins with.
struct LineStart {
    int indent_columns = 0;  // before the first mark
    int marks = 0;
    std::string_view rest;  // after the marks
};

// The length of a container mark at `at`, 0 when there is none.
std::size_t mark_length(std::string_view line, std::size_t at) {
    if (line[at] == '>') return 1;
    std::size_t end = at;
    while (end < line.size() && end - at < 9 && is_digit(line[end])) ++end;
    const bool is_number = end > at && end < line.size() && (line[end] == '.' || line[end] == ')');
    const bool is_bullet = line[at] == '-' || line[at] == '+' || line[at] == '*';
    if (!is_number && !is_bullet) return 0;
    end = is_number ? end + 1 : at + 1;
    return end == line.size() || is_blank(line[end]) ? end - at : 0;
}

LineStart line_start(std::string_view line) {
    LineStart start;
    std::size_t at = 0;
    int columns = 0;
    while (at < line.size()) {
        if (is_blank(line[at])) {
            columns += line[at] == '\t' ? kTabColumns - columns % kTabColumns : 1;
            ++at;
            continue;
        }
        const std::size_t length = mark_length(line, at);
        if (length == 0) break;
        if (start.marks++ == 0) start.indent_columns = columns;
        at += length;
    }
    start.rest = line.substr(at);
    return start;
}

// How many columns a table's second line («|---|:-:|») announces; 0: it is no such line.
int delimiter_columns(std::string_view rest) {
    const auto belongs = [](char c) { return c == '|' || c == '-' || c == ':' || is_blank(c); };
    if (rest.find('-') == std::string_view::npos || !std::all_of(rest.begin(), rest.end(), belongs)) return 0;
    while (!rest.empty() && is_blank(rest.back())) rest.remove_suffix(1);
    const auto pipes = static_cast<int>(std::count(rest.begin(), rest.end(), '|'));
    const int outer = (rest.front() == '|' ? 1 : 0) + (rest.size() > 1 && rest.back() == '|' ? 1 : 0);
    return pipes == 0 ? 0 : pipes + 1 - outer;
}

// A line «[label]: address "title"»: how long the definition is, and whether it may go on in the next line.
struct Definition {
    std::size_t size_bytes = 0;  // 0: the line defines nothing
    bool is_open = false;
    bool may_get_title = false;  // if the next line begins with a quote
};

Definition definition_in(std::string_view rest) {
    const std::size_t close = rest.starts_with('[') ? rest.find(']') : std::string_view::npos;
    if (close == std::string_view::npos || rest.find("]:") == std::string_view::npos) return {};
    const std::size_t begin = rest.find_first_not_of(" \t", std::min(close + 2, rest.size()));
    if (rest.substr(close, 2) != "]:" || begin == std::string_view::npos) return {rest.size(), true, false};
    const std::size_t end = std::min(rest.find_first_of(" \t", begin), rest.size());
    const std::size_t title = rest.find_first_not_of(" \t", end);
    if (title == std::string_view::npos) return {rest.size(), false, true};
    const char closing = rest[title] == '(' ? ')' : rest[title];
    const std::size_t last = rest.find_last_not_of(" \t");
    const bool is_closed = last > title && rest.find(closing, title + 1) == last;
    return {rest.size(), !is_closed, false};
}

int count_openers(std::string_view line) {
    int count = 0;
    for (std::size_t at = 0; at + 1 < line.size(); ++at) {
        const bool is_html = line[at] == '<' && (line[at + 1] == '?' || line[at + 1] == '!');
        if (is_html || (line[at] == '!' && line[at + 1] == '[')) ++count;
    }
    return count;
}

// What cmark may take for the beginning of an address: «://», «@».
int count_addresses(std::string_view line) {
    auto count = static_cast<int>(std::count(line.begin(), line.end(), '@'));
    for (std::size_t at = line.find("://"); at != std::string_view::npos; at = line.find("://", at + 3))
        ++count;
    return count;
}

// What may be a heading, the line under one, or a rule.
bool may_be_heading(std::string_view rest) {
    while (!rest.empty() && is_blank(rest.back())) rest.remove_suffix(1);
    if (rest.empty()) return false;
    const char sign = rest.front();
    return sign == '#' ||
           ((sign == '=' || sign == '-') && rest.find_first_not_of(sign) == std::string_view::npos);
}

int count_emphasis_runs(std::string_view line) {
    int count = 0;
    for (std::size_t at = line.find_first_of("*~"); at != std::string_view::npos;) {
        ++count;
        const std::size_t after = line.find_first_not_of(line[at], at);
        at = after == std::string_view::npos ? after : line.find_first_of("*~", after);
    }
    return count;
}

// Goes through the lines, remembering the paragraph and the table it is in.
class Guard {
public:
    explicit Guard(int first_line) : line_number_(first_line - 1) {}

    std::optional<Diagnostic> find_excess(std::string_view line) {
        ++line_number_;
        const LineStart start = line_start(line);
        if (start.marks > kMaxContainerMarks) {
            return excess(
                "too-deep",
                fmt::format("Больше {} знаков списка или цитаты в начале строки.", kMaxContainerMarks),
                "Разбейте вложенный список на несколько простых.");
        }
        if (start.marks > 0 && start.indent_columns > kMaxIndentColumns) {
            return excess("too-indented",
                          fmt::format("Пункт списка сдвинут дальше {} столбцов.", kMaxIndentColumns),
                          "Уменьшите вложенность списка.");
        }
        if (start.rest.empty()) {
            openers_ = 0;
            addresses_ = 0;
            table_columns_ = 0;
            cells_above_ = 0;
            definition_bytes_ = 0;
            is_label_open_ = false;
            return std::nullopt;
        }
        if (auto excess = node_excess(start.rest)) return excess;
        openers_ += count_openers(start.rest);
        if (openers_ > kMaxOpenersInParagraph) {
            return excess("too-many-openers",
                          fmt::format("Больше {} картинок или тегов в одном абзаце.", kMaxOpenersInParagraph),
                          "Разделите абзац пустыми строками.");
        }
        addresses_ += count_addresses(start.rest);
        if (addresses_ > kMaxAddressesInParagraph) {
            return excess("too-many-openers",
                          fmt::format("Больше {} адресов в одном абзаце.", kMaxAddressesInParagraph),
                          "Разделите абзац пустыми строками.");
        }
        if (auto excess = link_excess(start.rest)) return excess;
        return table_excess(start.rest);
    }

private:
    std::optional<Diagnostic> node_excess(std::string_view rest) {
        headings_ += may_be_heading(rest) ? 1 : 0;
        if (headings_ > kMaxHeadings) {
            return excess("too-many-headings",
                          fmt::format("Больше {} заголовков и черт в одной статье.", kMaxHeadings),
                          "Разделите статью на несколько.");
        }
        emphasis_runs_ += count_emphasis_runs(rest);
        if (emphasis_runs_ > kMaxEmphasisRuns) {
            return excess("too-much-emphasis",
                          fmt::format("Знаков выделения «*» и «~» больше {}.", kMaxEmphasisRuns),
                          "Уберите лишние или разделите статью на несколько.");
        }
        return std::nullopt;
    }

    std::optional<Diagnostic> table_excess(std::string_view rest) {
        const int columns = delimiter_columns(rest);
        if (columns > kMaxTableColumns) {
            return excess(
                "table-too-wide",
                fmt::format("Столбцов в таблице: {}, а можно не больше {}.", columns, kMaxTableColumns),
                "Разбейте таблицу на несколько.");
        }
        const auto cells = static_cast<int>(std::count(rest.begin(), rest.end(), '|'));
        table_columns_ = std::max(table_columns_, columns);
        if (table_columns_ > 0 && std::max(cells, cells_above_) > kMaxCellsInRow) {
            return excess("table-too-wide", fmt::format("В строке таблицы больше {} ячеек.", kMaxCellsInRow),
                          "Разбейте таблицу на несколько.");
        }
        cells_above_ = std::max(cells, table_columns_ > 0 ? 0 : cells_above_);
        cells_ += table_columns_;
        if (cells_ > kMaxTableCells) {
            return excess("table-too-large",
                          fmt::format("В таблицах статьи больше {} ячеек.", kMaxTableCells),
                          "Разбейте статью на несколько или приложите таблицу файлом.");
        }
        return std::nullopt;
    }

    // Each use of a definition copies it, and each mark of a footnote is looked for among all.
    std::optional<Diagnostic> link_excess(std::string_view rest) {
        for (std::size_t at = rest.find('['); at != std::string_view::npos; at = rest.find('[', at + 1)) {
            ++brackets_;
            if (at + 1 < rest.size() && rest[at + 1] == '^') ++footnote_marks_;
        }
        if (footnote_marks_ > kMaxFootnoteMarks) {
            return excess("too-many-footnotes", fmt::format("Больше {} знаков сноски.", kMaxFootnoteMarks),
                          "Разделите статью на несколько.");
        }
        measure_definition(rest);
        if (longest_definition_ * brackets_ <= kMaxLinkBytes) return std::nullopt;
        return excess("links-too-long", "Длинный адрес или его подпись повторяется слишком много раз.",
                      "Сократите определение ссылки «[имя]: адрес» или число ссылок на него.");
    }

    void measure_definition(std::string_view rest) {
        Definition definition = definition_in(rest);
        const bool has_label_end = rest.find("]:") != std::string_view::npos;
        if (definition.size_bytes == 0 && is_label_open_ && has_label_end)
            definition = {rest.size(), true, false};
        is_label_open_ = !has_label_end && (is_label_open_ || rest.starts_with('['));
        const bool goes_on = is_definition_open_ || (may_get_title_ && rest.find_first_of("\"'(") == 0);
        if (definition_bytes_ > 0 && goes_on) {
            definition_bytes_ += rest.size() + 1;
            is_definition_open_ = true;
        } else {
            definition_bytes_ = definition.size_bytes;
            is_definition_open_ = definition.is_open;
            may_get_title_ = definition.may_get_title;
        }
        longest_definition_ = std::max(longest_definition_, definition_bytes_);
    }

    Diagnostic excess(std::string code, std::string message, std::string advice) const {
        return {Severity::error, std::move(code), "", line_number_, 0, std::move(message), std::move(advice)};
    }

    int line_number_;
    int openers_ = 0;
    int addresses_ = 0;
    int table_columns_ = 0;
    int cells_above_ = 0;  // most in a line of the paragraph that a table may take for its head
    int footnote_marks_ = 0;
    int headings_ = 0;
    int emphasis_runs_ = 0;
    std::size_t brackets_ = 0;
    std::size_t definition_bytes_ = 0;  // of the one being read; 0: none is
    std::size_t longest_definition_ = 0;
    bool is_definition_open_ = false;
    bool is_label_open_ = false;  // «[» at a line's beginning waits for its «]:»
    bool may_get_title_ = false;
    int cells_ = 0;  // of all tables: short rows are filled up to the table's width
};

}  // namespace

std::optional<Diagnostic> find_excess(std::string_view text, int first_line) {
    if (text.size() > kMaxArticleBytes) {
        return Diagnostic{Severity::error,
                          "file-too-large",
                          "",
                          0,
                          0,
                          fmt::format("Статья занимает {} КБ, а можно не больше {}.", text.size() / 1024,
                                      kMaxArticleBytes / 1024),
                          "Разделите её на несколько статей или приложите текст файлом."};
    }
    Guard guard(first_line);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (auto excess = guard.find_excess(text.substr(begin, end - begin))) return excess;
        begin = end + 1;
    }
    return std::nullopt;
}

}  // namespace kb
