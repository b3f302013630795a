// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/section_cache.h"

#include "server/search/index_reader.h"

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

std::shared_ptr<const Tokens> SectionCache::title(DocId title, std::string_view text, TextTools& tools) {
    if (auto known = titles_.find(title)) return known;
    auto tokens = tokens_of(text, tools);
    if (title) titles_.keep(title, tokens, kEntryBytes + bytes_of(*tokens));
    return tokens;
}

}  // namespace kb
