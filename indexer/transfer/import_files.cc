// SPDX-License-Identifier: GPL-2.0-or-later
// A page says «<img src="../images/1.png?width=300">»; the file lies in the folder or archive the page came
// from, in word/ of a document, or in the page itself as base64. What it is, its bytes say, not its name; two
// pictures of one name in one folder get numbers. A name without a word («image1.png») takes the article's.
#include "indexer/transfer/import_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/fingerprint.h"
#include "indexer/links.h"
#include "indexer/transfer/base64.h"
#include "indexer/transfer/import_walk.h"
#include "indexer/transfer/markdown_text.h"
#include "indexer/transfer/zip_files.h"
#include "server/file_type.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::uint64_t kMaxFileBytes = 5'000'000;  // as in the workshop
constexpr std::size_t kMaxFiles = 50'000;
constexpr std::size_t kMaxComplaints = 1000;
constexpr int kMaxNameTries = 1000;

bool has_scheme(std::string_view target) {
    const std::size_t end = target.find_first_of(":/?#");
    return target.starts_with("//") || (end != std::string_view::npos && target[end] == ':');
}

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

// From one article to another: "set/a.md", "oplata/b.md" → "../oplata/b.md".
std::string way_between(const std::string& from, const std::string& to) {
    std::size_t shared = 0;
    for (std::size_t i = 0; i < std::min(from.size(), to.size()) && from[i] == to[i]; ++i)
        if (from[i] == '/') shared = i + 1;
    std::string way;
    const auto up = std::count(from.begin() + static_cast<std::ptrdiff_t>(shared), from.end(), '/');
    for (std::ptrdiff_t i = 0; i < up; ++i) way += "../";
    return way + encode_path(std::string_view(to).substr(shared));
}

// «image1.png», «2.png», «rId20.png»: such a name says nothing and is in every document.
bool is_nameless(std::string_view name) {
    std::string stem = lower(name_without_suffix(name));
    std::erase_if(stem, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '_'; });
    return stem.empty() || stem == "image" || stem == "img" || stem == "rid" || stem == "picture" ||
           stem == "file";
}

}  // namespace

struct ImportedFiles::Wanted {
    FileSystem* files = nullptr;
    std::string full;  // path there
    std::string key;   // of the whole import
    std::uint64_t size_bytes = 0;
};

ImportedFiles::ImportedFiles(FileSystem& files, const ImportRequest& request, const Imported& imported,
                             ImportReport& report)
    : files_(files), request_(request), imported_(imported), report_(report) {}
ImportedFiles::~ImportedFiles() = default;

void ImportedFiles::note_place(const ImportedArticle& article, const std::string& path) {
    if (!article.page.empty()) pages_.emplace(article.page, path);
    if (!article.address_mark.empty()) marks_.emplace(article.address_mark, path);
}

std::optional<std::string> ImportedFiles::draft_at(const ImportedArticle& article,
                                                   const std::string& target) const {
    if (!article.address_mark.empty()) {  // «https://help.example/hc/ru/articles/360001-Нет-сети»
        const std::size_t digits = article.address_mark.find_last_not_of("0123456789") + 1;
        const std::size_t at = target.find(article.address_mark.substr(0, digits));
        const std::size_t end =
            at == std::string::npos ? at : target.find_first_not_of("0123456789", at + digits);
        const auto found = at == std::string::npos ? marks_.end() : marks_.find(target.substr(at, end - at));
        if (found != marks_.end()) return found->second;
    }
    if (article.page.empty() || has_scheme(target)) return std::nullopt;
    const auto place = resolve_file(article.page, target.substr(0, target.find('?')));
    const auto page = place ? pages_.find(place->path) : pages_.end();
    return page == pages_.end() ? std::nullopt : std::optional(page->second);
}

void ImportedFiles::complain(const ImportedArticle& article, const std::string& what) {
    if (complaints_++ < kMaxComplaints)
        report_.problems.push_back(fmt::format("{}: {}.", article.source, what));
}

ZipFiles* ImportedFiles::document(const std::string& archive) {
    if (open_archive_ != archive) {
        open_archive_ = archive;
        document_ =
            std::make_unique<ZipFiles>(imported_.files->read(imported_.root + "/" + archive).value_or(""));
    }
    return document_.get();
}

std::optional<ImportedFiles::Wanted> ImportedFiles::find(const ImportedArticle& article,
                                                         const std::string& target) {
    if (!imported_.files) return std::nullopt;
    const bool is_inside = !article.archive.empty();
    FileSystem* where = is_inside ? document(article.archive) : imported_.files.get();
    const std::string root = is_inside ? "/word" : imported_.root;
    const auto place = resolve_file(is_inside || article.page.empty() ? "x" : article.page, target);
    if (!place || place->path.empty()) return std::nullopt;
    std::string path = place->path;
    auto stat = where->stat(root + "/" + path);
    if (!stat) {  // Windows does not tell «A.PNG» from «a.png»
        const std::string folder = folder_of(path);
        const std::string full = folder.empty() ? root : root + "/" + folder;
        const auto there = where->stat(full);
        if (!there || there->kind != FileStat::Kind::folder) return std::nullopt;
        for (const std::string& name : where->list(full))
            if (lower(name) == lower(path.substr(folder.empty() ? 0 : folder.size() + 1)))
                path = folder.empty() ? name : folder + "/" + name;
        stat = where->stat(root + "/" + path);
    }
    if (!stat || stat->kind != FileStat::Kind::file) return std::nullopt;
    const auto real = where->canonical(root + "/" + path);
    const auto real_root = where->canonical(root);
    if (!real || !real_root || !real->starts_with(*real_root == "/" ? "/" : *real_root + "/"))
        return std::nullopt;
    return Wanted{where, root + "/" + path, article.archive + "|" + path, stat->size_bytes};
}

