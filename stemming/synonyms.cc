// SPDX-License-Identifier: GPL-2.0-or-later
// Entries go through the same analyzer as articles and queries, so «заявка» in
// the file meets «заявки» in a question, and «CVC» meets «cvc».
#include "stemming/synonyms.h"

#include <algorithm>

namespace kb {

namespace {

std::string join(const StemPhrase& stems, std::size_t first, std::size_t count) {
    std::string key;
    for (std::size_t i = first; i < first + count; ++i) {
        if (i > first) key.push_back(' ');
        key += stems[i];
    }
    return key;
}

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(at);
        parts.push_back(trim(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

StemPhrase stems_of(std::string_view phrase, Analyzer& analyzer) {
    StemPhrase stems;
    std::uint32_t next = 0;
    for (const auto& token : analyzer.analyze(phrase)) {
        if (token.position < next || token.is_stop_word) continue;
        stems.push_back(token.stem);
        next = token.position + 1;
    }
    return stems;
}

Diagnostic problem(std::string_view file, int line, std::string message, std::string advice) {
    return {Severity::warning,  "bad-synonym",    std::string(file), line, 0,
            std::move(message), std::move(advice)};
}

}  // namespace

void Synonyms::add_rule(const StemPhrase& from, const StemPhrase& to) {
    if (from.empty() || to.empty() || from == to) return;
    auto& others = rules_[join(from, 0, from.size())];
    if (std::find(others.begin(), others.end(), to) == others.end()) others.push_back(to);
    longest_ = std::max(longest_, from.size());
}

Diagnostics Synonyms::add(std::string_view file, std::string_view text, Analyzer& analyzer) {
    Diagnostics problems;
    int number = 0;
    for (const auto raw : split(text, '\n')) {
        ++number;
        const auto line = trim(raw.substr(0, raw.find('#')));
        if (line.empty()) continue;
        const auto arrow = line.find("->");
        const bool one_way = arrow != std::string_view::npos;
        if (!one_way && line.find('=') == std::string_view::npos) {
            problems.push_back(problem(file, number, "В строке нет ни «=», ни «->».",
                                       "Пишите «заявка = обращение» или «отвалился -> пропала связь»."));
            continue;
        }
        if (one_way && line.find('=') != std::string_view::npos) {
            problems.push_back(problem(file, number,
                                       "В строке и «=», и «->»: непонятно, в одну сторону правило или в обе.",
                                       "Разделите её на две строки."));
            continue;
        }
        std::vector<StemPhrase> from, to;
        for (const auto part : split(one_way ? line.substr(0, arrow) : line, one_way ? ',' : '='))
            from.push_back(stems_of(part, analyzer));
        if (one_way)
            for (const auto part : split(line.substr(arrow + 2), ',')) to.push_back(stems_of(part, analyzer));
        else
            to = from;
        const auto is_empty = [](const StemPhrase& phrase) { return phrase.empty(); };
        if (std::any_of(from.begin(), from.end(), is_empty) || std::any_of(to.begin(), to.end(), is_empty))
            problems.push_back(problem(file, number, "С одной из сторон нет ни одного значимого слова.",
                                       "Добавьте слово или удалите лишний знак."));
        for (const auto& left : from)
            for (const auto& right : to) add_rule(left, right);
    }
    return problems;
}

std::vector<SynonymMatch> Synonyms::find(const std::vector<std::string>& stems) const {
    std::vector<SynonymMatch> matches;
    for (std::size_t first = 0; first < stems.size(); ++first) {
        for (std::size_t count = std::min(longest_, stems.size() - first); count > 0; --count) {
            const auto rule = rules_.find(join(stems, first, count));
            if (rule != rules_.end()) matches.push_back({first, count, &rule->second});
        }
    }
    return matches;
}

}  // namespace kb
