// SPDX-License-Identifier: GPL-2.0-or-later
// What was measured, one line a figure, kept in a file between the commands of one run, and the goals
// of the project beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kb {

struct Figure {
    std::string name;  // as people read it; a goal is found by it
    std::string unit;
    double ours = 0;
    std::optional<double> plain;  // the same of plain Xapian, where there is such a thing
    std::string details;          // more of the same measurement, for people; may be empty
};

// Adds lines to `file`; an empty path records nothing. Throws IoError.
void record(const std::string& file, const std::vector<Figure>& figures);

// Throws IoError when there is no such file, ConfigError naming a broken line.
std::vector<Figure> read_figures(const std::string& file);

// The table: ours, plain Xapian, ours / plain, goal, and whether it is reached.
void print_report(const std::vector<Figure>& figures);

// As figures stand in the table: three digits that count, «1234», «12.3», «0.12».
std::string short_number(double value);

}  // namespace kb
