// SPDX-License-Identifier: GPL-2.0-or-later
// A field in quotes may hold line ends, and a quote in it is doubled. A quote that is never closed would
// swallow the rest of the file, so then its own line is given up and reading goes on below.
#include "server/csv.h"

#include <algorithm>

namespace kb {

char csv_separator(std::string_view text) {
    const auto head = text.substr(0, text.find('\n'));
    char best = ',';
    for (const char sign : {';', '\t'})
        if (std::count(head.begin(), head.end(), sign) > std::count(head.begin(), head.end(), best))
            best = sign;
    return best;
}

std::string Csv::cell(bool& is_open) {
    std::string out;
    if (at_ < text_.size() && text_[at_] == '"') {
        ++at_;
        for (;; ++at_) {
            if (at_ >= text_.size()) {
                is_open = true;
                return out;
            }
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] != '"') {
                out += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                out += text_[at_++];
            } else {
                ++at_;
                break;
            }
        }
    }
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') out += text_[at_++];
    return out;
}

void Csv::end_line() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    if (at_ < text_.size()) ++at_;
    ++line_;
}

bool Csv::next(Row& row) {
    row.cells.clear();
    row.is_open = false;
    if (at_ >= text_.size()) return false;
    row.line = line_;
    const auto begin = at_;
    for (;;) {
        row.cells.push_back(cell(row.is_open));
        if (row.is_open) {
            at_ = begin;
            line_ = row.line;
            break;
        }
        if (at_ >= text_.size() || text_[at_] == '\n') break;
        ++at_;
    }
    end_line();
    return true;
}

}  // namespace kb
