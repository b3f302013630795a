// SPDX-License-Identifier: GPL-2.0-or-later
// Which files of a folder, or of an archive, are to be imported. Nobody outside transfer/ includes this.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/file_system.h"

namespace kb {

struct FoundPage {
    std::string path;    // below the root
    std::string folder;  // of it; "" is the root
    std::uint64_t size_bytes = 0;
};

inline constexpr std::size_t kMaxPages = 20'000;

// Files that end with one of the suffixes, whatever their case, in order of folders and names. Hidden ones,
// links, and what a Mac or Word leaves behind are left out. With `only`: that one file.
std::vector<FoundPage> find_pages(FileSystem& files, const std::string& root, const std::string& only,
                                  std::initializer_list<std::string_view> suffixes);

// «Сеть/Нет связи.docx» → «Нет связи».
std::string name_without_suffix(std::string_view path);

}  // namespace kb
