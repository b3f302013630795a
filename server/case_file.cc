// SPDX-License-Identifier: GPL-2.0-or-later
// Every help desk exports otherwise: «Обращение;Статья;Решено» in windows-1251
// from one, subject,url,created_at in UTF-8 from the next. So columns are known by
// many names, in any order, and what is not known is left out. Dates whose day and
// month cannot be told apart («03/04/2026») are refused rather than guessed.
#include "server/case_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "indexer/error.h"
#include "server/csv.h"
#include "server/time_text.h"
#include "stemming/encoding.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

using Json = nlohmann::json;

enum class Column { subject, text, article, outcome, date, id, unknown };

struct ColumnName {
    std::string_view name;
    Column column;
};

constexpr std::array kColumnNames = {
    ColumnName{"text", Column::text},
    ColumnName{"question", Column::text},
    ColumnName{"message", Column::text},
    ColumnName{"description", Column::text},
    ColumnName{"body", Column::text},
    ColumnName{"текст", Column::text},
    ColumnName{"текст обращения", Column::text},
    ColumnName{"обращение", Column::text},
    ColumnName{"вопрос", Column::text},
    ColumnName{"сообщение", Column::text},
    ColumnName{"описание", Column::text},
    ColumnName{"subject", Column::subject},
    ColumnName{"title", Column::subject},
    ColumnName{"тема", Column::subject},
    ColumnName{"article", Column::article},
    ColumnName{"article_id", Column::article},
    ColumnName{"url", Column::article},
    ColumnName{"link", Column::article},
    ColumnName{"статья", Column::article},
    ColumnName{"ссылка", Column::article},
    ColumnName{"ссылка на статью", Column::article},
    ColumnName{"outcome", Column::outcome},
    ColumnName{"result", Column::outcome},
    ColumnName{"solved", Column::outcome},
    ColumnName{"итог", Column::outcome},
    ColumnName{"исход", Column::outcome},
    ColumnName{"результат", Column::outcome},
    ColumnName{"решено", Column::outcome},
    ColumnName{"помогло", Column::outcome},
    ColumnName{"date", Column::date},
    ColumnName{"at", Column::date},
    ColumnName{"created", Column::date},
    ColumnName{"created_at", Column::date},
    ColumnName{"дата", Column::date},
    ColumnName{"время", Column::date},
    ColumnName{"дата обращения", Column::date},
    ColumnName{"id", Column::id},
    ColumnName{"ticket", Column::id},
    ColumnName{"ticket_id", Column::id},
    ColumnName{"external_id", Column::id},
    ColumnName{"номер", Column::id},
    ColumnName{"номер обращения", Column::id},
};

std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

Column column_of(std::string_view name) {
    const std::string folded = lower(trimmed(name));
    for (const auto& known : kColumnNames)
        if (known.name == folded) return known.column;
    return Column::unknown;
}

// Puts a value where its column says; a second text column is added below the first.
void take(Column column, std::string_view value, CaseRecord& record, std::string& outcome,
          std::string& date) {
    value = trimmed(value);
    if (value.empty()) return;
    const auto join = [&](bool in_front) {
        if (record.text.empty())
            record.text = value;
        else
            record.text =
                in_front ? std::string(value) + "\n" + record.text : record.text + "\n" + std::string(value);
    };
    switch (column) {
        case Column::subject:
            return join(true);
        case Column::text:
            return join(false);
        case Column::article:
            record.article = value;
            return;
        case Column::outcome:
            outcome = value;
            return;
        case Column::date:
            date = value;
            return;
        case Column::id:
            record.id = value;
            return;
        case Column::unknown:
            return;
    }
}

// What keeps a record from being a case; empty: nothing does.
std::string fault_of(CaseRecord& record, const std::string& outcome, const std::string& date) {
    if (record.text.empty()) return "нет текста обращения. Заполните столбец text.";
    if (record.text.size() > kMaxCaseBytes)
        return fmt::format("текст больше {} КБ. Оставьте само обращение, без вложений.",
                           kMaxCaseBytes / 1000);
    if (record.article.empty()) return "не сказано, какая статья помогла. Заполните столбец article.";
    if (!outcome.empty()) {
        const auto known = outcome_of(outcome);
        if (!known)
            return fmt::format("итог «{}» непонятен. Пишите solved или not_solved (решено, не решено).",
                               first_code_points(outcome, 40));
        record.is_solved = *known;
    }
    if (!date.empty()) {
        record.at_s = time_of(date);
        if (!record.at_s)
            return fmt::format("дата «{}» непонятна. Пишите 2026-11-22 или 22.11.2026.",
                               first_code_points(date, 40));
    }
    return {};
}

void keep(CaseRecord record, const std::string& outcome, const std::string& date, CaseFile& out) {
    if (auto fault = fault_of(record, outcome, date); !fault.empty())
        out.problems.push_back({record.line, std::move(fault)});
    else
        out.records.push_back(std::move(record));
}

