// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/config_pages.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "server/color.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr Color kPaper{0xfa, 0xf8, 0xf4};
constexpr Color kDarkPaper{0x10, 0x18, 0x1c};
constexpr Color kOnHead{0xf3, 0xf8, 0xf9};
constexpr Color kOnAccent{0x17, 0x24, 0x2b};
constexpr double kReadable = 4.5;

// A colour that must be readable against another one.
Key color_key(const char* name, std::string& out, Color against, const char* against_what, Problems& p) {
    return {name, [=, &out, &p](const YAML::Node& node) {
                if (node.IsNull()) return;
                const auto color = node.IsScalar() ? parse_color(node.Scalar()) : std::nullopt;
                if (!color) {
                    p.push_back(fmt::format(
                        "строка {}: «{}» — это цвет в кавычках, решётка и шесть знаков: \"#0b3f4b\"",
                        line_of(node), name));
                } else if (const double found = contrast(*color, against); found < kReadable) {
                    p.push_back(
                        fmt::format("строка {}: цвет «{}» {} плохо виден {}: контраст {:.1f}, а нужно "
                                    "не меньше {}. Подойдёт, например, \"{}\"",
                                    line_of(node), name, color_text(*color), against_what, found, kReadable,
                                    color_text(readable_on(*color, against, kReadable))));
                } else {
                    out = color_text(*color);
                }
            }};
}

// A list of mappings: each becomes a T whose keys `keys_of` names.
template <typename T, typename KeysOf>
Key items_key(const char* name, std::vector<T>& out, KeysOf keys_of, Problems& problems) {
    return {name, [=, &out, &problems](const YAML::Node& node) {
                if (node.IsNull()) return;
                if (!node.IsSequence()) {
                    problems.push_back(fmt::format("строка {}: «{}» — это список, каждый пункт с дефиса",
                                                   line_of(node), name));
                    return;
                }
                for (const YAML::Node& item : node) {
                    T value;
                    read_mapping(item, keys_of(value), problems);
                    out.push_back(std::move(value));
                }
            }};
}

// Keys of texts are the pages' own and are checked there.
Key overrides_key(const char* lang, std::vector<TextOverride>& out, Problems& problems) {
    return {lang, [lang, &out, &problems](const YAML::Node& node) {
                if (node.IsNull()) return;
                if (!node.IsMap()) {
                    problems.push_back(
                        fmt::format("строка {}: здесь нужны строки вида «ключ: текст»", line_of(node)));
                    return;
                }
                for (const auto& pair : node) {
                    if (pair.first.IsScalar() && pair.second.IsScalar()) {
                        out.push_back({lang, valid_utf8(pair.first.Scalar()),
                                       valid_utf8(pair.second.Scalar()), line_of(pair.first)});
                    } else {
                        problems.push_back(fmt::format("строка {}: текст — это одна строка в кавычках",
                                                       line_of(pair.first)));
                    }
                }
            }};
}

std::vector<Key> look_keys(Look& look, Problems& p) {
    return {text_key("logo", look.logo, p),
            section_key("colors",
                        {color_key("head", look.head, kOnHead, "под белыми буквами", p),
                         color_key("accent", look.accent, kOnAccent, "под тёмными буквами", p),
                         color_key("link", look.link, kPaper, "на светлом фоне страницы", p),
                         color_key("link_dark", look.link_dark, kDarkPaper, "на тёмном фоне страницы", p)},
                        p)};
}

std::vector<Key> banner_keys(Banner& banner, Problems& p) {
    return {text_key("text", banner.text, p), text_key("text_en", banner.text_en, p),
            url_key("url", banner.url, true, p),
            choice_key("kind", banner.kind, {"info", "warning", "outage"}, p)};
}

}  // namespace

std::vector<Key> page_keys(Config& config, Problems& p) {
    const auto link_keys = [&p](FooterLink& link) {
        return std::vector<Key>{text_key("title", link.title, p), text_key("title_en", link.title_en, p),
                                url_key("url", link.url, true, p)};
    };
    return {url_key("site_url", config.site_url, false, p),
            section_key("banner", banner_keys(config.banner, p), p),
            section_key("theme", look_keys(config.look, p), p),
            items_key("footer_links", config.footer_links, link_keys, p),
            section_key("texts", {overrides_key("ru", config.texts, p), overrides_key("en", config.texts, p)},
                        p)};
}

}  // namespace kb
