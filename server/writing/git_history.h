// SPDX-License-Identifier: GPL-2.0-or-later
// The one home of libgit2: every save of the workshop as a commit, and what a file was before. Touches only
// the files it is told of; whatever else is changed or staged in the folder stays as it is.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct Revision {
    std::string id;    // of the commit, hex
    std::string path;  // the file's at that time, below the articles folder
    std::int64_t at_s = 0;
    std::string author;
    std::string message;  // its first line
};

struct Author {
    std::string name, email;
};

class GitHistory {
public:
    enum class Wish { own_only, any, none };

    // `folder` is the articles folder. `own_only`: a repository that begins there; `any`: an enclosing one
    // too.
    GitHistory(std::string folder, Wish wish);

    bool is_kept() const;
    // In Russian, why there is no history; empty when there is one.
    const std::string& why_not() const { return why_not_; }

    struct Recorded {
        std::string id;       // of the commit; empty: nothing had changed, or it could not be made
        std::string trouble;  // Russian: saved, but not committed, and why; empty when all is well
    };
    // Commits these files as they are on the disk (one that is gone is removed). Never throws: the file is
    // saved already, and a commit that fails is said.
    Recorded record(const std::vector<std::string>& paths, const Author& author, const std::string& message);

    // The newest first, renames followed. Empty when the file was never committed. Throws IoError.
    std::vector<Revision> of(std::string_view path, std::size_t limit);
    // Throws IoError; nothing when there is no such revision or no such file in it.
    std::optional<std::string> text_at(std::string_view revision, std::string_view path);
    // Whether the newest commit has the file with this text; true where no history is kept. Throws IoError.
    bool is_last(std::string_view path, std::string_view text);

private:
    std::string below_root(std::string_view path) const;

    const std::string folder_;
    std::string root_;    // of the repository; empty: none
    std::string prefix_;  // of the articles folder below it, with a slash at the end; may be empty
    std::string why_not_;
    std::mutex mutex_;  // one commit at a time
};

}  // namespace kb
