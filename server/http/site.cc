// SPDX-License-Identifier: GPL-2.0-or-later
// An operator names three colours at most. The twelve shades the pages need are made from them by mixing,
// and each is pushed darker or lighter until it can be read where it stands.
#include "server/http/site.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>

#include "indexer/error.h"
#include "indexer/schema.h"
#include "server/color.h"
#include "server/http/image_size.h"
#include "server/http/static_files.h"
#include "server/http/structured_data.h"

namespace kb {
namespace {

constexpr Color kBlack{0, 0, 0};
constexpr Color kWhite{255, 255, 255};
constexpr Color kSurface{255, 255, 255};
constexpr Color kDarkPaper{0x10, 0x18, 0x1c};
constexpr Color kDarkSurface{0x18, 0x23, 0x29};
constexpr double kReadable = 4.5;
constexpr std::size_t kMaxLogoBytes = 64 * 1024;
constexpr int kLogoHeight = 32;

// «--link:#07596a;»
std::string property(std::string_view name, Color color) {
    return fmt::format("--{}:{};", name, color_text(color));
}

std::string head_light(Color head) {
    const Color quiet = readable_on(mixed(kWhite, head, 0.25), head, kReadable);
    return property("deep", head) + property("deep-2", mixed(head, kBlack, 0.25)) +
           property("on-deep-quiet", quiet);
}

std::string head_dark(Color head) {
    const Color dark = mixed(head, kBlack, 0.35);
    return property("deep", dark) + property("deep-2", mixed(dark, kBlack, 0.25));
}

std::string link_light(Color link) {
    const Color badge = mixed(kSurface, link, 0.1);
    return property("link", link) + property("link-hover", mixed(link, kBlack, 0.35)) +
           property("button", link) + property("button-hover", mixed(link, kBlack, 0.2)) +
           property("badge", badge) + property("badge-ink", readable_on(link, badge, 7));
}

std::string link_dark(Color link, Color button) {
    const Color badge = mixed(kDarkSurface, link, 0.15);
    const Color on_dark = readable_on(link, kDarkSurface, kReadable);
    const Color under_white = readable_on(button, kWhite, kReadable);
    return property("link", on_dark) + property("link-hover", mixed(on_dark, kWhite, 0.4)) +
           property("button", under_white) + property("button-hover", mixed(under_white, kBlack, 0.15)) +
           property("badge", badge) + property("badge-ink", readable_on(link, badge, 7));
}

std::string sha256_source(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)>
        out{};
    sodium_bin2base64(out.data(), out.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
    return fmt::format("'sha256-{}'", out.data());
}

SiteLogo read_logo(const std::string& path) {
    if (path.empty()) return {};
    std::ifstream in(path, std::ios::binary);
    SiteLogo logo;
    logo.bytes.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (!in || logo.bytes.empty())
        throw ConfigError(
            fmt::format("theme.logo: файл {} не читается. Путь пишут от файла настроек.", path));
    if (logo.bytes.size() > kMaxLogoBytes)
        throw ConfigError(
            fmt::format("theme.logo: файл {} больше {} КиБ, каждая страница ждала бы его. "
                        "Сожмите его или возьмите SVG.",
                        path, kMaxLogoBytes / 1024));
    logo.content_type = content_type_of(path);
    if (!logo.content_type.starts_with("image/"))
        throw ConfigError(
            fmt::format("theme.logo: {} — не картинка. Годятся .svg, .png, .webp и .jpg.", path));
    const auto size = image_size(logo.bytes);
    if (size) logo.width = std::max(1, size->width * kLogoHeight / std::max(1, size->height));
    const std::string hash = fmt::format("{:016x}", hash64(logo.bytes));
    logo.etag = "\"" + hash + "\"";
    logo.path = "logo-" + hash + path.substr(path.rfind('.'));
    return logo;
}

}  // namespace

std::string theme_style(const Look& look) {
    std::string light;
    std::string dark;
    if (const auto head = parse_color(look.head)) {
        light += head_light(*head);
        dark += head_dark(*head);
    }
    if (const auto accent = parse_color(look.accent)) {
        light += property("beam", *accent) + property("beam-hover", mixed(*accent, kWhite, 0.3));
    }
    const auto link = parse_color(look.link);
    const auto chosen_dark = parse_color(look.link_dark);
    if (link) light += link_light(*link);
    if (link || chosen_dark) {
        const Color base = chosen_dark ? *chosen_dark : readable_on(*link, kDarkPaper, 7);
        dark += link_dark(base, link ? *link : base);
    }
    if (light.empty() && dark.empty()) return {};
    return fmt::format(":root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}", light, dark);
}

Site::Site(const Config& config) : texts_(config.texts), style_(theme_style(config.look)) {
    if (!style_.empty()) style_source_ = sha256_source(style_);
    russian_ = script_texts_json(texts_.beginning_with("js_", Lang::ru));
    english_ = script_texts_json(texts_.beginning_with("js_", Lang::en));
    logo_ = read_logo(config.look.logo);
}

}  // namespace kb
