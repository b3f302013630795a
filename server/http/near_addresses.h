// SPDX-License-Identifier: GPL-2.0-or-later
// What somebody may have meant by an address that leads nowhere. Looks only at what the caller may see.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.h"

namespace kb {

struct NearAddresses {
    std::vector<ArticleCard> articles;    // nearest first, at most three
    std::vector<std::string> categories;  // ids, nearest first, at most three
};

// `path` is the whole path asked for, decoded.
NearAddresses near_addresses(const Services& services, Caller caller, std::string_view path);

// The words an address is made of, for a search: «/a/kak-nastroit_wifi.html» → «kak nastroit wifi».
std::string words_of_address(std::string_view path);

}  // namespace kb
