// SPDX-License-Identifier: GPL-2.0-or-later
// What solved cases teach about words: people say «стрим», the articles that helped them are called
// «Трансляция …». Says how much the name of any article answers to such words of a question.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "server/search/case_view.h"

namespace kb {

class CaseWords {
public:
    explicit CaseWords(const CaseView& view);

    // 0–1: the share of the question, by rarity, that the article's name answers to through cases.
    // Words that stand in the name themselves count nothing here.
    double answers(ArticleIndex article) const;

private:
    using NameWord = Catalog::NameWord;
    struct Learnt {
        double mass = 0;                             // of the word in the question
        std::vector<NameWord> own;                   // the word itself, where names have it
        std::unordered_map<NameWord, double> lifts;  // 0–1
    };
    // How often each article solved cases with the word, 0–1 a case.
    std::unordered_map<ArticleIndex, double> solved_with(const std::vector<std::string>& forms) const;
    void learn(std::size_t word);

    const CaseView& view_;
    std::vector<Learnt> learnt_;
};

}  // namespace kb
