// SPDX-License-Identifier: GPL-2.0-or-later
// The texts are read from the left; at each word the longest name that stands there is taken, and reading
// goes on behind it. A word that several products share («роутер» of two models) says only that it is one of
// them:
//
//     «Роутер Mayak R2 завис, перезагрузил роутер»   R2 is named; the second «роутер» may be R2: it is R2
//     «Перезагрузил роутер»                          R1 or R2: the agent is asked
//     «Приставка не видит роутер R2»                 two products: the agent is asked which
#include "server/search/products.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace kb {

namespace {

using Stems = std::vector<std::string>;
using Places = std::set<std::size_t>;  // in the list of products

constexpr std::size_t kTextBytes = 32'000;  // of a message that products are looked for in

// Hyphens are blanks here: «Wi-Fi-повторитель» and «Wi-Fi повторитель» are the same words.
Stems stems_of(std::string_view text, Analyzer& analyzer) {
    std::string apart(text);
    std::replace(apart.begin(), apart.end(), '-', ' ');
    for (const std::string_view hyphen : {"‐", "‑", "–"})
        for (auto at = apart.find(hyphen); at != std::string::npos; at = apart.find(hyphen, at))
            apart.replace(at, hyphen.size(), " ");
    Stems stems;
    for (const Token& token : analyzer.analyze(apart))
        if (!token.is_compound) stems.push_back(token.stem);
    return stems;
}

struct Name {
    Stems stems;
    std::size_t product = 0;
};

using NamesByStem = std::unordered_map<std::string, std::vector<Name>>;  // by the first stem

NamesByStem names_of(const std::vector<ProductNames>& products, Analyzer& analyzer) {
    NamesByStem names;
    for (std::size_t i = 0; i < products.size(); ++i) {
        for (const std::string& spelling : products[i]) {
            Stems stems = stems_of(spelling, analyzer);
            if (stems.empty()) continue;
            std::string first = stems.front();
            names[std::move(first)].push_back({std::move(stems), i});
        }
    }
    return names;
}

struct Mention {
    Places products;
    std::size_t words = 1;  // to go on behind; 1 where nothing is named
};

Mention mention_at(const Stems& stems, std::size_t at, const NamesByStem& names) {
    Mention best;
    const auto begun = names.find(stems[at]);
    if (begun == names.end()) return best;
    for (const Name& name : begun->second) {
        const std::size_t count = name.stems.size();
        if (count > stems.size() - at || count < best.words) continue;
        if (!std::equal(name.stems.begin(), name.stems.end(),
                        stems.begin() + static_cast<std::ptrdiff_t>(at)))
            continue;
        if (count > best.words) best = {{}, count};
        best.products.insert(name.product);
    }
    return best;
}

bool shares_any(const Places& one, const Places& other) {
    return std::any_of(one.begin(), one.end(), [&](std::size_t place) { return other.contains(place); });
}

}  // namespace

std::vector<std::string> products_in(const std::vector<std::string_view>& texts,
                                     const std::vector<ProductNames>& products, Analyzer& analyzer) {
    std::vector<std::string> out;
    if (products.empty()) return out;
    const NamesByStem names = names_of(products, analyzer);
    Places named;
    std::vector<Places> unclear;
    for (const auto text : texts) {
        const Stems stems = stems_of(text.substr(0, kTextBytes), analyzer);
        for (std::size_t at = 0; at < stems.size();) {
            Mention mention = mention_at(stems, at, names);
            at += mention.words;
            if (mention.products.size() == 1)
                named.insert(*mention.products.begin());
            else if (!mention.products.empty())
                unclear.push_back(std::move(mention.products));
        }
    }
    Places all = named;
    for (const Places& places : unclear)
        if (!shares_any(places, named)) all.insert(places.begin(), places.end());
    for (const std::size_t place : all) out.push_back(products[place].front());
    return out;
}

}  // namespace kb
