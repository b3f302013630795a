// SPDX-License-Identifier: GPL-2.0-or-later
// Two articles are doubles when a name of one (title or alias) shares four fifths of its stems with a name of
// the other (Jaccard), or when their texts share seven tenths: «Как сменить тариф» and «Смена тарифа: как?»,
// or one text under two titles. Comparing all with all would be quadratic, so:
//
// * a name that is like at 0.8 shares at least one of any n − ⌈0.8 n⌉ + 1 of its n stems: the rarest are
// looked
//   up;
// * of a text's stems twenty samples are taken, each three minima of hashes (MinHash, Broder 1997): texts
// that
//   are like at 0.7 agree on one of them in 99.98 of 100 cases, at 0.3 in 42, and are compared then.
//
// What it gets wrong: the same thing in other words, and texts under twelve stems, which go by name alone.
#include "indexer/transfer/import_doubles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "indexer/article_parser.h"
#include "indexer/article_tree.h"

namespace kb {
namespace {

constexpr double kAlikeNames = 0.8;
constexpr double kAlikeTexts = 0.7;
constexpr double kNotOtherTexts = 0.3;  // below this, articles of one name are two
constexpr std::size_t kNameStems = 30;
constexpr std::size_t kTextStems = 400;
constexpr std::size_t kLeastText = 12;  // stems
constexpr std::size_t kSamples = 20, kMinima = 3;
constexpr std::size_t kMostSeen = 500;  // articles looked at for one

double likeness(const std::set<std::string>& one, const std::set<std::string>& other) {
    if (one.empty() || other.empty()) return 0;
    const auto& small = one.size() < other.size() ? one : other;
    const auto& large = one.size() < other.size() ? other : one;
    const auto both =
        std::count_if(small.begin(), small.end(), [&](const auto& stem) { return large.contains(stem); });
    return static_cast<double>(both) /
           static_cast<double>(one.size() + other.size() - static_cast<std::size_t>(both));
}

std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
    return x ^ x >> 31U;
}

std::vector<std::uint64_t> samples_of(const std::set<std::string>& stems) {
    std::vector<std::uint64_t> samples;
    if (stems.size() < kLeastText) return samples;
    std::array<std::uint64_t, kSamples * kMinima> minima{};
    minima.fill(std::numeric_limits<std::uint64_t>::max());
    for (const std::string& stem : stems) {
        const std::uint64_t hash = word_hash(stem);
        for (std::size_t i = 0; i < minima.size(); ++i)
            minima[i] = std::min(minima[i], mixed(hash + (i + 1) * 0x9E3779B97F4A7C15ULL));
    }
    for (std::size_t i = 0; i < kSamples; ++i) {
        std::uint64_t sample = i;
        for (std::size_t j = 0; j < kMinima; ++j) sample = mixed(sample ^ minima[i * kMinima + j]);
        samples.push_back(sample);
    }
    return samples;
}

}  // namespace

bool Double::is_same() const { return !text || *text >= kNotOtherTexts; }

DoubleFinder::Stems DoubleFinder::stems_of(std::string_view text, std::size_t most) {
    Stems stems;
    for (Token& token : analyzer_.analyze(text)) {
        if (stems.size() >= most) break;
        if (!token.is_stop_word && !token.is_compound)
            stems.insert(token.derived.empty() ? token.stem : token.derived);
    }
    return stems;
}

DoubleFinder::Known DoubleFinder::known_of(const Article& article) {
    Known known{article.title, article.path, {stems_of(article.title, kNameStems)}, {}};
    for (const std::string& alias : article.aliases) known.names.push_back(stems_of(alias, kNameStems));
    std::string text;
    for (const Section& section : article.sections) text += section.title + "\n" + section.text + "\n";
    known.text = stems_of(text, kTextStems);
    return known;
}

void DoubleFinder::add(const Article& article) {
    Known known = known_of(article);
    std::set<std::string> seen;
    for (const Stems& name : known.names)
        for (const std::string& stem : name)
            if (seen.insert(stem).second) by_name_stem_[stem].push_back(all_.size());
    for (const std::uint64_t sample : samples_of(known.text)) by_sample_[sample].push_back(all_.size());
    all_.push_back(std::move(known));
}

void DoubleFinder::add_folder(FileSystem& files, const std::string& articles_dir) {
    for (const TreeFile& file : scan_articles(files, articles_dir).articles) {
        const auto bytes = files.read(articles_dir + "/" + file.path);
        if (!bytes) continue;
        const ParseResult parsed = parse_article(file.path, *bytes);
        if (parsed.article && parsed.article->status != Status::archived) add(*parsed.article);
    }
}

std::set<std::size_t> DoubleFinder::candidates(const Known& wanted) const {
    std::set<std::size_t> found;
    const auto take = [&](const auto& map, const auto& key) {
        const auto there = map.find(key);
        if (there == map.end()) return;
        for (const std::size_t one : there->second)
            if (found.size() < kMostSeen) found.insert(one);
    };
    for (const std::uint64_t sample : samples_of(wanted.text)) take(by_sample_, sample);
    for (const Stems& name : wanted.names) {
        std::vector<std::string> rarest(name.begin(), name.end());
        const auto count_of = [&](const std::string& stem) {
            const auto there = by_name_stem_.find(stem);
            return there == by_name_stem_.end() ? 0 : there->second.size();
        };
        std::stable_sort(rarest.begin(), rarest.end(),
                         [&](const auto& a, const auto& b) { return count_of(a) < count_of(b); });
        const auto least =
            static_cast<std::size_t>(std::ceil(kAlikeNames * static_cast<double>(name.size())));
        for (std::size_t i = 0; i < name.size() && i + least <= name.size(); ++i)
            take(by_name_stem_, rarest[i]);
    }
    return found;
}

std::optional<Double> DoubleFinder::nearest(const Article& article) {
    const Known wanted = known_of(article);
    std::optional<Double> best;
    double most = 0;
    for (const std::size_t one : candidates(wanted)) {
        const Known& known = all_[one];
        double names = 0;
        for (const Stems& a : wanted.names)
            for (const Stems& b : known.names) names = std::max(names, likeness(a, b));
        Double found{known.title, known.path, names, std::nullopt};
        if (std::min(wanted.text.size(), known.text.size()) >= kLeastText)
            found.text = likeness(wanted.text, known.text);
        if (names < kAlikeNames && found.text.value_or(0) < kAlikeTexts) continue;
        const double measure = std::max(names, found.text.value_or(0)) + (found.is_same() ? 1 : 0);
        if (measure > most) best = std::move(found);
        most = std::max(most, measure);
    }
    return best;
}

}  // namespace kb
