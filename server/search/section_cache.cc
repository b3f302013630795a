// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/section_cache.h"

#include "server/search/index_reader.h"
#include "server/search/name_words.h"

namespace kb {

namespace {

constexpr std::size_t kEntryBytes = 250;  // of an entry beside its texts and words, about

std::size_t bytes_of(const Tokens& tokens) {
    return sizeof(Tokens) + tokens.capacity() * sizeof(HashedToken);
}

}  // namespace

std::shared_ptr<const KeptSection> SectionCache::section(DocId section, const IndexReader& reader,
                                                         TextTools& tools) {
    if (auto known = sections_.find(section)) return known;
    auto read = decode_section(reader.data(section));
    auto kept = std::make_shared<KeptSection>();
    kept->title = std::move(read.title);
    kept->anchor = std::move(read.anchor);
    kept->text = std::move(read.text);
    kept->title_tokens = tokens_of(kept->title, tools);
    kept->text_tokens = tokens_of(kept->text, tools);
    kept->sentences = sentences_of(kept->text, tools);
    sections_.keep(section, kept,
                   kEntryBytes + kept->title.size() + kept->anchor.size() + kept->text.size() +
                       bytes_of(*kept->title_tokens) + bytes_of(*kept->text_tokens) +
                       kept->sentences->capacity() * sizeof(SentenceSpan));
    return kept;
}

namespace {

KeptNames analyzed_names(const Article& article, TextTools& tools) {
    KeptNames names;
    names.title = tools.analyzer.hash(article.title);
    for (const auto& token : tools.analyzer.analyze(article.title))
        names.title_words.push_back({token.range, word_grams(token.text)});
    for (const auto& alias : article.aliases) names.aliases.push_back(tools.analyzer.hash(alias));
    return names;
}

std::size_t bytes_of(const KeptNames& names) {
    std::size_t bytes = bytes_of(names.title);
    for (const auto& alias : names.aliases) bytes += bytes_of(alias);
    for (const auto& word : names.title_words)
        bytes += sizeof word + word.grams.capacity() * sizeof(std::uint64_t);
    return bytes;
}

}  // namespace

std::shared_ptr<const KeptNames> SectionCache::names(const CatalogArticle& article, TextTools& tools) {
    if (auto known = names_.find(article.title)) return known;
    auto names = std::make_shared<const KeptNames>(analyzed_names(article.record.article, tools));
    if (article.title) names_.keep(article.title, names, kEntryBytes + bytes_of(*names));
    return names;
}

}  // namespace kb
