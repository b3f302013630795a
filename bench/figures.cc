// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>

#include "indexer/error.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

struct Goal {
    enum class Kind { below, ratio_at_least };

    std::string_view name;
    Kind kind = Kind::below;
    double value = 0;
    std::string_view words;
};

constexpr std::array kGoals{
    Goal{"индексация, статей в секунду", Goal::Kind::ratio_at_least, 0.6, "≥ 60 % Xapian"},
    Goal{"поиск 3 слова, в процессе, 1 поток, p95", Goal::Kind::below, 10, "< 10 мс"},
    Goal{"поиск 3 слова, в процессе, 2 потока, p95", Goal::Kind::below, 10, "< 10 мс"},
    Goal{"подсказки при наборе, в процессе, 1 поток, p95", Goal::Kind::below, 5, "< 5 мс"},
    Goal{"подсказки при наборе, в процессе, 2 потока, p95", Goal::Kind::below, 5, "< 5 мс"},
    Goal{"обращение 200 слов, в процессе, 1 поток, p95", Goal::Kind::below, 15, "< 15 мс"},
    Goal{"обращение 200 слов, в процессе, 2 потока, p95", Goal::Kind::below, 15, "< 15 мс"},
    Goal{"сохранили — нашлось, самое долгое", Goal::Kind::below, 1000, "< 1000 мс"},
    Goal{"удалили — пропало, самое долгое", Goal::Kind::below, 2000, "< 2000 мс"},
    Goal{"память сервера", Goal::Kind::below, 150, "< 150 МБ"},
};

constexpr std::size_t kNameColumns = 52;
constexpr std::size_t kNumberColumns = 10;

const Goal* goal_of(const Figure& figure) {
    const auto found = std::find_if(kGoals.begin(), kGoals.end(),
                                    [&](const Goal& goal) { return goal.name == figure.name; });
    return found == kGoals.end() ? nullptr : &*found;
}

bool is_reached(const Goal& goal, const Figure& figure) {
    if (goal.kind == Goal::Kind::below) return figure.ours < goal.value;
    return figure.plain && figure.ours >= goal.value * *figure.plain;
}

std::string padded(std::string text, std::size_t columns) {
    const std::size_t letters = count_code_points(text);
    if (letters < columns) text.append(columns - letters, ' ');
    return text;
}

std::string padded_left(const std::string& text, std::size_t columns) {
    const std::size_t letters = count_code_points(text);
    return letters < columns ? std::string(columns - letters, ' ') + text : text;
}

void print_line(std::string_view name, const std::string& ours, const std::string& plain,
                const std::string& ratio, const std::string& unit, const std::string& goal) {
    fmt::print("{} {} {} {}  {} {}\n", padded(std::string(name), kNameColumns),
               padded_left(ours, kNumberColumns), padded_left(plain, kNumberColumns),
               padded_left(ratio, kNumberColumns), padded(unit, 6), goal);
}

}  // namespace

void record(const std::string& file, const std::vector<Figure>& figures) {
    if (file.empty()) return;
    std::ofstream out(file, std::ios::app);
    for (const auto& figure : figures) {
        out << figure.name << '\t' << figure.unit << '\t' << figure.ours << '\t';
        if (figure.plain) out << *figure.plain;
        out << '\t' << figure.details << '\n';
    }
    if (!out.flush()) throw IoError(file + ": не записывается. Проверьте путь и место на диске.");
}

std::vector<Figure> read_figures(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw IoError(file + ": такого файла нет. Проверьте путь.");
    std::vector<Figure> figures;
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        Figure figure;
        std::string ours, plain;
        std::getline(fields, figure.name, '\t');
        std::getline(fields, figure.unit, '\t');
        std::getline(fields, ours, '\t');
        std::getline(fields, plain, '\t');
        std::getline(fields, figure.details);
        try {
            figure.ours = std::stod(ours);
            if (!plain.empty()) figure.plain = std::stod(plain);
        } catch (const std::logic_error&) {
            throw ConfigError(fmt::format("{}:{}: это не строка измерений.", file, figures.size() + 1));
        }
        figures.push_back(std::move(figure));
    }
    return figures;
}

std::string short_number(double value) {
    if (value >= 100) return fmt::format("{:.0f}", value);
    if (value >= 10) return fmt::format("{:.1f}", value);
    return fmt::format("{:.2f}", value);
}

void print_report(const std::vector<Figure>& figures) {
    print_line("", "Подсказка", "Xapian", "отношение", "", "цель");
    for (const auto& figure : figures) {
        const std::string plain = figure.plain ? short_number(*figure.plain) : "";
        const std::string ratio =
            figure.plain && *figure.plain > 0 ? short_number(figure.ours / *figure.plain) : "";
        const Goal* goal = goal_of(figure);
        const std::string words =
            goal ? fmt::format("{}: {}", goal->words, is_reached(*goal, figure) ? "да" : "НЕТ") : "";
        print_line(figure.name, short_number(figure.ours), plain, ratio, figure.unit, words);
        if (!figure.details.empty()) fmt::print("    {}\n", figure.details);
    }
}

}  // namespace kb
