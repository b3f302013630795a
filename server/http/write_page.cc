// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/config.h"
#include "server/http/headers.h"
#include "server/http/page_data.h"
#include "server/http/page_lang.h"
#include "server/http/page_texts.h"
#include "server/http/site.h"
#include "server/http/static_files.h"
#include "server/http/structured_data.h"
#include "server/http/write_desk.h"
#include "server/http/write_handlers.h"

namespace kb {
namespace {

// The workshop's own texts without their beginning, and the names of article kinds.
std::string write_texts(const PageTexts& texts, Lang lang) {
    NamedTexts all = texts.beginning_with("write_", lang);
    for (auto& [key, text] : texts.beginning_with("type_", lang)) all.emplace_back("type_" + key, text);
    return script_texts_json(all);
}

}  // namespace

HttpResponse get_write_page(const Services& services, const Exchange& exchange) {
    workshop_of(services);  // without a folder there is nothing to write in: 404
    const PageLang lang = page_lang(exchange.request);
    PageData data;
    data.set("lang", lang_code(lang.lang));
    data.set("hl_query", lang.hl.empty() ? "" : "?hl=" + lang.hl);
    data.set("site_name", services.config.name);
    data.set("css_url", asset_url("write.css"));
    data.set("js_url", asset_url("write.js"));
    data.set("help_css_url", asset_url("help.css"));
    data.set("icon_url", asset_url("favicon.svg"));
    data.set("write_texts", write_texts(services.site.texts(), lang.lang));
    set_text(data, "csrf", exchange.identity.csrf);
    set_text(data, "theme_style", services.site.style());
    HttpResponse response{
        200, "text/html; charset=utf-8", render("write", data, services.site.texts(), lang.lang), {}};
    response.set("Content-Security-Policy", page_policy(services.site.style_source()));
    response.set("Cache-Control", "private, no-store");
    return response;
}

}  // namespace kb
