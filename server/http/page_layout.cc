// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_layout.h"

#include "server/config.h"
#include "server/http/static_files.h"

namespace kb {

HttpResponse page(const Services& services, const PageHead& head, std::string_view template_name,
                  PageData body, int status) {
    const std::string& site = services.config.name;
    body.set("query", head.query);
    body.set("is_home", PageData(head.is_home));
    set_contacts(body, services);

    PageData frame;
    frame.set("body", render(template_name, body));
    frame.set("page_title", head.title.empty() ? site : head.title + " — " + site);
    frame.set("site_name", site);
    frame.set("query", head.query);
    set_text(frame, "description", head.description);
    frame.set("is_home", PageData(head.is_home));
    frame.set("is_suggest", PageData(head.is_suggest));
    frame.set("is_unlisted", PageData(head.is_unlisted || status != 200));
    frame.set("body_class", head.is_home ? "is-home" : "is-inner");
    frame.set("css_url", asset_url("help.css"));
    frame.set("js_url", asset_url("help.js"));
    frame.set("icon_url", asset_url("favicon.svg"));
    set_contacts(frame, services);
    return {status, "text/html; charset=utf-8", render("layout", frame), {}};
}

}  // namespace kb
