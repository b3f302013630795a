// SPDX-License-Identifier: GPL-2.0-or-later
// A row of a table is an article. Its answer may be HTML out of another program, or text as people type it
// into a cell, with lines and numbers of its own; a question too long for a title stands before the answer in
// full.
#include <fmt/format.h>

#include <algorithm>

#include "indexer/transfer/import.h"
#include "indexer/transfer/markdown_text.h"
#include "indexer/transfer/question_rows.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kLongestTitle = 120;  // characters

std::vector<std::string> split_tags(std::string_view text) {
    std::vector<std::string> tags;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",;\n"), text.size());
        const std::string tag = trimmed(squeezed(text.substr(0, end)));
        if (!tag.empty()) tags.push_back(tag);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return tags;
}

bool looks_like_html(std::string_view text) {
    return text.find("</") != std::string_view::npos || text.find("<br") != std::string_view::npos;
}

// Up to the end of a sentence or line, else up to a word: «Не приходит счёт. Что делать? …» → «Не приходит
// счёт».
std::string short_title(const std::string& question) {
    std::string line = trimmed(question);
    line = trimmed(squeezed(line.substr(0, line.find('\n'))));
    if (count_code_points(line) <= kLongestTitle) return line;
    std::string_view head = first_code_points(line, kLongestTitle);
    const std::size_t sentence = std::min(head.find(". "), head.find("? "));
    if (sentence != std::string_view::npos && sentence > 20)
        return std::string(head.substr(0, sentence + (head[sentence] == '?' ? 1 : 0)));
    return std::string(head.substr(0, head.rfind(' '))) + "…";
}

void take_answer(const QuestionRow& row, ImportedArticle& article, Imported& imported) {
    if (trimmed(squeezed(row.question)) != article.title)
        article.markdown = "> " + text_markdown(squeezed(row.question)) + "\n";
    if (!looks_like_html(row.answer)) {
        article.markdown += text_markdown(row.answer);
        return;
    }
    HtmlPage page = html_to_markdown(row.answer);
    for (const auto& [what, count] : page.losses) imported.losses[what] += count;
    article.markdown += page.markdown;
    article.addresses = std::move(page.addresses);
}

}  // namespace

Imported read_table(std::string_view table, const std::string& sheet) {
    QuestionRows read = read_question_rows(table, sheet);
    Imported imported;
    imported.problems = std::move(read.problems);
    imported.notes = std::move(read.notes);
    if (read.is_journal)
        imported.notes.emplace_back(
            "Похоже на журнал обращений: с --kind journal из повторов получатся общие статьи.");
    if (read.undated > 0) imported.losses["дата без года или не дата"] = read.undated;
    if (read.unanswered > 0) imported.losses["вопрос без ответа: черновик пока пустой"] = read.unanswered;
    for (QuestionRow& row : read.rows) {
        ImportedArticle article;
        article.source = fmt::format("строка {}", row.line);
        article.title = short_title(row.question);
        take_answer(row, article, imported);
        article.category = std::move(row.category);
        article.tags = split_tags(row.tags);
        article.updated = std::move(row.date);
        imported.articles.push_back(std::move(article));
    }
    return imported;
}

}  // namespace kb
