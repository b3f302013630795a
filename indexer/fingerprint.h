// SPDX-License-Identifier: GPL-2.0-or-later
// A fast 64-bit hash that tells whether bytes changed by accident. No protection against malice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kb {

// Feeding a text in pieces gives the same as feeding it whole.
class Fingerprint {
public:
    void add(std::string_view bytes);
    std::string hex() const;  // 16 digits

private:
    void mix(std::uint64_t word);

    std::uint64_t hash_ = 0xcbf29ce484222325;
    std::uint64_t length_bytes_ = 0;
    std::uint64_t pending_ = 0;  // bytes of a word that is not full yet
    int pending_bytes_ = 0;
};

std::string fingerprint(std::string_view bytes);

}  // namespace kb
