// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/image_size.h"

#include <charconv>
#include <string>

namespace kb {
namespace {

constexpr int kMaxSide = 100'000;
constexpr std::size_t kSvgHead = 1024;  // bytes in which the viewBox stands

int byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
int big_16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
int little_16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8;
}

std::optional<ImageSize> checked(int width, int height) {
    if (width < 1 || height < 1 || width > kMaxSide || height > kMaxSide) return std::nullopt;
    return ImageSize{width, height};
}

std::optional<ImageSize> png_size(std::string_view bytes) {
    if (bytes.size() < 24 || big_16(bytes, 16) != 0 || big_16(bytes, 20) != 0) return std::nullopt;
    return checked(big_16(bytes, 18), big_16(bytes, 22));
}

// Segments one after another until one of those that begin a frame.
std::optional<ImageSize> jpeg_size(std::string_view bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size()) {
        if (byte_at(bytes, at) != 0xff) return std::nullopt;
        const int marker = byte_at(bytes, at + 1);
        const bool is_frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (is_frame) return checked(big_16(bytes, at + 7), big_16(bytes, at + 5));
        at += 2 + static_cast<std::size_t>(big_16(bytes, at + 2));
    }
    return std::nullopt;
}

std::optional<ImageSize> webp_size(std::string_view bytes) {
    if (bytes.size() < 30) return std::nullopt;
    const std::string_view kind = bytes.substr(12, 4);
    if (kind == "VP8 ") return checked(little_16(bytes, 26) & 0x3fff, little_16(bytes, 28) & 0x3fff);
    if (kind == "VP8X")
        return checked((little_16(bytes, 24) | byte_at(bytes, 26) << 16) + 1,
                       (little_16(bytes, 27) | byte_at(bytes, 29) << 16) + 1);
    if (kind != "VP8L") return std::nullopt;
    const int bits = little_16(bytes, 21) | little_16(bytes, 23) << 16;
    return checked((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
}

// viewBox="0 0 640 480"; parts of a pixel are cut.
std::optional<ImageSize> svg_size(std::string_view bytes) {
    bytes = bytes.substr(0, kSvgHead);
    const std::size_t at = bytes.find("viewBox=");
    if (bytes.find("<svg") == std::string_view::npos || at == std::string_view::npos) return std::nullopt;
    if (at + 9 > bytes.size()) return std::nullopt;
    const std::string box(bytes.substr(at + 9, bytes.find_first_of("\"'", at + 9) - at - 9));
    double numbers[4] = {};
    const char* next = box.data();
    for (double& number : numbers) {
        while (*next == ' ' || *next == ',') ++next;
        const auto [end, error] = std::from_chars(next, box.data() + box.size(), number);
        if (error != std::errc()) return std::nullopt;
        next = end;
    }
    if (!(numbers[2] >= 1 && numbers[2] <= kMaxSide && numbers[3] >= 1 && numbers[3] <= kMaxSide))
        return std::nullopt;
    return checked(static_cast<int>(numbers[2]), static_cast<int>(numbers[3]));
}

}  // namespace

std::optional<ImageSize> image_size(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n")) return png_size(bytes);
    if (bytes.starts_with("GIF8") && bytes.size() >= 10)
        return checked(little_16(bytes, 6), little_16(bytes, 8));
    if (bytes.starts_with("\xff\xd8")) return jpeg_size(bytes);
    if (bytes.starts_with("RIFF") && bytes.size() >= 16 && bytes.substr(8, 4) == "WEBP")
        return webp_size(bytes);
    return svg_size(bytes);
}

}  // namespace kb
