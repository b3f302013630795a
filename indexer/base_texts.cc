// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/base_texts.h"

#include <fmt/format.h>

#include <set>

#include "indexer/error.h"
#include "indexer/json_text.h"

namespace kb {

namespace {

std::string_view parent_of(std::string_view id) {
    const std::size_t slash = id.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : id.substr(0, slash);
}

std::vector<Category> visible_to(const std::vector<Category>& categories, Audience reader) {
    std::vector<Category> visible;
    std::set<std::string, std::less<>> hidden;
    for (const Category& category : categories) {  // a parent stands before its children
        const bool is_hidden = (category.audience == Audience::internal && reader == Audience::public_) ||
                               hidden.contains(parent_of(category.id));
        if (is_hidden) {
            hidden.insert(category.id);
        } else {
            visible.push_back(category);
        }
    }
    return visible;
}

// YAML in flow style, which is JSON: [{"id": "internet", …, "children": [{"id": "wifi", …}]}]
std::string format_children(const std::vector<Category>& categories, std::string_view parent) {
    std::string text;
    for (const Category& category : categories) {
        if (parent_of(category.id) != parent) continue;
        const std::string_view own_id =
            std::string_view(category.id).substr(parent.empty() ? 0 : parent.size() + 1);
        text += fmt::format(R"({}{{"id": {}, "title": {}, "title_en": {}, "description": {}, "audience": {})",
                            text.empty() ? "" : ",\n", json_quoted(own_id), json_quoted(category.title),
                            json_quoted(category.title_en), json_quoted(category.description),
                            json_quoted(audience_name(category.audience)));
        const std::string children = format_children(categories, category.id);
        if (children != "[]") text += ", \"children\": " + children;
        text += "}";
    }
    return "[" + text + "]";
}

// The bytes of a base file, "" when there is none; nothing, and a diagnostic, when it cannot be read.
std::optional<std::string> read_text(FileSystem& files, const std::string& articles_dir,
                                     const std::string& name, Diagnostics& diagnostics) {
    try {
        return files.read(articles_dir + "/" + name).value_or("");
    } catch (const IoError& error) {  // one bad file never stops a build
        diagnostics.push_back(
            {Severity::error, "unreadable-file", name, 0, 0, error.what(), "Проверьте права на файл."});
        return std::nullopt;
    }
}

void append(Diagnostics& all, const Diagnostics& more) { all.insert(all.end(), more.begin(), more.end()); }

void add_categories(BaseTexts& result, FileSystem& files, const std::string& articles_dir) {
    const auto text = read_text(files, articles_dir, "categories.yaml", result.diagnostics);
    if (!text) return;
    const CategoriesResult parsed = parse_categories("categories.yaml", *text);
    append(result.diagnostics, parsed.diagnostics);
    if (parsed.categories.empty() && has_errors(parsed.diagnostics)) return;
    const std::string visible = text->empty() ? "" : format_categories(parsed.categories, Audience::public_);
    result.texts.push_back({Audience::public_, "categories", visible});
    result.texts.push_back({Audience::internal, "categories", *text});
}

void add_synonyms(BaseTexts& result, FileSystem& files, const std::string& articles_dir) {
    const auto open = read_text(files, articles_dir, "synonyms.txt", result.diagnostics);
    const auto internal = read_text(files, articles_dir, "internal/synonyms.txt", result.diagnostics);
    if (open)
        for (const auto audience : {Audience::public_, Audience::internal})
            result.texts.push_back({audience, kProtectedWords, format_words(parse_protected_words(*open))});
    if (!open || !internal) return;
    result.texts.push_back({Audience::public_, "synonyms", *open});
    const char* gap = open->empty() || open->ends_with('\n') || internal->empty() ? "" : "\n";
    result.texts.push_back({Audience::internal, "synonyms", *open + gap + *internal});
}

void add_redirects(BaseTexts& result, FileSystem& files, const std::string& articles_dir,
                   const AudienceOf& audience_of) {
    const auto text = read_text(files, articles_dir, "redirects.txt", result.diagnostics);
    if (!text) return;
    const RedirectsResult parsed = parse_redirects("redirects.txt", *text);
    append(result.diagnostics, parsed.diagnostics);
    std::string visible;
    for (const Redirect& redirect : parsed.redirects) {
        if (audience_of(redirect.to) != Audience::public_) continue;
        visible += fmt::format("{} -> {}\n", redirect.from, redirect.to);
    }
    result.texts.push_back({Audience::public_, "redirects", visible});
    result.texts.push_back({Audience::internal, "redirects", *text});
}

}  // namespace

BaseTexts read_base_texts(FileSystem& files, const std::string& articles_dir, const AudienceOf& audience_of) {
    BaseTexts result;
    add_categories(result, files, articles_dir);
    add_synonyms(result, files, articles_dir);
    add_redirects(result, files, articles_dir, audience_of);
    return result;
}

ProtectedWords read_protected_words(FileSystem& files, const std::string& articles_dir,
                                    std::string_view before) {
    Diagnostics reported_with_the_texts;
    const auto text = read_text(files, articles_dir, "synonyms.txt", reported_with_the_texts);
    return text ? parse_protected_words(*text) : parse_words(before);
}

std::string format_categories(const std::vector<Category>& categories, Audience reader) {
    return format_children(visible_to(categories, reader), "");
}

}  // namespace kb
