// SPDX-License-Identifier: GPL-2.0-or-later
// What is asked while measuring, made from questions that people really put. The same files always
// give the same questions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/search/relevance_metrics.h"

namespace kb {

// Each file's lines {"id", "text", "kind"?}, files one after the other. Throws IoError, ConfigError.
std::vector<std::vector<JudgedQuery>> read_query_files(const std::vector<std::string>& files);

// The first three words of a question that say what it is about, as typed; questions with fewer are
// left out. `are_misspelled`: of questions of kind "typo" only, else of all others. At most `limit`, in an
// order that mixes the files.
std::vector<std::string> three_word_queries(const std::vector<std::vector<JudgedQuery>>& files,
                                            bool are_misspelled, std::size_t limit);

// The beginnings of titles, of one letter to the whole title but at most 30 letters, as a person types them.
std::vector<std::string> typed_beginnings(const std::vector<std::string>& titles, std::size_t limit);

// Long real questions of one file put one after the other until there are `words` words.
std::vector<std::string> long_tickets(const std::vector<std::vector<JudgedQuery>>& files, std::size_t words,
                                      std::size_t limit);

}  // namespace kb
