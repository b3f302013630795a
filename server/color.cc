// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/color.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kb {
namespace {

constexpr Color kBlack{0, 0, 0};
constexpr Color kWhite{255, 255, 255};
constexpr int kSteps = 100;  // of mixing, when a readable colour is looked for

double linear(std::uint8_t part) {
    const double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

std::optional<std::uint8_t> hex_byte(std::string_view text) {
    std::uint8_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<Color> parse_color(std::string_view text) {
    if (!text.starts_with('#')) return std::nullopt;
    std::string digits;
    for (const char c : text.substr(1)) digits.append(text.size() == 4 ? 2 : 1, c);
    if (digits.size() != 6) return std::nullopt;
    const auto red = hex_byte(std::string_view(digits).substr(0, 2));
    const auto green = hex_byte(std::string_view(digits).substr(2, 2));
    const auto blue = hex_byte(std::string_view(digits).substr(4, 2));
    if (!red || !green || !blue) return std::nullopt;
    return Color{*red, *green, *blue};
}

std::string color_text(Color color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

double contrast(Color a, Color b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Color mixed(Color color, Color other, double share) {
    const auto part = [&](std::uint8_t of, std::uint8_t with) {
        return static_cast<std::uint8_t>(std::lround(of + (with - of) * share));
    };
    return {part(color.red, other.red), part(color.green, other.green), part(color.blue, other.blue)};
}

Color readable_on(Color color, Color background, double wanted) {
    if (contrast(color, background) >= wanted) return color;
    const Color away = luminance(background) > 0.18 ? kBlack : kWhite;
    for (int step = 1; step <= kSteps; ++step) {
        const Color next = mixed(color, away, static_cast<double>(step) / kSteps);
        if (contrast(next, background) >= wanted) return next;
    }
    return away;
}

}  // namespace kb
