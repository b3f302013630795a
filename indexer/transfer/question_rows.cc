// SPDX-License-Identifier: GPL-2.0-or-later
// People keep tables for people: a title stands above, columns are empty, and the column of questions is
// called «Причина обращения (кратко)». So the names are looked for in the first thirty rows, by whole names
// and then by how they begin:
//
//     Журнал обращений за март
//     №   Дата обращения   Причина обращения   Что сделали
//
// Of two columns that could be the question the one with the plainer name wins.
#include "indexer/transfer/question_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "indexer/error.h"
#include "indexer/transfer/markdown_text.h"
#include "indexer/transfer/table_dates.h"
#include "indexer/transfer/table_rows.h"
#include "indexer/transfer/xlsx.h"
#include "indexer/transfer/zip_files.h"
#include "server/csv.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kHeaderRows = 30;
constexpr std::size_t kLongestName = 60;  // characters; a longer cell is no name of a column
constexpr std::size_t kMostTold = 20;
constexpr std::size_t kMaxSheetsTried = 20;

enum class Column { question, answer, category, tags, date };

struct Name {
    std::string_view name;
    Column column;
    bool is_journal = false;
};

// The plainest first.
constexpr std::array kNames = {Name{"question", Column::question},
                               Name{"вопрос", Column::question},
                               Name{"вопросы", Column::question},
                               Name{"reason", Column::question, true},
                               Name{"причина", Column::question, true},
                               Name{"причины", Column::question, true},
                               Name{"проблема", Column::question, true},
                               Name{"неисправность", Column::question, true},
                               Name{"обращение", Column::question, true},
                               Name{"что случилось", Column::question, true},
                               Name{"суть", Column::question, true},
                               Name{"жалоба", Column::question, true},
                               Name{"title", Column::question},
                               Name{"название", Column::question},
                               Name{"заголовок", Column::question},
                               Name{"тема", Column::question},
                               Name{"описание", Column::question, true},
                               Name{"answer", Column::answer},
                               Name{"ответ", Column::answer},
                               Name{"ответы", Column::answer},
                               Name{"solution", Column::answer},
                               Name{"решение", Column::answer},
                               Name{"решения", Column::answer},
                               Name{"что сделали", Column::answer},
                               Name{"что сделано", Column::answer},
                               Name{"принятые меры", Column::answer},
                               Name{"меры", Column::answer},
                               Name{"действия", Column::answer},
                               Name{"результат", Column::answer},
                               Name{"text", Column::answer},
                               Name{"текст", Column::answer},
                               Name{"category", Column::category},
                               Name{"категория", Column::category},
                               Name{"раздел", Column::category},
                               Name{"рубрика", Column::category},
                               Name{"tags", Column::tags},
                               Name{"метки", Column::tags},
                               Name{"теги", Column::tags},
                               Name{"date", Column::date},
                               Name{"дата", Column::date},
                               Name{"когда", Column::date}};

// «  Причина\nобращения:» → «причина обращения».
std::string folded(std::string_view cell) {
    std::string text;
    for (const char32_t c : to_utf32(lower(cell))) {
        const bool is_sign =
            c < 0x80 && std::string_view("*:.\"'").find(static_cast<char>(c)) != std::string_view::npos;
        if (is_sign || c == U'«' || c == U'»') continue;
        append_utf8(text, c == U'\u00A0' ? U' ' : c == U'ё' ? U'е' : c);
    }
    return trimmed(squeezed(text));
}

// The place in kNames, later for names that only begin so; nothing: no name of a column.
std::optional<std::size_t> rank_of(std::string_view cell) {
    if (count_code_points(cell) > kLongestName) return std::nullopt;
    const std::string name = folded(cell);
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i].name == name) return i;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        const std::string_view known = kNames[i].name;
        const bool begins = name.starts_with(known) &&
                            std::string_view(" (,/-").find(name[known.size()]) != std::string_view::npos;
        if (begins) return kNames.size() + i;
    }
    return std::nullopt;
}

struct Header {
    std::size_t row = 0;  // in the rows read
    std::map<Column, std::size_t> columns;
    bool is_journal = false;

    bool is_whole() const { return columns.contains(Column::question) && columns.contains(Column::answer); }
};

Header header_in(const TableRow& row) {
    Header header;
    std::map<Column, std::size_t> ranks;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto rank = rank_of(row.cells[i]);
        if (!rank) continue;
        const Name& name = kNames[*rank % kNames.size()];
        const auto [known, is_first] = ranks.emplace(name.column, *rank);
        if (!is_first && known->second <= *rank) continue;
        known->second = *rank;
        header.columns[name.column] = i;
        if (name.column == Column::question) header.is_journal = name.is_journal;
    }
    return header;
}

std::optional<Header> find_header(const std::vector<TableRow>& rows) {
    for (std::size_t i = 0; i < std::min(rows.size(), kHeaderRows); ++i) {
        Header header = header_in(rows[i]);
        header.row = i;
        if (header.is_whole()) return header;
    }
    return std::nullopt;
}

