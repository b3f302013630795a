// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/questions.h"

#include <algorithm>
#include <random>
#include <sstream>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "stemming/analyzer.h"
#include "stemming/stop_words.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kSearchWords = 3;
constexpr std::size_t kLongestBeginning = 30;  // letters
constexpr std::size_t kLongQuestion = 12;      // words; shorter ones do not sound like tickets
constexpr const char* kTypoKind = "typo";

// The same on every machine and in every run.
std::mt19937 fixed_dice() {
    return std::mt19937(20260101);
}  // NOLINT(bugprone-random-generator-seed,cert-msc51-cpp)

// std::shuffle may differ between libraries; this does not.
template <typename T>
void mix(std::vector<T>& values, std::mt19937& dice) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[dice() % i]);
}

template <typename T>
void mix_and_cut(std::vector<T>& values, std::size_t limit) {
    auto dice = fixed_dice();
    mix(values, dice);
    if (values.size() > limit) values.resize(limit);
}

// "" when there are fewer than three.
std::string first_content_words(const std::string& text, Analyzer& analyzer) {
    std::string query;
    std::size_t words = 0;
    for (const auto& token : analyzer.analyze(text)) {
        if (token.is_stop_word || token.is_compound || is_frame_word(token.text)) continue;
        if (words++ > 0) query += ' ';
        query += text.substr(token.range.begin, token.range.end - token.range.begin);
        if (words == kSearchWords) return query;
    }
    return "";
}

std::size_t count_words(const std::string& text) {
    std::istringstream words(text);
    std::string word;
    std::size_t count = 0;
    while (words >> word) ++count;
    return count;
}

std::vector<std::string> long_questions(const std::vector<JudgedQuery>& queries) {
    std::vector<std::string> texts;
    for (const auto& query : queries) {
        if (query.kind != kTypoKind && count_words(query.text) >= kLongQuestion) texts.push_back(query.text);
    }
    return texts;
}

// Whole questions, so it may become longer than `words`.
std::string ticket_from(const std::vector<std::string>& texts, std::size_t words, std::mt19937& dice) {
    std::string ticket;
    for (std::size_t count = 0; count < words;) {
        const auto& text = texts[dice() % texts.size()];
        if (!ticket.empty()) ticket += '\n';
        ticket += text;
        count += count_words(text);
    }
    return ticket;
}

// The first `words` words with what stands between them.
std::string first_words(const std::string& text, std::size_t words) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < words && at != std::string::npos; ++count) {
        at = text.find_first_not_of(" \n\t", at);
        if (at != std::string::npos) at = text.find_first_of(" \n\t", at);
    }
    return text.substr(0, at);
}

}  // namespace

std::vector<std::vector<JudgedQuery>> read_query_files(const std::vector<std::string>& files) {
    std::vector<std::vector<JudgedQuery>> out;
    for (const auto& file : files) {
        const auto text = real_file_system().read(file);
        if (!text) throw IoError(file + ": такого файла нет. Проверьте путь.");
        out.push_back(read_queries(file, *text));
    }
    return out;
}

std::vector<std::string> three_word_queries(const std::vector<std::vector<JudgedQuery>>& files,
                                            bool are_misspelled, std::size_t limit) {
    Analyzer analyzer;
    std::vector<std::string> out;
    for (const auto& queries : files) {
        for (const auto& query : queries) {
            if ((query.kind == kTypoKind) != are_misspelled) continue;
            auto words = first_content_words(query.text, analyzer);
            if (!words.empty()) out.push_back(std::move(words));
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    mix_and_cut(out, limit);
    return out;
}

std::vector<std::string> typed_beginnings(const std::vector<std::string>& titles, std::size_t limit) {
    std::vector<std::string> shuffled = titles;
    mix_and_cut(shuffled, limit);
    std::vector<std::string> out;
    for (const auto& title : shuffled) {
        const std::size_t letters = std::min(count_code_points(title), kLongestBeginning);
        for (std::size_t count = 1; count <= letters && out.size() < limit; ++count)
            out.emplace_back(first_code_points(title, count));
    }
    return out;
}

std::vector<std::string> long_tickets(const std::vector<std::vector<JudgedQuery>>& files, std::size_t words,
                                      std::size_t limit) {
    std::vector<std::vector<std::string>> pools;
    for (const auto& queries : files) {
        if (auto texts = long_questions(queries); !texts.empty()) pools.push_back(std::move(texts));
    }
    auto dice = fixed_dice();
    std::vector<std::string> out;
    while (!pools.empty() && out.size() < limit)
        out.push_back(first_words(ticket_from(pools[out.size() % pools.size()], words, dice), words));
    return out;
}

}  // namespace kb
