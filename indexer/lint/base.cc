// SPDX-License-Identifier: GPL-2.0-or-later
// The rules that look from one article at the others. Links stand in links.cc, doubles in doubles.cc; here
// are the two that look at time: articles that have grown old, and translations that their originals left
// behind.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <string>
#include <unordered_map>

#include "indexer/lint/known.h"
#include "indexer/lint/lint.h"
#include "indexer/lint/silence.h"

namespace kb {
namespace {

// Days of the calendar; `date` is YYYY-MM-DD.
int day_number(const std::string& date) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (std::sscanf(date.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return 0;
    const std::chrono::sys_days days =
        std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return static_cast<int>(days.time_since_epoch().count());
}

// Years × views × share of «не помогло»: what an old article costs. Nothing without a day, views and votes.
void find_stale(const BaseSubject& subject) {
    const LintBase& base = subject.known.base;
    const Article& article = subject.article;
    const auto stats = base.stats.find(article.id);
    const std::string& touched = std::max(article.updated, article.checked);
    if (stats == base.stats.end() || touched.empty() || base.context.today.empty()) return;
    const auto votes = stats->second.helpful + stats->second.unhelpful;
    const int days = day_number(base.context.today) - day_number(touched);
    if (votes == 0 || days < base.context.settings.stale_days) return;
    const double share = static_cast<double>(stats->second.unhelpful) / static_cast<double>(votes);
    const double score = days / 365.0 * static_cast<double>(stats->second.views) * share;
    if (score < base.context.settings.stale_score) return;
    subject.report(
        "stale-article", 0,
        fmt::format("Статью не трогали {} дней, за год её открыли {} раз, и {:.0f} % читателей она не "
                    "помогла.",
                    days, stats->second.views, share * 100));
}

// Paragraphs of the original that were not there on the day of the translation.
void find_old_translation(const BaseSubject& subject, const LintedArticle* original) {
    const Article& article = subject.article;
    if (article.translation_of.empty()) return;
    if (original == nullptr) {
        subject.report("translation-behind", 0,
                       fmt::format("Статьи «{}», указанной в translation_of, нет.", article.translation_of),
                       or_nearest(article.translation_of, ids_of(subject.known), "Впишите id оригинала."));
        return;
    }
    const std::set<std::string> then(article.translated_paragraphs.begin(),
                                     article.translated_paragraphs.end());
    std::set<std::string> now;
    int changed = 0;
    int line = 0;
    for (std::size_t i = 0; i < original->paragraph_hashes.size(); ++i) {
        now.insert(original->paragraph_hashes[i]);
        if (then.contains(original->paragraph_hashes[i])) continue;
        if (changed++ == 0) line = original->paragraph_lines[i];
    }
    const auto gone =
        std::count_if(then.begin(), then.end(), [&](const auto& hash) { return !now.contains(hash); });
    if (changed == 0 && gone == 0) return;
    const std::string where = line == 0 ? "" : fmt::format(", первый — строка {}", line);
    subject.report("translation-behind", 0,
                   fmt::format("Перевод отстал от {}: новых и изменённых абзацев {}{}, убрано {}.",
                               original->article->path, changed, where, gone));
}

}  // namespace

Diagnostics lint_base(const LintBase& base) {
    Diagnostics diagnostics;
    const Known known(base);
    std::unordered_map<std::string, const LintedArticle*> by_id;
    for (const LintedArticle& linted : base.articles) {
        if (linted.article) by_id.emplace(linted.article->id, &linted);
    }
    for (const Article* article : known.articles) {
        Findings findings(base.context.settings, article->path);
        const BaseSubject subject{*article, known, findings};
        find_in_links(subject);
        find_stale(subject);
        const auto original = by_id.find(article->translation_of);
        find_old_translation(subject, original == by_id.end() ? nullptr : original->second);
        for (Diagnostic& found : findings.take()) diagnostics.push_back(std::move(found));
    }
    find_doubles(known, diagnostics);
    find_no_links(known, diagnostics);
    for (const Article* article : known.articles) {
        if (article->lint_ignore.empty()) continue;
        const auto is_elsewhere = [&](const Diagnostic& diagnostic) {
            return diagnostic.file != article->path;
        };
        const auto own = std::stable_partition(diagnostics.begin(), diagnostics.end(), is_elsewhere);
        Diagnostics found(own, diagnostics.end());
        diagnostics.erase(own, diagnostics.end());
        silence(found, base.context.settings, article->lint_ignore);
        diagnostics.insert(diagnostics.end(), found.begin(), found.end());
    }
    return diagnostics;
}

}  // namespace kb
