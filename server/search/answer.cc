// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/answer.h"

#include <algorithm>
#include <unordered_set>

#include "server/search/belonging.h"
#include "server/search/cases.h"
#include "server/search/catalog_builder.h"
#include "server/search/confidence.h"
#include "server/search/facets.h"
#include "server/search/hit_builder.h"
#include "server/search/query_expander.h"
#include "server/search/ticket_question.h"
#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr double kTail = 0.06;  // articles below this share of the best score are noise
constexpr std::size_t kRankedArticles = 200;
constexpr double kForeignLanguage = 0.6;     // prior of an article in another language than the question's
constexpr std::size_t kTemplatePlaces = 12;  // a template further down is about something else
constexpr double kTemplateShare = 0.15;      // of the best score, likewise
constexpr double kSameCategory = 1.15;
constexpr double kSameLevel = 1.1;

// "ru" or "en" by the letters of the question as it is searched; empty: cannot say.
std::string language_of(const Question& question) {
    std::size_t cyrillic = 0;
    std::size_t latin = 0;
    for (const auto& word : question.words) {
        const auto& text = word.readings.empty() ? word.token.text : word.readings.front().text;
        const auto script = script_of(to_utf32(text));
        if (script == Script::cyrillic) ++cyrillic;
        if (script == Script::latin) ++latin;
    }
    if (cyrillic > 0) return "ru";
    return latin >= 2 ? "en" : "";
}

}  // namespace

RankOptions options_for(const Question& question, const Catalog& catalog, ArticleFilter filter,
                        TextTools& tools) {
    RankOptions options;
    options.analyzer = &tools.analyzer;
    options.depth = kRankedArticles;
    options.filter = std::move(filter);
    const auto language = language_of(question);
    const auto& langs = catalog.article_langs;
    const auto known =
        std::find_if(langs.begin(), langs.end(), [&](const auto& lang) { return lang->value == language; });
    options.prior = [&catalog, is_any = language.empty(),
                     wanted = static_cast<std::size_t>(known - langs.begin())](ArticleIndex article) {
        return is_any || catalog.traits[article].lang == wanted ? 1.0 : kForeignLanguage;
    };
    return options;
}

void drop_tail(Ranking& ranking) {
    if (ranking.articles.empty()) return;
    const double floor = ranking.articles.front().score * kTail;
    std::erase_if(ranking.articles, [&](const RankedArticle& article) { return article.score < floor; });
}

void apply_pins(std::string_view query, const IndexReader& reader, TextTools& tools,
                const ArticleFilter& filter, Ranking& ranking) {
    const auto pin = reader.catalog().pins.find(pin_key(query, tools.analyzer));
    if (pin == reader.catalog().pins.end() || pin->first.empty() || (filter && !filter(pin->second))) return;
    auto& articles = ranking.articles;
    const auto is_it = [&](const RankedArticle& article) { return article.article == pin->second; };
    auto found = std::find_if(articles.begin(), articles.end(), is_it);
    RankedArticle pinned;
    pinned.article = pin->second;
    if (found != articles.end()) {
        pinned = *found;
        articles.erase(found);
    }
    pinned.is_pinned = true;
    pinned.score = articles.empty() ? 1 : std::max(pinned.score, articles.front().score * 1.01);
    articles.insert(articles.begin(), pinned);
}

bool is_template_near_enough(const RankedArticle& ranked, std::size_t place, const Ranking& ranking) {
    return place < kTemplatePlaces && ranked.score >= kTemplateShare * ranking.articles.front().score;
}

