// SPDX-License-Identifier: GPL-2.0-or-later
// What all pages share: head, search box, foot.
#pragma once

#include <string>

#include "server/http/message.h"
#include "server/http/page_data.h"
#include "server/http/services.h"

namespace kb {

struct PageHead {
    std::string title;        // empty: the service's name alone
    std::string description;  // for search engines; may be empty
    std::string query;        // in the search box
    bool is_home = false;
    bool is_suggest = false;
    bool is_unlisted = false;  // not for search engines
};

// `body` is the template's data; what the layout knows (contacts, the query) is added to it.
HttpResponse page(const Services& services, const PageHead& head, std::string_view template_name,
                  PageData body, int status = 200);

}  // namespace kb
