// SPDX-License-Identifier: GPL-2.0-or-later
// bytes → text (encoding, line ends) → front matter + body → sections → what the front matter left open. An
// article whose reader or state is in doubt is not made at all: better missing than shown to a customer.
#include "indexer/article_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/expand_header.h"
#include "indexer/front_matter.h"
#include "indexer/front_matter_block.h"
#include "indexer/links.h"
#include "indexer/markdown.h"
#include "indexer/markdown_guard.h"
#include "indexer/shown_files.h"
#include "stemming/encoding.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxSummaryCharacters = 200;

// Folders that say who reads what is below them; they are no category.
constexpr std::array<std::string_view, 3> kAudienceFolders = {"public", "internal", "templates"};

// «\r\n» and a lone «\r» become «\n».
std::string with_plain_line_ends(std::string text) {
    if (text.find('\r') == std::string::npos) return text;
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        const bool is_pair = text[from] == '\r' && from + 1 < text.size() && text[from + 1] == '\n';
        if (!is_pair) text[to++] = text[from] == '\r' ? '\n' : text[from];
    }
    text.resize(to);
    return text;
}

std::string folder_at_top(std::string_view path) {
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? "" : lower(path.substr(0, slash));
}

// "public/internet/wifi/setup.md" → "internet/wifi".
std::string category_of(std::string_view path) {
    const std::string top = folder_at_top(path);
    if (std::find(kAudienceFolders.begin(), kAudienceFolders.end(), top) != kAudienceFolders.end()) {
        path.remove_prefix(top.size() + 1);
    }
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash));
}

// What the path alone says.
Article article_at(std::string_view path) {
    Article article;
    article.path = path;
    article.id = path.ends_with(".md") ? path.substr(0, path.size() - 3) : path;
    article.category = category_of(path);
    if (is_in_internal_folder(path)) article.audience = Audience::internal;
    if (article.id.ends_with(".en")) article.lang = "en";
    return article;
}

// Letters alone, so that «Wi-Fi  не работает» and «Wi-Fi не работает » are one title.
std::string folded_title(std::string_view title) {
    std::string folded = lower(title);
    const auto last =
        std::unique(folded.begin(), folded.end(), [](char a, char b) { return a == ' ' && b == ' '; });
    folded.erase(last, folded.end());
    return folded;
}

// The heading that is the article's title is no section: what stands under it is the lead.
void merge_into_lead(std::vector<Section>& sections) {
    const auto joined = [](std::string& upper, const std::string& under, std::string_view between) {
        if (!upper.empty() && !under.empty()) upper += between;
        upper += under;
    };
    Section& lead = sections[0];
    if (lead.text.empty()) lead.line = sections[1].line;
    joined(lead.text, sections[1].text, "\n");
    joined(lead.html, sections[1].html, "");
    joined(lead.markdown, sections[1].markdown, "\n\n");
    sections.erase(sections.begin() + 1);
}

void settle_title(Article& article, Diagnostics& diagnostics) {
    const bool has_heading = article.sections.size() > 1;
    const bool is_given = !article.title.empty();
    if (!is_given && has_heading) article.title = article.sections[1].title;
    if (article.title.empty()) {
        article.title = article.id.substr(article.id.rfind('/') + 1);
        diagnostics.push_back({Severity::warning, "no-title", article.path, 1, 0,
                               fmt::format("У статьи нет заголовка, взято имя файла «{}».", article.title),
                               "Начните статью строкой «# Заголовок» или впишите title."});
        return;
    }
    if (!has_heading) return;
    const Section& first = article.sections[1];
    const bool is_same = first.level == 1 && folded_title(first.title) == folded_title(article.title);
    if (!is_given || is_same) merge_into_lead(article.sections);
}

bool ends_sentence(std::string_view text, std::size_t at) {
    const bool is_mark = text[at] == '.' || text[at] == '!' || text[at] == '?';
    return is_mark && (at + 1 == text.size() || text[at + 1] == ' ');
}

