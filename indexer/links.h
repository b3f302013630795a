// SPDX-License-Identifier: GPL-2.0-or-later
// Relative links of articles: what file they mean, and what URL that file has for a given reader.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct LinkTarget {
    std::string path;    // below the articles folder, percent-decoded, '/' between parts
    std::string anchor;  // after «#», percent-decoded
};

// Where `target`, written in the article at `article_path`, points below the
// articles folder. Nothing for absolute URLs and for paths that leave the folder.
// «../wifi/», "wifi-setup" and "wifi-setup.md" may all mean an article: the
// suffix .md is added where the last part has none.
std::optional<LinkTarget> resolve_link(std::string_view article_path, std::string_view target);

// As above for images and attachments: nothing is added to the last part.
std::optional<LinkTarget> resolve_file(std::string_view article_path, std::string_view target);

// Which articles a resolved path may mean, best first: "net/vpn.md", then "net/vpn/index.md",
// "net/vpn/README.md" and "net/vpn/vpn.md" (a page that is a folder).
std::vector<std::string> link_candidates(std::string_view path);

// Percent-encodes everything but unreserved characters and '/'.
std::string encode_path(std::string_view path);

// What a link to an article or file becomes for one reader; nothing: the reader
// may not see it, and the link is taken away while its text stays (an image goes whole).
using UrlOf = std::function<std::optional<std::string>(std::string_view path)>;

// Whether a URL is one of «kb:PATH#ANCHOR» and «kb-file:PATH», and what it becomes.
bool is_marked_url(std::string_view url);
std::optional<std::string> url_of_marked(std::string_view marked, const UrlOf& article_url,
                                         const UrlOf& file_url);

// Replaces href="kb:…" and src/href="kb-file:…" in HTML made by parse_markdown.
// The anchor of a kb: link is kept.
std::string link_html(std::string_view html, const UrlOf& article_url, const UrlOf& file_url);

}  // namespace kb
