// SPDX-License-Identifier: GPL-2.0-or-later
// The disk as the indexer uses it, small enough for a fake that records and fails on purpose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct FileStat {
    enum class Kind { file, folder, other };

    Kind kind = Kind::other;  // symbolic links followed; a dangling one: other
    bool is_link = false;     // the path itself is a symbolic link
    std::uint64_t size_bytes = 0;
    std::int64_t modified_ns = 0;  // since the epoch
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
};

class FileSystem {
public:
    virtual ~FileSystem() = default;

    // Nothing when there is no such file; IoError when it is there but cannot be read.
    virtual std::optional<FileStat> stat(const std::string& path) = 0;
    virtual std::optional<std::string> read(const std::string& path) = 0;
    // Names, unsorted, without . and ..
    virtual std::vector<std::string> list(const std::string& folder) = 0;

    // The path with every symbolic link, "." and ".." resolved; nothing when it leads nowhere.
    virtual std::optional<std::string> canonical(const std::string& path) = 0;

    // Whole or absent: written beside, synced, renamed. IoError says which path.
    virtual void write_atomically(const std::string& path, std::string_view bytes) = 0;
    virtual void rename(const std::string& from, const std::string& to) = 0;
    virtual void make_folders(const std::string& path) = 0;
    virtual void remove_all(const std::string& path) = 0;
};

// What an errno says, in Russian where people meet it: «на диске кончилось место».
std::string system_reason(int error);

// The real disk. Lives as long as the program.
FileSystem& real_file_system();

}  // namespace kb
