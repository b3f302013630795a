// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/page_patterns.h"

#include <algorithm>

#include "server/search/hit_builder.h"

namespace kb {
namespace {

// Greedy with one point to come back to: time grows with the product of the lengths at worst.
bool fits(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++star_text;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

// "https://shop.example/cart?id=1" → "shop.example/cart".
std::string_view place_of(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    return url;
}

}  // namespace

bool fits_page(std::string_view pattern, std::string_view page_url) {
    constexpr std::size_t kLongest = 500;
    std::string_view place = place_of(page_url);
    pattern = place_of(pattern);
    if (pattern.empty() || pattern.size() > kLongest || place.size() > kLongest) return false;
    if (pattern.starts_with('/')) {
        const std::size_t slash = place.find('/');
        place = slash == std::string_view::npos ? std::string_view("/") : place.substr(slash);
    }
    return fits(pattern, place);
}

std::vector<ArticleCard> articles_for_page(const Catalog& catalog, std::string_view page_url) {
    std::vector<std::pair<std::size_t, ArticleCard>> found;
    for (const auto& article : catalog.articles) {
        std::size_t longest = 0;
        for (const std::string& pattern : article.record.article.suggest_for) {
            if (fits_page(pattern, page_url)) longest = std::max(longest, pattern.size());
        }
        if (longest > 0) found.emplace_back(longest, card_of(article));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second.id < b.second.id;
    });
    std::vector<ArticleCard> cards;
    for (auto& [length, card] : found) cards.push_back(std::move(card));
    return cards;
}

}  // namespace kb
