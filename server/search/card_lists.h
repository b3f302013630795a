// SPDX-License-Identifier: GPL-2.0-or-later
// The cards of one catalog in the orders that pages ask for, each made once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/search/near_addresses.h"
#include "server/search/searcher.h"

namespace kb {

struct Catalog;

class CardLists {
public:
    std::vector<ArticleCard> cards;                                // by ArticleIndex
    CardRange::List by_title;                                      // all, of equal titles by id
    std::unordered_map<std::string, CardRange::List> in_category;  // and below it, by title
    CardRange::List newest;                                        // of equal times by id
    std::map<std::string, CardRange::List, std::less<>> recent;    // by language; see Searcher::recent
    std::vector<Searcher::CategoryCount> categories;               // see Searcher::categories

    // Made when first asked for: most states of an index meet nobody who is lost. For many threads.
    const AddressNames& names() const;

private:
    mutable std::once_flag are_named_;
    mutable AddressNames names_;
};

// Of the catalog's articles and categories as they are now.
std::unique_ptr<const CardLists> make_card_lists(const Catalog& catalog);

}  // namespace kb