// The first whole sentences that fit; a long first one is cut at a word and gets «…».
std::string beginning(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    const std::string_view fits = first_code_points(text, kMaxSummaryCharacters);
    if (fits.size() == text.size()) return text;
    for (std::size_t at = fits.size(); at-- > 0;) {
        if (ends_sentence(text, at)) return text.substr(0, at + 1);
    }
    const std::size_t space = fits.rfind(' ');
    return std::string(fits.substr(0, space == std::string_view::npos ? fits.size() : space)) + "…";
}

void settle_summary(Article& article) {
    if (!article.summary.empty()) return;
    const auto has_text = [](const Section& section) { return !section.text.empty(); };
    const auto first = std::find_if(article.sections.begin(), article.sections.end(), has_text);
    if (first != article.sections.end())
        article.summary = beginning(first->text.substr(0, 8 * kMaxSummaryCharacters));
}

int count_words(std::string_view text) {
    int count = 0;
    bool is_in_word = false;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\t';
        if (!is_blank && !is_in_word) ++count;
        is_in_word = !is_blank;
    }
    return count;
}

void resolve_links(Article& article) {
    for (Link& link : article.links) {
        const auto target =
            link.is_image ? resolve_file(article.path, link.target) : resolve_link(article.path, link.target);
        if (!target) continue;
        link.anchor = target->anchor;
        if (!link.is_image && target->path.ends_with(".md")) link.path = target->path;
    }
}

void report_encoding(const DecodedText& decoded, std::string_view path, Diagnostics& diagnostics) {
    if (decoded.encoding != Encoding::utf8) {
        diagnostics.push_back({Severity::warning, "not-utf8", std::string(path), 0, 0,
                               fmt::format("Файл записан в кодировке {}.", encoding_name(decoded.encoding)),
                               "Прочитать его удалось, но пересохраните его в UTF-8."});
    } else if (decoded.broken_bytes > 0) {
        const std::size_t at = decoded.text.find("\xEF\xBF\xBD");
        const auto line = 1 + std::count(decoded.text.begin(),
                                         decoded.text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        diagnostics.push_back(
            {Severity::warning, "broken-utf8", std::string(path), static_cast<int>(line), 0,
             fmt::format("Испорченных байтов: {}; вместо них стоит «\xEF\xBF\xBD».", decoded.broken_bytes),
             "Найдите этот знак в тексте и впишите буквы заново."});
    }
}

// Front matter into the article; false: it may not become one.
bool take_front_matter(const FrontMatterBlock& block, Article& article, Diagnostics& diagnostics) {
    if (block.kind == FrontMatterBlock::Kind::absent) return true;
    const Audience of_folder = article.audience;
    const FrontMatterResult result = read_front_matter(block.yaml, block.yaml_line, article);
    diagnostics.insert(diagnostics.end(), result.diagnostics.begin(), result.diagnostics.end());
    const bool is_opened = of_folder == Audience::internal && article.audience == Audience::public_;
    if (result.is_readable && is_opened) {
        diagnostics.push_back({Severity::warning, "public-in-internal-folder", article.path, block.yaml_line,
                               0,
                               "Статья лежит в папке для сотрудников, но открыта всем: «audience: public».",
                               "Перенесите её в public/ или уберите эту строку."});
    }
    return result.is_readable;
}

void take_body(const ParsedSource& source, Article& article, Diagnostics& diagnostics) {
    MarkdownResult body = parse_markdown(source.body, source.body_line, article.path);
    for (Diagnostic& diagnostic : body.diagnostics) {
        diagnostic.file = article.path;
        if (source.expansion && diagnostic.line > 0) {
            const Origin origin = source.expansion->origin_of(diagnostic.line, diagnostic.column);
            diagnostic.file = origin.file;
            diagnostic.line = origin.line;
            diagnostic.column = origin.column;
        }
        diagnostics.push_back(std::move(diagnostic));
    }
    article.sections = std::move(body.sections);
    article.links = std::move(body.links);
    if (!source.expansion) return;
    for (Section& section : article.sections) section.line = source.expansion->article_line(section.line);
    for (Link& link : article.links) link.line = source.expansion->article_line(link.line);
}

// Shared parts into the body; false: something that belongs there is missing.
bool put_parts_in(const Article& article, const SharedParts* parts, ParsedSource& source) {
    if (parts == nullptr || !may_hold_parts(source.body)) return true;
    Expansion expansion = expand({article.path, source.body, source.body_line, article.audience,
                                  article.type == ArticleType::template_},
                                 *parts);
    ParseResult& result = source.result;
    result.uses.insert(expansion.uses.begin(), expansion.uses.end());
    result.diagnostics.insert(result.diagnostics.end(), expansion.diagnostics.begin(),
                              expansion.diagnostics.end());
    if (!expansion.is_whole) return false;
    source.body = expansion.text;
    source.body_line = 1;
    source.expansion = std::move(expansion);
    return true;
}

void settle(Article& article, Diagnostics& diagnostics) {
    if (article.slug.empty()) article.slug = article.id;
    settle_title(article, diagnostics);
    settle_summary(article);
    resolve_links(article);
    for (const Section& section : article.sections) {
        article.word_count += count_words(section.title) + count_words(section.text);
    }
}

}  // namespace

