// SPDX-License-Identifier: GPL-2.0-or-later
// The document goes in as a file without a name, the page comes out through a pipe, so there is nothing to
// clear up. «--sandbox» keeps pandoc from other files, and the limits below from the rest of the machine: its
// own heap 512 MB, two gigabytes of addresses, a minute of processor and of clock, no written byte.
#include "indexer/transfer/pandoc.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/transfer/html_markdown.h"

namespace kb {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLongest{60};
constexpr rlim_t kAddressBytes = 2ULL << 30U;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {
        if (fd < 0) throw IoError(fmt::format("Не удалось запустить pandoc: {}.", system_reason(errno)));
    }
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return fd_; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

int file_without_name(std::string_view bytes) {
    const int fd = memfd_create("docx", MFD_CLOEXEC);
    while (fd >= 0 && !bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count <= 0) break;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (fd >= 0) ::lseek(fd, 0, SEEK_SET);
    return fd;
}

void limit(int what, rlim_t most) {
    const rlimit both{most, most};
    ::setrlimit(static_cast<__rlimit_resource>(what), &both);
}

// In the new process: only calls that are safe between fork and exec.
[[noreturn]] void become_pandoc(const char* path, int in, int out) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    limit(RLIMIT_AS, kAddressBytes);
    limit(RLIMIT_CPU, kLongest.count());
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    std::array<const char*, 11> words = {path,          "+RTS",        "-M512m",     "-RTS",
                                         "--sandbox",   "--from=docx", "--to=html5", "--standalone",
                                         "--wrap=none", "-",           nullptr};
    std::array<const char*, 3> surroundings = {"LANG=C.UTF-8", "HOME=/nonexistent", nullptr};
    if (::chdir("/") == 0)
        ::execve(path, const_cast<char* const*>(words.data()), const_cast<char* const*>(surroundings.data()));
    ::_exit(127);
}

// What comes out of the pipe, up to a byte more than a page may have; false: it took too long.
bool read_page(int fd, std::string& page) {
    const auto deadline = Clock::now() + kLongest;
    std::array<char, 65536> chunk{};
    while (page.size() <= kMaxHtmlPageBytes) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd waiting{fd, POLLIN, 0};
        const int ready = left.count() <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        const ssize_t count = ::read(fd, chunk.data(), chunk.size());
        if (count <= 0) return true;
        page.append(chunk.data(), static_cast<std::size_t>(count));
    }
    return true;
}

// A document without a title would be called «-», after the file pandoc has read.
void drop_title(std::string& html) {
    const std::size_t begin = html.find("<title>");
    const std::size_t end = begin == std::string::npos ? begin : html.find("</title>", begin);
    if (end != std::string::npos) html.erase(begin, end - begin);
}

int exit_of(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::string pandoc_path() {
    const char* folders = std::getenv("PATH");
    std::string_view rest = folders == nullptr ? "" : folders;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        std::string path = std::string(rest.substr(0, end)) + "/pandoc";
        if (path.front() == '/' && ::access(path.c_str(), X_OK) == 0) return path;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return "";
}

PandocPage docx_as_html(const std::string& path, std::string_view docx) {
    const Descriptor in(file_without_name(docx));
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) ends.fill(-1);
    const Descriptor from(ends[0]);
    Descriptor to(ends[1]);
    const pid_t child = ::fork();
    if (child < 0) throw IoError(fmt::format("Не удалось запустить pandoc: {}.", system_reason(errno)));
    if (child == 0) become_pandoc(path.c_str(), in.get(), to.get());
    to.close();
    PandocPage page;
    const bool is_in_time = read_page(from.get(), page.html);
    const bool is_too_long = page.html.size() > kMaxHtmlPageBytes;
    if (!is_in_time || is_too_long) ::kill(child, SIGKILL);
    const int code = exit_of(child);
    if (is_too_long)
        page.problem = "документ больше 2 МБ без картинок, разделите его";
    else if (!is_in_time || code < 0)
        page.problem = "pandoc работал дольше минуты, документ слишком сложен";
    else if (code == 251)
        page.problem = "pandoc не хватило 512 МБ памяти, документ слишком велик";
    else if (code != 0)
        page.problem = fmt::format("pandoc не разобрал документ (код {}), сохраните его в Word заново", code);
    drop_title(page.html);
    return page;
}

}  // namespace kb
