// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/article_html.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include "server/http/image_size.h"
#include "server/http/message.h"

namespace kb {
namespace {

constexpr std::size_t kPictureHead = 256 * 1024;  // bytes in which a JPEG says its size
constexpr std::string_view kFiles = "/files/";
constexpr std::array<std::string_view, 2> kFilms{".mp4", ".webm"};

// The value of an attribute, still escaped; empty when it is not there.
std::string_view attribute(std::string_view tag, std::string_view name) {
    const std::string start = fmt::format(" {}=\"", name);
    const std::size_t at = tag.find(start);
    if (at == std::string_view::npos) return {};
    const std::size_t begin = at + start.size();
    return tag.substr(begin, tag.find('"', begin) - begin);
}

// The file of an article behind an address of ours; nothing for addresses elsewhere and «..».
std::optional<std::string> file_of(std::string_view src, const std::string& articles_dir) {
    if (articles_dir.empty() || !src.starts_with(kFiles)) return std::nullopt;
    const std::string path = percent_decode(src.substr(kFiles.size()), false);
    if (path.find("..") != std::string::npos) return std::nullopt;
    return articles_dir + "/" + path;
}

std::optional<ImageSize> size_of_picture(std::string_view src, const std::string& articles_dir) {
    const auto file = file_of(src, articles_dir);
    if (!file) return std::nullopt;
    std::ifstream in(*file, std::ios::binary);
    std::string head(kPictureHead, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return image_size(head);
}

bool is_film(std::string_view src) {
    for (const std::string_view extension : kFilms) {
        if (src.ends_with(extension)) return true;
    }
    return false;
}

std::string film(std::string_view src, std::string_view alt, const std::string& articles_dir) {
    const std::string subtitles = std::string(src.substr(0, src.rfind('.'))) + ".vtt";
    const auto file = file_of(subtitles, articles_dir);
    std::error_code ignored;
    const bool has_subtitles = file && std::filesystem::is_regular_file(*file, ignored);
    return fmt::format(
        R"(<video class="film" controls preload="metadata" src="{}" aria-label="{}">{}</video>)", src, alt,
        has_subtitles ? fmt::format(R"(<track kind="captions" src="{}" default>)", subtitles) : "");
}

std::string picture(std::string_view tag, bool is_in_link, const PictureTexts& texts,
                    const std::string& articles_dir) {
    const std::string_view src = attribute(tag, "src");
    const std::string_view alt = attribute(tag, "alt");
    if (is_film(src)) return film(src, alt, articles_dir);
    const auto size = size_of_picture(src, articles_dir);
    const std::string numbers =
        size ? fmt::format(R"( width="{}" height="{}")", size->width, size->height) : "";
    std::string image =
        fmt::format(R"(<img src="{}" alt="{}"{} loading="lazy" decoding="async">)", src, alt, numbers);
    if (is_in_link || src.empty()) return image;
    std::string label = texts.zoom_label;
    if (const std::size_t at = label.find("{title}"); at != std::string::npos) label.replace(at, 7, alt);
    return fmt::format(R"(<a class="zoom" href="{}" aria-label="{}">{}</a>)", src, label, image);
}

}  // namespace

std::string with_furniture(std::string_view html, const PictureTexts& texts,
                           const std::string& articles_dir) {
    std::string out;
    bool is_in_link = false;
    while (!html.empty()) {
        const std::size_t open = html.find('<');
        out += html.substr(0, open);
        if (open == std::string_view::npos) break;
        html.remove_prefix(open);
        const std::size_t end = html.find('>');
        if (end == std::string_view::npos) return out += html;
        const std::string_view tag = html.substr(0, end + 1);
        html.remove_prefix(tag.size());
        if (tag.starts_with("<a ")) is_in_link = true;
        if (tag == "</a>") is_in_link = false;
        if (tag.starts_with("<img ")) {
            out += picture(tag, is_in_link, texts, articles_dir);
        } else if (tag == "<table>") {
            out +=
                fmt::format(R"(<div class="table-scroll" tabindex="0" role="region" aria-label="{}"><table>)",
                            texts.table_label);
        } else {
            out += tag;
            if (tag == "</table>") out += "</div>";
        }
    }
    return out;
}

std::vector<std::string> list_items(std::string_view html) {
    std::vector<std::string> items;
    int lists = 0;  // open, of both kinds
    bool is_numbered = false;
    std::size_t begin = 0;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const std::string_view rest = html.substr(at);
        const bool opens_numbered = rest.starts_with("<ol>") || rest.starts_with("<ol ");
        if (opens_numbered || rest.starts_with("<ul>")) {
            if (lists++ == 0) is_numbered = opens_numbered;
        } else if (rest.starts_with("</ol>") || rest.starts_with("</ul>")) {
            --lists;
        } else if (lists == 1 && is_numbered && rest.starts_with("<li>")) {
            begin = at + 4;
        } else if (lists == 1 && is_numbered && rest.starts_with("</li>")) {
            items.emplace_back(html.substr(begin, at - begin));
        }
    }
    return items;
}

}  // namespace kb
