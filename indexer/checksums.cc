// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/checksums.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/fingerprint.h"

namespace kb {

namespace {

namespace fs = std::filesystem;

// Xapian's own lock file: empty, and it may come and go.
constexpr const char* kLockFile = "flintlock";
constexpr std::size_t kChunkBytes = 1 << 20;

std::string checksums_path(const std::string& generation_dir) { return generation_dir + "/checksums"; }

// «9f86d081884c7d65 8192 public/postlist.glass», or «missing …» for a file that is not there.
std::string checksum_line(const std::string& generation_dir, const std::string& name) {
    std::ifstream in(generation_dir + "/" + name, std::ios::binary);
    if (!in) return fmt::format("missing 0 {}", name);
    Fingerprint sum;
    std::uint64_t size_bytes = 0;
    std::string chunk(kChunkBytes, '\0');
    while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
        const auto count = static_cast<std::size_t>(in.gcount());
        sum.add(std::string_view(chunk).substr(0, count));
        size_bytes += count;
    }
    if (in.bad()) throw IoError(fmt::format("Не читается файл индекса: {}/{}.", generation_dir, name));
    return fmt::format("{} {} {}", sum.hex(), size_bytes, name);
}

std::vector<std::string> database_files(const std::string& generation_dir) {
    std::vector<std::string> names;
    for (const char* folder : {"public", "internal"}) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(generation_dir + "/" + folder, error)) {
            const std::string name = entry.path().filename().string();
            if (name != kLockFile && entry.is_regular_file())
                names.push_back(std::string(folder) + "/" + name);
        }
        if (error) throw IoError(fmt::format("Не читается папка индекса: {}/{}.", generation_dir, folder));
    }
    std::sort(names.begin(), names.end());
    return names;
}

void sync_folder(const std::string& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!is_synced) throw IoError(fmt::format("Не удалось записать на диск папку {}.", folder));
}

ChecksumReport compare(const std::string& generation_dir, const std::string& expected) {
    ChecksumReport report{ChecksumState::good, {}};
    std::istringstream lines(expected);
    std::string hash;
    std::string size;
    std::string name;
    while (lines >> hash >> size && std::getline(lines >> std::ws, name)) {
        if (checksum_line(generation_dir, name) != fmt::format("{} {} {}", hash, size, name)) {
            report.damaged_files.push_back(name);
        }
    }
    if (!report.damaged_files.empty()) report.state = ChecksumState::damaged;
    return report;
}

}  // namespace

void remove_checksums(const std::string& generation_dir) {
    const std::string path = checksums_path(generation_dir);
    if (::unlink(path.c_str()) == 0) {
        sync_folder(generation_dir);
    } else if (errno != ENOENT) {
        throw IoError(fmt::format("Не удаётся убрать {}: {}.", path, std::strerror(errno)));
    }
}

bool has_checksums(const std::string& generation_dir) {
    return real_file_system().stat(checksums_path(generation_dir)).has_value();
}

void write_checksums(const std::string& generation_dir) {
    std::string lines;
    for (const std::string& name : database_files(generation_dir)) {
        lines += checksum_line(generation_dir, name) + "\n";
    }
    real_file_system().write_atomically(checksums_path(generation_dir), lines);
}

ChecksumReport verify_checksums(const std::string& generation_dir) {
    FileSystem& files = real_file_system();
    const auto before = files.read(checksums_path(generation_dir));
    if (!before) return {};
    ChecksumReport report = compare(generation_dir, *before);
    // An update takes the checksums away before it touches anything.
    if (report.state == ChecksumState::damaged && files.read(checksums_path(generation_dir)) != before)
        return {};
    return report;
}

void require_undamaged(const std::string& generation_dir) {
    const ChecksumReport report = verify_checksums(generation_dir);
    if (report.state != ChecksumState::damaged) return;
    throw IndexError(fmt::format("Файл индекса повреждён: {}/{}. Постройте индекс заново: kb-index build.",
                                 generation_dir, report.damaged_files.front()));
}

}  // namespace kb
