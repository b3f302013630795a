// SPDX-License-Identifier: GPL-2.0-or-later
// A few sets of 4-grams (name_words.h) to which many others are compared: one look a gram, whatever the
// number of sets and their sizes.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kb {

class GramSets {
public:
    static constexpr std::size_t kMost = 8;

    // `grams` without repeats. At most kMost sets.
    void add(const std::vector<std::uint64_t>& grams) {
        sizes_[count_] = grams.size();
        all_ += grams.size();
        if (slots_.size() < 3 * all_) grow();
        for (const auto gram : grams)
            slot(gram) = {gram, static_cast<std::uint8_t>(slot(gram).sets | 1U << count_)};
        ++count_;
    }

    // The cosine of `grams` and each of the sets, in their order; 0 when either is empty.
    std::array<double, kMost> alike(const std::vector<std::uint64_t>& grams) const {
        std::array<double, kMost> out{};
        if (slots_.empty()) return out;
        std::array<std::uint32_t, kMost> common{};
        for (const auto gram : grams) {
            std::size_t at = 0;
            for (unsigned sets = slot(gram).sets; sets != 0; sets >>= 1U) common[at++] += sets & 1U;
        }
        for (std::size_t i = 0; i < count_; ++i)
            if (common[i] > 0)
                out[i] =
                    common[i] / std::sqrt(static_cast<double>(grams.size()) * static_cast<double>(sizes_[i]));
        return out;
    }

private:
    struct Slot {
        std::uint64_t gram = 0;
        std::uint8_t sets = 0;  // a bit each; 0: the slot is free
    };

    // Where the gram is, or where it would be.
    const Slot& slot(std::uint64_t gram) const {
        std::size_t at = gram & (slots_.size() - 1);
        while (slots_[at].sets != 0 && slots_[at].gram != gram) at = (at + 1) & (slots_.size() - 1);
        return slots_[at];
    }
    Slot& slot(std::uint64_t gram) {
        return const_cast<Slot&>(static_cast<const GramSets&>(*this).slot(gram));
    }

    void grow() {
        std::size_t size = 64;
        while (size < 3 * all_) size *= 2;
        std::vector<Slot> old(size);
        old.swap(slots_);
        for (const auto& one : old)
            if (one.sets != 0) slot(one.gram) = one;
    }

    std::vector<Slot> slots_;  // a power of two
    std::array<std::size_t, kMost> sizes_{};
    std::size_t count_ = 0;
    std::size_t all_ = 0;
};

}  // namespace kb
