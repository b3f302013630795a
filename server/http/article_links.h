// SPDX-License-Identifier: GPL-2.0-or-later
// Articles that belong to another one: its translation, the same told more or less simply; and its short
// address.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/services.h"

namespace kb {

// By the names that ids have: «tariffs» and «tariffs.en».
std::optional<ArticleCard> translation_of(const Services& services, Caller caller, const ArticleCard& card);

// One text in two languages, by the same names.
bool are_translations(const ArticleCard& a, const ArticleCard& b);

// By ids, too: «router-reset-basic» and «router-reset-advanced», or «router-reset» and
// «router-reset-advanced». Nothing unless the one is of level advanced and the other is not.
std::optional<ArticleCard> other_level_of(const Services& services, Caller caller, const ArticleCard& card);

// "/s/k3f9x2ab": made of the id, so that it outlives every change of title, slug and folder.
std::string short_path(std::string_view article_id);

// 301 to the article whose short address ends so.
HttpResponse get_short_link(const Services& services, const Exchange& exchange);

}  // namespace kb
