// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/base64.h"

#include <array>
#include <cstdint>
#include <utility>

#include "stemming/utf8.h"

namespace kb {

std::string base64(std::string_view bytes) {
    constexpr std::string_view kSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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
