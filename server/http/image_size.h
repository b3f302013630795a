// SPDX-License-Identifier: GPL-2.0-or-later
// How large a picture is, from its first bytes: the page keeps the place free before it has come.
#pragma once

#include <optional>
#include <string_view>

namespace kb {

struct ImageSize {
    int width = 0, height = 0;  // pixels

    bool operator==(const ImageSize&) const = default;
};

// PNG, GIF, JPEG, WebP and SVG with a viewBox; nothing for other or broken bytes.
std::optional<ImageSize> image_size(std::string_view bytes);

}  // namespace kb
