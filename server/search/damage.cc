// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/damage.h"

#include <algorithm>
#include <optional>
#include <set>

#include "indexer/error.h"
#include "server/search/index_pool.h"
#include "server/search/query_expander.h"
#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

bool is_latin_word(std::string_view word) {
    const auto letters = to_utf32(word);
    return std::any_of(letters.begin(), letters.end(), is_latin) &&
           std::none_of(letters.begin(), letters.end(), is_cyrillic);
}

std::set<std::string> latin_words(const Catalog& catalog, const std::vector<JudgedQuery>& queries,
                                  Analyzer& analyzer) {
    std::set<std::string> words;
    for (WordList::Id id = 0; id < catalog.words.size(); ++id)
        if (is_latin_word(catalog.words.word(id))) words.emplace(catalog.words.word(id));
    for (const auto& query : queries) {
        for (const auto& token : analyzer.analyze(query.text)) {
            const auto& range = token.range;
            if (auto raw = query.text.substr(range.begin, range.end - range.begin); is_latin_word(raw))
                words.insert(std::move(raw));
        }
    }
    return words;
}

std::optional<DamagedWord> damage_of(const std::string& word, const Question& question) {
    if (question.rewritten == Via::layout) return DamagedWord{word, question.shown, Via::layout};
    for (const auto& part : question.words)
        for (const auto& reading : part.readings)
            if (reading.via == Via::layout || reading.via == Via::translit || reading.via == Via::correction)
                return DamagedWord{word, reading.text, reading.via};
    return std::nullopt;
}

}  // namespace

DamageReport measure_damage(const std::string& index_dir, Caller caller, const RankingWeights& weights,
                            const std::vector<JudgedQuery>& queries) {
    IndexPool pool(index_dir);
    if (!pool.catalog(caller)) throw IndexError(pool.trouble());
    return pool.use(caller, [&](const IndexReader& reader) {
        Analyzer analyzer;
        DamageReport report;
        for (const auto& word : latin_words(reader.catalog(), queries, analyzer)) {
            ++report.words;
            if (auto damage = damage_of(word, read_question(word, reader, weights, analyzer, {})))
                report.damaged.push_back(std::move(*damage));
        }
        return report;
    });
}

}  // namespace kb
