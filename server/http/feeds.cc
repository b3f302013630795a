// SPDX-License-Identifier: GPL-2.0-or-later
// Always what the public sees, whoever asks: these addresses are read by robots and caches.
#include "server/http/feeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "server/config.h"
#include "server/http/article_links.h"
#include "server/http/page_data.h"
#include "server/http/page_layout.h"
#include "server/http/site.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxUrls = 50'000;  // the protocol's own limit
constexpr std::size_t kEntries = 30;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : kainjow::mustache::html_escape(std::string(text))) {
        // XML 1.0 has no other control characters, not even escaped.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
    return out;
}

std::string version_links(const Services& services, const std::string& base, const ArticleCard& card) {
    const auto other = translation_of(services, Caller::public_, card);
    if (!other) return {};
    std::string out;
    for (const ArticleCard* version : {&card, &*other}) {
        out += fmt::format("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", version->lang,
                           escaped(base + version->url));
    }
    return out;
}

}  // namespace

HttpResponse get_sitemap(const Services& services, const Exchange& exchange) {
    const std::string base = base_url_of(services, exchange.request);
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
        "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
    xml += fmt::format("<url><loc>{}/</loc></url>\n", escaped(base));
    const Searcher::Categories categories = services.searcher.categories(Caller::public_);
    for (const Searcher::CategoryCount& row : *categories)
        xml += fmt::format("<url><loc>{}</loc></url>\n", escaped(base + category_url(row.category.id)));
    std::size_t left = kMaxUrls / 2;
    for (const ArticleCard& card : services.searcher.newest(Caller::public_)) {
        if (left-- == 0) break;
        xml += fmt::format("<url><loc>{}</loc><lastmod>{}</lastmod>{}</url>\n", escaped(base + card.url),
                           iso_time(card.changed_s), version_links(services, base, card));
    }
    return {200, "application/xml; charset=utf-8", xml + "</urlset>\n", {}};
}

HttpResponse get_changes_feed(const Services& services, const Exchange& exchange) {
    const std::string base = base_url_of(services, exchange.request);
    const CardRange cards = services.searcher.newest(Caller::public_);
    const std::int64_t updated = cards.empty() ? 0 : cards[0].changed_s;
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
        "xml:lang=\"ru\">\n"
        "<title>{} — {}</title>\n<id>{}/changes.atom</id>\n<updated>{}</updated>\n"
        "<author><name>{}</name></author>\n"
        "<link rel=\"self\" href=\"{}/changes.atom\"/>\n<link rel=\"alternate\" href=\"{}/\"/>\n",
        escaped(services.config.name), escaped(services.site.texts().get(Lang::ru, "changes_feed")),
        escaped(base), iso_time(updated), escaped(services.config.name), escaped(base), escaped(base));
    std::size_t left = kEntries;
    for (const ArticleCard& card : cards) {
        if (left-- == 0) break;
        const std::string url = escaped(base + card.url);
        xml += fmt::format(
            "<entry xml:lang=\"{}\"><title>{}</title><id>{}</id><link href=\"{}\"/><updated>{}</updated>"
            "<summary>{}</summary></entry>\n",
            escaped(card.lang), escaped(card.title), escaped(base + short_path(card.id)), url,
            iso_time(card.changed_s), escaped(card.summary));
    }
    return {200, "application/atom+xml; charset=utf-8", xml + "</feed>\n", {}};
}

HttpResponse get_opensearch(const Services& services, const Exchange& exchange) {
    const std::string base = escaped(base_url_of(services, exchange.request));
    const std::string name = escaped(first_code_points(services.config.name, 16));
    return {200,
            "application/opensearchdescription+xml; charset=utf-8",
            fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">"
                        "<ShortName>{}</ShortName><Description>{}</Description>"
                        "<InputEncoding>UTF-8</InputEncoding>"
                        "<Url type=\"text/html\" template=\"{}/search?q={{searchTerms}}\"/>"
                        "</OpenSearchDescription>\n",
                        name, escaped(services.config.name), base),
            {}};
}

HttpResponse get_robots(const Services& services, const Exchange& exchange) {
    if (services.config.auth.is_private)
        return {200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", {}};
    return {200,
            "text/plain; charset=utf-8",
            fmt::format("User-agent: *\nDisallow: /search\nDisallow: /suggest\nDisallow: /contact\n"
                        "Disallow: /api/\nDisallow: /sign-in\n\nSitemap: {}/sitemap.xml\n",
                        base_url_of(services, exchange.request)),
            {}};
}

}  // namespace kb
