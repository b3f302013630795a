// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/export_base.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "indexer/article_stream.h"
#include "indexer/article_tree.h"
#include "indexer/error.h"
#include "indexer/links.h"
#include "indexer/plan.h"
#include "indexer/shared_parts.h"
#include "indexer/shown_files.h"
#include "indexer/staff_categories.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::uint64_t kMaxFileBytes = 64 << 20;

void append(Diagnostics& all, const Diagnostics& more) { all.insert(all.end(), more.begin(), more.end()); }

// Letters, digits, «-», «_» and «.» of a slug; everything else is «-».
std::string file_name_of(std::string_view slug) {
    std::string name;
    for (const char c : slug) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              c == '-' || c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
        name += is_plain ? c : '-';
    }
    while (name.starts_with('.')) name.erase(0, 1);
    const std::string_view fits = first_code_points(name, 80);
    return fits.empty() ? "article" : std::string(fits);
}

void name_articles(ExportBase& base) {
    std::set<std::string> taken = {"index", "all"};
    for (const Article& article : base.articles) {
        const std::string name = file_name_of(article.slug);
        std::string unique = name;
        for (int number = 2; !taken.insert(lower(unique)).second; ++number)
            unique = fmt::format("{}-{}", name, number);
        base.names[article.path] = unique;
        base.by_path[article.path] = &article;
    }
}

std::size_t rank_of(const ExportBase& base, const Article& article) {
    const auto is_it = [&](const Category& category) { return category.id == article.category; };
    return static_cast<std::size_t>(std::find_if(base.categories.begin(), base.categories.end(), is_it) -
                                    base.categories.begin());
}

void sort_articles(ExportBase& base) {
    std::stable_sort(base.articles.begin(), base.articles.end(), [&](const Article& a, const Article& b) {
        return std::tuple(rank_of(base, a), a.category, lower(a.title)) <
               std::tuple(rank_of(base, b), b.category, lower(b.title));
    });
}

}  // namespace

const Article* ExportBase::linked(std::string_view path) const {
    for (const std::string& candidate : link_candidates(path)) {
        if (const auto found = by_path.find(candidate); found != by_path.end()) return found->second;
    }
    return nullptr;
}

std::string ExportBase::category_title(std::string_view id) const {
    for (const Category& category : categories) {
        if (category.id == id) return category.title;
    }
    return id.empty() ? "Другое" : std::string(id);
}

ExportBase read_export_base(FileSystem& files, const std::string& articles_dir, bool has_internal) {
    ExportBase base;
    const ArticleTree tree = scan_articles(files, articles_dir);
    append(base.diagnostics, tree.diagnostics);
    SharedPartsResult parts = read_shared_parts(files, articles_dir);
    append(base.diagnostics, parts.diagnostics);
    base.categories =
        parse_categories("categories.yaml", files.read(articles_dir + "/categories.yaml").value_or(""))
            .categories;
    const KnownStamps nothing_known;
    const IndexedFiles nothing_indexed;
    Plan plan(nothing_indexed);
    ArticleStream stream(files, articles_dir, tree.articles, nothing_known, ArticleStream::Depth::parse,
                         StaffCategories(base.categories), {}, std::move(parts.parts));
    while (auto file = stream.next()) {
        if (plan.decide(*file) != Action::put) continue;
        Article& article = *file->result.article;
        if (article.audience == Audience::public_ || has_internal)
            base.articles.push_back(std::move(article));
    }
    append(base.diagnostics, plan.diagnostics());
    sort_articles(base);
    name_articles(base);
    return base;
}

std::string html_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

bool ExportedFiles::take(const Article& article, std::string_view path) {
    if (!may_show_file(path, article.audience)) return false;
    const std::string key(path);
    if (paths_.contains(key)) return true;
    try {
        const auto stat = files_.stat(dir_ + "/" + key);
        if (!stat || stat->kind != FileStat::Kind::file || stat->size_bytes > kMaxFileBytes) return false;
        const auto real = files_.canonical(dir_ + "/" + key);
        const auto root = files_.canonical(dir_);
        if (!real || !root || !real->starts_with(*root + "/")) return false;
    } catch (const IoError&) {
        return false;
    }
    paths_.insert(key);
    return true;
}

std::string ExportedFiles::bytes(const std::string& path) {
    try {
        return files_.read(dir_ + "/" + path).value_or("");
    } catch (const IoError&) {
        return "";
    }
}

}  // namespace kb
