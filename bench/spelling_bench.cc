// SPDX-License-Identifier: GPL-2.0-or-later
// The words are real ones, the misspellings made: one letter replaced, lost, doubled or swapped with its
// neighbour, from a fixed seed; kept when the list has no such word. All sides are asked the same words in
// the same run; the full scan and Xapian, being slow, only a tenth of them.
#include "bench/spelling_bench.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <sstream>

#include "bench/article_folders.h"
#include "bench/figures.h"
#include "indexer/error.h"
#include "stemming/analyzer.h"
#include "stemming/edit_distance.h"
#include "stemming/spelling.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSlowShare = 10;
constexpr std::size_t kCorrections = 3;
constexpr unsigned kSeed = 20251;

std::map<std::string, std::uint32_t> count_words(const std::vector<std::string>& folders) {
    std::map<std::string, std::uint32_t> counts;
    Analyzer analyzer;
    std::vector<Token> tokens;
    for (const auto& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".md") continue;
            std::stringstream text;
            text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
            analyzer.analyze(text.str(), tokens);
            for (const auto& token : tokens)
                if (token.kind == TokenKind::word && !token.is_compound) ++counts[token.text];
        }
    }
    return counts;
}

WordList commonest(const std::map<std::string, std::uint32_t>& counts, std::size_t limit) {
    std::vector<std::pair<std::uint32_t, std::string>> by_count;
    for (const auto& [word, count] : counts) by_count.emplace_back(count, word);
    std::stable_sort(by_count.begin(), by_count.end(), [](auto& a, auto& b) { return a.first > b.first; });
    by_count.resize(std::min(limit, by_count.size()));
    std::sort(by_count.begin(), by_count.end(), [](auto& a, auto& b) { return a.second < b.second; });
    WordList list;
    for (const auto& [count, word] : by_count) list.add(word, count);
    return list;
}

std::u32string misspell(std::u32string word, std::mt19937& random) {
    const std::size_t at = 1 + random() % (word.size() - 2);
    switch (random() % 4) {
        case 0:
            word[at] = U'а' + static_cast<char32_t>(random() % 32);
            break;
        case 1:
            word.erase(at, 1);
            break;
        case 2:
            word.insert(at, 1, word[at]);
            break;
        default:
            std::swap(word[at], word[at + 1]);
    }
    return word;
}

std::vector<std::string> misspelt_words(const WordList& words, std::size_t wanted) {
    std::mt19937 random(kSeed);
    std::vector<std::string> out;
    for (std::size_t tries = 0; out.size() < wanted && tries < 100 * wanted; ++tries) {
        const auto word = to_utf32(words.word(static_cast<WordList::Id>(random() % words.size())));
        if (word.size() < 5 || word[0] < U'а' || word[0] > U'я') continue;
        const auto typed = to_utf8(misspell(word, random));
        if (!words.find(typed)) out.push_back(typed);
    }
    return out;
}

// The simplest thing that works: every word of the list, plain edit distance.
std::string best_of_all(const WordList& words, const std::string& typed) {
    const auto letters = to_utf32(typed);
    std::size_t best = 3;
    std::string found;
    for (WordList::Id id = 0; id < words.size(); ++id) {
        const auto distance = edit_distance(letters, to_utf32(words.word(id)), best - 1);
        if (distance >= best) continue;
        best = distance;
        found = words.word(id);
    }
    return found;
}

using Correct = std::function<std::string(const std::string& typed)>;

// Microseconds a word; `found` counts those that got any correction.
double measure(const std::vector<std::string>& typed, std::size_t count, const Correct& correct,
               std::size_t& found) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < count; ++i) found += !correct(typed[i]).empty();
    const std::chrono::duration<double, std::micro> elapsed = std::chrono::steady_clock::now() - start;
    return elapsed.count() / static_cast<double>(count);
}

void print_side(const char* name, double micros, std::size_t found, std::size_t count) {
    fmt::print("{:<34} {:>9} мкс на слово, исправлено {} из {}\n", name, short_number(micros), found, count);
}

}  // namespace

void bench_spelling(const SpellingBenchOptions& options) {
    const auto words = commonest(count_words(options.articles), options.words);
    if (words.size() < 100) throw ConfigError("В статьях меньше ста слов. Дайте больше папок: --articles.");
    const auto typed = misspelt_words(words, options.misspelt);
    const std::size_t few = std::max<std::size_t>(1, typed.size() / kSlowShare);
    const SpellingIndex index(words);
    const TempFolder folder;
    Xapian::WritableDatabase database((folder.path() / "words").string(), Xapian::DB_CREATE);
    for (WordList::Id id = 0; id < words.size(); ++id)
        database.add_spelling(std::string(words.word(id)), words.articles(id));
    database.commit();
    fmt::print("Слов в списке {}, с опечаткой {}.\n", words.size(), typed.size());
    std::size_t ours = 0, all = 0, xapian = 0;
    const Correct ask = [&](const std::string& word) {
        const auto found = index.correct(word, kCorrections);
        return found.empty() ? std::string() : found.front().word;
    };
    std::size_t warm = 0;
    measure(typed, typed.size(), ask, warm);
    const double our_micros = measure(typed, typed.size(), ask, ours);
    const double all_micros = measure(
        typed, few, [&](const std::string& word) { return best_of_all(words, word); }, all);
    const double xapian_micros = measure(
        typed, few, [&](const std::string& word) { return database.get_spelling_suggestion(word, 2); },
        xapian);
    print_side("Подсказка", our_micros, ours, typed.size());
    print_side("все слова подряд", all_micros, all, few);
    print_side("Xapian, get_spelling_suggestion", xapian_micros, xapian, few);
    record(options.record, {{fmt::format("исправление слова, {} слов в базе", words.size()), "мкс",
                             our_micros, xapian_micros, ""}});
}

}  // namespace kb
