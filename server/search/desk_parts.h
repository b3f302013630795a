// SPDX-License-Identifier: GPL-2.0-or-later
// The parts of a desk's answer, each made of what the ranking found.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "server/search/cases.h"
#include "server/search/desk.h"
#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/snippet.h"

namespace kb {

// An article or a template; of a template also its reply, with its places not filled in yet.
DeskItem desk_item(Hit hit, ArticleIndex article, const IndexReader& reader);

// How likely the article of a case like this solves the ticket; 0–1.
double case_confidence(double similarity);

// A solved case, shown by its words; `hit` is of its article.
DeskItem case_item(const NearCase& near, Hit hit, const Question& question, TextTools& tools);

// The section of an article with most words of the question that its best section lacks; 0: none has enough.
DocId second_section(const RankedArticle& ranked, const Question& question, const IndexReader& reader,
                     TextTools& tools);

// Where the words of the question with one of these spellings stand in a text.
std::vector<ByteRange> marks_of_words(std::string_view text, const Question& question,
                                      const std::unordered_set<std::string_view>& words, TextTools& tools);

// At most so many bytes, never cutting a code point.
std::string_view first_bytes(std::string_view text, std::size_t count);

}  // namespace kb
