// SPDX-License-Identifier: GPL-2.0-or-later
// Colours as people write them in settings, and whether text in one can be read on another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kb {

struct Color {
    std::uint8_t red = 0, green = 0, blue = 0;

    bool operator==(const Color&) const = default;
};

// "#0b3f4b" or "#abc"; nothing for anything else.
std::optional<Color> parse_color(std::string_view text);
std::string color_text(Color color);  // "#0b3f4b"

// 1–21, by WCAG 2.2: text needs 4.5, the edge of a control 3.
double contrast(Color a, Color b);

// `share` (0–1) of `other` in it.
Color mixed(Color color, Color other, double share);

// The colour nearest to `color`, darker or lighter, that has the contrast with `background`.
Color readable_on(Color color, Color background, double wanted);

}  // namespace kb
