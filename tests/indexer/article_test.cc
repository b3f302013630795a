// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "indexer/article_parser.h"
#include "tests/support/case_file.h"

namespace kb::test {
namespace {

std::string one_line(std::string text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, "⏎");
    return text;
}

void add_fields(const Article& article, std::vector<std::string>& facts) {
    const auto add = [&](const char* name, const std::string& value) {
        facts.push_back(fmt::format("{} {}", name, value));
    };
    const auto add_list = [&](const char* name, const auto& list) {
        add(name, fmt::format("{}", fmt::join(list, "; ")));
    };
    std::vector<std::string> ask;
    for (const AskQuestion& question : article.ask)
        ask.push_back(fmt::format("{} ({})", question.question, question.why));
    add("id", article.id);
    add("slug", article.slug);
    add("title", article.title);
    add("summary", article.summary);
    add("lang", article.lang);
    add("category", article.category);
    add("audience", audience_name(article.audience));
    add("status", status_name(article.status));
    add("type", type_name(article.type));
    add("level", level_name(article.level));
    add("review_after", article.review_after);
    add("updated", article.updated);
    add("checked", article.checked);
    add("publish_at", article.publish_at);
    add("archive_at", article.archive_at);
    add("review_by", article.review_by);
    add("owner", article.owner);
    add("escalate_to", article.escalate_to);
    add("price", article.price);
    add("term", article.term);
    add("words", std::to_string(article.word_count));
    add_list("tags", article.tags);
    add_list("aliases", article.aliases);
    add_list("ask", ask);
    add_list("related", article.related);
    add_list("pin_for", article.pin_for);
    add_list("suggest_for", article.suggest_for);
    add_list("redirect_from", article.redirect_from);
    add_list("collect", article.collect);
    add_list("attachments", article.attachments);
}

// Everything an article says, one fact a line.
std::vector<std::string> facts_of(const Article& article) {
    std::vector<std::string> facts;
    add_fields(article, facts);
    for (std::size_t i = 0; i < article.sections.size(); ++i) {
        const Section& section = article.sections[i];
        facts.push_back(fmt::format("section {} level {} line {} #{} {}", i, section.level, section.line,
                                    section.anchor, section.title));
        facts.push_back(fmt::format("text {} {}", i, one_line(section.text)));
        facts.push_back(fmt::format("html {} {}", i, one_line(section.html)));
        facts.push_back(fmt::format("markdown {} {}", i, one_line(section.markdown)));
    }
    for (const Link& link : article.links) {
        facts.push_back(fmt::format("{} {} → {} = {} # {} line {}", link.is_image ? "image" : "link",
                                    link.text, link.target, link.path, link.anchor, link.line));
    }
    return facts;
}

}  // namespace

TEST_CASE("an article is what its file says", "[article]") {
    for (const Case& example : read_cases("articles.txt")) {
        DYNAMIC_SECTION(example.name) {
            const ParseResult result = parse_article(example.inputs.at(0).path, example.inputs.at(0).bytes);
            REQUIRE(result.article);
            const std::vector<std::string> facts = facts_of(*result.article);
            INFO(joined(facts));
            for (const std::string& line : example.expected) {
                CAPTURE(line);
                if (line.starts_with('!')) {
                    CHECK(joined(facts).find(line.substr(1)) == std::string::npos);
                } else {
                    CHECK(std::find(facts.begin(), facts.end(), line) != facts.end());
                }
            }
        }
    }
}

TEST_CASE("a writer is told what is wrong, where, and how to mend it", "[article]") {
    for (const Case& example : read_cases("article_diagnostics.txt")) {
        DYNAMIC_SECTION(example.name) {
            const ParseResult result = parse_article(example.inputs.at(0).path, example.inputs.at(0).bytes);
            std::vector<std::string> lines;
            if (!result.article) lines.push_back("(no article)");
            for (const Diagnostic& diagnostic : result.diagnostics)
                lines.push_back(format_diagnostic(diagnostic));
            CHECK(joined(lines) == joined(example.expected));
        }
    }
}

TEST_CASE("articles in other encodings are read, with a warning", "[article]") {
    struct Row {
        const char* name;
        std::string bytes;
        const char* warning;  // empty: none
    };
    const Row rows[] = {
        {"UTF-8 with BOM", "\xEF\xBB\xBF# Привет\n\nпароль\n", ""},
        {"CRLF", "# Привет\r\n\r\nпароль\r\n", ""},
        {"lone CR", "# Привет\r\rпароль\r", ""},
        {"windows-1251", "# \xCF\xF0\xE8\xE2\xE5\xF2\n\n\xEF\xE0\xF0\xEE\xEB\xFC\n",
         "public/a.md: предупреждение [not-utf8]: Файл записан в кодировке windows-1251. Прочитать его "
         "удалось, но "
         "пересохраните его в UTF-8."},
        {"koi8-r", "# \xF0\xD2\xC9\xD7\xC5\xD4\n\n\xD0\xC1\xD2\xCF\xCC\xD8\n",
         "public/a.md: предупреждение [not-utf8]: Файл записан в кодировке KOI8-R. Прочитать его удалось, но "
         "пересохраните его в UTF-8."},
        {"UTF-16LE",
         std::string("\xFF\xFE#\0 \0\x1F\x04@\x04"
                     "8\x04"
                     "2\x04"
                     "5\x04"
                     "B\x04\n\0\n\0?\x04"
                     "0\x04@\x04>\x04;\x04L\x04",
                     34),
         "public/a.md: предупреждение [not-utf8]: Файл записан в кодировке UTF-16LE. Прочитать его удалось, "
         "но "
         "пересохраните его в UTF-8."},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const ParseResult result = parse_article("public/a.md", row.bytes);
        REQUIRE(result.article);
        CHECK(result.article->title == "Привет");
        CHECK(result.article->sections[0].text == "пароль");
        CHECK((result.diagnostics.empty() ? "" : format_diagnostic(result.diagnostics[0])) == row.warning);
    }
}

TEST_CASE("a few broken bytes are shown and counted", "[article]") {
    const ParseResult result = parse_article("a.md", "# Привет\n\nпаро\xFF\xD0ль и ещё слова\n");
    REQUIRE(result.article);
    CHECK(result.article->sections[0].text == "паро\uFFFD\uFFFDль и ещё слова");
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(format_diagnostic(result.diagnostics[0]) ==
          "a.md:3: предупреждение [broken-utf8]: Испорченных байтов: 2; вместо них стоит «\uFFFD». Найдите "
          "этот знак в "
          "тексте и впишите буквы заново.");
}

TEST_CASE("an internal front matter in another encoding still hides the article", "[article]") {
    const ParseResult result =
        parse_article("public/a.md", "\xEF\xBB\xBF---\r\naudience: internal\r\n---\r\n# A\r\n");
    REQUIRE(result.article);
    CHECK(result.article->audience == Audience::internal);
}

TEST_CASE("front matter above 16 KB is refused", "[article]") {
    const ParseResult result =
        parse_article("a.md", "---\ntitle: " + std::string(16 * 1024, 'a') + "\n---\nТекст.\n");
    CHECK_FALSE(result.article);
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(format_diagnostic(result.diagnostics[0]) ==
          "a.md: ошибка [front-matter-too-large]: Шапка статьи больше 16 КБ. Перенесите текст в "
          "статью под вторую "
          "строку «---».");
}

}  // namespace kb::test