namespace {

// What a word of the question was replaced by; empty: it was not.
std::string replacement_of(const QuestionWord& word) {
    if (!word.readings.empty() && word.readings.front().via == Via::translit)
        return word.readings.front().text;
    if (word.is_known) return {};
    for (const auto& reading : word.readings)
        if (reading.via == Via::correction) return reading.text;
    return {};
}

// «password» → «пароль» where a word was replaced; the layout's repair changes the whole text.
void describe_rewriting(const Question& question, const SearchRequest& request, SearchAnswer& answer) {
    answer.shown_query = question.shown;
    answer.rewritten = question.rewritten;
    std::size_t unchanged = question.shown.size();  // from here on the text is as it will be shown
    for (auto word = question.words.rbegin(); word != question.words.rend(); ++word) {
        const auto by = replacement_of(*word);
        const auto& range = word->token.range;
        if (by.empty()) {
            if (!word->is_known && !word->token.is_compound) answer.missing_words.push_back(word->raw);
        } else if (range.end <= unchanged) {
            if (!answer.rewritten) answer.rewritten = Via::correction;
            answer.shown_query.replace(range.begin, range.end - range.begin, by);
            unchanged = range.begin;
        }
    }
    std::reverse(answer.missing_words.begin(), answer.missing_words.end());
    if (answer.shown_query == request.query) answer.rewritten.reset();
}

Relaxation relaxation_of(const Ranking& ranking) {
    if (ranking.articles.empty()) return Relaxation::none_found;
    double best = 0;
    for (const auto& article : ranking.articles) best = std::max(best, article.coverage.article);
    if (best > 0.8) return Relaxation::all_words;
    return best > 0.5 ? Relaxation::most_words : Relaxation::some_words;
}

ArticleFilter search_filter(const SearchRequest& request, const Catalog& catalog) {
    if (request.category.empty() && request.type.empty() && request.lang.empty()) return nullptr;
    return [&request, &catalog](ArticleIndex index) {
        const auto& article = catalog.articles[index].record.article;
        return is_in_category(article.category, request.category) &&
               (request.type.empty() || request.type == type_name(article.type)) &&
               (request.lang.empty() || request.lang == article.lang);
    };
}

// An agent answers with a template as often as with an article, but a template has few words to be sure
// by: when there is an answer and no template beside it, the nearest one takes the last place.
void add_template(const Ranking& ranking, const Catalog& catalog, int limit, HitBuilder& builder,
                  std::vector<Hit>& suggestions) {
    const auto is_template = [](const Hit& hit) { return hit.article.type == ArticleType::template_; };
    if (limit < 2 || suggestions.empty() || std::any_of(suggestions.begin(), suggestions.end(), is_template))
        return;
    for (std::size_t place = 0; place < ranking.articles.size(); ++place) {
        const auto& ranked = ranking.articles[place];
        if (!is_template_near_enough(ranked, place, ranking)) return;
        if (catalog.articles[ranked.article].record.article.type != ArticleType::template_) continue;
        if (suggestions.size() >= static_cast<std::size_t>(limit)) suggestions.pop_back();
        suggestions.push_back(builder.suggestion(place));
        return;
    }
}

// No word is in any article, nor like one that is: letters that names share by chance are no answer.
bool knows_nothing(const Question& question) {
    return std::all_of(question.words.begin(), question.words.end(),
                       [](const QuestionWord& word) { return !word.is_known && word.readings.size() <= 1; });
}

Question read_text(AskMode mode, const std::string& text, const IndexReader& reader,
                   const RankingWeights& weights, TextTools& tools) {
    std::vector<RemovedPart> removed;
    return mode == AskMode::search ? read_question(text, reader, weights, tools.analyzer, {})
                                   : read_ticket("", text, reader, weights, tools, removed);
}

}  // namespace

SearchAnswer answer_search(const SearchRequest& request, const IndexReader& reader,
                           const RankingWeights& weights, TextTools& tools, const CaseSnapshot* cases) {
    const Catalog& catalog = reader.catalog();
    ExpandOptions expand;
    expand.literal = request.literal;
    const auto question = read_question(request.query, reader, weights, tools.analyzer, expand);
    const auto filter = search_filter(request, catalog);
    auto ranking =
        rank_with_cases(question, reader, weights, options_for(question, catalog, filter, tools), cases)
            .ranking;
    if (knows_nothing(question))
        std::erase_if(ranking.articles,
                      [](const RankedArticle& article) { return article.solved_cases == 0; });
    drop_tail(ranking);
    apply_pins(question.shown, reader, tools, filter, ranking);
    ranking.belonging = belonging_of(question, ranking, reader, tools);

    SearchAnswer answer;
    describe_rewriting(question, request, answer);
    answer.total = static_cast<int>(ranking.articles.size());
    answer.relaxation = relaxation_of(ranking);
    answer.facets = count_facets(ranking.articles, catalog);
    HitBuilder builder(question, ranking, reader, tools);
    const auto first = static_cast<std::size_t>(std::max(request.offset, 0));
    const auto last =
        std::min(ranking.articles.size(), first + static_cast<std::size_t>(std::max(request.limit, 0)));
    for (auto place = first; place < last; ++place) answer.hits.push_back(builder.hit(place));
    answer.is_confident = is_worth_showing(ranking);
    return answer;
}

