// SPDX-License-Identifier: GPL-2.0-or-later
// Git's locks are files, and a process that is killed leaves them behind: from then on nothing can be
// committed, by anybody. So a commit of ours is announced by a file that names the process. Whoever starts
// and finds it, with its process gone, takes away the locks that were made while it stood there; a lock of
// any other moment is somebody else's, who may still be at work.
#include "server/writing/commit_mark.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace kb {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = "podskazka-commit";  // beside HEAD
constexpr std::chrono::seconds kLongestCommit{10};

std::vector<std::string> locks_of(const std::string& git_dir, const std::string& common_dir) {
    constexpr std::string_view kRef = "ref: ";
    std::vector<std::string> locks{git_dir + "index.lock", git_dir + "HEAD.lock"};
    std::string head;
    std::ifstream file(git_dir + "HEAD");
    std::getline(file, head);
    if (head.starts_with(kRef)) locks.push_back(common_dir + head.substr(kRef.size()) + ".lock");
    return locks;
}

// In a container each life of the program may have the same number: a mark of ours is one of a life before.
bool is_at_work(pid_t pid) { return pid > 0 && pid != ::getpid() && (::kill(pid, 0) == 0 || errno == EPERM); }

}  // namespace

CommitMark::CommitMark(const std::string& git_dir) : path_(git_dir + kMark) {
    std::ofstream(path_) << ::getpid();
}

CommitMark::~CommitMark() {
    std::error_code ignored;
    fs::remove(path_, ignored);
}

void free_locks_of_the_dead(const std::string& git_dir, const std::string& common_dir) {
    const std::string mark = git_dir + kMark;
    std::error_code error;
    const auto marked = fs::last_write_time(mark, error);
    if (error) return;
    pid_t pid = 0;
    std::ifstream(mark) >> pid;
    if (is_at_work(pid)) return;
    for (const std::string& lock : locks_of(git_dir, common_dir)) {
        const auto locked = fs::last_write_time(lock, error);
        if (!error && locked >= marked && locked <= marked + kLongestCommit) fs::remove(lock, error);
    }
    fs::remove(mark, error);
}

}  // namespace kb
