// SPDX-License-Identifier: GPL-2.0-or-later
// inotify watches one folder each, so a tree takes a watch per folder and new folders are added as they
// appear. A folder may be filled before its watch stands; the change that announced it is reported after
// the watch is there, so the scan that follows sees those files. Network folders, full queues and a
// shortage of watches lose events: for them there is the rescan.
#include "indexer/watcher.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>

#include "indexer/error.h"
#include "indexer/file_system.h"

namespace kb {

namespace {

using Clock = Settling::Clock;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE |
                                  IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

// How soon a folder that was replaced as a whole (a renamed parent, a switched link) is noticed.
constexpr std::chrono::milliseconds kLookAgain{500};

// A descriptor that a stop request makes readable.
class StopSignal {
public:
    explicit StopSignal(const std::stop_token& stop) {
        callback_.emplace(stop, [this] { ::eventfd_write(fd_, 1); });
    }
    ~StopSignal() {
        callback_.reset();  // waits for a callback under way
        ::close(fd_);
    }
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;
    int fd() const { return fd_; }

private:
    int fd_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::optional<std::stop_callback<std::function<void()>>> callback_;
};

bool is_hidden(const char* name) { return name[0] == '.'; }

}  // namespace

void Settling::event(Clock::time_point now) {
    if (!first_) first_ = now;
    last_ = now;
}

std::optional<Clock::time_point> Settling::due() const {
    if (!first_) return std::nullopt;
    return std::min(last_ + kQuiet, *first_ + kLongest);
}

struct Watcher::Impl {
    std::string folder;
    std::function<bool()> on_change;
    int fd = -1;
    std::map<int, std::string> watched;  // by watch descriptor
    std::optional<FileStat> root;        // the folder as it was when the watches were set
    bool is_root_lost = false;           // the folder they were set on is gone
    Settling settling;
    Clock::time_point next_call;  // rescan or retry

    void watch_again();
    void watch_below(const std::string& path);
    void look_at_root();
    void read_events();
    bool handle(const inotify_event& event);  // false: all watches are new, forget the rest
    void wait(const StopSignal& stop);
    void call();
};

// Throws away every watch and sets them anew.
void Watcher::Impl::watch_again() {
    if (fd >= 0) ::close(fd);
    watched.clear();
    fd = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0)
        throw IoError(fmt::format("Не удаётся следить за папкой {}: {}.", folder, std::strerror(errno)));
    root = real_file_system().stat(folder);
    is_root_lost = false;
    if (root) watch_below(folder);
    settling.event(Clock::now());
}

void Watcher::Impl::watch_below(const std::string& path) {
    const int watch = ::inotify_add_watch(fd, path.c_str(), kEvents);
    if (watch < 0) return;  // gone already, or no watches left: the rescan sees what happens there
    watched[watch] = path;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
        const std::string name = entry.path().filename().string();
        std::error_code ignored;
        if (!is_hidden(name.c_str()) && !entry.is_symlink(ignored) && entry.is_directory(ignored)) {
            watch_below(fmt::format("{}/{}", path, name));
        }
    }
}

void Watcher::Impl::look_at_root() {
    std::optional<FileStat> now;
    try {
        now = real_file_system().stat(folder);
    } catch (const IoError&) {  // a network folder that is away for a while
    }
    const bool is_same = !is_root_lost && now.has_value() == root.has_value() &&
                         (!now || (now->inode == root->inode && now->device == root->device));
    if (!is_same) watch_again();
}

bool Watcher::Impl::handle(const inotify_event& event) {
    const bool is_folder = (event.mask & IN_ISDIR) != 0;
    const bool is_moved_away = is_folder && (event.mask & IN_MOVED_FROM) != 0;  // its watches name old paths
    if ((event.mask & IN_Q_OVERFLOW) != 0 || is_moved_away) {
        watch_again();
        return false;
    }
    const auto found = watched.find(event.wd);
    if (found == watched.end()) return true;
    if ((event.mask & IN_IGNORED) != 0) {
        is_root_lost = is_root_lost || found->second == folder;
        watched.erase(found);
        return true;
    }
    if (event.len > 0 && is_hidden(event.name)) return true;
    if (is_folder && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0)
        watch_below(found->second + "/" + event.name);
    settling.event(Clock::now());
    return true;
}

void Watcher::Impl::read_events() {
    alignas(inotify_event) std::array<char, 16384> buffer;
    for (;;) {
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got <= 0) return;
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            if (!handle(*event)) return;
        }
    }
}

// Until something may have to be done, half a second at most.
void Watcher::Impl::wait(const StopSignal& stop) {
    Clock::time_point until = Clock::now() + kLookAgain;
    if (root) until = std::min(until, next_call);
    if (const auto due = settling.due(); due && root) until = std::min(until, *due);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    std::array<pollfd, 2> waiting = {pollfd{fd, POLLIN, 0}, pollfd{stop.fd(), POLLIN, 0}};
    ::poll(waiting.data(), waiting.size(), static_cast<int>(std::max<long>(0, left)));
    if ((waiting[0].revents & POLLIN) != 0) read_events();
}

void Watcher::Impl::call() {
    settling.clear();
    const bool is_done = on_change();
    next_call =
        Clock::now() + (is_done ? std::chrono::milliseconds(kRescan) : std::chrono::milliseconds(kRetry));
}

Watcher::Watcher(std::string folder, std::function<bool()> on_change) : impl_(std::make_unique<Impl>()) {
    impl_->folder = std::move(folder);
    impl_->on_change = std::move(on_change);
    impl_->watch_again();
}

Watcher::~Watcher() { ::close(impl_->fd); }

void Watcher::run(const std::stop_token& stop) {
    const StopSignal signal(stop);
    impl_->next_call = Clock::now();
    while (!stop.stop_requested()) {
        impl_->look_at_root();
        const auto now = Clock::now();
        const auto due = impl_->settling.due();
        if (impl_->root && (now >= impl_->next_call || (due && now >= *due))) {
            impl_->call();
        } else {
            impl_->wait(signal);
        }
    }
}

}  // namespace kb
