// SPDX-License-Identifier: GPL-2.0-or-later
// A save reads the file, compares it with what the writer saw, and renames a new file into its place. Between
// the look and the rename somebody outside could still write; that window is some microseconds long, and when
// the folder is a Git repository what was committed there is in its history all the same.
#include "server/writing/article_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/article_tree.h"
#include "indexer/error.h"
#include "indexer/fingerprint.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxPathBytes = 240;
constexpr int kMaxNameTries = 1000;

std::string folder_of_path(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

bool is_plain_part(std::string_view part) {
    if (part.empty() || part.front() == '.' || part.front() == ' ' || part.back() == ' ') return false;
    return std::none_of(part.begin(), part.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '\\';
    });
}

bool is_plain_path(std::string_view path) {
    if (path.empty() || path.size() > kMaxPathBytes || !is_valid_utf8(path)) return false;
    for (;;) {
        const std::size_t slash = path.find('/');
        if (!is_plain_part(path.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

void check_path(std::string_view path) {
    if (is_article_path(path)) return;
    throw ConfigError(fmt::format(
        "Не годится путь «{}»: нужно имя файла с .md, без «..» и без частей, которые начинаются с точки.",
        first_code_points(valid_utf8(path), 80)));
}

void check_text(std::string_view text) {
    if (text.size() > ArticleFolder::kMaxArticleBytes) {
        throw ConfigError(fmt::format("Статья больше {} КБ. Разделите её на несколько.",
                                      ArticleFolder::kMaxArticleBytes / 1024));
    }
    if (!is_valid_utf8(text)) throw ConfigError("Текст статьи не в UTF-8.");
    if (text.find('\0') != std::string_view::npos) throw ConfigError("В тексте статьи есть нулевой символ.");
}

// With the variables' values in its title; where a part that belongs into it is missing, without them: the
// index keeps such an article out, but its writer must find it.
FolderArticle without_text(const std::string& path, std::string_view bytes, std::int64_t modified_ns,
                           const SharedParts& parts) {
    ParseResult result = parse_article(path, bytes, &parts);
    if (!result.article) result.article = parse_article(path, bytes).article;
    FolderArticle out;
    out.path = path;
    out.version = fingerprint(bytes);
    out.modified_s = modified_ns / 1'000'000'000;
    out.problems =
        static_cast<int>(std::count_if(result.diagnostics.begin(), result.diagnostics.end(),
                                       [](const Diagnostic& d) { return d.severity != Severity::hint; }));
    out.article = std::move(result.article);
    if (out.article) {
        out.article->sections = {};
        out.article->links = {};
    }
    return out;
}

// Of a file that write_atomically() makes («a.md.4711.tmp»): the number of its process; 0 for other files.
pid_t writer_of(std::string_view path) {
    constexpr std::string_view kEnd = ".tmp";
    constexpr std::array<std::string_view, 5> kOurs = {".md", ".png", ".jpg", ".gif", ".webp"};
    if (!path.ends_with(kEnd)) return 0;
    path.remove_suffix(kEnd.size());
    const std::size_t dot = std::min(path.rfind('.'), path.size());
    const std::string_view name = path.substr(0, dot);
    if (std::none_of(kOurs.begin(), kOurs.end(), [&](auto end) { return name.ends_with(end); })) return 0;
    const std::string_view digits = path.substr(std::min(dot + 1, path.size()));
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pid);
    return error == std::errc() && end == digits.data() + digits.size() && pid > 0 ? pid : 0;
}

bool is_at_work(pid_t pid) { return pid != ::getpid() && (::kill(pid, 0) == 0 || errno == EPERM); }

}  // namespace

bool is_article_path(std::string_view path) { return is_plain_path(path) && path.ends_with(".md"); }

const FolderArticle* FolderListing::find(std::string_view path) const {
    const auto found =
        std::lower_bound(articles.begin(), articles.end(), path,
                         [](const FolderArticle& one, std::string_view wanted) { return one.path < wanted; });
    return found == articles.end() || found->path != path ? nullptr : &*found;
}

// Null when there is none as fresh as that.
std::shared_ptr<const FolderListing> ArticleFolder::known(std::chrono::milliseconds fresh) {
    const std::lock_guard lock(mutex_);
    return listing_ && std::chrono::steady_clock::now() - listed_at_ < fresh ? listing_ : nullptr;
}

std::shared_ptr<const FolderListing> ArticleFolder::listing(std::chrono::milliseconds fresh) {
    if (auto found = known(fresh)) return found;
    const std::lock_guard scanning(scanning_);
    if (auto found = known(fresh)) return found;  // somebody else has just looked
    auto listing = scan(listing_);
    const std::lock_guard lock(mutex_);
    listing_ = std::move(listing);
    listed_at_ = std::chrono::steady_clock::now();
    return listing_;
}

std::shared_ptr<const FolderListing> ArticleFolder::scan(const std::shared_ptr<const FolderListing>& known) {
    const ArticleTree tree = scan_articles(files_, dir_);
    auto fresh = std::make_shared<FolderListing>();
    std::vector<Stamp> stamps;
    Fingerprint print;
    const Parts shared = parts();
    const bool has_same_parts = listed_parts_ == shared.version;
    listed_parts_ = shared.version;
    print.add(shared.version);
    for (const TreeFile& file : tree.articles) {
        const Stamp stamp{file.size_bytes, file.modified_ns};
        const FolderArticle* before = known && has_same_parts ? known->find(file.path) : nullptr;
        if (before != nullptr &&
            stamps_[static_cast<std::size_t>(before - known->articles.data())] == stamp) {
            fresh->articles.push_back(*before);
        } else if (const auto bytes = files_.read(dir_ + "/" + file.path)) {
            fresh->articles.push_back(without_text(file.path, *bytes, file.modified_ns, *shared.parts));
        } else {
            continue;  // gone since the look at the folder
        }
        stamps.push_back(stamp);
        print.add(fmt::format("{} {}\n", file.path, fresh->articles.back().version));
    }
    fresh->version = print.hex();
    stamps_ = std::move(stamps);
    return fresh;
}

ArticleFolder::Parts ArticleFolder::parts() {
    std::string stamp;
    const auto add = [&](const std::string& path) {
        if (const auto stat = files_.stat(dir_ + "/" + path))
            stamp += fmt::format("{} {} {}\n", path, stat->size_bytes, stat->modified_ns);
    };
    add("variables.yaml");
    for (const std::string folder : {"blocks", "internal/blocks"}) {
        const auto stat = files_.stat(dir_ + "/" + folder);
        if (!stat || stat->kind != FileStat::Kind::folder) continue;
        std::vector<std::string> names = files_.list(dir_ + "/" + folder);
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) add(fmt::format("{}/{}", folder, name));
    }
    const std::string version = stamp.empty() ? "" : fingerprint(stamp);
    const std::lock_guard lock(reading_parts_);
    if (!parts_.parts || parts_.version != version)
        parts_ = {std::make_shared<const SharedParts>(read_shared_parts(files_, dir_).parts), version};
    return parts_;
}

void ArticleFolder::sweep() {
    const std::lock_guard lock(writing_);
    for (const TreeFile& file : scan_articles(files_, dir_).others) {
        const pid_t pid = writer_of(file.path);
        if (pid != 0 && !is_at_work(pid)) files_.remove_all(dir_ + "/" + file.path);
    }
}

// Where the file really lies: links may lead about inside the folder, never out of it.
std::string ArticleFolder::full_path(std::string_view path) {
    const auto root = files_.canonical(dir_);
    if (!root) throw IoError(fmt::format("Папки статей «{}» нет.", dir_));
    const std::string full = dir_ + "/" + std::string(path);
    std::string existing = full;
    std::string rest;
    std::optional<std::string> real;
    while (!(real = files_.canonical(existing))) {
        const std::size_t slash = existing.rfind('/');
        if (slash == std::string::npos || slash < dir_.size()) break;
        rest.insert(0, existing.substr(slash));
        existing.resize(slash);
    }
    if (!real || (*real != *root && !real->starts_with(*root + "/")))
        throw ConfigError(fmt::format("Путь «{}» ведёт за пределы папки статей.", path));
    return *real + rest;
}

std::optional<ArticleSource> ArticleFolder::read_file(std::string_view path) {
    const auto bytes = files_.read(full_path(path));
    if (!bytes) return std::nullopt;
    if (bytes->size() > kMaxArticleBytes)
        throw ConfigError(fmt::format("Файл «{}» больше {} КБ: правьте его в другом редакторе.", path,
                                      kMaxArticleBytes / 1024));
    return ArticleSource{*bytes, fingerprint(*bytes)};
}

std::optional<ArticleSource> ArticleFolder::read(std::string_view path) {
    check_path(path);
    return read_file(path);
}

bool ArticleFolder::has_file(std::string_view path) {
    if (!is_plain_path(path)) return false;
    try {
        const auto stat = files_.stat(full_path(path));
        return stat && stat->kind == FileStat::Kind::file;
    } catch (const ConfigError&) {
        return false;  // leads out of the folder
    }
}

ArticleFolder::Saved ArticleFolder::save(std::string_view path, std::string_view text,
                                         std::string_view base_version) {
    check_path(path);
    check_text(text);
    const std::lock_guard lock(writing_);
    const std::string full = full_path(path);
    auto now = read_file(path);
    const std::string version = fingerprint(text);
    if (now && now->version == version) return {version, std::nullopt};  // the same text: nothing to write
    if ((now ? now->version : std::string()) != base_version) return {{}, SaveConflict{std::move(now)}};
    files_.make_folders(full.substr(0, full.rfind('/')));
    files_.write_atomically(full, text);
    return {version, std::nullopt};
}

ArticleFolder::Saved ArticleFolder::move(std::string_view from, std::string_view to, std::string_view text,
                                         std::string_view base_version) {
    check_path(from);
    check_path(to);
    check_text(text);
    const std::lock_guard lock(writing_);
    const std::string old_full = full_path(from);
    const std::string new_full = full_path(to);
    auto now = read_file(from);
    if (!now || now->version != base_version) return {{}, SaveConflict{std::move(now)}};
    if (from != to && files_.stat(new_full))
        throw ConfigError(fmt::format("Файл «{}» уже есть. Выберите другое имя.", to));
    files_.make_folders(new_full.substr(0, new_full.rfind('/')));
    // The new file first: killed in between, the article is there twice (and said to be), never lost.
    files_.write_atomically(new_full, text);
    if (from != to) files_.remove_all(old_full);
    return {fingerprint(text), std::nullopt};
}

std::string ArticleFolder::add_image(std::string_view article_path, std::string_view name,
                                     std::string_view bytes) {
    check_path(article_path);
    if (!is_plain_part(name) || name.find('/') != std::string_view::npos)
        throw ConfigError("Не годится имя картинки.");
    if (bytes.size() > kMaxImageBytes)
        throw ConfigError(fmt::format("Картинка больше {} МБ. Уменьшите её.", kMaxImageBytes / 1'000'000));
    const std::string folder = folder_of_path(article_path);
    const std::size_t dot = name.rfind('.');
    const std::string stem(name.substr(0, dot));
    const std::string extension(dot == std::string_view::npos ? "" : name.substr(dot));
    const std::lock_guard lock(writing_);
    for (int i = 1; i < kMaxNameTries; ++i) {
        const std::string file = i == 1 ? stem + extension : fmt::format("{}-{}{}", stem, i, extension);
        std::string path = folder.empty() ? file : folder + "/" + file;
        const std::string full = full_path(path);
        if (const auto there = files_.stat(full)) {
            if (there->kind == FileStat::Kind::file && there->size_bytes == bytes.size() &&
                files_.read(full) == bytes)
                return path;  // the very picture is there already
            continue;
        }
        files_.make_folders(full.substr(0, full.rfind('/')));
        files_.write_atomically(full, bytes);
        return path;
    }
    throw ConfigError("Картинок с таким именем слишком много. Переименуйте файл.");
}

}  // namespace kb
