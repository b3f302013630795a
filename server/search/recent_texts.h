// SPDX-License-Identifier: GPL-2.0-or-later
// The last tickets by their words, to notice that many write of the same thing at once. In memory and
// bounded; keeps stems, never texts.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stemming/analyzer.h"

namespace kb {

// Stems of the words that say something, each once, sorted.
std::vector<std::string> telling_stems(std::string_view text, Analyzer& analyzer);

// Cosine of two lists of stems, 0–1; all words weigh the same.
double likeness(const std::vector<std::string>& one, const std::vector<std::string>& other);

struct AlikeText {
    std::int64_t id = 0;
    double similarity = 0;  // 0–1
};

// From many threads.
class RecentTexts {
public:
    static constexpr std::size_t kMost = 1000;
    static constexpr double kAlike = 0.55;
    static constexpr std::size_t kWordsShared = 3;  // fewer are chance

    // Ids grow; a known or smaller id changes nothing.
    void put(std::int64_t id, std::int64_t at_s, std::string_view text);
    void forget_before(std::int64_t at_s);
    std::int64_t newest_id() const;

    // Most alike first, without the text that has `but_id`.
    std::vector<AlikeText> like(std::string_view text, std::int64_t but_id, std::size_t limit) const;

private:
    struct Kept {
        std::int64_t id = 0, at_s = 0;
        std::vector<std::string> stems;
    };
    void drop_oldest();
    double mass(const std::string& stem) const;

    mutable std::mutex mutex_;  // guards everything
    mutable Analyzer analyzer_;
    std::deque<Kept> texts_;                       // by id
    std::unordered_map<std::string, int> counts_;  // of texts with a stem
    std::int64_t newest_id_ = 0;
};

}  // namespace kb
