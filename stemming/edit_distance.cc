// SPDX-License-Identifier: GPL-2.0-or-later
// «пороль» and «пароль» are one replacement apart, «праоль» and «пароль» one swap. Cell [i][j] of the
// usual table holds the distance of the first i letters of `a` from the first j of `b`; a swap looks two
// rows back, so three rows are kept. Only cells within `bound` of the diagonal can end at or below the
// bound, so a row costs 2·bound + 1 cells, and the first row wholly above the bound ends the work.
#include "stemming/edit_distance.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "stemming/utf8.h"

namespace kb {
namespace {

using Row = std::vector<std::size_t>;

// Fills the row of letter i (from 1) and returns its least cell.
std::size_t fill_row(std::u32string_view a, std::u32string_view b, std::size_t i, std::size_t bound,
                     std::array<Row, 3>& rows) {
    const Row& two_back = rows[0];
    const Row& one_back = rows[1];
    Row& row = rows[2];
    const std::size_t first = i > bound ? i - bound : 1;
    const std::size_t last = std::min(b.size(), i + bound);
    row[first - 1] = first == 1 ? i : bound + 1;
    std::size_t least = row[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
        std::size_t cost = one_back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        cost = std::min({cost, one_back[j] + 1, row[j - 1] + 1});
        const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        if (is_swap) cost = std::min(cost, two_back[j - 2] + 1);
        row[j] = std::min(cost, bound + 1);
        least = std::min(least, row[j]);
    }
    if (last < b.size()) row[last + 1] = bound + 1;
    return least;
}

}  // namespace

std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t bound) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    bound = std::min(bound, std::max(a.size(), b.size()));
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap > bound) return bound + 1;
    std::array<Row, 3> rows;
    rows.fill(Row(b.size() + 1, bound + 1));
    for (std::size_t j = 0; j <= std::min(b.size(), bound); ++j) rows[1][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        if (fill_row(a, b, i, bound, rows) > bound) return bound + 1;
        std::swap(rows[0], rows[1]);
        std::swap(rows[1], rows[2]);
    }
    return rows[1][b.size()];
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t bound) {
    return edit_distance(to_utf32(a), to_utf32(b), bound);
}

}  // namespace kb
