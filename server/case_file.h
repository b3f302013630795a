// SPDX-License-Identifier: GPL-2.0-or-later
// Solved cases as a file: CSV as help desks export it, or a line of JSON a case. Reads what can be
// read, and says of every other line what is wrong with it. Knows neither the store nor the articles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct CaseRecord {
    int line = 0;                      // where it begins in the file, from 1
    std::string text;                  // subject and text, as they were written
    std::string article;               // id, path, slug or address of the article
    bool is_solved = true;             // false: the article was sent and did not help
    std::optional<std::int64_t> at_s;  // Unix time; nothing: the file does not say
    std::string id;                    // of the ticket, in the system it comes from; may be empty
};

struct CaseFileProblem {
    int line = 0;
    std::string what;  // Russian: what is wrong and how to mend it
};

struct CaseFile {
    std::vector<CaseRecord> records;
    std::vector<CaseFileProblem> problems;  // lines left out, in order
};

inline constexpr std::size_t kMaxCaseBytes = 200 * 1000;  // of one text

// `name` decides by its ending (.jsonl, .csv), else the first letter does. Any
// usual Russian encoding; CSV is separated by «,», «;» or tabs, whichever its first
// line has. Throws ConfigError when the file as a whole cannot be a table of cases.
CaseFile read_case_file(std::string_view name, std::string_view bytes);

// «решено», "solved", "1", «да» … → true; «не помогло», "no" … → false.
std::optional<bool> outcome_of(std::string_view word);

// A line of a file that read_case_file reads, with its newline.
std::string case_line(const CaseRecord& record);

}  // namespace kb
