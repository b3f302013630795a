// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/desk_page.h"

#include <fmt/format.h>

#include "server/config.h"
#include "server/http/desk_form.h"
#include "server/http/headers.h"
#include "server/http/multipart.h"
#include "server/http/page_data.h"
#include "server/http/page_layout.h"
#include "server/http/page_texts.h"
#include "server/http/session_cookie.h"
#include "server/http/site.h"
#include "server/http/static_files.h"
#include "server/http/structured_data.h"

namespace kb {
namespace {

constexpr int kShown = 7;
constexpr std::string_view kPanelAddress = "/desk?panel";

// A bookmark that opens the panel with what is selected on any page. The text travels behind «#», which
// browsers do not send.
std::string bookmarklet(const std::string& site) {
    if (site.empty()) return {};
    return "javascript:(()=>{const a=document.activeElement,t=String(getSelection())||(a&&a.value||'')"
           ".slice(a&&a.selectionStart||0,a&&a.selectionEnd||0);"
           "open('" +
           site +
           "/desk?panel#text='+encodeURIComponent(t),'_blank','popup,width=380,height='+screen.availHeight)"
           "})()";
}

// The desk's own texts without their beginning, and the names of article kinds.
std::string desk_texts(const PageTexts& texts, Lang lang) {
    NamedTexts all = texts.beginning_with("desk_", lang);
    for (auto& [key, text] : texts.beginning_with("type_", lang)) all.emplace_back("type_" + key, text);
    return script_texts_json(all);
}

std::string origins_json(const std::vector<std::string>& origins) {
    std::string list;
    for (const std::string& origin : origins)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ",", origin);
    return "[" + list + "]";
}

PageData shell_data(const Services& services, const Exchange& exchange, const PageLang& lang, bool is_panel) {
    const std::string site = base_url_of(services, exchange.request);
    PageData data;
    data.set("lang", lang_code(lang.lang));
    data.set("hl_query", lang.hl.empty() ? "" : "?hl=" + lang.hl);
    data.set("site_name", services.config.name);
    data.set("site", site);
    data.set("css_url", asset_url("desk.css"));
    data.set("js_url", asset_url("desk.js"));
    data.set("icon_url", asset_url("favicon.svg"));
    data.set("is_panel", PageData(is_panel));
    data.set("origins",
             origins_json(is_panel ? services.config.desk.panel_origins : std::vector<std::string>()));
    data.set("ticket", "");
    data.set("text", "");
    data.set("has_looked", PageData(false));
    data.set("verdict", "");
    data.set("verdict_label", "");
    set_text(data, "csrf", exchange.identity.csrf);
    set_text(data, "staff_name", exchange.identity.name);
    data.set("desk_texts", desk_texts(services.site.texts(), lang.lang));
    set_text(data, "theme_style", services.site.style());
    set_text(data, "bookmarklet", is_panel ? "" : bookmarklet(site));
    return data;
}

// A page of the desk; a panel may be held by the configured sites.
HttpResponse shell_response(const Services& services, std::string html, bool is_panel) {
    HttpResponse response{200, "text/html; charset=utf-8", std::move(html), {}};
    const std::string ancestors =
        is_panel ? fmt::format("{}", fmt::join(services.config.desk.panel_origins, " ")) : std::string();
    response.set("Content-Security-Policy", page_policy(services.site.style_source(), ancestors));
    response.set("Cache-Control", "private, no-store");
    return response;
}

bool is_panel(const Exchange& exchange) { return find_value(exchange.request.query, "panel").has_value(); }

HttpResponse desk_page(const Services& services, const Exchange& exchange, const std::string& ticket) {
    const PageLang lang = page_lang(exchange.request);
    PageData data = shell_data(services, exchange, lang, is_panel(exchange));
    data.set("ticket", ticket);
    return shell_response(services, render("desk", data, services.site.texts(), lang.lang),
                          is_panel(exchange));
}

}  // namespace

HttpResponse get_desk_page(const Services& services, const Exchange& exchange) {
    return desk_page(services, exchange, "");
}

HttpResponse get_desk_ticket_page(const Services& services, const Exchange& exchange) {
    return desk_page(services, exchange, std::string(exchange.argument));
}

// What scripts do at each key, done once: for a browser without them.
HttpResponse post_desk_page(const Services& services, const Exchange& exchange) {
    const PageLang lang = page_lang(exchange.request);
    const PageTexts& texts = services.site.texts();
    const FormBody form = parse_form(exchange.request);
    const std::string text(value_or(form.fields, "text"));
    PageData data = shell_data(services, exchange, lang, is_panel(exchange));
    data.set("text", text);
    if (text.find_first_not_of(" \t\r\n") != std::string::npos) {
        DeskRequest request;
        request.messages = {{true, text}};
        request.order_shapes = services.config.desk.order_shapes;
        request.products = services.config.desk.products;
        request.limit = kShown;
        set_desk_answer(data, services.searcher.desk(request), texts, lang.lang);
    }
    return shell_response(services, render("desk", data, texts, lang.lang), is_panel(exchange));
}

bool leads_to_panel(std::string_view next) {
    return next == kPanelAddress || next.starts_with(std::string(kPanelAddress) + "&");
}

HttpResponse panel_sign_in_page(const Services& services, const Exchange& exchange,
                                const PanelSignIn& shown) {
    const PageLang lang = page_lang(exchange.request);
    PageData data = shell_data(services, exchange, lang, true);
    data.set("login", shown.login);
    data.set("next", shown.next);
    set_text(data, "problem", shown.problem);
    const bool is_foreign = value_or(exchange.request.headers, "sec-fetch-site") == "cross-site";
    data.set("cannot_keep",
             PageData(is_foreign && is_framed(exchange.request) && !is_secure(services, exchange.request)));
    HttpResponse response =
        shell_response(services, render("desk_panel_sign_in", data, services.site.texts(), lang.lang), true);
    response.status = shown.status;
    return response;
}

}  // namespace kb
