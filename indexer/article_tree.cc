// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/article_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "indexer/error.h"
#include "indexer/shared_parts.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMaxDepth = 64;

bool is_hidden(std::string_view name) { return name.starts_with('.'); }

// For the people who write the articles, not for readers.
bool is_about_the_base(std::string_view path) { return path == "README.md" || path == "STYLE.md"; }

// «.MD» and «.markdown»: meant as articles, but nobody would find them.
bool looks_like_article(std::string_view name) {
    const std::string folded = lower(name);
    return folded.ends_with(".md") || folded.ends_with(".markdown") || folded.ends_with(".mdown");
}

class Scan {
public:
    Scan(FileSystem& files, const std::string& root) : files_(files), root_(root) {}

    ArticleTree run() {
        root_real_ = files_.canonical(root_).value_or(root_);
        scan_names(files_.list(root_), "", {});
        const auto by_path = [](const TreeFile& a, const TreeFile& b) { return a.path < b.path; };
        std::sort(tree_.articles.begin(), tree_.articles.end(), by_path);
        std::sort(tree_.others.begin(), tree_.others.end(), by_path);
        return std::move(tree_);
    }

private:
    // A folder is known by its device and inode, whatever path leads to it.
    using FolderId = std::pair<std::uint64_t, std::uint64_t>;
    using Ancestors = std::set<FolderId>;

    void scan_names(std::vector<std::string> names, const std::string& folder, const Ancestors& ancestors) {
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) {
            if (is_hidden(name)) continue;
            const std::string path = folder.empty() ? name : folder + "/" + name;
            if (is_valid_utf8(name)) {
                scan_path(path, ancestors);
            } else {
                report(Severity::error, "name-not-utf8", valid_utf8(path),
                       "Имя файла записано не в UTF-8, файл пропущен.", "Переименуйте файл.");
            }
        }
    }

    void scan_path(const std::string& path, const Ancestors& ancestors) {
        const std::optional<FileStat> stat = stat_of(path);
        if (!stat || (stat->is_link && !stays_below(path, *stat))) return;
        switch (stat->kind) {
            case FileStat::Kind::file:
                add_file(path, *stat);
                break;
            case FileStat::Kind::folder:
                scan_folder(path, *stat, ancestors);
                break;
            case FileStat::Kind::other:
                report(Severity::warning, "not-a-file", path, "Это не файл и не папка, пропущено.",
                       "Оставьте в базе только файлы.");
        }
    }

    std::optional<FileStat> stat_of(const std::string& path) {
        try {
            return files_.stat(root_ + "/" + path);
        } catch (const IoError& error) {
            report(Severity::error, "unreadable-file", path, error.what(), "Проверьте права на файл.");
            return std::nullopt;
        }
    }

    bool stays_below(const std::string& path, const FileStat& stat) {
        const auto real = files_.canonical(root_ + "/" + path);
        if (!real || stat.kind == FileStat::Kind::other) {
            report(Severity::warning, "dangling-link", path, "Символическая ссылка никуда не ведёт.",
                   "Уберите её или верните файл.");
            return false;
        }
        if (*real == root_real_ || real->starts_with(root_real_ + "/")) return true;
        report(Severity::warning, "link-leaves-folder", path,
               "Символическая ссылка ведёт за пределы папки статей.", "Положите сам файл в папку статей.");
        return false;
    }

    void scan_folder(const std::string& path, const FileStat& stat, Ancestors ancestors) {
        const bool is_new = ancestors.insert({stat.device, stat.inode}).second;
        const bool is_root = stat.is_link && files_.canonical(root_ + "/" + path) == root_real_;
        if (!is_new || is_root) {
            report(Severity::warning, "link-loop", path, "Папка ссылается на саму себя.",
                   "Уберите символическую ссылку.");
            return;
        }
        if (ancestors.size() > kMaxDepth) {
            report(Severity::error, "folder-too-deep", path, "Папки вложены слишком глубоко, эта пропущена.",
                   "Хватит двух-трёх уровней.");
            return;
        }
        try {
            scan_names(files_.list(root_ + "/" + path), path, ancestors);
        } catch (const IoError& error) {
            report(Severity::error, "unreadable-folder", path, error.what(), "Проверьте права на папку.");
        }
    }

    void add_file(const std::string& path, const FileStat& stat) {
        const TreeFile file{path, stat.size_bytes, stat.modified_ns};
        if (path.ends_with(".md") && !is_about_the_base(path) && !is_block_file(path)) {
            tree_.articles.push_back(file);
            return;
        }
        tree_.others.push_back(file);
        if (!path.ends_with(".md") && looks_like_article(path)) {
            report(Severity::warning, "not-md", path,
                   "Файл похож на статью, но его имя кончается не на «.md».",
                   "Переименуйте файл, иначе его никто не найдёт.");
        }
    }

    void report(Severity severity, std::string code, const std::string& path, std::string message,
                std::string advice) {
        tree_.diagnostics.push_back(
            {severity, std::move(code), path, 0, 0, std::move(message), std::move(advice)});
    }

    FileSystem& files_;
    const std::string& root_;
    std::string root_real_;
    ArticleTree tree_;
};

}  // namespace

ArticleTree scan_articles(FileSystem& files, const std::string& articles_dir) {
    return Scan(files, articles_dir).run();
}

}  // namespace kb
