// SPDX-License-Identifier: GPL-2.0-or-later
// One question is made of all that the customer wrote. The first message says what it is about and counts
// whole; of the later ones the newest says where things stand and counts kNewest of it, and each one before
// it kDecay of the next. What the agent wrote is no question.
//
// Articles and templates are ranked by one ranking, with solved cases voting. A solved case becomes an item
// of its own only where its article is not among them: then it is the one who knows. Its place is given by
// its confidence, which is made of its likeness.
//
//   «Приставка не видит сеть» → «Приставка не включается» (article), «Сброс приставки» (template), and a
//   case that was solved with «Смена пароля Wi-Fi», which shares no word with the ticket
//
// An agent sees more at a glance than a customer reads, so the three nearest are shown even where the verdict
// is that there is no article.
//
// An article has one item, or two where the ticket asks two things and two of its sections each answer one;
// the second takes a place that nothing else wants.
//
// What was sent in this ticket takes no place among the others: it stands at the end, marked. What the agent
// has refused does not come again.
#include "server/search/desk_answer.h"

#include <algorithm>
#include <unordered_set>

#include "server/search/answer.h"
#include "server/search/belonging.h"
#include "server/search/cases.h"
#include "server/search/confidence.h"
#include "server/search/desk_parts.h"
#include "server/search/desk_variants.h"
#include "server/search/facets.h"
#include "server/search/hit_builder.h"
#include "server/search/level_guess.h"
#include "server/search/products.h"
#include "server/search/ticket_question.h"
#include "server/search/ticket_text.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr double kNewest = 0.8;  // of the first message
constexpr double kDecay = 0.75;
constexpr std::size_t kMessagesRead = 12;  // the first and the newest
constexpr double kSameCategory = 1.15;
constexpr double kSameLevel = 1.2;
constexpr double kOtherLevel = 0.85;
constexpr double kWithPrice = 1.25;        // where somebody wants it done for them
constexpr std::size_t kNearest = 3;        // items an agent is shown even where none is sure
constexpr double kLeastCoverage = 0.1;     // of the question, for such an item
constexpr double kItemLikeness = 0.8;      // of a case that is an item
constexpr double kCaseEnough = 0.2;        // confidence of a case that is perhaps an answer on its own
constexpr double kLeastLikeness = 0.5;     // of a case in the list
constexpr double kLeastOwnLikeness = 0.3;  // of a case of the same customer
constexpr std::size_t kTwoSections = 2;    // articles that may have two items
constexpr std::size_t kVariantPlaces = 20;
constexpr std::size_t kMaxVariants = 3;
constexpr std::size_t kCasesShown = 5;
constexpr std::size_t kShownText = 24'000;  // bytes of the first message that come back, with marks

class DeskBuilder {
public:
    DeskBuilder(const DeskRequest& request, const IndexReader& reader, const RankingWeights& weights,
                TextTools& tools, const CaseSnapshot* cases)
        : request_(request),
          reader_(reader),
          catalog_(reader.catalog()),
          weights_(weights),
          tools_(tools),
          cases_(cases) {}

    DeskAnswer run();

private:
    Question read();
    RankOptions options(const Question& question) const;
    double prior_of(const Article& article) const;
    void take_sent_out();
    void pick();
    void add_template();
    void add_second_sections();
    void add_variants(std::size_t place, DeskItem& item, std::unordered_set<ArticleIndex>& taken);
    void add_case_items();
    void add_sent();
    void add_cases();
    void mark();
    void find_facts();

    const Article& article_of(const RankedArticle& ranked) const {
        return catalog_.articles[ranked.article].record.article;
    }

    const DeskRequest& request_;
    const IndexReader& reader_;
    const Catalog& catalog_;
    const RankingWeights& weights_;
    TextTools& tools_;
    const CaseSnapshot* cases_;

    DeskAnswer answer_;
    std::vector<std::string> said_;  // by the customer, as text; the first message first
    Question question_;
    CaseRanking found_;
    Ranking sent_;
    std::unordered_set<ArticleIndex> shown_;
    bool belongs_ = false;               // the question to this base: what was found is perhaps an answer
    std::vector<RankedArticle> picked_;  // of the items that ranking gave
};

Question DeskBuilder::read() {
    for (const auto& message : request_.messages)
        if (message.is_customer) said_.push_back(text_of_html(valid_utf8(message.text)));
    if (said_.size() > kMessagesRead)
        said_.erase(said_.begin() + 1, said_.end() - static_cast<std::ptrdiff_t>(kMessagesRead - 1));
    std::vector<TicketPart> parts;
    double weight = kNewest;
    for (std::size_t i = said_.size(); i-- > 1; weight *= kDecay) parts.push_back({said_[i], weight});
    if (!said_.empty()) parts.push_back({said_.front(), 1});
    std::reverse(parts.begin(), parts.end());
    std::string all = request_.subject;
    for (const auto& text : said_) all.append("\n").append(text);
    answer_.guessed = guess_level(all, tools_.analyzer);
    answer_.used = request_.level == Level::none ? answer_.guessed : request_.level;
    answer_.wants_service = wants_service(all);
    return read_conversation(request_.subject, parts, reader_, weights_, tools_, answer_.removed);
}