SuggestAnswer answer_suggest(const SuggestRequest& request, const IndexReader& reader,
                             const RankingWeights& weights, TextTools& tools, const CaseSnapshot* cases) {
    const Catalog& catalog = reader.catalog();
    const std::unordered_set<std::string> excluded(request.exclude.begin(), request.exclude.end());
    SuggestAnswer answer;
    const auto question = read_ticket(request.subject, request.text, reader, weights, tools, answer.removed);
    ArticleFilter filter;
    if (!excluded.empty())
        filter = [&](ArticleIndex article) {
            return !excluded.contains(catalog.articles[article].record.article.id);
        };
    auto options = options_for(question, catalog, filter, tools);
    options.prior = [&, by_language = options.prior](ArticleIndex index) {
        const auto& article = catalog.articles[index].record.article;
        double factor = by_language(index);
        if (!request.category.empty() && is_in_category(article.category, request.category))
            factor *= kSameCategory;
        if (request.level != Level::none && article.level == request.level) factor *= kSameLevel;
        return factor;
    };
    auto found = rank_with_cases(question, reader, weights, options, cases);
    auto& ranking = found.ranking;
    drop_tail(ranking);
    apply_pins(request.subject.empty() ? request.text : request.subject, reader, tools, filter, ranking);
    ranking.belonging = belonging_of(question, ranking, reader, tools);

    answer.terms = key_terms(question, reader);
    if (request.with_cases) answer.cases = similar_cases(found, catalog);
    HitBuilder builder(question, ranking, reader, tools);
    const std::size_t places = is_worth_showing(ranking) ? ranking.articles.size() : 0;
    for (std::size_t place = 0; place < places; ++place) {
        if (answer.suggestions.size() >= static_cast<std::size_t>(std::max(request.limit, 0))) break;
        if (place > 0 && confidence_of(question, ranking, place, reader, tools) < kShownConfidence) break;
        answer.suggestions.push_back(builder.suggestion(place));
    }
    add_template(ranking, catalog, request.limit, builder, answer.suggestions);
    if (!answer.suggestions.empty())
        answer.verdict =
            answer.suggestions.front().confidence >= kAnswerConfidence ? Verdict::answer : Verdict::maybe;
    return answer;
}

Ranking rank_without_model(AskMode mode, const std::string& text, const IndexReader& reader,
                           const RankingWeights& weights, TextTools& tools) {
    static const RankModel kNoTrees;
    const auto question = read_text(mode, text, reader, weights, tools);
    auto options = options_for(question, reader.catalog(), nullptr, tools);
    options.model = &kNoTrees;
    return rank(question, reader, weights, options);
}

AskedTicket rank_ticket(const std::string& text, const IndexReader& reader, const RankingWeights& weights,
                        TextTools& tools) {
    AskedTicket asked;
    asked.question = read_text(AskMode::suggest, text, reader, weights, tools);
    asked.ranking =
        rank(asked.question, reader, weights, options_for(asked.question, reader.catalog(), nullptr, tools));
    drop_tail(asked.ranking);
    asked.ranking.belonging = belonging_of(asked.question, asked.ranking, reader, tools);
    return asked;
}

std::vector<std::string> ranked_paths(AskMode mode, const std::string& text, std::size_t limit,
                                      const IndexReader& reader, const RankingWeights& weights,
                                      TextTools& tools, const CaseSnapshot* cases) {
    const auto question = read_text(mode, text, reader, weights, tools);
    auto ranking = rank_with_cases(question, reader, weights,
                                   options_for(question, reader.catalog(), nullptr, tools), cases)
                       .ranking;
    drop_tail(ranking);
    apply_pins(question.shown, reader, tools, nullptr, ranking);
    std::vector<std::string> paths;
    for (const auto& article : ranking.articles) {
        if (paths.size() == limit) break;
        paths.push_back(reader.catalog().articles[article.article].record.article.path);
    }
    return paths;
}

}  // namespace kb
