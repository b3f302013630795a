// SPDX-License-Identifier: GPL-2.0-or-later
// Pages of HTML and documents of Word, out of a folder or an archive: both are walked alike, and Word's come
// as HTML through pandoc.
#include <fmt/format.h>

#include <algorithm>

#include "indexer/error.h"
#include "indexer/transfer/import.h"
#include "indexer/transfer/import_walk.h"
#include "indexer/transfer/pandoc.h"
#include "indexer/transfer/xlsx.h"
#include "indexer/transfer/zip_files.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::uint64_t kMaxDocxBytes = 64ULL << 20U;

class Walk {
public:
    Walk(FileSystem& files, const std::string& root, std::initializer_list<std::string_view> suffixes)
        : files_(files), root_(root), suffixes_(suffixes) {}

    void scan(const std::string& folder, int depth) {
        if (depth > kMaxDepth || found.size() > kMaxPages) return;
        std::vector<std::string> names = files_.list(folder.empty() ? root_ : root_ + "/" + folder);
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) {
            if (name.starts_with('.') || name.starts_with("~$") || name == "__MACOSX") continue;
            const std::string path = folder.empty() ? name : folder + "/" + name;
            const auto stat = files_.stat(root_ + "/" + path);
            if (!stat || stat->is_link) continue;  // a link may lead anywhere
            if (stat->kind == FileStat::Kind::folder) scan(path, depth + 1);
            if (stat->kind == FileStat::Kind::file && is_wanted(name))
                found.push_back({path, folder, stat->size_bytes});
        }
    }
    std::vector<FoundPage> found;

private:
    bool is_wanted(const std::string& name) const {
        const std::string low = lower(name);
        return std::any_of(suffixes_.begin(), suffixes_.end(),
                           [&](std::string_view suffix) { return low.ends_with(suffix); });
    }

    FileSystem& files_;
    const std::string& root_;
    const std::initializer_list<std::string_view> suffixes_;
};

void take_page(HtmlPage&& page, const FoundPage& file, Imported& imported) {
    for (const auto& [what, count] : page.losses) imported.losses[what] += count;
    if (page.is_list) {
        ++imported.losses["список страниц Confluence: это не статья"];
        return;
    }
    ImportedArticle article;
    article.source = file.path;
    article.page = file.path;
    article.title = page.title.empty() ? name_without_suffix(file.path) : std::move(page.title);
    article.markdown = std::move(page.markdown);
    article.addresses = std::move(page.addresses);
    article.category = file.folder;
    if (page.is_confluence) article.category = std::move(page.way);
    imported.articles.push_back(std::move(article));
}

void cut(std::vector<FoundPage>& found, Imported& imported) {
    if (found.size() <= kMaxPages) return;
    found.resize(kMaxPages);
    imported.problems.push_back(
        fmt::format("Страниц больше {}: остальные не прочитаны, разделите папку.", kMaxPages));
}

// A document as a page; nothing, and why, when it cannot be one.
std::optional<HtmlPage> word_page(const std::string& pandoc, const std::string& bytes, std::string& problem) {
    if (is_old_excel(bytes)) {
        problem = "старый Word или документ с паролем, сохраните его без пароля как .docx";
        return std::nullopt;
    }
    ZipFiles parts(bytes);
    const bool is_word = parts.failure().empty() && parts.stat("/[Content_Types].xml");
    if (!is_word || !parts.problems().empty()) {
        problem = "это не документ Word (.docx) или он повреждён";
        return std::nullopt;
    }
    PandocPage page = docx_as_html(pandoc, bytes);
    problem = std::move(page.problem);
    if (!problem.empty()) return std::nullopt;
    return html_to_markdown(page.html);
}

}  // namespace

std::vector<FoundPage> find_pages(FileSystem& files, const std::string& root, const std::string& only,
                                  std::initializer_list<std::string_view> suffixes) {
    Walk walk(files, root, suffixes);
    if (only.empty()) {
        walk.scan("", 0);
    } else if (const auto stat = files.stat(root + "/" + only)) {
        walk.found.push_back({only, "", stat->size_bytes});
    }
    return std::move(walk.found);
}

std::string name_without_suffix(std::string_view path) {
    path.remove_prefix(path.rfind('/') + 1);
    return std::string(path.substr(0, path.rfind('.')));
}

Imported read_html_pages(FileSystem& files, const std::string& root, const std::string& only,
                         const OnImported& on_progress) {
    Imported imported;
    std::vector<FoundPage> found = find_pages(files, root, only, {".html", ".htm"});
    cut(found, imported);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (on_progress) on_progress(i, found.size());
        if (found[i].size_bytes > kMaxHtmlPageBytes) {
            imported.problems.push_back(
                fmt::format("{}: страница больше 2 МБ, разделите её.", found[i].path));
            continue;
        }
        // An archive says itself which of its files are damaged.
        if (const auto bytes = files.read(root + "/" + found[i].path))
            take_page(html_to_markdown(*bytes), found[i], imported);
    }
    return imported;
}

Imported read_word_files(FileSystem& files, const std::string& root, const std::string& only,
                         const OnImported& on_progress) {
    const std::string pandoc = pandoc_path();
    if (pandoc.empty())
        throw ConfigError(
            "Документы Word читает pandoc, а он не установлен. Поставьте его: apt install pandoc.");
    Imported imported;
    std::vector<FoundPage> found = find_pages(files, root, only, {".docx", ".doc"});
    cut(found, imported);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (on_progress) on_progress(i, found.size());
        std::string problem = found[i].size_bytes > kMaxDocxBytes ? "документ больше 64 МБ" : "";
        auto bytes = problem.empty() ? files.read(root + "/" + found[i].path) : std::nullopt;
        const std::size_t before = imported.articles.size();
        if (bytes)
            if (auto page = word_page(pandoc, *bytes, problem))
                take_page(std::move(*page), found[i], imported);
        if (!problem.empty()) imported.problems.push_back(fmt::format("{}: {}.", found[i].path, problem));
        if (imported.articles.size() > before) imported.articles.back().archive = found[i].path;
    }
    return imported;
}

}  // namespace kb