ParsedSource parse_source(std::string_view path, std::string_view bytes, const SharedParts* parts) {
    ParsedSource source;
    ParseResult& result = source.result;
    if (bytes.size() > 2 * kMaxArticleBytes) {  // UTF-16 may halve
        result.diagnostics.push_back(*find_excess(bytes, 1));
        result.diagnostics.back().file = path;
        return source;
    }
    DecodedText decoded = decode_text(bytes);
    report_encoding(decoded, path, result.diagnostics);
    const std::string text = with_plain_line_ends(std::move(decoded.text));
    const FrontMatterBlock block = find_front_matter(text);
    if (block.kind == FrontMatterBlock::Kind::broken) {
        result.diagnostics.push_back(block.diagnostics.front());
        result.diagnostics.back().file = path;
        return source;
    }
    Article article = article_at(path);
    if (!take_front_matter(block, article, result.diagnostics)) return source;
    if (parts != nullptr) put_values_in(block, *parts, article, result.uses, result.diagnostics);
    source.body = block.body;
    source.body_line = block.body_line;
    if (!put_parts_in(article, parts, source)) return source;
    take_body(source, article, result.diagnostics);
    if (article.sections.empty()) return source;
    settle(article, result.diagnostics);
    result.article = std::move(article);
    return source;
}

ParseResult parse_article(std::string_view path, std::string_view bytes, const SharedParts* parts) {
    return parse_source(path, bytes, parts).result;
}

BlockSource read_block_source(std::string_view path, std::string_view bytes) {
    BlockSource source;
    DecodedText decoded = decode_text(bytes);
    report_encoding(decoded, path, source.diagnostics);
    const std::string text = with_plain_line_ends(std::move(decoded.text));
    const FrontMatterBlock block = find_front_matter(text);
    source.is_readable = block.kind != FrontMatterBlock::Kind::broken;
    Article article;
    article.path = path;
    if (source.is_readable) {
        source.is_readable = take_front_matter(block, article, source.diagnostics);
    } else {
        source.diagnostics.push_back(block.diagnostics.front());
        source.diagnostics.back().file = path;
    }
    source.audience = article.audience;
    const std::size_t begin = std::min(block.body.find_first_not_of('\n'), block.body.size());
    const std::size_t end = block.body.find_last_not_of(" \n");
    source.line = block.body_line + static_cast<int>(begin);
    source.text = begin < block.body.size() && end != std::string_view::npos
                      ? std::string(block.body.substr(begin, end + 1 - begin))
                      : "";
    return source;
}

}  // namespace kb
