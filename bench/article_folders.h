// SPDX-License-Identifier: GPL-2.0-or-later
// Folders of articles to measure with: temporary ones, and several bases joined into one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kb {

// A new empty folder below the system's temporary folder, removed with everything in it at the end.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// Copies with modification times, so that an index made from the one is current for the other.
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);

// One base is copied as it is; several become subfolders named after them («rutube_support» for
// …/rutube_support/articles). `to` is emptied first. Throws IoError when one is no folder.
void join_articles(const std::vector<std::string>& folders, const std::filesystem::path& to);

// Of all files below, together.
std::uint64_t folder_bytes(const std::filesystem::path& folder);

}  // namespace kb
