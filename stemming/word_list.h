// SPDX-License-Identifier: GPL-2.0-or-later
// The words of a base with how many articles have each: what spelling corrects to and prefixes complete to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

class WordList {
public:
    using Id = std::uint32_t;

    // Words must come sorted by bytes and without repeats.
    void add(std::string_view word, std::uint32_t articles);

    std::size_t size() const { return counts_.size(); }
    std::string_view word(Id id) const;
    std::uint32_t articles(Id id) const { return counts_[id]; }

    // Nothing for a word that is not in the list.
    std::optional<Id> find(std::string_view word) const;

    // In how many articles a word stands; 0: unknown.
    std::uint32_t articles_with(std::string_view word) const;

    // Ids of the words that begin with `prefix`: [first, last).
    std::pair<Id, Id> with_prefix(std::string_view prefix) const;

private:
    Id lower_bound(std::string_view word) const;

    std::string letters_;                   // all words, one after another
    std::vector<std::uint32_t> begins_{0};  // where each begins, and the end of the last
    std::vector<std::uint32_t> counts_;
};

}  // namespace kb
