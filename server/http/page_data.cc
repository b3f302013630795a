// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_data.h"

#include <array>
#include <map>
#include <stdexcept>
#include <utility>

#include "indexer/links.h"
#include "server/config.h"
#include "server/http/assets.h"
#include "server/http/site.h"
#include "stemming/utf8.h"

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

// «{query}» in a text is a place of the template: «{{query}}».
std::string as_template(const std::string& text) {
    std::string out;
    for (const char c : html_escape(text)) out.append(c == '{' || c == '}' ? 2 : 1, c);
    return out;
}

std::string with_texts(std::string_view text, const PageTexts& texts, Lang lang) {
    std::string out;
    for (;;) {
        const std::size_t open = text.find("[[");
        if (open == std::string_view::npos) return out += text;
        const std::size_t close = text.find("]]", open);
        out += text.substr(0, open);
        out += as_template(texts.get(lang, text.substr(open + 2, close - open - 2)));
        text.remove_prefix(close + 2);
    }
}

struct ParsedTemplates {
    std::uint64_t texts_id = 0;
    std::map<std::pair<std::string, Lang>, mustache> by_name;
};

// Of these texts and of those used before them: while settings are read anew, answers of both are being made.
ParsedTemplates& templates_of(const PageTexts& texts) {
    thread_local std::array<ParsedTemplates, 2> kept;
    if (kept[0].texts_id != texts.id()) std::swap(kept[0], kept[1]);
    if (kept[0].texts_id != texts.id()) kept[0] = {texts.id(), {}};
    return kept[0];
}

// A parsed template keeps state while it renders: one for each thread.
mustache& parsed_template(std::string_view name, const PageTexts& texts, Lang lang) {
    auto& parsed = templates_of(texts).by_name;
    const std::pair key(std::string(name), lang);
    const auto known = parsed.find(key);
    if (known != parsed.end()) return known->second;
    mustache fresh(with_texts(expanded(template_text(name), 0), texts, lang));
    if (!fresh.is_valid())
        throw std::logic_error("template " + std::string(name) + ": " + fresh.error_message());
    return parsed.emplace(key, std::move(fresh)).first->second;
}

// Letters and digits; «—», «»» and what else stands among U+2000 and below U+00C0 are none.
bool is_in_word(char32_t c) {
    if (c < 0x80) return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    return c >= 0xC0 && (c < 0x2000 || c > 0x2FFF);
}

// Bytes that belong to the word around a hyphen at `at`, on code point boundaries.
ByteRange hyphenated_word(std::string_view text, std::size_t at) {
    ByteRange word{at, at + 1};
    while (word.begin > 0) {
        std::size_t before = word.begin - 1;
        while (before > 0 && (text[before] & 0xC0) == 0x80) --before;
        if (!is_in_word(decode_at(text, before).value)) break;
        word.begin = before;
    }
    while (word.end < text.size()) {
        const CodePoint point = decode_at(text, word.end);
        if (!is_in_word(point.value)) break;
        word.end += point.bytes;
    }
    return word;
}

constexpr std::size_t kUnbrokenCharacters = 8;  // «Wi-Fi», «из-за», «вай-фай»

std::string unbroken(const std::string& html) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = html.find('-'); at != std::string::npos; at = html.find('-', at + 1)) {
        const ByteRange word = hyphenated_word(html, at);
        const std::string_view text = std::string_view(html).substr(word.begin, word.end - word.begin);
        if (word.begin < done || word.begin == at || word.end == at + 1 ||
            count_code_points(text) > kUnbrokenCharacters)
            continue;
        out += html.substr(done, word.begin - done);
        out += "<span class=\"unbroken\">";
        out += text;
        out += "</span>";
        done = word.end;
    }
    return out += html.substr(done);
}

