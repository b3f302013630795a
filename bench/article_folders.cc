// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/article_folders.h"

#include <cstdlib>

#include "indexer/error.h"

namespace kb {

namespace fs = std::filesystem;

namespace {

// «rutube_support» for …/rutube_support/articles/, «articles» for ./articles when there is nothing above.
std::string base_name(const fs::path& folder) {
    const fs::path absolute = fs::canonical(folder);
    const bool is_generic = absolute.filename() == "articles" && absolute.parent_path().has_filename();
    return (is_generic ? absolute.parent_path() : absolute).filename().string();
}

// Two bases of one name stand beside each other.
fs::path free_path(const fs::path& wanted) {
    fs::path path = wanted;
    for (int number = 2; fs::exists(path); ++number) path = wanted.string() + "-" + std::to_string(number);
    return path;
}

}  // namespace

TempFolder::TempFolder() {
    std::string name = (fs::temp_directory_path() / "kb-bench-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw IoError(name + ": не создаётся временная папка. Проверьте TMPDIR и место на диске.");
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void copy_folder(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        const fs::path target = to / fs::relative(entry.path(), from);
        if (entry.is_directory()) {
            fs::create_directories(target);
        } else if (entry.is_regular_file()) {
            fs::copy_file(entry.path(), target, fs::copy_options::overwrite_existing);
            fs::permissions(target, fs::perms::owner_write, fs::perm_options::add);
            fs::last_write_time(target, entry.last_write_time());
        }
    }
}

void join_articles(const std::vector<std::string>& folders, const fs::path& to) {
    for (const auto& folder : folders) {
        if (!fs::is_directory(folder)) throw IoError(folder + ": такой папки нет. Проверьте путь.");
    }
    fs::remove_all(to);
    if (folders.size() == 1) return copy_folder(folders.front(), to);
    for (const auto& folder : folders) copy_folder(folder, free_path(to / base_name(folder)));
}

std::uint64_t folder_bytes(const fs::path& folder) {
    std::uint64_t sum = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) sum += entry.file_size();
    }
    return sum;
}

}  // namespace kb
