// SPDX-License-Identifier: GPL-2.0-or-later
// A base of cases grows one at a time while questions are asked of it. Copying
// fifty thousand cases for each new one would be slow, a lock around all of
// them would make every question wait for a writer. So the base is a list of
// segments that never change. A new case is a segment of one; two neighbours of
// about the same size become one, as in a binary counter: after 1 000 cases there
// are at most ten segments, and each case was copied ten times, not a thousand.
//
// «Не могу зайти, забыл пароль» is kept as the words зайт, забыт, парол with
// their derived forms, and for each word the cases that have it. The text is
// kept too, cut short, for agents to read.
#include "server/search/case_base.h"

#include <algorithm>
#include <atomic>

#include "server/search/ticket_text.h"
#include "stemming/stop_words.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

const std::vector<CaseSegment::WordId>& found_or_none(
    const std::unordered_map<std::string, std::vector<CaseSegment::WordId>>& words, const std::string& key) {
    static const std::vector<CaseSegment::WordId> kNone;
    const auto found = words.find(key);
    return found == words.end() ? kNone : found->second;
}

std::string excerpt_of(std::string_view text) {
    const auto kept = first_code_points(text, kCaseExcerptCharacters);
    return kept.size() == text.size() ? std::string(text) : std::string(kept) + "…";
}

using Segments = std::vector<std::shared_ptr<const CaseSegment>>;

// Neighbours of about one size become one, so that segments stay few.
void join_small(Segments& segments) {
    while (segments.size() > 1) {
        const auto& last = segments[segments.size() - 1];
        const auto& before = segments[segments.size() - 2];
        if (before->rows().size() > 2 * last->rows().size()) return;
        auto joined = std::make_shared<CaseSegment>(*before);
        joined->append(*last, {});
        segments.pop_back();
        segments.back() = std::move(joined);
    }
}

Segments without(const Segments& segments, const std::unordered_set<std::int64_t>& ids) {
    Segments out;
    for (const auto& segment : segments) {
        const bool is_touched =
            std::any_of(ids.begin(), ids.end(), [&](std::int64_t id) { return segment->has(id); });
        if (!is_touched) {
            out.push_back(segment);
            continue;
        }
        auto rest = std::make_shared<CaseSegment>();
        rest->append(*segment, ids);
        if (!rest->rows().empty()) out.push_back(std::move(rest));
    }
    return out;
}

// Masking leaves «‹телефон›» where a phone stood: that is no word of the person's.
std::string without_labels(std::string_view text) {
    constexpr std::string_view kOpen = "‹";
    constexpr std::string_view kClose = "›";
    constexpr std::size_t kLongest = 40;  // bytes of a label
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = std::min(text.find(kOpen, at), text.size());
        out += text.substr(at, open - at);
        if (open == text.size()) break;
        const std::size_t close = text.substr(open, kLongest).find(kClose);
        out += close == std::string_view::npos ? kOpen : std::string_view(" ");
        at = close == std::string_view::npos ? open + kOpen.size() : open + close + kClose.size();
    }
    return out;
}

}  // namespace

const std::vector<CaseSegment::WordId>& CaseSegment::by_stem(const std::string& stem) const {
    return found_or_none(by_stem_, stem);
}

const std::vector<CaseSegment::WordId>& CaseSegment::by_derived(const std::string& derived) const {
    return found_or_none(by_derived_, derived);
}

CaseSegment::WordId CaseSegment::word_id(const Word& word) {
    std::string key = word.stem;
    key += '\0';
    key += word.derived;
    const auto [place, is_new] = word_ids_.try_emplace(std::move(key), static_cast<WordId>(words_.size()));
    if (is_new) {
        words_.push_back(word);
        postings_.emplace_back();
        by_stem_[word.stem].push_back(place->second);
        by_derived_[word.derived.empty() ? word.stem : word.derived].push_back(place->second);
    }
    return place->second;
}

std::uint32_t CaseSegment::article_place(const std::string& article) {
    const auto [place, is_new] =
        article_places_.try_emplace(article, static_cast<std::uint32_t>(articles_.size()));
    if (is_new) {
        articles_.push_back(article);
        article_counts_.push_back(0);
    }
    return place->second;
}

void CaseSegment::add_row(Kept row) {
    const auto place = static_cast<Row>(rows_.size());
    for (const auto word : row.words) postings_[word].push_back(place);
    ++article_counts_[row.article];
    ids_.insert(row.id);
    newest_s_ = std::max(newest_s_, row.at_s);
    rows_.push_back(std::move(row));
}

void CaseSegment::add(const SolvedCase& one, Analyzer& analyzer) {
    const auto cleaned = clean_ticket(one.text);
    Kept row{one.id, one.at_s, article_place(one.article), one.is_solved, excerpt_of(cleaned.text), {}};
    for (const auto& token : analyzer.analyze(without_labels(cleaned.text))) {
        if (token.is_stop_word || is_frame_word(token.text)) continue;
        const auto id = word_id({token.stem, token.derived});
        if (std::find(row.words.begin(), row.words.end(), id) == row.words.end()) row.words.push_back(id);
        if (row.words.size() == kCaseWords) break;
    }
    add_row(std::move(row));
}

void CaseSegment::append(const CaseSegment& other, const std::unordered_set<std::int64_t>& forgotten) {
    std::vector<WordId> words(other.words_.size(), static_cast<WordId>(-1));
    for (const auto& theirs : other.rows_) {
        if (forgotten.contains(theirs.id)) continue;
        Kept row = theirs;
        row.article = article_place(other.articles_[theirs.article]);
        for (auto& word : row.words) {
            if (words[word] == static_cast<WordId>(-1)) words[word] = word_id(other.words_[word]);
            word = words[word];
        }
        add_row(std::move(row));
    }
}

CaseBase::CaseBase() : snapshot_(std::make_shared<CaseSnapshot>()) {}

std::shared_ptr<const CaseSnapshot> CaseBase::snapshot() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

void CaseBase::publish(Segments segments) {
    static std::atomic<std::uint64_t> last_number{0};
    auto next = std::make_shared<CaseSnapshot>();
    next->number = ++last_number;
    for (const auto& segment : segments) {
        next->size += segment->rows().size();
        next->newest_s = std::max(next->newest_s, segment->newest_s());
    }
    next->segments = std::move(segments);
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(next);
}

void CaseBase::put(const std::vector<SolvedCase>& cases) {
    if (cases.empty()) return;
    const std::lock_guard writing(writing_);
    std::unordered_map<std::int64_t, std::size_t> last;  // of several with one id the last counts
    for (std::size_t i = 0; i < cases.size(); ++i) last[cases[i].id] = i;
    std::unordered_set<std::int64_t> ids;
    auto added = std::make_shared<CaseSegment>();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (last[cases[i].id] != i) continue;
        ids.insert(cases[i].id);
        added->add(cases[i], analyzer_);
    }
    auto segments = without(snapshot()->segments, ids);
    segments.push_back(std::move(added));
    join_small(segments);
    publish(std::move(segments));
}

void CaseBase::forget(const std::unordered_set<std::int64_t>& ids) {
    const std::lock_guard writing(writing_);
    publish(without(snapshot()->segments, ids));
}

std::vector<std::int64_t> CaseBase::ids() const {
    std::vector<std::int64_t> ids;
    const auto now = snapshot();
    for (const auto& segment : now->segments)
        for (const auto& row : segment->rows()) ids.push_back(row.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace kb
