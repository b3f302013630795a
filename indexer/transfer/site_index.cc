// SPDX-License-Identifier: GPL-2.0-or-later
// A browser has neither our stemmer nor our lists of roots, so the analyzer runs here, once, over every word
// of the base:
//
//     forms    "роутера" → 17, "роутером" → 17      what is typed is looked up as it stands
//     weights  17 → page 3: 41, page 8: 12          BM25, scaled to 1…255
//
// A form that no article has is helped by site.js: the known form with the longest common beginning. What is
// lost against the server: correction of typos, keyboard layout and transliteration, synonyms, phrases,
// sections as answers, learnt order.
#include "indexer/transfer/site_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "indexer/json_text.h"
#include "stemming/analyzer.h"

namespace kb {
namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
constexpr double kTitleWeight = 4;
constexpr double kAliasWeight = 3;
constexpr double kHeadingWeight = 2;

class IndexBuilder {
public:
    void add(std::size_t page, std::string_view text, double weight) {
        for (const Token& token : analyzer_.analyze(text)) {
            if (token.is_stop_word) continue;
            const std::string& root = token.derived.empty() ? token.stem : token.derived;
            const std::size_t stem = stems_.try_emplace(root, stems_.size()).first->second;
            forms_.try_emplace(token.text, stem);
            if (stem >= weights_.size()) weights_.resize(stem + 1);
            weights_[stem][page] += weight;
            if (page >= lengths_.size()) lengths_.resize(page + 1);
            lengths_[page] += weight;
        }
    }

    std::string forms() const {
        std::vector<std::pair<std::string, std::size_t>> sorted(forms_.begin(), forms_.end());
        std::sort(sorted.begin(), sorted.end());
        std::string text;
        for (const auto& [form, stem] : sorted)
            text += fmt::format("{}{}:{}", text.empty() ? "" : ",", json_quoted(form), stem);
        return "{" + text + "}";
    }

    // Of each stem: page, weight, page, weight …
    std::string weights() const {
        double total = 0;
        for (const double length : lengths_) total += length;
        const double mean =
            lengths_.empty() ? 1 : std::max(total / static_cast<double>(lengths_.size()), 1.0);
        std::string text;
        for (const auto& pages : weights_) {
            std::string row;
            for (const auto& [page, count] : pages) {
                const double idf = std::log(1 + (static_cast<double>(lengths_.size()) + 0.5) /
                                                    (static_cast<double>(pages.size()) + 0.5));
                const double tf = count * (kK1 + 1) / (count + kK1 * (1 - kB + kB * lengths_[page] / mean));
                const int weight = std::clamp(static_cast<int>(std::lround(idf * tf * 16)), 1, 255);
                row += fmt::format("{}{},{}", row.empty() ? "" : ",", page, weight);
            }
            text += fmt::format("{}[{}]", text.empty() ? "" : ",", row);
        }
        return "[" + text + "]";
    }

private:
    Analyzer analyzer_;
    std::unordered_map<std::string, std::size_t> stems_;
    std::unordered_map<std::string, std::size_t> forms_;
    std::vector<std::map<std::size_t, double>> weights_;  // by stem, by page
    std::vector<double> lengths_;
};

}  // namespace

std::string site_index(const ExportBase& base) {
    IndexBuilder builder;
    std::string pages;
    for (std::size_t i = 0; i < base.articles.size(); ++i) {
        const Article& article = base.articles[i];
        builder.add(i, article.title, kTitleWeight);
        for (const std::string& alias : article.aliases) builder.add(i, alias, kAliasWeight);
        for (const Section& section : article.sections) {
            builder.add(i, section.title, kHeadingWeight);
            builder.add(i, section.text, 1);
        }
        pages += fmt::format("{}[{},{},{}]", pages.empty() ? "" : ",\n",
                             json_quoted(base.names.at(article.path) + ".html"), json_quoted(article.title),
                             json_quoted(article.summary));
    }
    return fmt::format(
        "// Made by kb-index export.\nconst KB = {{\npages: [{}],\nforms: {},\nweights: {}\n}};\n", pages,
        builder.forms(), builder.weights());
}

}  // namespace kb
