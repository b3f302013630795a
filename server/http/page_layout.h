// SPDX-License-Identifier: GPL-2.0-or-later
// What all pages share: head, search box, foot.
#pragma once

#include <string>
#include <vector>

#include "server/http/message.h"
#include "server/http/page_data.h"
#include "server/http/page_lang.h"
#include "server/http/services.h"

namespace kb {

// The same page in a language.
struct PageVersion {
    Lang lang = Lang::ru;
    std::string path;  // with its query
};

struct PageHead {
    std::string title;        // empty: the service's name alone
    std::string description;  // for search engines; may be empty
    std::string query;        // in the search box
    bool is_home = false;
    bool is_suggest = false;
    bool is_unlisted = false;  // not for search engines
    PageLang lang;
    std::string base_url;               // "https://help.example", see base_url_of; empty: unknown
    std::string path;                   // the page's one true address; empty: it has none
    std::vector<PageVersion> versions;  // of this page in several languages, itself among them
    std::string switch_url;             // the page in the other language, or the nearest there is to it
    std::string type = "website";       // for Open Graph
    std::string structured_data;        // JSON-LD, safe inside <script>
    std::string staff_name;             // of the one who is signed in; empty: a customer
    std::string csrf;                   // see Identity
    bool is_admin = false;
    bool can_sign_out = false;
};

// Language, addresses and the way to the other language, as the request has them.
PageHead page_head(const Services& services, const Exchange& exchange, PageLang lang);

// Where the site stands: `site_url` of the settings, else as the visitor wrote it. Empty when that is
// no host name.
std::string base_url_of(const Services& services, const HttpRequest& request);

// `body` is the template's data; what the layout knows (contacts, the query) is added to it.
HttpResponse page(const Services& services, const PageHead& head, std::string_view template_name,
                  PageData body, int status = 200);

}  // namespace kb
