// SPDX-License-Identifier: GPL-2.0-or-later
// A question as the engine understands it: its words, what each may also stand for, and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"
#include "stemming/token.h"

namespace kb {

// One way a word of the question can be met in the index.
struct Reading {
    std::string text;  // folded form; empty for synonyms, which are known by stem only
    std::string stem;
    std::string derived;
    double weight = 1;  // 0–1: how far it is trusted beside the word itself
    Via via = Via::stem;
};

struct QuestionWord {
    std::string raw;  // as typed
    Token token;
    double weight = 1;              // what it counts for in the question
    bool is_known = false;          // some article has it in some form
    std::vector<Reading> readings;  // the word itself first, unless it was replaced
};

struct Question {
    std::vector<QuestionWord> words;  // without stop words, unless there is nothing else
    std::string shown;                // what is searched, for people to read
    std::optional<Via> rewritten;

    // Words that say what it is about; frame words («подскажите») count a part.
    double content_words() const {
        double sum = 0;
        for (const auto& word : words) sum += word.token.is_compound ? 0 : word.weight;
        return sum;
    }
};

}  // namespace kb
