// SPDX-License-Identifier: GPL-2.0-or-later
// A table of questions and answers, or reasons and solutions, whatever its file: which column is which.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct QuestionRow {
    int line = 0;
    std::string question, answer, category, tags;
    std::string date;  // YYYY-MM-DD or empty
};

struct QuestionRows {
    std::vector<QuestionRow> rows;  // each with a question
    int unanswered = 0;             // rows with nothing in the answer
    int undated = 0;                // rows whose date says no day: «1.03», «вчера»
    bool has_dates = false;         // there is such a column
    bool is_journal = false;        // the columns are called reason and solution
    std::vector<std::string> problems, notes;
};

// Names of columns are looked for in the first rows, so a title may stand above them. Of a workbook the sheet
// named is read, or the first one that has such columns. Throws ConfigError when there are none, saying what
// was found instead.
QuestionRows read_question_rows(std::string_view bytes, const std::string& sheet = "");

}  // namespace kb
