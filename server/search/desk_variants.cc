// SPDX-License-Identifier: GPL-2.0-or-later
// «Настройка роутера» for beginners and for people who know: an agent who sees both in a list has to open
// both. So they stand side by side with the line that only one of them has: the sentence with most words that
// the other article lacks, the first of equals. Names are compared first, by their derived forms, because
// that costs nothing; whole texts only where names have a third in common. Two articles of different levels
// that their writers relate to each other need less: «Где кнопка сброса на роутере» and «Сброс роутера для
// опытных».
#include "server/search/desk_variants.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/article_record.h"
#include "indexer/schema.h"
#include "server/search/hit_builder.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr double kAlikeNames = 0.5;
constexpr double kAlikeRelated = 0.39;  // of the shorter name's words, where the writer relates the two
constexpr double kComparedNames = 0.34;
constexpr double kAlikeTexts = 0.6;
constexpr std::size_t kTextBytes = 24'000;  // of an article that is compared
constexpr std::size_t kLineCharacters = 200;

double share(std::size_t both, std::size_t one, std::size_t other) {
    const std::size_t all = one + other - both;
    return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

double name_likeness(const Catalog& catalog, ArticleIndex one, ArticleIndex other) {
    const auto& mine = catalog.name_words[one];
    const auto& theirs = catalog.name_words[other];
    const auto both = std::count_if(mine.begin(), mine.end(), [&](Catalog::NameWord word) {
        return std::find(theirs.begin(), theirs.end(), word) != theirs.end();
    });
    return share(static_cast<std::size_t>(both), mine.size(), theirs.size());
}

// The share of the shorter name's words that the other has.
double shorter_name_share(const Catalog& catalog, ArticleIndex one, ArticleIndex other) {
    const auto& mine = catalog.name_words[one];
    const auto& theirs = catalog.name_words[other];
    const auto both = std::count_if(mine.begin(), mine.end(), [&](Catalog::NameWord word) {
        return std::find(theirs.begin(), theirs.end(), word) != theirs.end();
    });
    const std::size_t shorter = std::min(mine.size(), theirs.size());
    return shorter == 0 ? 0 : static_cast<double>(both) / static_cast<double>(shorter);
}

bool relates(const Article& one, const Article& other) {
    return std::find(one.related.begin(), one.related.end(), other.id) != one.related.end();
}

double text_likeness(const IndexReader& reader, ArticleIndex one, ArticleIndex other) {
    const char prefix = prefixes_of(DocKind::whole).stem;
    const auto mine = reader.terms_of(reader.catalog().articles[one].whole, prefix);
    const auto theirs = reader.terms_of(reader.catalog().articles[other].whole, prefix);
    std::unordered_set<std::string_view> known;
    for (const auto& [term, count] : mine) known.insert(term);
    const auto both = std::count_if(theirs.begin(), theirs.end(),
                                    [&](const auto& pair) { return known.contains(pair.first); });
    return share(static_cast<std::size_t>(both), mine.size(), theirs.size());
}

std::string text_of(const IndexReader& reader, ArticleIndex article) {
    std::string text;
    for (const DocId section : reader.catalog().articles[article].sections) {
        if (text.size() > kTextBytes) break;
        text += decode_section(reader.data(section)).text + "\n";
    }
    return valid_utf8(std::string_view(text).substr(0, kTextBytes));
}

struct Line {
    std::string text;
    std::unordered_set<std::string> stems;
};

std::vector<Line> lines_of(std::string_view text, TextTools& tools) {
    std::vector<Line> lines;
    for (const auto& sentence : tools.segmenter.sentences(text)) {
        std::string_view rest = text.substr(sentence.begin, sentence.end - sentence.begin);
        while (!rest.empty()) {
            const auto end = rest.find('\n');
            Line line{std::string(rest.substr(0, end)), {}};
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
            for (const auto& token : tools.analyzer.analyze(line.text))
                if (!token.is_stop_word && !token.is_compound) line.stems.insert(token.stem);
            if (!line.stems.empty()) lines.push_back(std::move(line));
        }
    }
    return lines;
}

// The line of `mine` with most words that `theirs` has nowhere; empty: there is none.
std::string distinguishing_line(const std::vector<Line>& mine, const std::vector<Line>& theirs) {
    std::unordered_set<std::string_view> known;
    for (const Line& line : theirs)
        for (const auto& stem : line.stems) known.insert(stem);
    std::string best;
    std::ptrdiff_t most = 0;
    for (const Line& line : mine) {
        const auto strange = std::count_if(line.stems.begin(), line.stems.end(),
                                           [&](const auto& stem) { return !known.contains(stem); });
        if (strange <= most) continue;
        most = strange;
        best = line.text;
    }
    const auto cut = first_code_points(best, kLineCharacters);
    return cut.size() < best.size() ? std::string(cut) + "…" : best;
}

}  // namespace

bool are_near(ArticleIndex one, ArticleIndex other, const IndexReader& reader) {
    const auto& a = reader.catalog().articles[one].record.article;
    const auto& b = reader.catalog().articles[other].record.article;
    const bool is_template = a.type == ArticleType::template_;
    if (one == other || a.lang != b.lang || is_template != (b.type == ArticleType::template_)) return false;
    const double names = name_likeness(reader.catalog(), one, other);
    const bool are_levels = a.level != b.level && a.level != Level::none && b.level != Level::none;
    if (are_levels && names >= kAlikeNames) return true;
    if (are_levels && relates(a, b) && relates(b, a) &&
        shorter_name_share(reader.catalog(), one, other) >= kAlikeRelated)
        return true;
    return names >= kComparedNames && text_likeness(reader, one, other) >= kAlikeTexts;
}

DeskVariant variant_of(ArticleIndex one, ArticleIndex other, const IndexReader& reader, TextTools& tools) {
    const auto mine = lines_of(text_of(reader, one), tools);
    const auto theirs = lines_of(text_of(reader, other), tools);
    return {card_of(reader.catalog().articles[other]), distinguishing_line(theirs, mine),
            distinguishing_line(mine, theirs)};
}

}  // namespace kb
