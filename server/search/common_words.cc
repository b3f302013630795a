// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/common_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "stemming/analyzer.h"
#include "stemming/stop_words.h"

namespace kb {

namespace {

constexpr std::array<double, kCommonnessLevels> kUsualShares{1.0 / 3000, 1.0 / 500, 1.0 / 150, 1.0 / 60,
                                                             1.0 / 25};
constexpr std::size_t kFrame = 4;
constexpr std::size_t kNumber = 3;
constexpr std::size_t kCode = 1;

using Levels = std::unordered_map<std::string, std::size_t>;

struct Lists {
    Levels stems, derived;
};

void keep_highest(Levels& levels, const std::string& word, std::size_t level) {
    auto& known = levels[word];
    known = std::max(known, level);
}

// Lines «level word word …»; «#» begins a comment.
Lists read_lists() {
    Lists lists;
    Analyzer analyzer;
    auto text = common_words_text();
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.size() < 2 || line.front() < '1' || line.front() > '4') continue;
        const auto level = static_cast<std::size_t>(line.front() - '0');
        for (const auto& token : analyzer.analyze(line.substr(2))) {
            keep_highest(lists.stems, token.stem, level);
            if (!token.derived.empty()) keep_highest(lists.derived, token.derived, level);
        }
    }
    return lists;
}

std::size_t level_of(const Reading& reading) {
    static const Lists lists = read_lists();
    if (const auto found = lists.stems.find(reading.stem); found != lists.stems.end()) return found->second;
    const auto found = lists.derived.find(reading.derived);
    return found != lists.derived.end() ? found->second : 0;
}

}  // namespace

std::size_t commonness_of(const QuestionWord& word) {
    if (is_frame_word(word.token.text)) return kFrame;
    if (word.token.kind == TokenKind::number) return kNumber;
    if (word.token.kind != TokenKind::word) return kCode;
    std::size_t level = 0;
    for (const auto& reading : word.readings) {
        if (reading.via == Via::synonym) continue;
        level = std::max(level, level_of(reading));
        if (word.is_known || reading.via == Via::correction) break;
    }
    return level;
}

double usual_share(std::size_t level) { return kUsualShares[std::min(level, kUsualShares.size() - 1)]; }

}  // namespace kb
