// SPDX-License-Identifier: GPL-2.0-or-later
// A zip archive as a disk to read from, whoever made it: nothing is unpacked to the real disk, and every size
// has a bound. The home of libzip.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/file_system.h"

namespace kb {

struct ZipLimits {
    std::size_t entries = 50'000;
    std::uint64_t entry_bytes = 64ULL << 20U;  // of one file, unpacked
    std::uint64_t total_bytes = 1ULL << 30U;   // of all files, unpacked
    std::uint64_t ratio = 200;  // how many times larger a file of a megabyte and more may become
};

// By the first bytes.
bool is_zip(std::string_view bytes);

// Paths begin with «/», the root is "". One thread at a time.
class ZipFiles final : public FileSystem {
public:
    // Takes the archive's bytes. Entries that cannot be trusted (names that lead out, links, passwords,
    // bombs, doubles) are left out and named in problems().
    explicit ZipFiles(std::string bytes, const ZipLimits& limits = {});
    ~ZipFiles() override;

    // Why there is nothing to read: the bytes are no archive, or it is over a limit as a whole («это не zip
    // или он повреждён»). Empty: all is well.
    const std::string& failure() const { return failure_; }

    // In Russian, one a left out or damaged entry; grows while files are read.
    const std::vector<std::string>& problems() const { return problems_; }

    std::optional<FileStat> stat(const std::string& path) override;
    // Nothing for a damaged entry as well: problems() say why.
    std::optional<std::string> read(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;
    std::optional<std::string> canonical(const std::string& path) override;

    // An archive is only read: these throw IoError.
    void write_atomically(const std::string& path, std::string_view bytes) override;
    void rename(const std::string& from, const std::string& to) override;
    void make_folders(const std::string& path) override;
    void remove_all(const std::string& path) override;

private:
    struct Entry {
        std::uint64_t index = 0;
        std::uint64_t size_bytes = 0;  // as the archive says
    };
    struct Archive;

    void take(std::uint64_t index);
    void put(const std::string& path, const Entry& entry);
    std::optional<std::string> unpacked(const Entry& entry);
    void refuse(std::string_view path, std::string_view why);

    const std::string bytes_;
    const ZipLimits limits_;
    std::unique_ptr<Archive> archive_;
    std::map<std::string, Entry, std::less<>> files_;                    // "Сеть/a.html"
    std::map<std::string, std::set<std::string>, std::less<>> folders_;  // names in each; "" is the root
    std::uint64_t declared_bytes_ = 0, read_bytes_ = 0;
    std::string failure_;
    std::vector<std::string> problems_;
};

}  // namespace kb
