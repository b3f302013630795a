// SPDX-License-Identifier: GPL-2.0-or-later
// First every article gets its place, so that a link to a page further down the export can be written as a
// link to its draft; then each is compared with what is there, its pictures are copied, and it is written.
#include "indexer/transfer/import_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "indexer/article_parser.h"
#include "indexer/json_text.h"
#include "indexer/skeleton.h"
#include "indexer/transfer/import_doubles.h"
#include "indexer/transfer/import_files.h"
#include "indexer/transfer/markdown_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

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

std::string file_text(const ImportedArticle& article, const std::string& markdown) {
    std::string text = fmt::format("---\ntitle: {}\nstatus: draft\n", json_quoted(plain_line(article.title)));
    if (!article.lang.empty() && article.lang != "ru")
        text += fmt::format("lang: {}\n", json_quoted(article.lang));
    if (!article.updated.empty()) text += fmt::format("updated: {}\n", article.updated);
    if (article.is_internal) text += "audience: internal\n";
    text += list_line("tags", article.tags) + list_line("aliases", article.aliases);
    return text + fmt::format("---\n\n# {}\n\n{}", markdown_escaped(plain_line(article.title)), markdown);
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

std::string double_line(const Article& article, const Double& found) {
    std::string text = fmt::format("«{}» ({}) и «{}» ({}): названия {} %", article.title, article.path,
                                   found.title, found.path, std::lround(found.names * 100));
    if (found.text) text += fmt::format(", тексты {} %", std::lround(*found.text * 100));
    return text;
}

class Writer {
public:
    Writer(FileSystem& files, const ImportRequest& request, const Imported& imported)
        : files_(files), request_(request), imported_(imported), copies_(files, request, imported, report_) {
        const auto stat = files.stat(request.articles_dir + "/public");
        has_public_ = stat && stat->kind == FileStat::Kind::folder;
    }

    ImportReport run() {
        report_.losses = imported_.losses;
        report_.problems = imported_.problems;
        report_.notes = imported_.notes;
        std::vector<Place> places;
        for (const ImportedArticle& article : imported_.articles) places.push_back(place_of(article));
        if (!imported_.articles.empty()) doubles_.add_folder(files_, request_.articles_dir);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (request_.on_progress) request_.on_progress(i, places.size());
            if (places[i].is_free) write(imported_.articles[i], places[i].path);
        }
        return std::move(report_);
    }

private:
    struct Place {
        std::string path;
        bool is_free = false;
    };

    Place place_of(const ImportedArticle& article) {
        if (plain_line(article.title).empty()) {
            report_.problems.push_back(fmt::format("{}: нет названия, пропущено.", article.source));
            return {};
        }
        const std::string category =
            safe_category(article.category.empty() ? request_.category : article.category);
        const NewArticle wanted{article.title, category, ArticleType::article,
                                article.is_internal ? Audience::internal : Audience::public_};
        const std::string path = free_path(skeleton_path(wanted, has_public_));
        copies_.note_place(article, path);
        if (files_.stat(request_.articles_dir + "/" + path)) {
            report_.skipped.push_back(path);
            return {};
        }
        taken_.insert(path);
        return {path, true};
    }

    void write(const ImportedArticle& article, const std::string& path) {
        if (note_double(article, path)) return;
        const std::string markdown = with_addresses(
            article.markdown, [&](std::size_t number) { return copies_.address(article, number, path); });
        report_.written.push_back(path);
        if (request_.is_dry_run) return;
        const std::string full = request_.articles_dir + "/" + path;
        files_.make_folders(full.substr(0, full.rfind('/')));
        files_.write_atomically(full, file_text(article, markdown));
    }

    // Compared as it will be, without its addresses. True: it is to be left out.
    bool note_double(const ImportedArticle& article, const std::string& path) {
        const std::string plain =
            with_addresses(article.markdown, [](std::size_t) { return std::string("x"); });
        const ParseResult parsed = parse_article(path, file_text(article, plain));
        if (!parsed.article) return false;
        const auto found = doubles_.nearest(*parsed.article);
        const bool is_skipped = found && found->is_same() && request_.skips_doubles;
        if (found && (is_skipped || !request_.skips_doubles))
            report_.doubles.push_back(double_line(*parsed.article, *found));
        if (!is_skipped) doubles_.add(*parsed.article);
        return is_skipped;
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
    const Imported& imported_;
    bool has_public_ = false;
    std::set<std::string> taken_;
    ImportReport report_;
    ImportedFiles copies_;
    DoubleFinder doubles_;
};

}  // namespace

ImportReport write_drafts(FileSystem& files, const ImportRequest& request, const Imported& imported) {
    return Writer(files, request, imported).run();
}

}  // namespace kb
