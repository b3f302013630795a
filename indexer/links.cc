// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/links.h"

#include <algorithm>
#include <array>
#include <vector>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::string_view kArticleMark = "kb:";
constexpr std::string_view kFileMark = "kb-file:";

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

bool is_clean(std::string_view path) {
    return is_valid_utf8(path) && std::none_of(path.begin(), path.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

// Joins and resolves «.» and «..»; nothing when it climbs out. No slash at either end.
std::optional<std::string> normalized(std::string_view folder, std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::string_view rest : {folder, path}) {
        while (!rest.empty()) {
            const std::size_t slash = std::min(rest.find('/'), rest.size());
            const std::string_view part = rest.substr(0, slash);
            rest.remove_prefix(std::min(slash + 1, rest.size()));
            if (part.empty() || part == ".") continue;
            if (part != "..") {
                parts.push_back(part);
            } else if (parts.empty()) {
                return std::nullopt;
            } else {
                parts.pop_back();
            }
        }
    }
    std::string joined;
    for (const std::string_view part : parts) joined.append(joined.empty() ? "" : "/").append(part);
    return joined;
}

bool has_scheme(std::string_view target) {
    const std::size_t end = target.find_first_of(":/?#");
    return end != std::string_view::npos && end > 0 && target[end] == ':';
}

// «.jpg», «.md» and «.7z» are suffixes; «1.2» is a version and «.en» a language.
bool has_suffix(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    const std::string_view suffix = name.substr(dot + 1);
    if (suffix.empty() || suffix.size() > 5 || suffix == "en" || suffix == "ru") return false;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return std::any_of(suffix.begin(), suffix.end(), is_letter) &&
           std::all_of(suffix.begin(), suffix.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

// Rewrites the one attribute of a tag that holds a marked URL.
class LinkRewriter {
public:
    LinkRewriter(const UrlOf& article_url, const UrlOf& file_url)
        : article_url_(article_url), file_url_(file_url) {}

    // `tag` is "<a …>" or "<img …>" whole.
    void add_tag(std::string_view tag) {
        const bool is_link = tag.starts_with("<a ");
        const std::string_view attribute = is_link ? " href=\"" : " src=\"";
        const std::size_t name = tag.find(attribute);
        const std::size_t begin = name == std::string_view::npos ? name : name + attribute.size();
        const std::size_t end = name == std::string_view::npos ? name : tag.find('"', begin);
        if (end == std::string_view::npos || !is_marked_url(tag.substr(begin, end - begin))) {
            out.append(tag);
            return;
        }
        const auto url = url_of_marked(tag.substr(begin, end - begin), article_url_, file_url_);
        if (!url) {
            skips_next_close_ = is_link;
            return;
        }
        out.append(tag.substr(0, begin)).append(html_escaped(*url)).append(tag.substr(end));
    }

    void add_close() {
        if (!skips_next_close_) out += "</a>";
        skips_next_close_ = false;
    }

    std::string out;

private:
    const UrlOf& article_url_;
    const UrlOf& file_url_;
    bool skips_next_close_ = false;
};

}  // namespace

bool is_marked_url(std::string_view url) {
    return url.starts_with(kArticleMark) || url.starts_with(kFileMark);
}

std::optional<std::string> url_of_marked(std::string_view marked, const UrlOf& article_url,
                                         const UrlOf& file_url) {
    const bool is_file = marked.starts_with(kFileMark);
    marked.remove_prefix(is_file ? kFileMark.size() : kArticleMark.size());
    const std::size_t hash = std::min(marked.find('#'), marked.size());
    auto url = (is_file ? file_url : article_url)(percent_decoded(marked.substr(0, hash)));
    if (url) *url += marked.substr(hash);
    return url;
}

std::optional<LinkTarget> resolve_file(std::string_view article_path, std::string_view target) {
    if (target.starts_with("//") || has_scheme(target)) return std::nullopt;
    const std::size_t hash = std::min(target.find('#'), target.size());
    LinkTarget result;
    result.anchor = percent_decoded(target.substr(std::min(hash + 1, target.size())));
    std::string path = percent_decoded(target.substr(0, std::min(hash, target.find('?'))));
    std::replace(path.begin(), path.end(), '\\', '/');
    if (!is_clean(path) || !is_clean(result.anchor)) return std::nullopt;
    if (path.empty()) {
        result.path = article_path;
        return result;
    }
    const std::size_t slash = article_path.rfind('/');
    const bool is_absolute = path.front() == '/';
    const bool is_at_top = is_absolute || slash == std::string_view::npos;
    auto joined = normalized(is_at_top ? "" : article_path.substr(0, slash), path);
    if (!joined || joined->empty()) return std::nullopt;
    result.path = std::move(*joined);
    return result;
}

std::optional<LinkTarget> resolve_link(std::string_view article_path, std::string_view target) {
    auto result = resolve_file(article_path, target);
    if (result && !has_suffix(result->path)) result->path += ".md";
    return result;
}

std::vector<std::string> link_candidates(std::string_view path) {
    std::vector<std::string> paths = {std::string(path)};
    if (!path.ends_with(".md")) return paths;
    const std::string stem(path.substr(0, path.size() - 3));
    const std::string name = stem.substr(stem.rfind('/') + 1);
    for (const std::string& inside : {std::string("index"), std::string("README"), name}) {
        paths.push_back(stem + "/" + inside + ".md");
    }
    return paths;
}

std::string encode_path(std::string_view path) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    out.reserve(path.size());
    for (const char c : path) {
        if (is_unreserved(c) || c == '/') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

// cmark escapes «<» and «>» in text and attributes, so in its HTML they stand in tags only, and a link holds
// no link.
std::string link_html(std::string_view html, const UrlOf& article_url, const UrlOf& file_url) {
    LinkRewriter rewriter(article_url, file_url);
    rewriter.out.reserve(html.size());
    while (!html.empty()) {
        const std::size_t open = std::min(html.find('<'), html.size());
        rewriter.out.append(html.substr(0, open));
        html.remove_prefix(open);
        if (html.empty()) break;
        const std::size_t close = html.find('>');
        const std::string_view tag = html.substr(0, close == std::string_view::npos ? close : close + 1);
        html.remove_prefix(tag.size());
        if (tag.starts_with("<a ") || tag.starts_with("<img ")) {
            rewriter.add_tag(tag);
        } else if (tag == "</a>") {
            rewriter.add_close();
        } else {
            rewriter.out.append(tag);
        }
    }
    return std::move(rewriter.out);
}

}  // namespace kb
