// SPDX-License-Identifier: GPL-2.0-or-later
// From answers of the Searcher to what templates show. Includes mustache: for .cc files of pages only.
#pragma once

#include <kainjow/mustache.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.h"

namespace kb {

using PageData = kainjow::mustache::data;

// Sets a text, or «false» when it is empty: templates look names up in outer
// data too, and a missing name would find a stranger's value there.
void set_text(PageData& data, const char* name, const std::string& text);
// Sets `name` to the list and "has_NAME" to whether there is anything in it.
void set_list(PageData& data, const std::string& name, const std::vector<PageData>& items);

// The body of a page from its template; partials ({{>card}}) are other templates.
std::string render(std::string_view template_name, const PageData& data);

// Categories the caller may see, with the questions pages ask of them.
class CategoryTree {
public:
    CategoryTree(const Searcher& searcher, Caller caller) : categories_(searcher.categories(caller)) {}

    using Row = Searcher::CategoryCount;
    const Row* find(std::string_view id) const;
    std::vector<const Row*> children(std::string_view id) const;  // of "": the top ones
    std::string title(std::string_view id) const;                 // the id when unknown

    // From the top down to `id` itself, or to its parent.
    PageData crumbs(std::string_view id, bool with_itself) const;
    // Topic cards for the front page and for pages without results.
    std::vector<PageData> topics() const;

private:
    std::vector<Row> categories_;
};

std::string category_url(std::string_view id);
// Text in HTML with its marks as <mark>.
std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks);

PageData card_data(const ArticleCard& card);
PageData hit_data(const Hit& hit, const CategoryTree& tree);
void set_contacts(PageData& data, const Services& services);

}  // namespace kb