// What a category that nobody has named is called: «second-line» of «rules/second-line» as «Second line».
std::string readable_id(std::string_view id) {
    std::string name(id.substr(id.rfind('/') + 1));
    for (char& c : name)
        if (c == '-' || c == '_') c = ' ';
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
    return name;
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

std::string render(std::string_view template_name, const PageData& data, const PageTexts& texts, Lang lang) {
    return parsed_template(template_name, texts, lang).render(data);
}

CategoryTree::CategoryTree(const Services& services, Caller caller, PageLang lang)
    : texts_(&services.site.texts()),
      lang_(std::move(lang)),
      categories_(services.searcher.categories(caller)) {}

const CategoryTree::Row* CategoryTree::find(std::string_view id) const {
    for (const Row& row : *categories_) {
        if (row.category.id == id) return &row;
    }
    return nullptr;
}

std::vector<const CategoryTree::Row*> CategoryTree::children(std::string_view id) const {
    std::vector<const Row*> out;
    for (const Row& row : *categories_) {
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
    if (row == nullptr) return readable_id(id);
    if (lang_.lang == Lang::en && !row->category.title_en.empty()) return row->category.title_en;
    return row->category.title.empty() ? readable_id(id) : row->category.title;
}

PageData CategoryTree::link(std::string_view id) const {
    PageData data;
    data.set("url", lang_.link(category_url(id)));
    data.set("title", title(id));
    const Row* row = find(id);
    const bool is_foreign = lang_.lang == Lang::en && row != nullptr && row->category.title_en.empty();
    set_text(data, "foreign_lang", is_foreign ? "ru" : "");
    return data;
}

PageData CategoryTree::crumbs(std::string_view id, bool with_itself) const {
    PageData list(PageData::type::list);
    for (std::size_t end = id.find('/'); !id.empty(); end = id.find('/', end + 1)) {
        const std::string_view part = id.substr(0, end);
        if (part.size() == id.size() && !with_itself) break;
        list.push_back(link(part));
        if (end == std::string_view::npos) break;
    }
    return list;
}

PageData CategoryTree::topic(const Row& row, bool with_children) const {
    PageData topic = link(row.category.id);
    set_text(topic, "topic_text", lang_.lang == Lang::ru ? row.category.description : "");
    topic.set("count_text", texts_->counted(lang_.lang, "article_count", row.count));
    std::vector<PageData> below;
    if (with_children)
        for (const Row* child : children(row.category.id)) below.push_back(link(child->category.id));
    set_list(topic, "children", below);
    return topic;
}

std::vector<PageData> CategoryTree::topics() const {
    std::vector<PageData> topics;
    for (const Row* row : children("")) topics.push_back(topic(*row, true));
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

// Where words are marked, a tag could stand inside one: there the hyphen may break, but not within a mark.
std::string title_html(std::string_view title, const std::vector<ByteRange>& marks) {
    if (marks.empty()) return unbroken(html_escape(std::string(title)));
    std::string html = highlighted(title, marks);
    constexpr std::string_view kMark = "<mark>";
    for (std::size_t at = html.find(kMark); at != std::string::npos; at = html.find(kMark, at + 1)) {
        const std::size_t begin = at + kMark.size();
        const std::string_view word = std::string_view(html).substr(begin, html.find('<', begin) - begin);
        if (word.find('-') == std::string_view::npos || count_code_points(word) > kUnbrokenCharacters)
            continue;
        html.replace(at, kMark.size(), "<mark class=\"unbroken\">");
    }
    return html;
}

PageData card_data(const ArticleCard& card, const PageLang& lang) {
    PageData data;
    data.set("url", lang.article_link(card, card.url));
    data.set("title", card.title);
    data.set("title_html", title_html(card.title));
    set_text(data, "summary", card.summary);
    set_text(data, "foreign_lang", lang.foreign(card.lang));
    // Most articles are for everybody: in lists only the others say so.
    data.set("is_advanced", PageData(card.level == Level::advanced));
    data.set("is_internal", PageData(card.audience == Audience::internal));
    return data;
}

std::vector<PageData> cards_data(const std::vector<ArticleCard>& cards, const PageLang& lang) {
    std::vector<PageData> out;
    for (const ArticleCard& card : cards) out.push_back(card_data(card, lang));
    return out;
}

PageData hit_data(const Hit& hit, const CategoryTree& tree, const PageTexts& texts) {
    const PageLang& lang = tree.lang();
    PageData data = card_data(hit.article, lang);
    data.set("title_html", title_html(hit.article.title, hit.title_marks));
    data.set("type_title", texts.get(lang.lang, std::string("type_") + type_name(hit.article.type)));
    set_text(data, "snippet", highlighted(hit.snippet.text, hit.snippet.marks));
    set_text(data, "category_title", hit.article.category.empty() ? "" : tree.title(hit.article.category));
    data.set("category_url", lang.link(category_url(hit.article.category)));
    set_text(data, "section_title", hit.section.title);
    data.set("section_url", lang.article_link(hit.article, hit.section.url));
    return data;
}

const std::string& in_lang(Lang lang, const std::string& russian, const std::string& english) {
    return lang == Lang::en && !english.empty() ? english : russian;
}

void set_contacts(PageData& data, const Services& services, Lang lang) {
    const Contacts& contacts = services.config.contacts;
    set_text(data, "phone", contacts.phone);
    set_text(data, "phone_href", digits_of(contacts.phone));
    set_text(data, "hours", in_lang(lang, contacts.hours, contacts.hours_en));
    set_text(data, "email", contacts.email);
    set_text(data, "waiting_time",
             in_lang(lang, services.config.waiting_time, services.config.waiting_time_en));
    data.set("has_contacts", PageData(!contacts.phone.empty() || !contacts.email.empty()));
}

}  // namespace kb
