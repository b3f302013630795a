// SPDX-License-Identifier: GPL-2.0-or-later
// From answers of the Searcher to what templates show. Includes mustache: for .cc files of pages only.
#pragma once

#include <kainjow/mustache.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/page_lang.h"
#include "server/http/page_texts.h"
#include "server/http/services.h"

namespace kb {

using PageData = kainjow::mustache::data;

// Sets a text, or «false» when it is empty: templates look names up in outer
// data too, and a missing name would find a stranger's value there.
void set_text(PageData& data, const char* name, const std::string& text);
// Sets `name` to the list and "has_NAME" to whether there is anything in it.
void set_list(PageData& data, const std::string& name, const std::vector<PageData>& items);

// A page from its template. Partials ({{>card}}) are other templates, [[key]] is a text of the site.
std::string render(std::string_view template_name, const PageData& data, const PageTexts& texts, Lang lang);

// Categories the caller may see, with the questions pages ask of them.
class CategoryTree {
public:
    CategoryTree(const Services& services, Caller caller, PageLang lang = {});

    using Row = Searcher::CategoryCount;
    const Row* find(std::string_view id) const;
    std::vector<const Row*> children(std::string_view id) const;  // of "": the top ones
    // In the page's language when the category has a title in it; made from the id when it has none.
    std::string title(std::string_view id) const;
    const PageLang& lang() const { return lang_; }

    // From the top down to `id` itself, or to its parent.
    PageData crumbs(std::string_view id, bool with_itself) const;
    // Topic cards for the front page and for pages without results.
    std::vector<PageData> topics() const;
    PageData topic(const Row& row, bool with_children) const;

private:
    PageData link(std::string_view id) const;

    const PageTexts* texts_;
    PageLang lang_;
    Searcher::Categories categories_;
};

std::string category_url(std::string_view id);
// Text in HTML with its marks as <mark>.
std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks);

// A title in HTML whose short hyphenated words («Wi-Fi») do not break at their hyphen.
std::string title_html(std::string_view title, const std::vector<ByteRange>& marks = {});

PageData card_data(const ArticleCard& card, const PageLang& lang = {});
std::vector<PageData> cards_data(const std::vector<ArticleCard>& cards, const PageLang& lang = {});
PageData hit_data(const Hit& hit, const CategoryTree& tree, const PageTexts& texts);
// The operator's contacts, in the page's language where they are given in it.
void set_contacts(PageData& data, const Services& services, Lang lang);
// `english` on an English page where there is one.
const std::string& in_lang(Lang lang, const std::string& russian, const std::string& english);

}  // namespace kb
