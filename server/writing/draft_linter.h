// SPDX-License-Identifier: GPL-2.0-or-later
// Lint while somebody writes: linters are kept ready (making one loads a dictionary) and know the base's own
// words and settings, also when those files change.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/file_system.h"
#include "indexer/lint/lint.h"

namespace kb {

class DraftLinter {
public:
    // `files` outlives this.
    DraftLinter(FileSystem& files, std::string articles_dir);
    ~DraftLinter();
    DraftLinter(const DraftLinter&) = delete;
    DraftLinter& operator=(const DraftLinter&) = delete;

    // `today` is YYYY-MM-DD. From many threads.
    LintedArticle lint(std::string_view path, std::string_view text, const std::string& today);

private:
    struct Knowledge;
    struct Ready;
    std::unique_ptr<Ready> take(const std::string& today);
    std::string stamp(const std::string& today);

    FileSystem& files_;
    const std::string articles_dir_;
    std::mutex mutex_;
    std::shared_ptr<const Knowledge> knowledge_;
    std::vector<std::unique_ptr<Ready>> pool_;
};

}  // namespace kb
