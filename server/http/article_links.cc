// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/article_links.h"

#include <algorithm>
#include <array>

#include "indexer/schema.h"
#include "server/http/errors.h"
#include "server/http/page_lang.h"

namespace kb {
namespace {

constexpr std::string_view kBasic = "-basic";
constexpr std::string_view kAdvanced = "-advanced";
// No vowels and nothing that looks like something else: five bits a sign, forty in all. Two of ten
// thousand articles meet once in twenty thousand bases; then the first by id keeps the address.
constexpr std::string_view kSigns = "23456789bcdfghjkmnpqrstvwxzBCDFG";
constexpr int kLength = 8;

std::optional<ArticleCard> card_of_id(const Services& services, Caller caller, const std::string& id) {
    auto card = services.searcher.card(caller, id);
    return card && card->id == id ? std::move(card) : std::nullopt;
}

std::string without(const std::string& text, std::string_view ending) {
    return text.ends_with(ending) ? text.substr(0, text.size() - ending.size()) : text;
}

}  // namespace

std::optional<ArticleCard> translation_of(const Services& services, Caller caller, const ArticleCard& card) {
    const std::string suffix = "." + card.lang;
    const bool is_translation = card.id.ends_with(suffix);
    auto other = card_of_id(services, caller, is_translation ? without(card.id, suffix) : card.id + ".en");
    if (!other || other->lang == card.lang) return std::nullopt;
    return other;
}

bool are_translations(const ArticleCard& a, const ArticleCard& b) {
    return a.lang != b.lang && without(a.id, "." + a.lang) == without(b.id, "." + b.lang);
}

std::optional<ArticleCard> other_level_of(const Services& services, Caller caller, const ArticleCard& card) {
    const bool is_advanced = card.level == Level::advanced;
    const std::string stem = without(card.id, is_advanced ? kAdvanced : kBasic);
    if (is_advanced && stem == card.id) return std::nullopt;
    const std::array<std::string, 2> names = {stem + std::string(is_advanced ? kBasic : kAdvanced),
                                              is_advanced ? stem : ""};
    for (const std::string& name : names) {
        if (name.empty()) continue;
        auto other = card_of_id(services, caller, name);
        if (other && (other->level == Level::advanced) != is_advanced) return other;
    }
    return std::nullopt;
}

std::string short_path(std::string_view article_id) {
    std::string path = "/s/";
    std::uint64_t hash = hash64(article_id);
    for (int i = 0; i < kLength; ++i, hash >>= 5) path += kSigns[hash & 31];
    return path;
}

HttpResponse get_short_link(const Services& services, const Exchange& exchange) {
    const std::string wanted = "/s/" + std::string(exchange.argument);
    const CardRange cards = services.searcher.list(exchange.caller, "");
    const ArticleCard* first = nullptr;
    for (const ArticleCard& card : cards)
        if (short_path(card.id) == wanted && (!first || card.id < first->id)) first = &card;
    if (!first) throw HttpError(Refusal::not_found, "Такой статьи нет.");
    return redirect_to(301, page_lang(exchange.request).article_link(*first, first->url));
}

}  // namespace kb
