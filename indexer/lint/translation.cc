// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/translation.h"

#include <fmt/format.h>

#include <optional>

#include "indexer/article_parser.h"
#include "indexer/article_tree.h"
#include "indexer/error.h"

namespace kb {
namespace {

constexpr std::string_view kKey = "translated_paragraphs:";

struct Original {
    std::string path;
    std::string hashes;  // «a1b2c3d4, …»
};

std::optional<ParsedSource> read_source(FileSystem& files, const std::string& articles_dir,
                                        const std::string& path) {
    const auto bytes = files.read(articles_dir + "/" + path);
    if (!bytes) return std::nullopt;
    return parse_source(path, *bytes);
}

std::optional<Original> find_original(FileSystem& files, const std::string& articles_dir,
                                      const std::string& id) {
    for (const TreeFile& file : scan_articles(files, articles_dir).articles) {
        const auto source = read_source(files, articles_dir, file.path);
        if (!source || !source->result.article || source->result.article->id != id) continue;
        Original original{file.path, ""};
        for (const ProseBlock& block : read_prose(source->body, source->body_line).blocks)
            original.hashes += (original.hashes.empty() ? "" : ", ") + paragraph_hash(block);
        return original;
    }
    return std::nullopt;
}

// The file with its line of hashes replaced, or put before the second «---».
std::string with_hashes(const std::string& bytes, const std::string& hashes) {
    const std::string line = fmt::format("{} [{}]\n", kKey, hashes);
    const std::size_t end = bytes.find("\n---", 3);
    std::size_t at = bytes.find(fmt::format("\n{}", kKey));
    if (at == std::string::npos || at > end) return bytes.substr(0, end + 1) + line + bytes.substr(end + 1);
    ++at;
    const std::size_t next = bytes.find('\n', at);
    return bytes.substr(0, at) + line + bytes.substr(next + 1);
}

}  // namespace

std::string mark_translated(FileSystem& files, const std::string& articles_dir, const std::string& path) {
    const auto bytes = files.read(articles_dir + "/" + path);
    if (!bytes) throw ConfigError(fmt::format("Файла {} нет в папке статей.", path));
    const ParseResult parsed = parse_article(path, *bytes);
    if (!parsed.article || parsed.article->translation_of.empty()) {
        throw ConfigError(
            fmt::format("В шапке {} нет translation_of. Впишите туда id оригинала и повторите.", path));
    }
    const auto original = find_original(files, articles_dir, parsed.article->translation_of);
    if (!original) throw ConfigError(fmt::format("Статьи с id «{}» нет.", parsed.article->translation_of));
    files.write_atomically(articles_dir + "/" + path, with_hashes(*bytes, original->hashes));
    return original->path;
}

}  // namespace kb
