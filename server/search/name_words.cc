// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/name_words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "indexer/document_builder.h"

namespace kb {

namespace {

constexpr std::size_t kNamesKept = 100'000;  // about 500 bytes each; others are read each time

// «Как» says little and stands everywhere, but «почему отклонили» is not «как подать».
constexpr std::pair<std::string_view, std::uint32_t> kQuestionWords[] = {
    {"как", 1},     {"каким", 1},   {"почему", 2},  {"отчего", 2},   {"зачем", 4},
    {"сколько", 8}, {"где", 16},    {"куда", 16},   {"откуда", 16},  {"кто", 32},
    {"кем", 32},    {"кому", 32},   {"можно", 64},  {"могу", 64},    {"возможно", 64},
    {"может", 64},  {"могут", 64},  {"когда", 128}, {"какие", 256},  {"какой", 256},
    {"какая", 256}, {"какое", 256}, {"каких", 256}, {"делать", 512}, {"такое", 1024},
};

}  // namespace

std::uint32_t asks_of(const std::vector<Token>& tokens) {
    std::uint32_t bits = 0;
    for (const auto& token : tokens)
        for (const auto& [word, bit] : kQuestionWords)
            if (token.text == word) bits |= bit;
    return bits;
}

int asks_alike(std::uint32_t one, std::uint32_t other) {
    if (one == 0 || other == 0) return 0;
    return (one & other) != 0 ? 1 : -1;
}

double rarity_of_stem(std::string_view stem, const IndexReader& reader) {
    const double all = reader.catalog().count_of(DocKind::whole);
    const double articles = reader.documents_with(prefixes_of(DocKind::whole).stem + std::string(stem));
    return std::log(1 + (all - articles + 0.5) / (articles + 0.5));
}

std::vector<std::uint64_t> word_grams(std::string_view word) {
    std::vector<std::string> grams;
    append_grams(word, grams);
    std::vector<std::uint64_t> hashes;
    hashes.reserve(grams.size());
    for (const auto& gram : grams) hashes.push_back(hash64(gram));
    return hashes;
}

std::vector<std::uint64_t> gram_hashes(const std::vector<std::string_view>& words) {
    std::vector<std::uint64_t> hashes;
    for (const auto word : words) {
        const auto grams = word_grams(word);
        hashes.insert(hashes.end(), grams.begin(), grams.end());
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
}

namespace {

NameWords read_name(DocId name, const IndexReader& reader, Analyzer& analyzer) {
    const auto tokens = analyzer.analyze(reader.data(name));
    NameWords out;
    std::vector<std::string_view> forms;
    for (const auto& token : tokens) {
        if (token.is_compound) continue;
        forms.push_back(token.text);
        if (token.is_stop_word) continue;
        out.words.push_back({hash64(token.text), hash64(token.stem), hash64(token.derived),
                             rarity_of_stem(token.stem, reader)});
    }
    out.words.shrink_to_fit();
    out.grams = gram_hashes(forms);
    out.grams.shrink_to_fit();
    out.asks = asks_of(tokens);
    return out;
}

}  // namespace

NameCache::~NameCache() {
    for (const auto& place : places_) delete place.load(std::memory_order_relaxed);
}

std::shared_ptr<const NameWords> NameCache::words(DocId name, const IndexReader& reader, Analyzer& analyzer) {
    const auto lent = [](const NameWords* words) {
        return std::shared_ptr<const NameWords>(std::shared_ptr<const void>(), words);
    };
    const bool has_place = name < places_.size();
    if (has_place)
        if (const auto* known = places_[name].load(std::memory_order_acquire)) return lent(known);
    auto read = std::make_unique<const NameWords>(read_name(name, reader, analyzer));
    if (!has_place || kept_.load(std::memory_order_relaxed) >= kNamesKept) return read;
    const NameWords* before = nullptr;
    if (!places_[name].compare_exchange_strong(before, read.get(), std::memory_order_acq_rel))
        return lent(before);
    kept_.fetch_add(1, std::memory_order_relaxed);
    return lent(read.release());
}

}  // namespace kb
