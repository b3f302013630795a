// SPDX-License-Identifier: GPL-2.0-or-later
// An address is looked at as a person retypes it: small Latin letters, words with single hyphens, no
// ending of a file, no folders before it. So «/help/WiFi_Setpu.html» is "wifi-setpu", one slip away from
// "wifi-setup"; «/c/оплата» and «/c/oplata» are both the title «Оплата»; "wifi-set" is an address that a
// messenger has cut. A slip is allowed for every four letters, never more than three: further away lie
// strangers. The names are made once for a state of the index; then an address costs a short comparison for
// each of them.
#include "server/search/near_addresses.h"

#include <algorithm>
#include <array>
#include <optional>

#include "stemming/edit_distance.h"
#include "stemming/transliterate.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMost = 3;
constexpr std::size_t kMaxSlips = 3;
constexpr std::size_t kLettersForSlip = 4;
constexpr std::size_t kFewestOfCut = 5;  // letters that a cut address must still have
constexpr std::size_t kLongest = 100;    // letters of an address that are looked at
constexpr std::array<std::string_view, 5> kEndings{".html", ".htm", ".php", ".md", ".aspx"};

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

std::string_view without_ending(std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    for (const std::string_view ending : kEndings)
        if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
    return path;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// «WiFi_Setup» → "wifi-setup"; what stands between words is one hyphen.
std::string plain_address(std::string_view text) {
    std::string out;
    for (const char c : to_latin(first_code_points(text, kLongest))) {
        if (is_word_byte(c))
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    if (out.ends_with('-')) out.pop_back();
    return out;
}

// How many slips lie between what was asked for and a name; nothing when it is another name.
std::optional<std::size_t> slips(const std::string& wanted, const std::string& name) {
    if (name.empty()) return std::nullopt;
    const bool is_cut = wanted.size() >= kFewestOfCut && name.starts_with(wanted);
    const std::size_t bound = std::min(kMaxSlips, std::min(wanted.size(), name.size()) / kLettersForSlip);
    const std::size_t length_gap =
        std::max(wanted.size(), name.size()) - std::min(wanted.size(), name.size());
    const std::size_t found = length_gap > bound ? bound + 1 : edit_distance(wanted, name, bound);
    if (found <= bound) return found;
    return is_cut ? std::optional(kMaxSlips) : std::nullopt;
}

// Of several names of one thing, the nearest.
std::optional<std::size_t> fewest_slips(const std::string& wanted, const std::vector<std::string>& names) {
    std::optional<std::size_t> best;
    for (const std::string& name : names) {
        const auto found = slips(wanted, name);
        if (found && (!best || *found < *best)) best = found;
    }
    return best;
}

// «oplata-kartoy» names the topic «Оплата» with its first word.
bool has_word(const std::string& wanted, const std::string& name) {
    if (name.size() < kLettersForSlip) return false;
    const std::string framed = "-" + wanted + "-";
    return framed.find("-" + name + "-") != std::string::npos;
}

template <typename T>
std::vector<T> nearest(std::vector<std::pair<std::size_t, T>> found) {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<T> out;
    for (auto& [distance, value] : found)
        if (out.size() < kMost) out.push_back(std::move(value));
    return out;
}

std::vector<ArticleCard> near_articles(const AddressNames& names, const std::string& wanted) {
    std::vector<std::pair<std::size_t, const ArticleCard*>> found;
    for (const auto& article : names.articles)
        if (const auto distance = fewest_slips(wanted, article.names))
            found.emplace_back(*distance, article.card);
    std::vector<ArticleCard> cards;
    for (const ArticleCard* card : nearest(std::move(found))) cards.push_back(*card);
    return cards;
}

std::vector<std::string> near_categories(const AddressNames& names, const std::string& wanted) {
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const auto& category : names.categories) {
        auto distance = fewest_slips(wanted, category.names);
        const bool is_named = std::any_of(category.names.begin(), category.names.end(),
                                          [&](const std::string& name) { return has_word(wanted, name); });
        if (!distance && is_named) distance = kMaxSlips;
        if (distance) found.emplace_back(*distance, category.id);
    }
    return nearest(std::move(found));
}

}  // namespace

AddressNames address_names(const CardRange& cards, const std::vector<Searcher::CategoryCount>& categories) {
    AddressNames names;
    names.articles.reserve(cards.size());
    for (const ArticleCard& card : cards)
        names.articles.push_back(
            {&card,
             {plain_address(card.slug), plain_address(last_part(card.slug)), plain_address(card.title)}});
    for (const auto& [category, count] : categories)
        names.categories.push_back({category.id,
                                    {plain_address(category.id), plain_address(last_part(category.id)),
                                     plain_address(category.title), plain_address(category.title_en)}});
    return names;
}

NearAddresses near_addresses(std::string_view path, const AddressNames& names) {
    const std::string wanted = plain_address(last_part(without_ending(path)));
    if (wanted.empty()) return {};
    return {near_articles(names, wanted), near_categories(names, wanted)};
}

std::string words_of_address(std::string_view path) {
    path = without_ending(path);
    if (path.starts_with("/a/") || path.starts_with("/c/")) path.remove_prefix(3);
    std::string words;
    for (const char c : path) words += is_word_byte(c) ? c : ' ';
    return std::string(first_code_points(words, kLongest));
}

}  // namespace kb
