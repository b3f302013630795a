// SPDX-License-Identifier: GPL-2.0-or-later
// «Нет интернета с утра, весь дом сидит» and «с утра нет интернета, роутер перезагрузил» are one outage. Two
// texts are as alike as the cosine of their stems, each stem weighing by how few of the kept texts have it.
// At most a thousand texts of thirty stems: looking through all of them costs less than a search.
#include "server/search/recent_texts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "server/search/ticket_text.h"
#include "stemming/stop_words.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kCharactersRead = 4000;
constexpr std::size_t kMostStems = 120;

}  // namespace

std::vector<std::string> telling_stems(std::string_view text, Analyzer& analyzer) {
    std::vector<std::string> stems;
    for (const auto& token : analyzer.analyze(first_code_points(text, kCharactersRead))) {
        if (token.is_stop_word || token.is_compound || is_frame_word(token.text)) continue;
        if (token.kind == TokenKind::number || token.kind == TokenKind::email) continue;
        stems.push_back(token.stem);
        if (stems.size() == kMostStems) break;
    }
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    return stems;
}

double likeness(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    if (one.empty() || other.empty()) return 0;
    std::vector<std::string> both;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
    return static_cast<double>(both.size()) /
           std::sqrt(static_cast<double>(one.size()) * static_cast<double>(other.size()));
}

void RecentTexts::put(std::int64_t id, std::int64_t at_s, std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (id <= newest_id_) return;
    newest_id_ = id;
    texts_.push_back(
        {id, at_s, telling_stems(clean_ticket(first_code_points(text, kCharactersRead)).text, analyzer_)});
    for (const auto& stem : texts_.back().stems) ++counts_[stem];
    if (texts_.size() > kMost) drop_oldest();
}

void RecentTexts::drop_oldest() {
    for (const auto& stem : texts_.front().stems)
        if (--counts_[stem] == 0) counts_.erase(stem);
    texts_.pop_front();
}

void RecentTexts::forget_before(std::int64_t at_s) {
    const std::lock_guard lock(mutex_);
    while (!texts_.empty() && texts_.front().at_s < at_s) drop_oldest();
}

std::int64_t RecentTexts::newest_id() const {
    const std::lock_guard lock(mutex_);
    return newest_id_;
}

// 1 for a word of most texts, more for rarer ones.
double RecentTexts::mass(const std::string& stem) const {
    const auto found = counts_.find(stem);
    const double count = found == counts_.end() ? 1 : found->second;
    return 1 + std::log(static_cast<double>(texts_.size() + 1) / count);
}

std::vector<AlikeText> RecentTexts::like(std::string_view text, std::int64_t but_id,
                                         std::size_t limit) const {
    const std::lock_guard lock(mutex_);
    std::vector<AlikeText> out;
    if (texts_.empty()) return out;
    const auto stems = telling_stems(clean_ticket(first_code_points(text, kCharactersRead)).text, analyzer_);
    std::unordered_map<std::string_view, double> mine;
    double all = 0;
    for (const auto& stem : stems) all += mine[stem] = mass(stem);
    for (const Kept& kept : texts_) {
        double met = 0;
        double theirs = 0;
        std::size_t shared = 0;
        for (const auto& stem : kept.stems) {
            const auto found = mine.find(stem);
            theirs += found == mine.end() ? mass(stem) : found->second;
            if (found == mine.end()) continue;
            met += found->second;
            ++shared;
        }
        if (kept.id == but_id || shared < kWordsShared) continue;
        const double similarity = met / std::sqrt(all * theirs);
        if (similarity >= kAlike) out.push_back({kept.id, std::min(similarity, 1.0)});
    }
    std::sort(out.begin(), out.end(), [](const AlikeText& a, const AlikeText& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.id > b.id;
    });
    if (out.size() > limit) out.resize(limit);
    return out;
}

}  // namespace kb
