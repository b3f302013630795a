// SPDX-License-Identifier: GPL-2.0-or-later
// Archives for tests, honest and not: entries are stored as they are, and every field may lie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb::test {

struct ZipEntry {
    std::string name;
    std::string bytes;
    bool is_encrypted = false;
    bool is_symlink = false;
    std::optional<std::uint32_t> said_size = {};  // unpacked, instead of the true one
    std::optional<std::uint32_t> said_crc = {};
};

inline std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

inline std::string zip_of(const std::vector<ZipEntry>& entries) {
    std::string out, directory;
    const auto put = [](std::string& to, std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) to += static_cast<char>(std::uint64_t{value} >> (8 * i) & 0xFFU);
    };
    for (const ZipEntry& entry : entries) {
        const auto begin = static_cast<std::uint32_t>(out.size());
        const auto packed = static_cast<std::uint32_t>(entry.bytes.size());
        std::string common;  // what both headers say
        put(common, 20, 2);
        put(common, entry.is_encrypted ? 1 : 0, 2);
        put(common, 0, 2);           // stored
        put(common, 0x58210000, 4);  // time, day
        put(common, entry.said_crc.value_or(crc_of(entry.bytes)), 4);
        put(common, packed, 4);
        put(common, entry.said_size.value_or(packed), 4);
        put(common, static_cast<std::uint32_t>(entry.name.size()), 2);
        put(common, 0, 2);
        out += "PK\x03\x04" + common + entry.name + entry.bytes;
        directory += "PK\x01\x02";
        put(directory, 0x0300 + 20, 2);  // made on Unix
        directory += common;
        put(directory, 0, 6);
        put(directory, entry.is_symlink ? 0120777U << 16U : 0100644U << 16U, 4);
        put(directory, begin, 4);
        directory += entry.name;
    }
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += directory + "PK\x05\x06";
    put(out, 0, 4);
    put(out, static_cast<std::uint32_t>(entries.size()), 2);
    put(out, static_cast<std::uint32_t>(entries.size()), 2);
    put(out, static_cast<std::uint32_t>(directory.size()), 4);
    put(out, begin, 4);
    put(out, 0, 2);
    return out;
}

}  // namespace kb::test
