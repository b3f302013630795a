// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/hit_builder.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "indexer/links.h"
#include "server/search/article_view.h"
#include "server/search/confidence.h"
#include "server/search/name_words.h"
#include "server/search/section_cache.h"

namespace kb {

namespace {

constexpr double kGramsShared = 0.5;  // of a word's 4-grams, to say that it was met by them

bool shares_grams(const std::vector<std::uint64_t>& mine, const std::vector<std::uint64_t>& theirs) {
    if (mine.empty()) return false;
    const auto shared = std::count_if(mine.begin(), mine.end(), [&](std::uint64_t gram) {
        return std::find(theirs.begin(), theirs.end(), gram) != theirs.end();
    });
    return static_cast<double>(shared) >= kGramsShared * static_cast<double>(mine.size());
}

// Good as long as what it is lent from.
std::shared_ptr<const Tokens> lent(const Tokens& tokens) { return {std::shared_ptr<const void>(), &tokens}; }

}  // namespace

std::optional<std::int64_t> day_start_s(std::string_view date) {
    const auto number = [&](std::size_t begin, std::size_t length) {
        int value = -1;
        if (begin + length <= date.size())
            std::from_chars(date.data() + begin, date.data() + begin + length, value);
        return value;
    };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (date.size() != 10 || !day.ok()) return std::nullopt;
    return std::chrono::seconds(std::chrono::sys_days(day).time_since_epoch()).count();
}

std::string article_url(const Article& article) { return "/a/" + encode_path(article.slug); }

ArticleCard card_of(const CatalogArticle& article) {
    const Article& a = article.record.article;
    const auto updated = day_start_s(a.updated);
    const std::int64_t changed_s = updated.value_or(article.record.stamp.modified_ns / 1'000'000'000);
    return {a.id,   a.slug, article_url(a), a.title,    a.summary, a.category,
            a.lang, a.type, a.level,        a.audience, changed_s, updated.has_value()};
}

HitBuilder::HitBuilder(const Question& question, const Ranking& ranking, const IndexReader& reader,
                       TextTools& tools)
    : question_(question), ranking_(ranking), reader_(reader), tools_(tools), matcher_(question) {
    for (const auto& word : question.words) grams_.push_back(word_grams(word.token.text));
}

std::uint32_t HitBuilder::section_place(const RankedArticle& ranked) const {
    return ranked.best_section ? reader_.catalog().doc(ranked.best_section).section : 0;
}

// Words met in what the reader sees, then in the aliases, then by grams in the title.
void HitBuilder::add_matches(const Article& a, const KeptNames& names, const std::vector<AnalyzedText>& shown,
                             Hit& hit) {
    hit.matches = explain_matches(question_, matcher_, shown);
    const auto is_met = [&](const std::string& raw) {
        return std::any_of(hit.matches.begin(), hit.matches.end(),
                           [&](const Match& m) { return m.word == raw; });
    };
    if (hit.matches.size() == question_.words.size()) return;
    std::vector<AnalyzedText> aliases;
    for (std::size_t i = 0; i < names.aliases.size(); ++i)
        aliases.push_back({a.aliases[i], lent(names.aliases[i]), nullptr});
    for (auto& match : explain_matches(question_, matcher_, aliases)) {
        if (is_met(match.word)) continue;
        match.via = Via::alias;
        hit.matches.push_back(std::move(match));
    }
    for (std::size_t w = 0; w < question_.words.size(); ++w) {
        const auto& raw = question_.words[w].raw;
        if (is_met(raw)) continue;
        const auto near = std::find_if(names.title_words.begin(), names.title_words.end(),
                                       [&](const auto& word) { return shares_grams(grams_[w], word.grams); });
        if (near != names.title_words.end())
            hit.matches.push_back(
                {raw, a.title.substr(near->range.begin, near->range.end - near->range.begin), Via::ngram});
    }
}

// Words that only solved cases answer to. What the cases say of them is not for everybody, so the person's
// own word stands for it.
void HitBuilder::add_case_matches(const RankedArticle& ranked, Hit& hit) const {
    hit.solved_cases = ranked.solved_cases;
    for (std::size_t w = 0; w < question_.words.size(); ++w) {
        if (!ranked.case_words.has(w)) continue;
        const auto& raw = question_.words[w].raw;
        const bool is_met = std::any_of(hit.matches.begin(), hit.matches.end(),
                                        [&](const Match& match) { return match.word == raw; });
        if (!is_met) hit.matches.push_back({raw, raw, Via::case_});
    }
}

Hit HitBuilder::hit(std::size_t place) {
    const auto& ranked = ranking_.articles[place];
    const auto& article = reader_.catalog().articles[ranked.article];
    Hit hit;
    hit.article = card_of(article);
    const auto& own = article.record.article;
    const auto names = reader_.sections().names(article, tools_);
    AnalyzedText title{own.title, lent(names->title), nullptr};
    hit.title_marks = marks_in(title, matcher_);
    hit.score = ranked.score;
    hit.confidence = confidence_of(question_, ranking_, place, reader_, tools_);
    const auto section_number = section_place(ranked);
    std::shared_ptr<const KeptSection> section;
    if (section_number < article.sections.size())
        section = reader_.sections().section(article.sections[section_number], reader_, tools_);
    std::vector<AnalyzedText> shown;
    if (section && !section->text.empty())
        shown.push_back({section->text, section->text_tokens, section->sentences});
    else
        shown.push_back(analyzed(own.summary, tools_));
    hit.snippet = best_snippet(shown.front(), matcher_, tools_);
    shown.push_back(std::move(title));
    if (section) {
        hit.section.title = section->title;
        hit.section.anchor = section->anchor;
        shown.push_back({section->title, section->title_tokens, nullptr});
    }
    hit.section.url =
        hit.article.url + (hit.section.anchor.empty() ? "" : "#" + encode_path(hit.section.anchor));
    add_matches(own, *names, shown, hit);
    add_case_matches(ranked, hit);
    return hit;
}

void HitBuilder::add_quote(const CatalogArticle& article, std::uint32_t place, const Section& section,
                           Hit& hit) {
    if (!article.page) return;
    const auto pages = decode_page(reader_.data(article.page));
    if (place >= pages.size()) return;
    Quote quote;
    quote.markdown = quotable_markdown(pages[place].markdown, article.record.article.path, reader_.catalog());
    quote.html = resolve_links(pages[place].html, reader_.catalog());
    quote.text = section.text;
    hit.quote = std::move(quote);
}

Hit HitBuilder::suggestion(std::size_t place) {
    Hit out = hit(place);
    const auto& ranked = ranking_.articles[place];
    const auto& article = reader_.catalog().articles[ranked.article];
    const auto number = section_place(ranked);
    if (number < article.sections.size())
        add_quote(article, number, decode_section(reader_.data(article.sections[number])), out);
    out.ask = article.record.article.ask;
    out.escalate_to = article.record.article.escalate_to;
    return out;
}

}  // namespace kb
