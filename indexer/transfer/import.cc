// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/transfer/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/error.h"
#include "indexer/transfer/import_walk.h"
#include "indexer/transfer/import_writer.h"
#include "indexer/transfer/zip_files.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::uint64_t kMaxFileBytes = 256 << 20;

// Where the export lies.
struct Source {
    std::shared_ptr<FileSystem> files;
    std::shared_ptr<ZipFiles> archive;  // the same, when it is one
    std::string root;
    std::string only;  // the one file; empty: all below root
};

std::string read_file(FileSystem& files, const std::string& path) {
    const auto stat = files.stat(path);
    if (!stat || stat->kind != FileStat::Kind::file) throw ConfigError(fmt::format("Нет файла {}.", path));
    if (stat->size_bytes > kMaxFileBytes)
        throw ConfigError(fmt::format("Файл {} больше 256 МБ. Разделите его.", path));
    return files.read(path).value_or("");
}

bool is_folder(FileSystem& files, const std::string& path) {
    const auto stat = files.stat(path);
    return stat && stat->kind == FileStat::Kind::folder;
}

// An archive is made of a folder as a rule: its name is no category.
std::string only_folder(ZipFiles& archive) {
    std::string root;
    for (;;) {
        std::vector<std::string> names = archive.list(root);
        std::erase_if(names,
                      [](const std::string& name) { return name.starts_with('.') || name == "__MACOSX"; });
        if (names.size() != 1 || !is_folder(archive, root + "/" + names.front())) return root;
        root += "/" + names.front();
    }
}

Source beside(FileSystem& files, const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return {std::shared_ptr<FileSystem>(&files, [](FileSystem*) {}), nullptr,
            slash == std::string::npos ? "." : path.substr(0, slash), path.substr(slash + 1)};
}

Source source_of(FileSystem& files, const std::string& from, bool may_be_archive) {
    if (is_folder(files, from)) {
        Source folder = beside(files, from);
        return {folder.files, nullptr, from, ""};
    }
    const auto stat = files.stat(from);
    if (!stat) throw ConfigError(fmt::format("Нет файла или папки {}.", from));
    if (!may_be_archive || lower(from).ends_with(".docx")) return beside(files, from);
    std::string bytes = read_file(files, from);
    if (!is_zip(bytes)) {
        if (lower(from).ends_with(".zip"))
            throw ConfigError(fmt::format("Архив {} не читается: это не zip.", from));
        return beside(files, from);
    }
    auto archive = std::make_shared<ZipFiles>(std::move(bytes));
    if (!archive->failure().empty())
        throw ConfigError(fmt::format("Архив {} не читается: {}.", from, archive->failure()));
    return {archive, archive, only_folder(*archive), ""};
}

// By what `from` is: a folder or archive by its files, a file by its name and first words.
std::string kind_of(FileSystem& files, const std::string& from) {
    const std::string name = lower(from);
    if (name.ends_with(".docx")) return "docx";
    if (name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".xlsx") || name.ends_with(".xls"))
        return "table";
    if (name.ends_with(".json")) {
        const std::string bytes = read_file(files, from);
        if (bytes.find("\"question\"") != std::string::npos) return "phpmyfaq";
        if (bytes.find("\"body\"") != std::string::npos) return "zendesk";
        throw ConfigError(
            fmt::format("Не видно, чья выгрузка {}. Скажите: --kind zendesk или --kind phpmyfaq.", from));
    }
    const Source source = source_of(files, from, true);
    if (!source.only.empty()) return "html";
    const bool has_pages = !find_pages(*source.files, source.root, "", {".html", ".htm"}).empty();
    return !has_pages && !find_pages(*source.files, source.root, "", {".docx"}).empty() ? "docx" : "html";
}

Imported read_pages(FileSystem& files, const ImportRequest& request, bool is_word) {
    const Source source = source_of(files, request.from, true);
    Imported imported = is_word
                            ? read_word_files(*source.files, source.root, source.only, request.on_progress)
                            : read_html_pages(*source.files, source.root, source.only, request.on_progress);
    const std::size_t others =
        is_word || !source.only.empty() ? 0 : find_pages(*source.files, source.root, "", {".docx"}).size();
    if (others > 0)
        imported.notes.push_back(
            fmt::format("Там есть и документы Word, {}: их прочтёт второй запуск с --kind docx.", others));
    if (source.archive) {
        const auto& told = source.archive->problems();
        imported.problems.insert(imported.problems.begin(), told.begin(), told.end());
    }
    imported.files = source.files;
    imported.root = source.root;
    return imported;
}

Imported read(FileSystem& files, const ImportRequest& request) {
    const std::string kind = request.kind.empty() ? kind_of(files, request.from) : request.kind;
    if (kind == "html" || kind == "docx") return read_pages(files, request, kind == "docx");
    const std::string bytes = read_file(files, request.from);
    Imported imported = kind == "zendesk"    ? read_zendesk(bytes)
                        : kind == "phpmyfaq" ? read_phpmyfaq(bytes)
                        : kind == "journal"  ? read_journal(bytes, request.sheet)
                                             : read_table(bytes, request.sheet);
    Source source = beside(files, request.from);
    imported.files = std::move(source.files);
    imported.root = std::move(source.root);
    return imported;
}

}  // namespace

ImportReport import_articles(FileSystem& files, const ImportRequest& request) {
    Imported imported = read(files, request);
    if (imported.articles.empty())
        imported.problems.push_back(fmt::format("В {} не нашлось ни одной статьи.", request.from));
    return write_drafts(files, request, imported);
}

}  // namespace kb
