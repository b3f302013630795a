// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/nearest.h"

#include <algorithm>
#include <string>

#include "stemming/edit_distance.h"
#include "stemming/utf8.h"

namespace kb {

std::string_view nearest(std::string_view written, std::span<const std::string_view> words) {
    const std::string folded = lower(written);
    std::size_t best = std::min<std::size_t>(2, count_code_points(folded) / 2) + 1;
    std::string_view found;
    for (const std::string_view word : words) {
        const std::size_t distance = edit_distance(folded, word, best);
        if (distance < best) best = distance, found = word;
    }
    return found;
}

}  // namespace kb
