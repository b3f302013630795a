// SPDX-License-Identifier: GPL-2.0-or-later
// Says on the disk that a commit is being made, so that the locks of one that was killed can be told from
// anybody else's. Knows where Git keeps its locks, and nothing of libgit2.
#pragma once

#include <string>

namespace kb {

// Folders of Git end with a slash. On a disk that takes no file there is no mark.
class CommitMark {
public:
    explicit CommitMark(const std::string& git_dir);
    ~CommitMark();
    CommitMark(const CommitMark&) = delete;
    CommitMark& operator=(const CommitMark&) = delete;

private:
    std::string path_;
};

// For a start, before this process commits anything. `common_dir` is another one than `git_dir` in a
// worktree.
void free_locks_of_the_dead(const std::string& git_dir, const std::string& common_dir);

}  // namespace kb
