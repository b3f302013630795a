// SPDX-License-Identifier: GPL-2.0-or-later
// What agents send to their desk, as typed values. Each parser throws HttpError that names the field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct MarkBody {
    std::string ticket, text, article, section, mark, kind;
    int place = 0;
};
MarkBody parse_mark(std::string_view body);

struct GapBody {
    std::string ticket, text;
};
GapBody parse_gap(std::string_view body);

struct DraftBody {
    std::string ticket, text, problem, situation, solution, result, title, category;
    bool save = false;
};
DraftBody parse_draft(std::string_view body);

struct CallBody {
    std::string script, exit, notes, article;
    std::vector<std::string> path;
    bool is_solved = false;
};
CallBody parse_call(std::string_view body);

struct StatusBody {
    std::string status, reason;
};
StatusBody parse_status(std::string_view body);

struct MessageBody {
    std::string author, text;
};
MessageBody parse_message(std::string_view body);

std::string parse_note(std::string_view body);  // its text

}  // namespace kb
