// SPDX-License-Identifier: GPL-2.0-or-later
// Preloaded into kb-index by the kill-anywhere test. Every call by which a program changes a disk is a
// boundary; boundaries are counted from 1, and the process is killed at the one asked for.
//
//     KB_KILL_AT=N        SIGKILL just before the N-th boundary
//     KB_KILL_TORN=1      … after half of the bytes, where the boundary is a write
//     KB_KILL_COUNT=FILE  no killing: the number of boundaries is written to FILE at the end
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>

namespace {

std::atomic<long> boundaries = 0;

long kill_at() {
    static const long at = [] {
        const char* text = getenv("KB_KILL_AT");
        return text != nullptr ? atol(text) : 0;
    }();
    return at;
}

bool is_here() { return ++boundaries == kill_at(); }

void die() {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

void boundary() {
    if (is_here()) die();
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

using Write = ssize_t (*)(int, const void*, size_t);
using WriteAt = ssize_t (*)(int, const void*, size_t, off_t);
using Open = int (*)(const char*, int, ...);

// Standard streams are no disk.
bool counts(int fd) { return fd > 2; }

ssize_t write_at(int fd, const void* bytes, size_t size, off_t offset) {
    static const auto real = next<WriteAt>("pwrite");
    if (is_here()) {
        if (getenv("KB_KILL_TORN") != nullptr) (void)!real(fd, bytes, size / 2, offset);
        die();
    }
    return real(fd, bytes, size, offset);
}

struct Report {
    ~Report() {
        const char* path = getenv("KB_KILL_COUNT");
        if (path == nullptr) return;
        if (FILE* out = fopen(path, "w")) {
            fprintf(out, "%ld\n", boundaries.load());
            fclose(out);
        }
    }
} report;

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
    static const auto real = next<Write>("write");
    if (counts(fd) && is_here()) {
        if (getenv("KB_KILL_TORN") != nullptr) (void)!real(fd, bytes, size / 2);
        die();
    }
    return real(fd, bytes, size);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    return write_at(fd, bytes, size, offset);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
    return write_at(fd, bytes, size, offset);
}

int open(const char* path, int flags, ...) {
    static const auto real = next<Open>("open");
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if ((flags & (O_CREAT | O_TRUNC)) != 0) boundary();
    return real(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    static const auto real = next<Open>("open64");
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if ((flags & (O_CREAT | O_TRUNC)) != 0) boundary();
    return real(path, flags, mode);
}

int fsync(int fd) {
    static const auto real = next<int (*)(int)>("fsync");
    boundary();
    return real(fd);
}

int fdatasync(int fd) {
    static const auto real = next<int (*)(int)>("fdatasync");
    boundary();
    return real(fd);
}

int ftruncate(int fd, off_t size) noexcept {
    static const auto real = next<int (*)(int, off_t)>("ftruncate");
    boundary();
    return real(fd, size);
}

int ftruncate64(int fd, off64_t size) noexcept {
    static const auto real = next<int (*)(int, off64_t)>("ftruncate64");
    boundary();
    return real(fd, size);
}

int rename(const char* from, const char* to) noexcept {
    static const auto real = next<int (*)(const char*, const char*)>("rename");
    boundary();
    return real(from, to);
}

int unlink(const char* path) noexcept {
    static const auto real = next<int (*)(const char*)>("unlink");
    boundary();
    return real(path);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    static const auto real = next<int (*)(int, const char*, int)>("unlinkat");
    boundary();
    return real(folder, path, flags);
}

int remove(const char* path) noexcept {
    static const auto real = next<int (*)(const char*)>("remove");
    boundary();
    return real(path);
}

int rmdir(const char* path) noexcept {
    static const auto real = next<int (*)(const char*)>("rmdir");
    boundary();
    return real(path);
}

int mkdir(const char* path, mode_t mode) noexcept {
    static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
    boundary();
    return real(path, mode);
}

}  // extern "C"