std::vector<Column> head_of(std::string_view name, const std::vector<std::string>& cells) {
    std::vector<Column> columns;
    std::string seen;
    for (const auto& cell : cells) {
        columns.push_back(column_of(cell));
        seen += fmt::format("{}«{}»", seen.empty() ? "" : ", ", first_code_points(trimmed(cell), 40));
    }
    const auto has = [&](Column column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (!has(Column::text) && !has(Column::subject))
        throw ConfigError(fmt::format(
            "{}: в первой строке нет столбца с текстом обращения (text, «обращение»). Там: {}.", name, seen));
    if (!has(Column::article))
        throw ConfigError(fmt::format(
            "{}: в первой строке нет столбца со статьёй (article, «статья»). Там: {}.", name, seen));
    return columns;
}

CaseFile read_csv(std::string_view name, std::string_view text) {
    CaseFile out;
    Csv csv(text, csv_separator(text));
    Csv::Row row;
    if (!csv.next(row)) return out;
    const auto columns = head_of(name, row.cells);
    while (csv.next(row)) {
        if (row.is_open) {
            out.problems.push_back(
                {row.line, "кавычка открыта и не закрыта. Закройте её; кавычки внутри текста удвойте."});
            continue;
        }
        const bool is_empty = std::all_of(row.cells.begin(), row.cells.end(),
                                          [](const std::string& cell) { return trimmed(cell).empty(); });
        if (is_empty) continue;
        if (row.cells.size() > columns.size()) {
            out.problems.push_back(
                {row.line, fmt::format("столбцов {}, а в первой строке их {}. Возьмите текст с "
                                       "запятыми или точками с запятой в кавычки.",
                                       row.cells.size(), columns.size())});
            continue;
        }
        CaseRecord record;
        record.line = row.line;
        std::string outcome, date;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            take(columns[i], row.cells[i], record, outcome, date);
        keep(std::move(record), outcome, date, out);
    }
    return out;
}

// What a JSON value says as a cell of a table would; nothing: it is a list or an object.
std::optional<std::string> cell_of(const Json& value) {
    if (value.is_null()) return std::string();
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return std::string(value.get<bool>() ? "true" : "false");
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    return std::nullopt;
}

void read_json_line(std::string_view line, int number, CaseFile& out) {
    constexpr int kMaxDepth = 8;
    const auto watch = [](int depth, Json::parse_event_t, Json&) { return depth <= kMaxDepth; };
    const Json json = Json::parse(line, watch, false);
    if (!json.is_object()) {
        out.problems.push_back(
            {number, R"(это не запись JSON. Нужно: {"text": "…", "article": "…", "outcome": "solved"}.)"});
        return;
    }
    CaseRecord record;
    record.line = number;
    std::string outcome, date;
    for (const auto& [key, value] : json.items()) {
        const auto column = column_of(key);
        if (column == Column::unknown) continue;
        const auto cell = cell_of(value);
        if (!cell) {
            out.problems.push_back({number, fmt::format("«{}» — это строка.", key)});
            return;
        }
        take(column, *cell, record, outcome, date);
    }
    keep(std::move(record), outcome, date, out);
}

CaseFile read_json_lines(std::string_view text) {
    CaseFile out;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty()) read_json_line(line, number, out);
    }
    return out;
}

}  // namespace

CaseFile read_case_file(std::string_view name, std::string_view bytes) {
    const auto decoded = decode_text(bytes);
    const std::string_view text = decoded.text;
    const auto ending = lower(name.substr(std::min(name.rfind('.'), name.size())));
    const bool is_json =
        ending == ".jsonl" || ending == ".ndjson" || (ending != ".csv" && trimmed(text).starts_with('{'));
    return is_json ? read_json_lines(text) : read_csv(name, text);
}

std::optional<bool> outcome_of(std::string_view word) {
    static constexpr std::array<std::string_view, 12> kYes{
        "solved", "yes", "true", "1", "+", "да", "решено", "помогло", "решён", "ок", "решен", "closed"};
    static constexpr std::array<std::string_view, 11> kNo{"not_solved", "not solved", "unsolved", "no",
                                                          "false",      "0",          "-",        "нет",
                                                          "не решено",  "не помогло", "не решён"};
    const std::string folded = lower(trimmed(word));
    if (std::find(kYes.begin(), kYes.end(), folded) != kYes.end()) return true;
    if (std::find(kNo.begin(), kNo.end(), folded) != kNo.end()) return false;
    return std::nullopt;
}

std::string case_line(const CaseRecord& record) {
    nlohmann::ordered_json json = {{"id", record.id},
                                   {"text", record.text},
                                   {"article", record.article},
                                   {"outcome", record.is_solved ? "solved" : "not_solved"}};
    if (record.at_s) json["date"] = time_text(*record.at_s);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kb