double DeskBuilder::prior_of(const Article& article) const {
    double factor = 1;
    if (!request_.category.empty() && is_in_category(article.category, request_.category))
        factor *= kSameCategory;
    if (answer_.used != Level::none && article.level != Level::none)
        factor *= article.level == answer_.used ? kSameLevel : kOtherLevel;
    if (answer_.wants_service && !article.price.empty()) factor *= kWithPrice;
    return factor;
}

RankOptions DeskBuilder::options(const Question& question) const {
    ArticleFilter filter;
    if (!request_.wrong.empty())
        filter = [this](ArticleIndex article) {
            const auto& id = catalog_.articles[article].record.article.id;
            return std::find(request_.wrong.begin(), request_.wrong.end(), id) == request_.wrong.end();
        };
    auto options = options_for(question, catalog_, filter, tools_);
    options.prior = [this, by_language = options.prior](ArticleIndex index) {
        return by_language(index) * prior_of(catalog_.articles[index].record.article);
    };
    return options;
}

void DeskBuilder::take_sent_out() {
    auto& articles = found_.ranking.articles;
    for (const auto& id : request_.sent) {
        const auto place = catalog_.by_id.find(id);
        if (place == catalog_.by_id.end()) continue;
        const auto ranked = std::find_if(articles.begin(), articles.end(), [&](const RankedArticle& one) {
            return one.article == place->second;
        });
        RankedArticle sent;
        sent.article = place->second;
        if (ranked != articles.end()) {
            sent = *ranked;
            articles.erase(ranked);
        }
        if (shown_.insert(sent.article).second) sent_.articles.push_back(std::move(sent));
    }
    sent_.question_mass = found_.ranking.question_mass;
    sent_.belonging = found_.ranking.belonging;
}

void DeskBuilder::add_variants(std::size_t place, DeskItem& item, std::unordered_set<ArticleIndex>& taken) {
    const auto& articles = found_.ranking.articles;
    const auto last = std::min(articles.size(), kVariantPlaces);
    for (std::size_t next = place + 1; next < last && item.variants.size() < kMaxVariants; ++next) {
        const auto other = articles[next].article;
        if (taken.contains(other) || !are_near(articles[place].article, other, reader_)) continue;
        taken.insert(other);
        item.variants.push_back(variant_of(articles[place].article, other, reader_, tools_));
    }
}

void DeskBuilder::pick() {
    const auto limit = static_cast<std::size_t>(std::max(request_.limit, 0));
    HitBuilder builder(question_, found_.ranking, reader_, tools_);
    for (std::size_t place = 0; place < found_.ranking.articles.size(); ++place) {
        const auto& ranked = found_.ranking.articles[place];
        if (answer_.items.size() >= limit) break;
        if (shown_.contains(ranked.article)) continue;
        const bool is_weak =
            !belongs_ || (!answer_.items.empty() && confidence_of(question_, found_.ranking, place, reader_,
                                                                  tools_) < kShownConfidence);
        if (is_weak && answer_.items.size() >= kNearest) break;
        if (is_weak && ranked.coverage.article < kLeastCoverage) continue;
        shown_.insert(ranked.article);
        picked_.push_back(ranked);
        answer_.items.push_back(desk_item(builder.suggestion(place), ranked.article, reader_));
        add_variants(place, answer_.items.back(), shown_);
    }
}

// As in answer_suggest: where there is an answer, the nearest template is worth the last place.
void DeskBuilder::add_template() {
    auto& items = answer_.items;
    const bool has_one = std::any_of(items.begin(), items.end(),
                                     [](const DeskItem& item) { return item.kind == DeskKind::template_; });
    if (request_.limit < 2 || items.empty() || has_one) return;
    const auto& articles = found_.ranking.articles;
    for (std::size_t place = 0; place < articles.size(); ++place) {
        if (!is_template_near_enough(articles[place], place, found_.ranking)) return;
        const auto index = articles[place].article;
        if (article_of(articles[place]).type != ArticleType::template_ || shown_.contains(index)) continue;
        if (items.size() >= static_cast<std::size_t>(request_.limit)) items.pop_back();
        shown_.insert(index);
        HitBuilder builder(question_, found_.ranking, reader_, tools_);
        items.push_back(desk_item(builder.suggestion(place), index, reader_));
        return;
    }
}

