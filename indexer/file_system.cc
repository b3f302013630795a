// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "indexer/error.h"

namespace kb {

std::string system_reason(int error) {
    switch (error) {
        case EACCES:
        case EPERM:
            return "нет прав доступа";
        case ENOENT:
            return "такого файла или папки нет";
        case ENOSPC:
        case EDQUOT:
            return "на диске кончилось место";
        case EROFS:
            return "диск доступен только для чтения";
        case EMFILE:
        case ENFILE:
            return "открыто слишком много файлов";
        case ELOOP:
            return "символические ссылки образуют петлю";
        case ENOTDIR:
            return "это не папка";
        case EISDIR:
            return "это папка, а не файл";
        case ENAMETOOLONG:
            return "слишком длинное имя";
        case EFBIG:
            return "файл больше, чем разрешено";
        case EIO:
            return "диск не читается или не пишется";
        default:
            return std::strerror(error);
    }
}

namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path, int error) {
    throw IoError(fmt::format("Не удалось {} «{}»: {}.", what, path, system_reason(error)));
}

bool is_absent(int error) { return error == ENOENT || error == ENOTDIR; }

// An open file, closed at the end of the scope; close() reports what closing finds.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return fd_; }
    bool is_open() const { return fd_ >= 0; }
    bool close() {
        const int fd = fd_;
        fd_ = -1;
        return ::close(fd) == 0;
    }

private:
    int fd_;
};

FileStat file_stat(const struct stat& raw) {
    FileStat stat;
    stat.kind = S_ISREG(raw.st_mode)   ? FileStat::Kind::file
                : S_ISDIR(raw.st_mode) ? FileStat::Kind::folder
                                       : FileStat::Kind::other;
    stat.size_bytes = static_cast<std::uint64_t>(raw.st_size);
    stat.modified_ns = raw.st_mtim.tv_sec * 1'000'000'000LL + raw.st_mtim.tv_nsec;
    stat.device = raw.st_dev;
    stat.inode = raw.st_ino;
    return stat;
}

void write_all(int fd, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("записать файл", path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync_folder_of(const std::string& path) {
    std::string folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder.push_back('.');
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.is_open()) fail("открыть папку", folder, errno);
    if (::fsync(fd.get()) != 0) fail("сохранить на диск папку", folder, errno);
}

// Takes a half-written file away unless it was renamed into place.
struct TemporaryFile {
    std::string path;
    ~TemporaryFile() {
        if (!path.empty()) ::unlink(path.c_str());
    }
};

class RealFileSystem final : public FileSystem {
public:
    std::optional<FileStat> stat(const std::string& path) override {
        struct stat raw = {};
        if (::lstat(path.c_str(), &raw) != 0) {
            if (is_absent(errno)) return std::nullopt;
            fail("посмотреть на", path, errno);
        }
        if (!S_ISLNK(raw.st_mode)) return file_stat(raw);
        FileStat stat;
        if (::stat(path.c_str(), &raw) == 0) {
            stat = file_stat(raw);
        } else if (!is_absent(errno) && errno != ELOOP) {
            fail("посмотреть на", path, errno);
        }
        stat.is_link = true;
        return stat;
    }

    std::optional<std::string> read(const std::string& path) override {
        // Without O_NONBLOCK a named pipe would keep us waiting for its writer for ever.
        const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!fd.is_open()) {
            if (is_absent(errno)) return std::nullopt;
            fail("открыть файл", path, errno);
        }
        struct stat raw = {};
        if (::fstat(fd.get(), &raw) != 0) fail("прочитать файл", path, errno);
        if (S_ISDIR(raw.st_mode)) fail("прочитать файл", path, EISDIR);
        if (!S_ISREG(raw.st_mode))
            throw IoError(fmt::format("Не удалось прочитать файл «{}»: это не обычный файл.", path));
        std::string bytes;
        std::size_t filled = 0;
        for (;;) {
            bytes.resize(filled + std::max<std::size_t>(4096, static_cast<std::size_t>(raw.st_size) + 1));
            const ssize_t got = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) fail("прочитать файл", path, errno);
            if (got == 0) break;
            filled += static_cast<std::size_t>(got);
            raw.st_size = 0;
        }
        bytes.resize(filled);
        return bytes;
    }

    std::vector<std::string> list(const std::string& folder) override {
        const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(folder.c_str()), ::closedir);
        if (!handle) fail("прочитать папку", folder, errno);
        std::vector<std::string> names;
        errno = 0;
        while (const dirent* entry = ::readdir(handle.get())) {
            const std::string_view name = entry->d_name;
            if (name != "." && name != "..") names.emplace_back(name);
            errno = 0;
        }
        if (errno != 0) fail("прочитать папку", folder, errno);
        return names;
    }

    std::optional<std::string> canonical(const std::string& path) override {
        const std::unique_ptr<char, void (*)(void*)> resolved(::realpath(path.c_str(), nullptr), std::free);
        if (resolved) return std::string(resolved.get());
        if (is_absent(errno) || errno == ELOOP) return std::nullopt;
        fail("найти", path, errno);
    }

    void write_atomically(const std::string& path, std::string_view bytes) override {
        TemporaryFile temporary{fmt::format("{}.{}.tmp", path, ::getpid())};
        Descriptor fd(::open(temporary.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (!fd.is_open()) fail("создать файл", temporary.path, errno);
        write_all(fd.get(), bytes, path);
        if (::fsync(fd.get()) != 0 || !fd.close()) fail("сохранить на диск файл", path, errno);
        if (::rename(temporary.path.c_str(), path.c_str()) != 0) fail("записать файл", path, errno);
        temporary.path.clear();
        sync_folder_of(path);
    }

    void rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) fail("переименовать", from, errno);
        sync_folder_of(to);
    }

    void make_folders(const std::string& path) override {
        std::error_code error;
        std::filesystem::create_directories(path, error);
        if (error) fail("создать папку", path, error.value());
    }

    void remove_all(const std::string& path) override {
        std::error_code error;
        std::filesystem::remove_all(path, error);
        if (error) fail("удалить", path, error.value());
    }
};

}  // namespace

FileSystem& real_file_system() {
    static RealFileSystem files;
    return files;
}

}  // namespace kb
