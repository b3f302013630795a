// SPDX-License-Identifier: GPL-2.0-or-later
// A base of cases as one reader may see it: only cases whose article the reader holds count, by their
// words too. Made for one question.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/search/case_base.h"
#include "server/search/index_reader.h"
#include "server/search/question.h"

namespace kb {

// The article an id, slug, path, address («/a/wifi-setup#шаги») or old slug leads to; kNoArticle: none.
ArticleIndex article_by_any_name(const Catalog& catalog, std::string_view name);

// The form by which related words meet.
inline const std::string& derived_of(const Reading& reading) {
    return reading.derived.empty() ? reading.stem : reading.derived;
}

// What does not change from question to question while cases and articles stay the same.
struct CaseGround {
    std::vector<std::vector<ArticleIndex>> articles;  // by segment and its article
    std::unordered_map<ArticleIndex, double> cases_of;
    std::unordered_map<Catalog::NameWord, double> named;  // articles with cases that have it in their name
    double all_texts = 0;                                 // articles and cases
    std::unordered_map<std::string, double> rarities;     // by stem, as far as anybody asked
};

class CaseView {
public:
    // All three outlive the view. One view a thread at a time: its ground is kept for the thread's next one.
    CaseView(const CaseSnapshot& snapshot, const IndexReader& reader, const Question& question);

    const CaseSnapshot& snapshot() const { return snapshot_; }
    const CaseSegment& segment(std::size_t s) const { return *snapshot_.segments[s]; }
    const Catalog& catalog() const { return reader_.catalog(); }
    const Question& question() const { return question_; }
    const CaseGround& ground() const { return ground_; }

    // kNoArticle: not for this reader.
    ArticleIndex article_of(std::size_t s, CaseSegment::Row row) const {
        return ground_.articles[s][segment(s).rows()[row].article];
    }
    // How much a stem says: its idf over articles and cases together.
    double rarity(const std::string& stem);
    // The same of each word of the question, by its commonest reading and its weight; 0 for its frame.
    const std::vector<double>& masses() const { return masses_; }
    double all_mass() const { return all_mass_; }

private:
    const CaseSnapshot& snapshot_;
    const IndexReader& reader_;
    const Question& question_;
    CaseGround& ground_;
    std::vector<double> masses_;
    double all_mass_ = 0;
};

}  // namespace kb
