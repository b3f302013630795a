// SPDX-License-Identifier: GPL-2.0-or-later
// Which language a page speaks. The address says it (?hl=en); links carry it on; there are no cookies.
#pragma once

#include <string>
#include <string_view>

#include "server/http/locale_format.h"
#include "server/http/message.h"
#include "server/search/searcher.h"

namespace kb {

struct PageLang {
    Lang lang = Lang::ru;
    std::string hl;  // what links carry on: "ru", "en" or nothing

    // The address with ?hl=… before its fragment.
    std::string link(const std::string& url) const;
    // An article that speaks the page's language needs no word about it.
    std::string article_link(const ArticleCard& card, const std::string& url) const;
    // "en" for an article that is not in the page's language, else nothing: for lang="…".
    std::string foreign(const std::string& article_lang) const;
};

// What the address asks for; else the language of the article shown; else Russian.
PageLang page_lang(const HttpRequest& request, std::string_view article_lang = {});

// As above for the front page, where the browser's wish counts too: English for those who name it and
// do not name Russian at all.
PageLang front_page_lang(const HttpRequest& request);

// The same address in the language.
std::string url_in(Lang lang, const HttpRequest& request);

}  // namespace kb
