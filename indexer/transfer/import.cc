// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "indexer/error.h"
#include "indexer/json_text.h"
#include "indexer/skeleton.h"
#include "indexer/transfer/html_markdown.h"
#include "indexer/transfer/markdown_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::uint64_t kMaxFileBytes = 256 << 20;
constexpr std::size_t kMaxPages = 20'000;

std::string read_file(FileSystem& files, const std::string& path) {
    const auto stat = files.stat(path);
    if (!stat || stat->kind != FileStat::Kind::file) throw ConfigError(fmt::format("Нет файла {}.", path));
    if (stat->size_bytes > kMaxFileBytes)
        throw ConfigError(fmt::format("Файл {} больше 256 МБ. Разделите его.", path));
    return files.read(path).value_or("");
}

Imported read(FileSystem& files, const ImportRequest& request) {
    if (request.kind == "html") return read_html_folder(files, request.from);
    const std::string bytes = read_file(files, request.from);
    if (request.kind == "zendesk") return read_zendesk(bytes);
    if (request.kind == "phpmyfaq") return read_phpmyfaq(bytes);
    if (request.kind == "journal") return read_journal(bytes);
    return read_table(bytes);
}

std::string list_line(std::string_view key, const std::vector<std::string>& items) {
    if (items.empty()) return "";
    std::string text = fmt::format("{}:\n", key);
    for (const std::string& item : items) text += fmt::format("  - {}\n", json_quoted(item));
    return text;
}

// One line, without signs that JSON would write as escapes YAML does not know.
std::string plain_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
        if (!is_blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return std::string(first_code_points(out, 200));
}

std::string file_text(const ImportedArticle& article) {
    std::string text = fmt::format("---\ntitle: {}\nstatus: draft\n", json_quoted(plain_line(article.title)));
    if (!article.lang.empty() && article.lang != "ru")
        text += fmt::format("lang: {}\n", json_quoted(article.lang));
    if (!article.updated.empty()) text += fmt::format("updated: {}\n", article.updated);
    if (article.is_internal) text += "audience: internal\n";
    text += list_line("tags", article.tags) + list_line("aliases", article.aliases);
    return text +
           fmt::format("---\n\n# {}\n\n{}", markdown_escaped(plain_line(article.title)), article.markdown);
}

// Names of folders only: no «..», no absolute path.
std::string safe_category(std::string_view category) {
    std::string safe;
    while (!category.empty()) {
        const std::size_t end = std::min(category.find('/'), category.size());
        const std::string_view part = category.substr(0, end);
        if (part.find_first_not_of(" .\t\n") != std::string_view::npos)
            safe += (safe.empty() ? "" : "/") + file_stem(part);
        category.remove_prefix(std::min(end + 1, category.size()));
    }
    return safe;
}

class Writer {
public:
    Writer(FileSystem& files, const ImportRequest& request) : files_(files), request_(request) {
        const auto stat = files.stat(request.articles_dir + "/public");
        has_public_ = stat && stat->kind == FileStat::Kind::folder;
    }

    ImportReport run(Imported imported) {
        report_.losses = std::move(imported.losses);
        report_.problems = std::move(imported.problems);
        for (const ImportedArticle& article : imported.articles) write(article);
        return std::move(report_);
    }

private:
    void write(const ImportedArticle& article) {
        if (plain_line(article.title).empty()) {
            report_.problems.push_back(fmt::format("{}: нет названия, пропущено.", article.source));
            return;
        }
        const std::string category =
            safe_category(article.category.empty() ? request_.category : article.category);
        const NewArticle place{article.title, category, ArticleType::article,
                               article.is_internal ? Audience::internal : Audience::public_};
        const std::string path = free_path(skeleton_path(place, has_public_));
        if (files_.stat(request_.articles_dir + "/" + path)) {
            report_.skipped.push_back(path);
            return;
        }
        taken_.insert(path);
        report_.written.push_back(path);
        if (request_.is_dry_run) return;
        const std::string full = request_.articles_dir + "/" + path;
        files_.make_folders(full.substr(0, full.rfind('/')));
        files_.write_atomically(full, file_text(article));
    }
    // Two articles of one import may bear one title; a file that was there before is never evaded.
    std::string free_path(const std::string& path) const {
        std::string free = path;
        for (int number = 2; taken_.contains(free); ++number)
            free = fmt::format("{}-{}.md", path.substr(0, path.size() - 3), number);
        return free;
    }

    FileSystem& files_;
    const ImportRequest& request_;
    bool has_public_ = false;
    std::set<std::string> taken_;
    ImportReport report_;
};

class HtmlFolder {
public:
    HtmlFolder(FileSystem& files, std::string root) : files_(files), root_(std::move(root)) {}

    Imported run() {
        const auto stat = files_.stat(root_);
        if (!stat || stat->kind != FileStat::Kind::folder)
            throw ConfigError(fmt::format("Нет папки {}.", root_));
        scan("", 0);
        return std::move(imported_);
    }

private:
    void scan(const std::string& folder, int depth) {
        if (depth > 32) return;
        std::vector<std::string> names = files_.list(folder.empty() ? root_ : root_ + "/" + folder);
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) {
            const std::string path = folder.empty() ? name : folder + "/" + name;
            const auto stat = name.starts_with('.') ? std::nullopt : files_.stat(root_ + "/" + path);
            if (!stat || stat->is_link) continue;  // a link may lead anywhere
            if (stat->kind == FileStat::Kind::folder) scan(path, depth + 1);
            const std::string low = lower(name);
            const bool is_page = low.ends_with(".html") || low.ends_with(".htm");
            if (stat->kind == FileStat::Kind::file && is_page) read_page(path, folder, stat->size_bytes);
        }
    }
    void read_page(const std::string& path, const std::string& folder, std::uint64_t size_bytes) {
        if (size_bytes > kMaxHtmlPageBytes || imported_.articles.size() >= kMaxPages) {
            imported_.problems.push_back(
                fmt::format("{}: страница больше 2 МБ или страниц слишком много.", path));
            return;
        }
        HtmlPage page = html_to_markdown(files_.read(root_ + "/" + path).value_or(""));
        for (const auto& [what, count] : page.losses) imported_.losses[what] += count;
        ImportedArticle article;
        article.source = path;
        article.title = page.title.empty() ? path.substr(path.rfind('/') + 1) : page.title;
        article.markdown = std::move(page.markdown);
        article.category = folder;
        imported_.articles.push_back(std::move(article));
    }

    FileSystem& files_;
    std::string root_;
    Imported imported_;
};

}  // namespace

Imported read_html_folder(FileSystem& files, const std::string& folder) {
    return HtmlFolder(files, folder).run();
}

ImportReport import_articles(FileSystem& files, const ImportRequest& request) {
    return Writer(files, request).run(read(files, request));
}

}  // namespace kb
