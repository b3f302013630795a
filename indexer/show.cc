// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/show.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "indexer/article_parser.h"
#include "indexer/base_texts.h"
#include "indexer/checksums.h"
#include "indexer/error.h"
#include "indexer/fingerprint.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/nearest.h"
#include "stemming/analyzer.h"

namespace kb {

namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
    return text;
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("  {:<12}{}\n", name, value);
}

std::string word_line(const Token& token, int count) {
    std::string line = "    " + token.text;
    if (count > 1) line += fmt::format(" ×{}", count);
    if (token.stem != token.text) line += " → " + token.stem;
    if (!token.derived.empty() && token.derived != token.stem) {
        line += (token.stem == token.text ? " → как есть → " : " → ") + token.derived;
    }
    if (token.is_stop_word) line += "  (служебное слово)";
    if (token.is_compound) line += "  (составное)";
    return line + "\n";
}

// Each form once, in the order of first appearance.
std::string words(Analyzer& analyzer, std::string_view text) {
    std::vector<std::pair<Token, int>> forms;
    std::map<std::string, std::size_t, std::less<>> place;
    for (const Token& token : analyzer.analyze(text)) {
        const auto [found, is_new] = place.try_emplace(token.text, forms.size());
        if (is_new) forms.emplace_back(token, 0);
        ++forms[found->second].second;
    }
    std::string out;
    for (const auto& [token, count] : forms) out += word_line(token, count);
    return out;
}

std::string card(const Article& article) {
    std::string out = fmt::format("{}\n", article.title);
    add_field(out, "id", article.id);
    add_field(out, "файл", article.path);
    add_field(out, "адрес", "/a/" + article.slug);
    add_field(out, "категория", article.category);
    add_field(out, "язык", article.lang);
    add_field(out, "вид", type_name(article.type));
    add_field(out, "доступ", audience_name(article.audience));
    add_field(out, "статус", status_name(article.status));
    add_field(out, "кратко", article.summary);
    add_field(out, "метки", joined(article.tags));
    add_field(out, "слов", std::to_string(article.word_count));
    return out;
}

std::string section_heading(const Section& section) {
    if (section.level == 0) return "\nНачало статьи\n";
    return fmt::format("\n{} {}  #{} (строка {})\n",
                       std::string(static_cast<std::size_t>(section.level), '#'), section.title,
                       section.anchor, section.line);
}

// Writers know the file's path as well as the id. Throws ConfigError for what is neither.
IndexedFile find_indexed(const IndexPaths& paths, std::string_view id) {
    require_live_generation(paths.index_dir);
    const WriterLock lock(paths.index_dir);
    const std::string generation_dir = require_live_generation(paths.index_dir);
    require_undamaged(generation_dir);
    const IndexWriter index(generation_dir, IndexWriter::Mode::update);
    const std::vector<IndexedFile> files = index.files();
    std::vector<std::string_view> ids;
    for (const IndexedFile& file : files) {
        if (file.id == id || file.path == id) return file;
        ids.push_back(file.id);
    }
    const std::string_view near = nearest(id, ids);
    throw ConfigError(fmt::format("Статьи с id «{}» в индексе нет.{}", id,
                                  near.empty()
                                      ? " Id стоит в шапке статьи; черновиков и архива в индексе не бывает."
                                      : fmt::format(" Возможно, «{}»?", near)));
}

}  // namespace

std::string describe(const Article& article, const ProtectedWords& protected_words) {
    Analyzer analyzer;
    analyzer.protect(protected_words);
    std::string out = card(article);
    out += "\nСлово статьи → его основа → общий корень: по ним статью находит поиск.\n";
    out += "\nНазвание\n" + words(analyzer, article.title);
    for (const std::string& alias : article.aliases) {
        out += fmt::format("\nДругое название: {}\n", alias) + words(analyzer, alias);
    }
    for (const Section& section : article.sections) {
        if (section.level == 0 && section.text.empty()) continue;
        out += section_heading(section) + words(analyzer, section.title + "\n" + section.text);
    }
    return out;
}

std::string show(FileSystem& files, const IndexPaths& paths, std::string_view id) {
    const IndexedFile indexed = find_indexed(paths, id);
    const std::string path = paths.articles_dir + "/" + indexed.path;
    const auto bytes = files.read(path);
    if (!bytes) {
        throw IoError(
            fmt::format("Файла {} уже нет, а статья в индексе осталась. Запустите kb-index update.", path));
    }
    const SharedParts parts = read_shared_parts(files, paths.articles_dir).parts;
    const ParseResult result = parse_article(indexed.path, *bytes, &parts);
    if (!result.article)
        throw IoError(fmt::format("Файл {} не читается как статья. Запустите kb-index lint.", path));
    std::string out = describe(*result.article, read_protected_words(files, paths.articles_dir, ""));
    if (fingerprint(*bytes) != indexed.stamp.hash) {
        out += "\nФайл изменён после индексации: в поиске пока прошлая версия. Запустите kb-index update.\n";
    }
    return out;
}

}  // namespace kb