std::string ImportedFiles::store(const std::string& name, const std::string& bytes, const std::string& path) {
    const std::string folder = folder_of(path);
    const std::size_t dot = name.rfind('.');
    const std::string print = fingerprint(bytes);
    for (int i = 1; i < kMaxNameTries; ++i) {
        std::string file = i == 1 ? name : fmt::format("{}-{}{}", name.substr(0, dot), i, name.substr(dot));
        const std::string full = request_.articles_dir + "/" + (folder.empty() ? "" : folder + "/") + file;
        if (const auto known = stored_.find(full); known != stored_.end()) {
            if (known->second == print) return file;
            continue;
        }
        if (const auto there = files_.stat(full)) {
            const bool is_same = there->kind == FileStat::Kind::file && there->size_bytes == bytes.size() &&
                                 files_.read(full) == bytes;
            if (is_same) return file;
            continue;
        }
        stored_[full] = print;
        ++report_.files;
        if (request_.is_dry_run) return file;
        files_.make_folders(folder_of(full));
        files_.write_atomically(full, bytes);
        return file;
    }
    return "";
}

std::optional<std::string> ImportedFiles::copy(const ImportedArticle& article, const Wanted& wanted,
                                               const std::string& path, bool is_image) {
    const std::string key = wanted.key + "|" + folder_of(path);
    if (const auto known = copied_.find(key); known != copied_.end()) return known->second;
    const std::string shown = wanted.full.substr(wanted.full.rfind('/') + 1);
    if (wanted.size_bytes > kMaxFileBytes || copied_.size() >= kMaxFiles) {
        complain(article, fmt::format("«{}» больше 5 МБ, не перенесено: уменьшите и положите рядом", shown));
        return std::nullopt;
    }
    const auto bytes = wanted.files->read(wanted.full);
    const auto type = file_type_of(bytes.value_or(""));
    const std::string_view media = type ? type->media_type : "";
    if (!media.starts_with("image/") && (is_image || media != "application/pdf")) {
        complain(article, fmt::format("«{}» — не картинка{}, не перенесено", shown,
                                      is_image ? ": годятся PNG, JPEG, GIF и WebP" : " и не PDF"));
        return std::nullopt;
    }
    std::string name = safe_file_name(shown, *type);
    if (is_nameless(name)) name = name_without_suffix(path) + "-" + name;
    return copied_[key] = store(name, *bytes, path);
}

std::string ImportedFiles::picture_inside(const ImportedArticle& article, const std::string& target,
                                          const std::string& path) {
    const std::size_t comma = target.find(',');
    const bool is_base64 = comma != std::string::npos && target.substr(0, comma).ends_with(";base64");
    const auto bytes = is_base64 ? base64_decoded(std::string_view(target).substr(comma + 1)) : std::nullopt;
    const auto type = file_type_of(bytes.value_or(""));
    if (!type || !std::string_view(type->media_type).starts_with("image/") || bytes->size() > kMaxFileBytes) {
        complain(article, "картинка внутри страницы не читается, её место отмечено «kartinka»");
        return "kartinka";
    }
    return encode_path(store(name_without_suffix(path) + type->extension, *bytes, path));
}

std::string ImportedFiles::address(const ImportedArticle& article, std::size_t number,
                                   const std::string& path) {
    if (number >= article.addresses.size()) return "";
    const auto& [target, is_image] = article.addresses[number];
    if (is_image && target.starts_with("data:")) return picture_inside(article, target, path);
    std::string plain = target.substr(0, target.find('#'));
    std::replace(plain.begin(), plain.end(), '\\', '/');
    if (!is_image && !plain.empty()) {
        if (const auto draft = draft_at(article, plain)) return way_between(path, *draft);
    }
    if (has_scheme(target)) {
        if (is_image) ++report_.losses["картинка в интернете: осталась ссылкой"];
        return address_in_markdown(target);
    }
    if (target.starts_with('#')) return address_in_markdown(target);
    plain.resize(std::min(plain.find('?'), plain.size()));
    const auto wanted = find(article, plain);
    const auto name = wanted ? copy(article, *wanted, path, is_image) : std::nullopt;
    if (name && !name->empty()) return encode_path(*name);
    if (!wanted && is_image) complain(article, fmt::format("картинки «{}» в выгрузке нет", plain));
    if (!wanted && !is_image) ++report_.losses["ссылка на то, чего в выгрузке нет"];
    return address_in_markdown(target);
}

}  // namespace kb
