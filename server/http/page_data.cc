// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_data.h"

#include <map>
#include <stdexcept>

#include "indexer/links.h"
#include "server/config.h"
#include "server/http/assets.h"
#include "server/http/texts.h"

namespace kb {
namespace {

using kainjow::mustache::html_escape;
using kainjow::mustache::mustache;

constexpr int kMaxPartialDepth = 4;

std::string_view template_text(std::string_view name) {
    for (const TemplateText& text : template_texts()) {
        if (text.name == name) return text.text;
    }
    throw std::logic_error("no template " + std::string(name));
}

// Puts partials in before parsing: the library would parse them anew at every use.
std::string expanded(std::string_view text, int depth) {
    if (depth > kMaxPartialDepth) throw std::logic_error("templates include each other");
    std::string out;
    for (;;) {
        const std::size_t open = text.find("{{>");
        if (open == std::string_view::npos) return out += text;
        const std::size_t close = text.find("}}", open);
        std::string partial = expanded(template_text(text.substr(open + 3, close - open - 3)), depth + 1);
        if (partial.ends_with('\n')) partial.pop_back();
        out += text.substr(0, open);
        out += partial;
        text.remove_prefix(close + 2);
    }
}

// A parsed template keeps state while it renders: one for each thread.
mustache& parsed_template(std::string_view name) {
    thread_local std::map<std::string, mustache, std::less<>> parsed;
    const auto known = parsed.find(name);
    if (known != parsed.end()) return known->second;
    mustache fresh(expanded(template_text(name), 0));
    if (!fresh.is_valid())
        throw std::logic_error("template " + std::string(name) + ": " + fresh.error_message());
    return parsed.emplace(std::string(name), std::move(fresh)).first->second;
}

std::string digits_of(std::string_view phone) {
    std::string out;
    for (const char c : phone) {
        if ((c >= '0' && c <= '9') || (c == '+' && out.empty())) out += c;
    }
    return out;
}

}  // namespace

void set_text(PageData& data, const char* name, const std::string& text) {
    data.set(name, text.empty() ? PageData(PageData::type::bool_false) : PageData(text));
}

void set_list(PageData& data, const std::string& name, const std::vector<PageData>& items) {
    data.set("has_" + name, PageData(!items.empty()));
    PageData list(PageData::type::list);
    for (const PageData& item : items) list.push_back(item);
    data.set(name, list);
}

std::string render(std::string_view template_name, const PageData& data) {
    return parsed_template(template_name).render(data);
}

const CategoryTree::Row* CategoryTree::find(std::string_view id) const {
    for (const Row& row : categories_) {
        if (row.category.id == id) return &row;
    }
    return nullptr;
}

std::vector<const CategoryTree::Row*> CategoryTree::children(std::string_view id) const {
    std::vector<const Row*> out;
    for (const Row& row : categories_) {
        const std::string_view child = row.category.id;
        const std::size_t slash = child.rfind('/');
        const std::string_view parent =
            slash == std::string_view::npos ? std::string_view() : child.substr(0, slash);
        if (parent == id && !child.empty()) out.push_back(&row);
    }
    return out;
}

std::string CategoryTree::title(std::string_view id) const {
    const Row* row = find(id);
    return row == nullptr || row->category.title.empty() ? std::string(id) : row->category.title;
}

PageData CategoryTree::crumbs(std::string_view id, bool with_itself) const {
    PageData list(PageData::type::list);
    for (std::size_t end = id.find('/'); !id.empty(); end = id.find('/', end + 1)) {
        const std::string_view part = id.substr(0, end);
        if (part.size() == id.size() && !with_itself) break;
        PageData crumb;
        crumb.set("url", category_url(part));
        crumb.set("title", title(part));
        list.push_back(crumb);
        if (end == std::string_view::npos) break;
    }
    return list;
}

std::vector<PageData> CategoryTree::topics() const {
    std::vector<PageData> topics;
    for (const Row* row : children("")) {
        PageData topic;
        topic.set("url", category_url(row->category.id));
        topic.set("title", title(row->category.id));
        set_text(topic, "topic_text", row->category.description);
        topic.set("count_text", counted(row->count, "статья", "статьи", "статей"));
        std::vector<PageData> below;
        for (const Row* child : children(row->category.id)) {
            PageData link;
            link.set("url", category_url(child->category.id));
            link.set("title", title(child->category.id));
            below.push_back(std::move(link));
        }
        set_list(topic, "children", below);
        topics.push_back(std::move(topic));
    }
    return topics;
}

std::string category_url(std::string_view id) { return "/c/" + encode_path(id); }

std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks) {
    std::string out;
    std::size_t at = 0;
    for (const ByteRange& mark : marks) {
        if (mark.begin < at || mark.end > text.size() || mark.end <= mark.begin) continue;
        out += html_escape(std::string(text.substr(at, mark.begin - at)));
        out +=
            "<mark>" + html_escape(std::string(text.substr(mark.begin, mark.end - mark.begin))) + "</mark>";
        at = mark.end;
    }
    return out += html_escape(std::string(text.substr(at)));
}

PageData card_data(const ArticleCard& card) {
    PageData data;
    data.set("url", card.url);
    data.set("title", card.title);
    set_text(data, "summary", card.summary);
    set_text(data, "foreign_lang", card.lang == "ru" ? "" : card.lang);
    // Most articles are for everybody: in lists only the others say so.
    set_text(data, "level_title", card.level == Level::advanced ? level_title(card.level) : "");
    data.set("is_internal", PageData(card.audience == Audience::internal));
    return data;
}

PageData hit_data(const Hit& hit, const CategoryTree& tree) {
    PageData data = card_data(hit.article);
    set_text(data, "snippet", highlighted(hit.snippet.text, hit.snippet.marks));
    set_text(data, "category_title", hit.article.category.empty() ? "" : tree.title(hit.article.category));
    data.set("category_url", category_url(hit.article.category));
    set_text(data, "section_title", hit.section.title);
    data.set("section_url", hit.section.url);
    return data;
}

void set_contacts(PageData& data, const Services& services) {
    const Contacts& contacts = services.config.contacts;
    set_text(data, "phone", contacts.phone);
    set_text(data, "phone_href", digits_of(contacts.phone));
    set_text(data, "hours", contacts.hours);
    set_text(data, "email", contacts.email);
    set_text(data, "waiting_time", services.config.waiting_time);
    data.set("has_contacts", PageData(!contacts.phone.empty() || !contacts.email.empty()));
}

}  // namespace kb
