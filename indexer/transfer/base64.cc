// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/base64.h"

#include <array>
#include <cstdint>
#include <utility>

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::string_view kSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t index) {
            return index < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[index]))
                                        : 0U;
        };
        const std::uint32_t three = byte(at) << 16U | byte(at + 1) << 8U | byte(at + 2);
        for (std::uint32_t i = 0; i < 4; ++i)
            out += at + i > bytes.size() ? '=' : kSigns[three >> (18U - 6U * i) & 63U];
    }
    return out;
}

std::optional<std::string> base64_decoded(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    std::uint32_t bits = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        if (c == '=') break;
        const std::size_t value = kSigns.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        held = held << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFFU);
    }
    return bytes;
}

std::string_view picture_type(std::string_view path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTypes = {
        {{".png", "image/png"},
         {".jpg", "image/jpeg"},
         {".jpeg", "image/jpeg"},
         {".gif", "image/gif"},
         {".webp", "image/webp"},
         {".avif", "image/avif"},
         {".svg", "image/svg+xml"}}};
    const std::string name = lower(path);
    for (const auto& [suffix, type] : kTypes) {
        if (name.ends_with(suffix)) return type;
    }
    return {};
}

}  // namespace kb
