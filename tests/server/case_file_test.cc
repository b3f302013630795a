// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/case_file.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <algorithm>

#include "../support/table.h"
#include "indexer/error.h"
#include "server/time_text.h"

namespace kb::test {
namespace {

std::string shown(const CaseFile& file) {
    std::string out;
    for (const CaseRecord& record : file.records) {
        std::string text = record.text;
        std::replace(text.begin(), text.end(), '\n', '/');
        out += fmt::format("{}{}|{}|{}|{}|{}|{}", out.empty() ? "" : "; ", record.line, text, record.article,
                           record.is_solved ? 1 : 0, record.at_s ? time_text(*record.at_s) : "", record.id);
    }
    return out;
}

}  // namespace

TEST_CASE("files of cases as people export them", "[case_file]") {
    for (const TableRow& row : read_table("case_files.tsv", 4)) {
        INFO("line " << row.line);
        const CaseFile file = read_case_file(row.cells[0], row.cells[1]);
        CHECK(shown(file) == row.cells[2]);
        std::string_view rest = row.cells[3];
        for (const CaseFileProblem& problem : file.problems) {
            const auto expected = rest.substr(0, rest.find("; "));
            rest.remove_prefix(std::min(rest.size(), expected.size() + 2));
            const std::string said = fmt::format("{}: {}", problem.line, problem.what);
            INFO(said);
            CHECK_FALSE(expected.empty());
            CHECK(said.starts_with(expected));
        }
        CHECK(rest.empty());
    }
}

TEST_CASE("a table without the columns it needs is refused by name", "[case_file]") {
    const auto message = [](const char* head) {
        try {
            read_case_file("a.csv", head);
        } catch (const ConfigError& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    CHECK(message("имя;статья\nа;б\n").find("нет столбца с текстом") != std::string::npos);
    CHECK(message("имя;статья\nа;б\n").find("«имя», «статья»") != std::string::npos);
    CHECK(message("текст;имя\nа;б\n").find("нет столбца со статьёй") != std::string::npos);
    CHECK(read_case_file("a.csv", "").records.empty());
}

TEST_CASE("what is exported is read again", "[case_file]") {
    const CaseRecord record{1, "с \"кавычкой\"\nи строкой", "wifi", false, 1'790'000'000, "T-1"};
    const CaseFile file = read_case_file("a.jsonl", case_line(record));
    REQUIRE(file.records.size() == 1);
    CHECK(file.records[0].text == record.text);
    CHECK(file.records[0].at_s == record.at_s);
    CHECK(file.records[0].id == record.id);
    CHECK_FALSE(file.records[0].is_solved);
}

}  // namespace kb::test
