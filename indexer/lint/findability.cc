// SPDX-License-Identifier: GPL-2.0-or-later
// Whether one article gives the search the words customers use. What takes two articles stands in base.cc.
#include <fmt/format.h>

#include "indexer/lint/subject.h"

namespace kb {
namespace {

bool is_answer(const Article& article) {
    return article.status == Status::published &&
           (article.type == ArticleType::article || article.type == ArticleType::steps ||
            article.type == ArticleType::qa || article.type == ArticleType::video);
}

void find_missing_aliases(const Subject& subject) {
    if (!is_answer(subject.article) || !subject.article.aliases.empty()) return;
    subject.report("no-aliases", 0, "Нет aliases: как об этой беде говорят клиенты?");
}

void find_one_word_title(const Subject& subject) {
    const Article& article = subject.article;
    if (!is_answer(article) || article.title.empty() || article.title.find(' ') != std::string::npos) return;
    subject.report("one-word-title", 0, fmt::format("Название «{}» — одно слово.", article.title));
}

}  // namespace

void find_findability(const Subject& subject) {
    find_missing_aliases(subject);
    find_one_word_title(subject);
}

}  // namespace kb
