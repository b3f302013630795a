// SPDX-License-Identifier: GPL-2.0-or-later
// Whether one article gives the search the words customers use. What takes two articles stands in base.cc.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/subject.h"
#include "stemming/analyzer.h"

namespace kb {
namespace {

bool is_answer(const Article& article) {
    return article.status == Status::published &&
           (article.type == ArticleType::article || article.type == ArticleType::steps ||
            article.type == ArticleType::qa || article.type == ArticleType::video);
}

std::set<std::string> stems_of(Analyzer& analyzer, std::string_view text) {
    std::set<std::string> stems;
    for (Token& token : analyzer.analyze(text)) {
        if (!token.is_stop_word && !token.is_compound) stems.insert(std::move(token.stem));
    }
    return stems;
}

void find_missing_aliases(const Subject& subject) {
    if (!is_answer(subject.article) || !subject.article.aliases.empty()) return;
    subject.report("no-aliases", 0, "Нет aliases: как об этой беде говорят клиенты?");
}

void find_idle_aliases(const Subject& subject, Analyzer& analyzer) {
    const std::set<std::string> title = stems_of(analyzer, subject.article.title);
    for (const std::string& alias : subject.article.aliases) {
        const std::set<std::string> stems = stems_of(analyzer, alias);
        if (stems.empty() || stems != title) continue;
        subject.report("idle-alias", 0, fmt::format("Фраза «{}» — те же слова, что в названии.", alias));
    }
}

void find_one_word_title(const Subject& subject) {
    const Article& article = subject.article;
    if (!is_answer(article) || article.title.empty() || article.title.find(' ') != std::string::npos) return;
    subject.report("one-word-title", 0, fmt::format("Название «{}» — одно слово.", article.title));
}

}  // namespace

void find_findability(const Subject& subject, Analyzer& analyzer) {
    find_missing_aliases(subject);
    if (!subject.article.aliases.empty()) find_idle_aliases(subject, analyzer);
    find_one_word_title(subject);
}

}  // namespace kb
