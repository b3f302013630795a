// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/desk_parts.h"

#include <algorithm>
#include <array>

#include "indexer/article_record.h"
#include "server/search/article_view.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kCollectLines = 10;
constexpr double kCaseTrust = 0.5;
constexpr double kSecondThing = 0.35;  // of the question's words, for a second section of an article
constexpr std::size_t kSectionsLooked = 20;

bool begins_with_any(std::string_view title, const auto& beginnings) {
    const std::string folded = lower(title);
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return folded.starts_with(beginning); });
}

// The writer's list, or else the lines of a section «Что приложить».
std::vector<std::string> collect_of(const CatalogArticle& article, const IndexReader& reader) {
    static constexpr std::array<std::string_view, 6> kTitles{"что приложить", "что собрать",
                                                             "что передать",  "что узнать до передачи",
                                                             "для передачи",  "what to collect"};
    const Article& a = article.record.article;
    if (!a.collect.empty() || a.escalate_to.empty()) return a.collect;
    const auto section = std::find_if(a.sections.begin(), a.sections.end(), [&](const Section& one) {
        return begins_with_any(one.title, kTitles);
    });
    const auto place = static_cast<std::size_t>(section - a.sections.begin());
    std::vector<std::string> lines;
    if (section == a.sections.end() || place >= article.sections.size()) return lines;
    const std::string text = decode_section(reader.data(article.sections[place])).text;
    for (std::string_view rest = text; !rest.empty() && lines.size() < kCollectLines;) {
        const auto end = rest.find('\n');
        if (const auto line = rest.substr(0, end); !line.empty()) lines.emplace_back(line);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return lines;
}

// What is sent of a template: the section that says so, or the first with a place to fill in, or the last.
std::string reply_of(const CatalogArticle& article, const IndexReader& reader) {
    static constexpr std::array<std::string_view, 5> kTitles{"текст ответа", "ответ", "текст письма", "reply",
                                                             "text of the reply"};
    if (!article.page) return {};
    const auto sections = decode_page(reader.data(article.page));
    auto found = std::find_if(sections.begin(), sections.end(),
                              [&](const Section& one) { return begins_with_any(one.title, kTitles); });
    if (found == sections.end())
        found = std::find_if(sections.begin(), sections.end(),
                             [](const Section& one) { return one.markdown.find('{') != std::string::npos; });
    if (found == sections.end() && !sections.empty()) found = sections.end() - 1;
    if (found == sections.end()) return {};
    return plain_reply(quotable_markdown(found->markdown, article.record.article.path, reader.catalog()));
}

HashedToken hashed(const Token& token) {
    HashedToken hashed;
    hashed.is_stop_word = token.is_stop_word;
    hashed.text = word_hash(token.text);
    hashed.stem = word_hash(token.stem);
    hashed.derived = word_hash(token.derived);
    return hashed;
}

}  // namespace

DeskItem desk_item(Hit hit, ArticleIndex index, const IndexReader& reader) {
    const CatalogArticle& article = reader.catalog().articles[index];
    const Article& a = article.record.article;
    DeskItem item;
    item.hit = std::move(hit);
    item.kind = a.type == ArticleType::template_ ? DeskKind::template_ : DeskKind::article;
    if (item.kind == DeskKind::template_) item.reply.text = reply_of(article, reader);
    item.collect = collect_of(article, reader);
    item.price = a.price;
    item.term = a.term;
    return item;
}

// Measured on 202 questions of customers, 203 others being cases: from likeness 0.5, 0.6, 0.7 and 0.8 on a
// case's article was right in 10, 24, 35 and 38 of a hundred; where no word leads to that article, in far
// fewer.
double case_confidence(double similarity) { return kCaseTrust * similarity * similarity; }

DeskItem case_item(const NearCase& near, Hit hit, const Question& question, TextTools& tools) {
    DeskItem item;
    item.kind = DeskKind::case_;
    item.case_id = near.kept().id;
    item.hit = std::move(hit);
    const WordMatcher matcher(question);
    item.hit.snippet = best_snippet(near.kept().excerpt, matcher, tools);
    item.hit.matches = explain_matches(question, matcher, {analyzed(near.kept().excerpt, tools)});
    for (auto& match : item.hit.matches) match.via = Via::case_;
    item.hit.confidence = case_confidence(near.similarity);
    item.hit.solved_cases = 1;
    return item;
}

DocId second_section(const RankedArticle& ranked, const Question& question, const IndexReader& reader,
                     TextTools& tools) {
    const auto& sections = reader.catalog().articles[ranked.article].sections;
    const double all = question.content_words();
    if (!ranked.best_section || sections.size() < 2 || all <= 0) return 0;
    const WordMatcher matcher(question);
    DocId best = 0;
    double most = kSecondThing * all;
    for (std::size_t i = 0; i < std::min(sections.size(), kSectionsLooked); ++i) {
        if (sections[i] == ranked.best_section) continue;
        const Section section = decode_section(reader.data(sections[i]));
        WordSet seen = ranked.words_in_section;
        double met = 0;
        for (const HashedToken& token : tools.analyzer.hash(section.title + "\n" + section.text)) {
            const auto* word = matcher.find(token);
            if (!word || seen.has(word->word)) continue;
            seen.add(word->word);
            met += question.words[word->word].weight;
        }
        if (met <= most) continue;
        most = met;
        best = sections[i];
    }
    return best;
}

std::vector<ByteRange> marks_of_words(std::string_view text, const Question& question,
                                      const std::unordered_set<std::string_view>& words, TextTools& tools) {
    const WordMatcher matcher(question);
    std::vector<ByteRange> marks;
    for (const Token& token : tools.analyzer.analyze(text)) {
        const auto* met = matcher.find(hashed(token));
        if (!met || token.text == "не" || !words.contains(question.words[met->word].raw)) continue;
        if (marks.empty() || token.range.begin >= marks.back().end) marks.push_back(token.range);
    }
    return marks;
}

std::string_view first_bytes(std::string_view text, std::size_t count) {
    if (text.size() <= count) return text;
    while (count > 0 && (static_cast<unsigned char>(text[count]) & 0xC0) == 0x80) --count;
    return text.substr(0, count);
}

}  // namespace kb
