// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/usage_text.h"

#include <fmt/format.h>

#include <array>
#include <regex>

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 9> kLabels = {{
    {"Usage", "Вызов"},
    {"OPTIONS", "параметры"},
    {"SUBCOMMAND", "КОМАНДА"},
    {"SUBCOMMANDS", "КОМАНДЫ"},
    {"Positionals", "Что указать"},
    {"REQUIRED", "(обязательно)"},
    {"TEXT", "ТЕКСТ"},
    {"INT", "ЧИСЛО"},
    {"FLOAT", "ЧИСЛО"},
}};

constexpr std::size_t kColumn = 30;  // letters

struct Complaint {
    const char* pattern;
    const char* russian;  // {0} and {1} are the pattern's groups
};

// In this order: the first that fits is said. The wording is CLI11 2.1's.
constexpr std::array<Complaint, 8> kComplaints = {{
    {"A subcommand is required", "Не хватает команды."},
    {"(\\S+) is required", "Не хватает обязательного значения: {0}."},
    {"The following arguments? (?:was|were) not expected: (.*)",
     "В команде лишние слова: {0}. Название или путь с пробелами возьмите в кавычки."},
    {"(\\S+): (.*) not in \\{(.*)\\}", "У параметра {0} недопустимое значение «{1}». Можно: {2}."},
    {"(\\S+): Value (.*) not in range (\\S+) to (\\S+)",
     "У параметра {0} недопустимое значение «{1}». Можно от {2} до {3}."},
    {"(\\S+): .* required .*missing", "У параметра {0} нет значения."},
    {"(\\S+) requires .*", "У параметра {0} нет значения."},
    {"Could not convert: (\\S+) = (.*)", "У параметра {0} недопустимое значение «{1}»: нужно число."},
}};

// Where the right column of an option's line begins; npos when the line has none.
std::size_t right_column(std::string_view line) {
    const std::size_t left = line.find_first_not_of(' ');
    if (left == std::string_view::npos || left == 0) return std::string_view::npos;
    if (left + 2 > kColumn) return left;
    const std::size_t gap = line.find("  ", left);
    return gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
}

std::string_view without_last_blanks(std::string_view text) {
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

std::span<const std::pair<const char*, const char*>> usage_labels() { return kLabels; }

// «  --index ПАПКА=data/index» is 34 bytes: CLI11 puts its description on the next line, where it
// would have stood beside 29 letters.
std::string aligned_help(std::string_view help) {
    std::string out;
    while (!help.empty()) {
        const std::size_t end = std::min(help.find('\n'), help.size());
        const std::string_view line = help.substr(0, end);
        help.remove_prefix(std::min(end + 1, help.size()));
        const std::size_t right = right_column(line);
        if (right == std::string_view::npos) {
            out += fmt::format("{}\n", line);
            continue;
        }
        std::string left(without_last_blanks(line.substr(0, right)));
        if (left.empty()) {
            const std::size_t above = out.rfind('\n', out.size() - 2) + 1;
            left = out.substr(above, out.size() - 1 - above);
            out.resize(above);
        }
        const std::size_t length = count_code_points(left);
        const std::string gap =
            length + 2 > kColumn ? "\n" + std::string(kColumn, ' ') : std::string(kColumn - length, ' ');
        out += left + gap + std::string(line.substr(right)) + "\n";
    }
    return out;
}

std::string usage_complaint(std::string_view what) {
    std::string text(what);
    for (const Complaint& complaint : kComplaints) {
        std::smatch groups;
        if (!std::regex_match(text, groups, std::regex(complaint.pattern))) continue;
        std::array<std::string, 4> found;
        for (std::size_t i = 0; i < found.size(); ++i) found[i] = groups[i + 1].str();
        return fmt::format(fmt::runtime(complaint.russian), found[0], found[1], found[2], found[3]);
    }
    return text;
}

}  // namespace kb