[[noreturn]] void refuse(const std::vector<TableRow>& rows, const std::string& where) {
    std::string found;
    if (!rows.empty()) {
        std::vector<std::string> cells;
        for (const std::string& cell : rows.front().cells)
            if (!trimmed(cell).empty() && cells.size() < 8)
                cells.push_back(fmt::format("«{}»", first_code_points(trimmed(squeezed(cell)), 40)));
        found = fmt::format(" В строке {} сейчас: {}.", rows.front().line, fmt::join(cells, ", "));
    }
    throw ConfigError(fmt::format(
        "{} нет нужных столбцов. Назовите их «Вопрос» и «Ответ» или «Причина» и «Решение».{}", where, found));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \n\t") == std::string_view::npos; }

// «Итого за март: 5 обращений»
bool is_sum(std::string_view question) {
    const std::string low = lower(trimmed(question));
    return low.starts_with("итого") || low.starts_with("всего ") || low.starts_with("всего:");
}

class Mapping {
public:
    Mapping(const Header& header) : header_(header) {}

    QuestionRows run(TableRows table) {
        read_.problems = std::move(table.problems);
        read_.is_journal = header_.is_journal;
        read_.has_dates = header_.columns.contains(Column::date);
        for (std::size_t i = header_.row + 1; i < table.rows.size(); ++i) take(table.rows[i]);
        if (nameless_ > kMostTold)
            read_.problems.push_back(fmt::format("… и ещё строк без вопроса: {}", nameless_ - kMostTold));
        return std::move(read_);
    }

private:
    std::string cell(TableRow& row, Column column) const {
        const auto found = header_.columns.find(column);
        if (found == header_.columns.end() || found->second >= row.cells.size()) return "";
        return std::move(row.cells[found->second]);
    }
    void take(TableRow& row) {
        QuestionRow one{row.line,
                        cell(row, Column::question),
                        cell(row, Column::answer),
                        cell(row, Column::category),
                        cell(row, Column::tags),
                        ""};
        const std::string date = cell(row, Column::date);
        if (is_blank(one.question)) {
            if (is_blank(one.answer) || nameless_++ >= kMostTold) return;
            read_.problems.push_back(fmt::format("строка {}: нет вопроса, пропущена: «{}».", row.line,
                                                 first_code_points(trimmed(squeezed(one.answer)), 40)));
            return;
        }
        const bool is_unanswered = is_blank(one.answer);
        if (is_unanswered && is_sum(one.question)) return;
        read_.unanswered += is_unanswered ? 1 : 0;
        one.date = day_in(date).value_or("");
        if (one.date.empty() && !is_blank(date)) ++read_.undated;
        read_.rows.push_back(std::move(one));
    }

    const Header& header_;
    QuestionRows read_;
    std::size_t nameless_ = 0;
};

QuestionRows mapped(TableRows table, const Header& header, std::string_view sheet) {
    const int line = table.rows[header.row].line;
    QuestionRows read = Mapping(header).run(std::move(table));
    if (!sheet.empty()) read.notes.push_back(fmt::format("Прочитан лист «{}».", sheet));
    if (line > 1) read.notes.push_back(fmt::format("Названия столбцов взяты из строки {}.", line));
    return read;
}

QuestionRows from_csv(std::string_view bytes) {
    std::optional<TableRows> first;
    for (const char separator : {csv_separator(bytes), ';', '\t', ','}) {
        TableRows table = csv_rows(bytes, separator);
        if (const auto header = find_header(table.rows)) return mapped(std::move(table), *header, "");
        if (!first) first = std::move(table);
    }
    refuse(first->rows, "В таблице");
}

QuestionRows from_workbook(std::string_view bytes, const std::string& wanted) {
    Xlsx book{std::string(bytes)};
    const auto& sheets = book.sheets();
    std::optional<TableRows> first;
    std::vector<std::string> names;
    for (const auto& sheet : sheets) names.push_back(fmt::format("«{}»", sheet.name));
    for (std::size_t i = 0; i < std::min(sheets.size(), kMaxSheetsTried); ++i) {
        if (wanted.empty() ? sheets[i].is_hidden : lower(sheets[i].name) != lower(wanted)) continue;
        TableRows table = book.rows(i);
        if (const auto header = find_header(table.rows)) {
            QuestionRows read = mapped(std::move(table), *header, sheets.size() > 1 ? sheets[i].name : "");
            if (sheets.size() > 1 && wanted.empty())
                read.notes.push_back(
                    fmt::format("Листы таблицы: {}. Другой: --sheet ИМЯ.", fmt::join(names, ", ")));
            return read;
        }
        if (!first || first->rows.empty()) first = std::move(table);
    }
    if (!wanted.empty() && !first)
        throw ConfigError(fmt::format("В таблице нет листа «{}». Есть: {}.", wanted, fmt::join(names, ", ")));
    if (first && first->rows.empty() && !first->problems.empty())
        throw ConfigError(fmt::format("Таблица не читается: {}", first->problems.front()));
    refuse(first ? first->rows : std::vector<TableRow>(),
           wanted.empty() ? "Ни на одном листе таблицы" : "На этом листе");
}

}  // namespace

QuestionRows read_question_rows(std::string_view bytes, const std::string& sheet) {
    if (is_old_excel(bytes))
        throw ConfigError(
            "Это старый Excel (.xls) или таблица с паролем. Сохраните её без пароля как «Книга Excel "
            "(.xlsx)» или CSV.");
    return is_zip(bytes) ? from_workbook(bytes, sheet) : from_csv(bytes);
}

}  // namespace kb
