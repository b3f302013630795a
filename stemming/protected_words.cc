// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/protected_words.h"

#include "stemming/analyzer.h"

namespace kb {

namespace {

// Up to the next `end`, which is taken away with it.
std::string_view take_until(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return taken;
}

ProtectedWords shared(std::set<std::string, std::less<>> words) {
    if (words.empty()) return nullptr;
    return std::make_shared<const std::set<std::string, std::less<>>>(std::move(words));
}

}  // namespace

ProtectedWords parse_protected_words(std::string_view synonyms_text) {
    std::set<std::string, std::less<>> words;
    Analyzer analyzer;
    while (!synonyms_text.empty()) {
        auto line = take_until(synonyms_text, '\n');
        line = line.substr(0, line.find('#'));
        const auto begin = line.find_first_not_of(" \t\r\xEF\xBB\xBF");  // or a byte order mark
        if (begin == std::string_view::npos || !line.substr(begin).starts_with(kProtectMark)) continue;
        line.remove_prefix(begin + kProtectMark.size());
        while (!line.empty())
            for (const auto& token : analyzer.analyze(take_until(line, ','))) {
                words.insert(token.text);
                if (token.is_compound) break;
            }
    }
    return shared(std::move(words));
}

std::string format_words(const ProtectedWords& words) {
    std::string text;
    if (words)
        for (const auto& word : *words) text += word + "\n";
    return text;
}

ProtectedWords parse_words(std::string_view text) {
    std::set<std::string, std::less<>> words;
    while (!text.empty())
        if (const auto word = take_until(text, '\n'); !word.empty()) words.emplace(word);
    return shared(std::move(words));
}

bool same_words(const ProtectedWords& one, const ProtectedWords& other) {
    if (one == other) return true;
    return one && other && *one == *other;
}

}  // namespace kb
