// SPDX-License-Identifier: GPL-2.0-or-later
// What correcting one unknown word costs, beside a look at every word and beside Xapian's own correction.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kb {

struct SpellingBenchOptions {
    std::vector<std::string> articles;  // folders; their commonest words are the list
    std::size_t words = 40'000;         // in the list, at most
    std::size_t misspelt = 1'000;       // asked about
    std::string record;                 // file for the figures; may be empty
};

// Prints microseconds a word. Throws IoError, ConfigError when there are too few words.
void bench_spelling(const SpellingBenchOptions& options);

}  // namespace kb