void DeskBuilder::add_case_items() {
    auto& items = answer_.items;
    for (const auto& near : found_.nearest) {
        if (near.similarity < kItemLikeness) break;
        if (!near.kept().is_solved || shown_.contains(near.article)) continue;
        shown_.insert(near.article);
        Ranking alone;
        alone.articles.push_back({});
        alone.articles.front().article = near.article;
        DeskItem item =
            case_item(near, HitBuilder(question_, alone, reader_, tools_).suggestion(0), question_, tools_);
        const auto place = std::find_if(items.begin(), items.end(), [&](const DeskItem& other) {
            return other.hit.confidence < item.hit.confidence;
        });
        items.insert(place, std::move(item));
    }
    const auto limit = static_cast<std::size_t>(std::max(request_.limit, 0));
    if (items.size() > limit) items.resize(limit);
}

void DeskBuilder::add_second_sections() {
    for (std::size_t i = 0; i < std::min(picked_.size(), kTwoSections); ++i) {
        if (answer_.items.size() >= static_cast<std::size_t>(std::max(request_.limit, 0))) return;
        const DocId second = second_section(picked_[i], question_, reader_, tools_);
        if (!second) continue;
        Ranking alone;
        alone.question_mass = found_.ranking.question_mass;
        alone.belonging = found_.ranking.belonging;
        alone.articles.push_back(picked_[i]);
        alone.articles.front().best_section = second;
        auto item = desk_item(HitBuilder(question_, alone, reader_, tools_).suggestion(0), picked_[i].article,
                              reader_);
        item.hit.confidence = std::min(item.hit.confidence, answer_.items.back().hit.confidence);
        answer_.items.push_back(std::move(item));
    }
}

void DeskBuilder::add_sent() {
    HitBuilder builder(question_, sent_, reader_, tools_);
    for (std::size_t place = 0; place < sent_.articles.size(); ++place) {
        auto item = desk_item(builder.suggestion(place), sent_.articles[place].article, reader_);
        item.is_sent = true;
        answer_.items.push_back(std::move(item));
    }
}

void DeskBuilder::add_cases() {
    for (const auto& near : found_.nearest) {
        const auto& kept = near.kept();
        const bool is_own = request_.own_cases.contains(kept.id);
        if (near.similarity < (is_own ? kLeastOwnLikeness : kLeastLikeness)) continue;
        answer_.cases.push_back({{kept.id, kept.excerpt, card_of(catalog_.articles[near.article]),
                                  kept.is_solved, kept.at_s, near.similarity},
                                 is_own});
    }
    std::stable_partition(answer_.cases.begin(), answer_.cases.end(),
                          [](const DeskCase& one) { return one.is_same_customer; });
    if (answer_.cases.size() > kCasesShown) answer_.cases.resize(kCasesShown);
}

void DeskBuilder::mark() {
    if (said_.empty()) return;
    answer_.text = valid_utf8(first_bytes(said_.front(), kShownText));
    std::unordered_set<std::string_view> met;
    for (const auto& item : answer_.items)
        for (const auto& match : item.hit.matches) met.insert(match.word);
    answer_.marks = marks_of_words(answer_.text, question_, met, tools_);
}

void DeskBuilder::find_facts() {
    FactSources sources{request_.name, {}, request_.order_shapes};
    sources.texts.emplace_back(request_.subject);
    sources.texts.insert(sources.texts.end(), said_.begin(), said_.end());
    answer_.facts = facts_of(sources);
    answer_.facts.set("ticket", request_.number);
    set_product(answer_.facts, products_in(sources.texts, request_.products, tools_.analyzer));
    for (auto& item : answer_.items) {
        if (item.kind != DeskKind::template_) continue;
        TicketFacts facts = answer_.facts;
        facts.set("term", item.term);
        item.reply = fill_reply(item.reply.text, facts);
    }
}

DeskAnswer DeskBuilder::run() {
    question_ = read();
    found_ = rank_with_cases(question_, reader_, weights_, options(question_), cases_);
    drop_tail(found_.ranking);
    const std::string_view asked = request_.subject.empty() && !said_.empty()
                                       ? std::string_view(said_.front())
                                       : std::string_view(request_.subject);
    apply_pins(first_bytes(asked, Searcher::kMaxQueryCharacters), reader_, tools_, options(question_).filter,
               found_.ranking);
    found_.ranking.belonging = belonging_of(question_, found_.ranking, reader_, tools_);
    belongs_ = is_worth_showing(found_.ranking);
    answer_.terms = key_terms(question_, reader_);
    take_sent_out();
    pick();
    add_template();
    add_case_items();
    add_second_sections();
    if (!answer_.items.empty()) {
        const auto& best = answer_.items.front();
        if (belongs_ || (best.kind == DeskKind::case_ && best.hit.confidence >= kCaseEnough))
            answer_.verdict = best.hit.confidence >= kAnswerConfidence ? Verdict::answer : Verdict::maybe;
    }
    add_sent();
    add_cases();
    mark();
    find_facts();
    return std::move(answer_);
}

}  // namespace

DeskAnswer answer_desk(const DeskRequest& request, const IndexReader& reader, const RankingWeights& weights,
                       TextTools& tools, const CaseSnapshot* cases) {
    return DeskBuilder(request, reader, weights, tools, cases).run();
}

}  // namespace kb
