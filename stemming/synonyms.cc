// SPDX-License-Identifier: GPL-2.0-or-later
// Entries go through the same analyzer as articles and queries, so «заявка» in
// the file meets «заявки» in a question, and «CVC» meets «cvc».
#include "stemming/synonyms.h"

#include <algorithm>
#include <optional>

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

// What is wrong with a line of protected words. One list serves the whole base, since an article is analysed
// once for all its readers.
std::optional<Diagnostic> protect_problem(std::string_view file, int number, std::string_view line,
                                          Analyzer& analyzer) {
    if (file.starts_with("internal/"))
        return problem(file, number,
                       "«protect:» в этом файле не действует: слова статей разбираются один раз для всех.",
                       "Перенесите строку в synonyms.txt.");
    for (const auto part : split(line.substr(kProtectMark.size()), ',')) {
        const auto tokens = analyzer.analyze(part);
        if (tokens.empty())
            return problem(file, number, "После «protect:» не хватает слова.",
                           "Пишите «protect: Лайка, Вести» или удалите лишнюю запятую.");
        if (tokens.size() > 1 && !tokens.front().is_compound)
            return problem(file, number,
                           "После «protect:» стоят отдельные слова через запятую, а здесь фраза.",
                           "Разделите слова запятыми или уберите лишние.");
    }
    return std::nullopt;
}

}  // namespace

void Synonyms::add_rule(const StemPhrase& from, const StemPhrase& to) {
    if (from.empty() || to.empty() || from == to) return;
    auto& others = rules_[join(from, 0, from.size())];
    if (std::find(others.begin(), others.end(), to) == others.end()) others.push_back(to);
    longest_ = std::max(longest_, from.size());
}

// Why a line is no rule; nothing when it is one.
std::optional<Diagnostic> Synonyms::add_line(std::string_view file, int number, std::string_view line,
                                             Analyzer& analyzer) {
    const auto arrow = line.find("->");
    const bool one_way = arrow != std::string_view::npos;
    if (!one_way && line.find('=') == std::string_view::npos)
        return problem(file, number, "В строке нет ни «=», ни «->».",
                       "Пишите «заявка = обращение» или «отвалился -> пропала связь».");
    if (one_way && line.find('=') != std::string_view::npos)
        return problem(file, number, "В строке и «=», и «->»: непонятно, в одну сторону правило или в обе.",
                       "Разделите её на две строки.");
    std::vector<StemPhrase> from, to;
    for (const auto part : split(one_way ? line.substr(0, arrow) : line, one_way ? ',' : '=')) {
        from.push_back(stems_of(part, analyzer));
        for (const auto& token : analyzer.analyze(part))
            if (!token.is_stop_word) words_.insert(token.text);
    }
    if (one_way)
        for (const auto part : split(line.substr(arrow + 2), ',')) to.push_back(stems_of(part, analyzer));
    else
        to = from;
    for (const auto& left : from)
        for (const auto& right : to) add_rule(left, right);
    const auto is_empty = [](const StemPhrase& phrase) { return phrase.empty(); };
    if (std::any_of(from.begin(), from.end(), is_empty) || std::any_of(to.begin(), to.end(), is_empty))
        return problem(file, number, "С одной из сторон нет ни одного значимого слова.",
                       "Добавьте слово или удалите лишний знак.");
    return std::nullopt;
}

Diagnostics Synonyms::add(std::string_view file, std::string_view text, Analyzer& analyzer) {
    Diagnostics problems;
    int number = 0;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (const auto raw : split(text, '\n')) {
        ++number;
        const auto line = trim(raw.substr(0, raw.find('#')));
        if (line.empty()) continue;
        auto wrong = line.starts_with(kProtectMark) ? protect_problem(file, number, line, analyzer)
                                                    : add_line(file, number, line, analyzer);
        if (wrong) problems.push_back(std::move(*wrong));
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
