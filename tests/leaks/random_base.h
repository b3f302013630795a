// SPDX-License-Identifier: GPL-2.0-or-later
// A small random base in which everything that customers must not see carries words of its own: canaries.
// The same seed gives the same base, with the hidden part or without it. Writes no files.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "server/search/case_base.h"

namespace kb::test {

// A word that stands in one hidden place only.
struct Canary {
    std::string word;   // ten letters, Cyrillic or Latin
    std::string place;  // "internal title", "draft body", "synonyms" …
};

struct RandomBase {
    std::map<std::string, std::string> open;    // path → bytes: what customers may see
    std::map<std::string, std::string> hidden;  // comes beside it, or over it where both have the path
    std::vector<SolvedCase> open_cases;         // of public articles; their texts are for staff all the same
    std::vector<SolvedCase> hidden_cases;       // of hidden ones
    std::vector<Canary> canaries;
    std::vector<std::string> words;      // what public texts are made of
    std::vector<std::string> ids;        // of public articles, then of hidden ones
    std::vector<std::string> slugs;      // the same
    std::vector<std::string> addresses;  // old slugs, files and categories, open and hidden
};

RandomBase random_base(unsigned seed);

// What somebody who half knows a canary types: the word, its beginning, with a typo, in the other layout.
std::vector<std::string> guesses_at(const std::string& canary, std::mt19937& random);

}  // namespace kb::test
