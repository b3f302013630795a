// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/links.h"
#include "server/config.h"
#include "server/http/account_handlers.h"
#include "server/http/headers.h"
#include "server/http/site.h"
#include "server/http/static_files.h"

namespace kb {
namespace {

bool is_host(std::string_view host) {
    return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == ':' || c == '[' || c == ']';
    });
}

// What templates of the body and of the frame both ask for.
void set_common(PageData& data, const Services& services, const PageHead& head) {
    const bool has_hl = !head.lang.hl.empty();
    data.set("lang", lang_code(head.lang.lang));
    set_text(data, "hl", head.lang.hl);
    data.set("hl_query", has_hl ? "?hl=" + head.lang.hl : "");
    data.set("query", head.query);
    data.set("is_home", PageData(head.is_home));
    set_text(data, "csrf", head.csrf);
    set_contacts(data, services, head.lang.lang);
    if (data.get("contact_url") == nullptr) {
        const std::string query = head.query.empty() ? "" : "?q=" + percent_encode(head.query);
        data.set("contact_url", head.lang.link("/contact" + query));
    }
}

void set_addresses(PageData& frame, const PageHead& head) {
    const std::string own = head.lang.lang == Lang::en && head.type != "article" ? "?hl=en" : "";
    set_text(frame, "canonical_url",
             head.path.empty() || head.is_unlisted ? "" : head.base_url + head.path + own);
    std::vector<PageData> alternates;
    for (const PageVersion& version : head.versions) {
        if (head.base_url.empty() || head.versions.size() < 2) break;
        PageData data;
        data.set("hreflang", lang_code(version.lang));
        data.set("url", head.base_url + version.path);
        alternates.push_back(std::move(data));
    }
    set_list(frame, "alternates", alternates);
    set_text(frame, "switch_url", head.switch_url);
    frame.set("switch_lang", lang_code(head.lang.lang == Lang::ru ? Lang::en : Lang::ru));
}

void set_look(PageData& frame, const Services& services) {
    const SiteLogo& logo = services.site.logo();
    set_text(frame, "logo_url", logo.path.empty() ? "" : "/static/" + logo.path);
    frame.set("logo_width", std::to_string(logo.width));
    frame.set("icon_url", logo.path.empty() ? asset_url("favicon.svg") : "/static/" + logo.path);
    set_text(frame, "theme_style", services.site.style());
    frame.set("css_url", asset_url("help.css"));
    frame.set("js_url", asset_url("help.js"));
}

void set_operator_texts(PageData& frame, const Config& config, Lang lang) {
    set_text(frame, "banner_text", in_lang(lang, config.banner.text, config.banner.text_en));
    set_text(frame, "banner_url", config.banner.url);
    frame.set("banner_kind", config.banner.kind);
    std::vector<PageData> links;
    for (const FooterLink& link : config.footer_links) {
        PageData data;
        data.set("url", link.url);
        data.set("title", in_lang(lang, link.title, link.title_en));
        links.push_back(std::move(data));
    }
    set_list(frame, "footer_links", links);
}

PageData frame_data(const Services& services, const PageHead& head, bool is_found) {
    const std::string& site = in_lang(head.lang.lang, services.config.name, services.config.name_en);
    PageData frame;
    set_common(frame, services, head);
    set_addresses(frame, head);
    set_look(frame, services);
    set_operator_texts(frame, services.config, head.lang.lang);
    frame.set("page_title", head.title.empty() ? site : head.title + " — " + site);
    frame.set("og_title", head.title.empty() ? site : head.title);
    frame.set("og_type", head.type);
    frame.set("og_locale", head.lang.lang == Lang::ru ? "ru_RU" : "en_US");
    frame.set("site_name", site);
    set_text(frame, "description", head.description);
    frame.set("is_suggest", PageData(head.is_suggest));
    frame.set("is_unlisted", PageData(head.is_unlisted || !is_found));
    frame.set("body_class", head.is_home ? "is-home" : "is-inner");
    set_text(frame, "structured_data", head.structured_data);
    set_text(frame, "staff_name", head.staff_name);
    frame.set("is_admin", PageData(head.is_admin));
    frame.set("can_sign_out", PageData(head.can_sign_out));
    set_text(frame, "desk_url", head.staff_name.empty() ? "" : desk_url());
    frame.set("script_texts", services.site.script_texts(head.lang.lang));
    return frame;
}

}  // namespace

std::string base_url_of(const Services& services, const HttpRequest& request) {
    if (!services.config.site_url.empty()) return services.config.site_url;
    const std::string_view host = value_or(request.headers, "host");
    if (!is_host(host)) return {};
    const bool is_https = value_or(request.headers, "x-forwarded-proto") ==
                          "https";  // App drops it unless a proxy of ours sent it
    return fmt::format("{}://{}", is_https ? "https" : "http", host);
}

PageHead page_head(const Services& services, const Exchange& exchange, PageLang lang) {
    PageHead head;
    head.base_url = base_url_of(services, exchange.request);
    head.path = encode_path(exchange.request.path);
    head.csrf = exchange.identity.csrf;
    if (!head.csrf.empty()) head.staff_name = exchange.identity.name;
    head.is_admin = exchange.identity.role == Role::admin;
    head.can_sign_out = exchange.identity.credential == Credential::session;
    for (const Lang other : {Lang::ru, Lang::en})
        head.versions.push_back({other, other == Lang::ru ? head.path : head.path + "?hl=en"});
    head.switch_url = url_in(lang.lang == Lang::ru ? Lang::en : Lang::ru, exchange.request);
    head.lang = std::move(lang);
    return head;
}

HttpResponse page(const Services& services, const PageHead& head, std::string_view template_name,
                  PageData body, int status) {
    const PageTexts& texts = services.site.texts();
    set_common(body, services, head);
    PageData frame = frame_data(services, head, status == 200);
    frame.set("body", render(template_name, body, texts, head.lang.lang));
    HttpResponse response{
        status, "text/html; charset=utf-8", render("layout", frame, texts, head.lang.lang), {}};
    if (!services.site.style_source().empty())
        response.set("Content-Security-Policy", page_policy(services.site.style_source()));
    return response;
}

}  // namespace kb
