// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/schema.h"

#include <fmt/format.h>

namespace kb {

namespace {
constexpr std::size_t kLongestPathInTerm = 200;  // bytes; Xapian's limit is 245 with the prefix
}

std::string pair_term(char prefix, std::string_view first, std::string_view second) {
    constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    const auto hash = hash64(second) * 0x9e3779b97f4a7c15ULL + hash64(first);
    const auto bits = static_cast<std::size_t>((hash ^ (hash >> 32)) & 0x3FFFF);
    return {prefix, kDigits[bits >> 12], kDigits[(bits >> 6) & 63], kDigits[bits & 63]};
}

std::string path_term(std::string_view path) {
    std::string term(1, kPathPrefix);
    if (path.size() <= kLongestPathInTerm) return term.append(path);
    return term.append(path.substr(0, kLongestPathInTerm)).append(fmt::format("#{:016x}", hash64(path)));
}

std::string kind_term(DocKind kind) { return {kKindPrefix, static_cast<char>(kind)}; }

std::uint64_t hash64(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

}  // namespace kb
