// SPDX-License-Identifier: GPL-2.0-or-later
// What somebody may have meant by an address that leads nowhere. Looks only at what the caller may see.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"

namespace kb {

// What addresses may call a thing by: as a person retypes them.
struct AddressNames {
    struct OfArticle {
        const ArticleCard* card = nullptr;
        std::vector<std::string> names;
    };
    struct OfCategory {
        std::string id;
        std::vector<std::string> names;
    };
    std::vector<OfArticle> articles;
    std::vector<OfCategory> categories;
};

// Points to the cards.
AddressNames address_names(const CardRange& cards, const std::vector<Searcher::CategoryCount>& categories);

// `path` is the whole path asked for, decoded.
NearAddresses near_addresses(std::string_view path, const AddressNames& names);

// The words an address is made of, for a search: «/a/kak-nastroit_wifi.html» → «kak nastroit wifi».
std::string words_of_address(std::string_view path);

}  // namespace kb
