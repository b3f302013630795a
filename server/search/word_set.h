// SPDX-License-Identifier: GPL-2.0-or-later
// Which words of a question something has, by their places. Questions of up to 64 words need no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kb {

class WordSet {
public:
    bool has(std::size_t place) const {
        const std::size_t block = place / 64;
        if (block == 0) return (first_ >> place & 1U) != 0;
        return block <= rest_.size() && (rest_[block - 1] >> place % 64 & 1U) != 0;
    }
    void add(std::size_t place) {
        const std::uint64_t bit = std::uint64_t{1} << place % 64;
        const std::size_t block = place / 64;
        if (block == 0) {
            first_ |= bit;
            return;
        }
        if (rest_.size() < block) rest_.resize(block);
        rest_[block - 1] |= bit;
    }

    void add(const WordSet& other) {
        first_ |= other.first_;
        if (rest_.size() < other.rest_.size()) rest_.resize(other.rest_.size());
        for (std::size_t i = 0; i < other.rest_.size(); ++i) rest_[i] |= other.rest_[i];
    }

private:
    std::uint64_t first_ = 0;
    std::vector<std::uint64_t> rest_;  // of 64 words each
};

}  // namespace kb
