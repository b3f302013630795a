// SPDX-License-Identifier: GPL-2.0-or-later
// FNV-1a taken eight bytes at a time, with a shift after each step so that the high bytes of a word
// reach the low half. Each step is a bijection of the state: two texts of one length that differ in one
// word never meet in the step that reads it. Byte order is fixed, so an index may be moved between machines.
#include "indexer/fingerprint.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

namespace kb {

namespace {

constexpr std::uint64_t kPrime = 0x100000001b3;

std::uint64_t little_endian(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
}

}  // namespace

void Fingerprint::mix(std::uint64_t word) {
    hash_ = (hash_ ^ word) * kPrime;
    hash_ ^= hash_ >> 32;
}

void Fingerprint::add(std::string_view bytes) {
    length_bytes_ += bytes.size();
    std::size_t i = 0;
    if (pending_bytes_ == 0) {
        for (; i + 8 <= bytes.size(); i += 8) mix(little_endian(bytes.data() + i));
    }
    for (; i < bytes.size(); ++i) {
        pending_ |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * pending_bytes_);
        if (++pending_bytes_ < 8) continue;
        mix(pending_);
        pending_ = 0;
        pending_bytes_ = 0;
    }
}

std::string Fingerprint::hex() const {
    Fingerprint end = *this;
    end.mix(end.pending_);
    end.mix(end.length_bytes_);
    return fmt::format("{:016x}", end.hash_);
}

std::string fingerprint(std::string_view bytes) {
    Fingerprint result;
    result.add(bytes);
    return result.hex();
}

}  // namespace kb
