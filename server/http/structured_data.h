// SPDX-License-Identifier: GPL-2.0-or-later
// JSON that stands inside a page: what search engines read (schema.org) and the texts of scripts. No «<»
// comes out, so nothing in it can end the <script> around it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/search/searcher.h"

namespace kb {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// {"copy": "Копировать", …}
std::string script_texts_json(const NamedTexts& texts);

// Where an article stands, in full addresses.
struct ArticlePlace {
    std::string url;
    std::string site_name;
    NamedTexts crumbs;  // title, address; from the top
};

// HowTo for steps, FAQPage for questions, Article for the rest; breadcrumbs beside it.
std::string article_structured_data(const ArticleView& view, const ArticlePlace& place);

}  // namespace kb
