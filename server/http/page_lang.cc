// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_lang.h"

#include "indexer/links.h"

namespace kb {
namespace {

std::string with_parameter(const std::string& url, const std::string& hl) {
    const std::size_t hash = std::min(url.find('#'), url.size());
    const std::string before = url.substr(0, hash);
    return before + (before.find('?') == std::string::npos ? "?hl=" : "&hl=") + hl + url.substr(hash);
}

// Whether Accept-Language names the language: «en-GB,en;q=0.9».
bool names(std::string_view list, std::string_view code) {
    while (!list.empty()) {
        std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), item.size() + 1));
        while (item.starts_with(' ')) item.remove_prefix(1);
        if (item.starts_with(code) && item.find("q=0.0") == std::string_view::npos && !item.ends_with("q=0"))
            return true;
    }
    return false;
}

}  // namespace

std::string PageLang::link(const std::string& url) const {
    return hl.empty() ? url : with_parameter(url, hl);
}

std::string PageLang::article_link(const ArticleCard& card, const std::string& url) const {
    return card.lang == lang_code(lang) ? url : link(url);
}

std::string PageLang::foreign(const std::string& article_lang) const {
    return article_lang == lang_code(lang) ? "" : article_lang;
}

PageLang page_lang(const HttpRequest& request, std::string_view article_lang) {
    const std::string_view asked = value_or(request.query, "hl");
    if (asked == "en") return {Lang::en, "en"};
    if (asked == "ru") return {Lang::ru, "ru"};
    if (article_lang == "en") return {Lang::en, "en"};
    return {};
}

PageLang front_page_lang(const HttpRequest& request) {
    const std::string_view wish = value_or(request.headers, "accept-language");
    const bool is_asked = find_value(request.query, "hl").has_value();
    if (!is_asked && names(wish, "en") && !names(wish, "ru")) return {Lang::en, "en"};
    return page_lang(request);
}

std::string url_in(Lang lang, const HttpRequest& request) {
    std::string url = encode_path(request.path);
    if (url.starts_with("//")) url.erase(0, url.find_first_not_of('/') - 1);  // else another site's address
    for (const NamedValue& pair : request.query) {
        if (pair.name == "hl" || pair.value.empty()) continue;
        url += url.find('?') == std::string::npos ? '?' : '&';
        url += percent_encode(pair.name) + "=" + percent_encode(pair.value);
    }
    return with_parameter(url, lang_code(lang));
}

}  // namespace kb
