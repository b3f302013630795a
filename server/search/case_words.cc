// SPDX-License-Identifier: GPL-2.0-or-later
// Ten people wrote «стрим», and what helped nine of them was called «Трансляция …».
// In other solved cases one name of thirty has that word. So who writes «стрим
// сохранится?» means «Сохраняется ли трансляция», though nobody ever asked that
// and the article does not know the word. For each word of the question: in which
// share p of the articles that solved cases with it does a word of a name stand,
// and how much more is that than its usual share? The difference, pulled towards
// nothing while witnesses are few, is a lift of 0 to 1.
//
// An article counts once for a word, however many its cases; less than once where
// few of its many cases have the word, else an article asked about every day would
// answer to all words there are.
//
// Costs: a walk over the cases that have the question's words. What it gets wrong:
// words that go together without meaning each other («телефон» and «пароль», where
// all who ask for their password write from the phone); hence the small weight.
#include "server/search/case_words.h"

#include <algorithm>
#include <cmath>

namespace kb {

namespace {

constexpr double kDoubt = 3;         // articles' worth of «as usual» beside what was seen
constexpr double kLeastLift = 0.02;  // below it is chance

}  // namespace

CaseWords::CaseWords(const CaseView& view) : view_(view) {
    for (std::size_t w = 0; w < view_.question().words.size(); ++w)
        if (view_.masses()[w] > 0) learn(w);
}

std::unordered_map<ArticleIndex, double> CaseWords::solved_with(const std::vector<std::string>& forms) const {
    std::unordered_map<ArticleIndex, double> with;
    for (std::size_t s = 0; s < view_.snapshot().segments.size(); ++s) {
        const auto& segment = view_.segment(s);
        const auto count = [&](CaseSegment::Row row) {
            const auto article = view_.article_of(s, row);
            if (article != kNoArticle && segment.rows()[row].is_solved) with[article] += 1;
        };
        for (const auto& form : forms)
            for (const auto id : segment.by_derived(form))
                for (const auto row : segment.rows_with(id)) count(row);
    }
    return with;
}

void CaseWords::learn(std::size_t w) {
    std::vector<std::string> forms;
    for (const auto& reading : view_.question().words[w].readings)
        if (reading.via != Via::synonym &&
            std::find(forms.begin(), forms.end(), derived_of(reading)) == forms.end())
            forms.push_back(derived_of(reading));
    double all = 0;
    std::unordered_map<NameWord, double> seen;
    const auto& ground = view_.ground();
    for (const auto& [article, count] : solved_with(forms)) {
        const double part = std::min(1.0, count / std::sqrt(ground.cases_of.at(article)));
        all += part;
        for (const auto word : view_.catalog().name_words[article]) seen[word] += part;
    }
    Learnt learnt;
    learnt.mass = view_.masses()[w];
    for (const auto& [word, count] : seen) {
        const double usual = ground.named.at(word) / static_cast<double>(ground.cases_of.size());
        const double lift = (count + kDoubt * usual) / (all + kDoubt) - usual;
        if (lift > kLeastLift) learnt.lifts.emplace(word, lift);
    }
    const auto& ids = view_.catalog().name_word_ids;
    for (const auto& form : forms)
        if (const auto own = ids.find(form); own != ids.end()) learnt.own.push_back(own->second);
    if (!learnt.lifts.empty()) learnt_.push_back(std::move(learnt));
}

double CaseWords::answers(ArticleIndex article) const {
    const auto& name = view_.catalog().name_words[article];
    double sum = 0;
    for (const auto& learnt : learnt_) {
        const auto is_own = [&](NameWord word) {
            return std::find(learnt.own.begin(), learnt.own.end(), word) != learnt.own.end();
        };
        if (std::any_of(name.begin(), name.end(), is_own)) continue;
        double not_answered = 1;
        for (const auto word : name)
            if (const auto lift = learnt.lifts.find(word); lift != learnt.lifts.end())
                not_answered *= 1 - lift->second;
        sum += learnt.mass * (1 - not_answered);
    }
    return view_.all_mass() > 0 ? sum / view_.all_mass() : 0;
}

}  // namespace kb
