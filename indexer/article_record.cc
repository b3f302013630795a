// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/article_record.h"

#include "indexer/error.h"
#include "indexer/record.h"

namespace kb {

namespace {

void write_ask(RecordWriter& out, const std::vector<AskQuestion>& ask) {
    out.number(ask.size());
    for (const auto& item : ask) {
        out.text(item.question);
        out.text(item.why);
    }
}

std::vector<AskQuestion> read_ask(RecordReader& in) {
    std::vector<AskQuestion> ask;
    for (auto count = in.number(); count > 0; --count) {
        AskQuestion item;
        item.question = in.text();
        item.why = in.text();
        ask.push_back(std::move(item));
    }
    return ask;
}

std::vector<Section> read_headings(RecordReader& in) {
    std::vector<Section> sections;
    for (auto count = in.number(); count > 0; --count) {
        Section section;
        section.title = in.text();
        section.anchor = in.text();
        section.level = static_cast<int>(in.number());
        sections.push_back(std::move(section));
    }
    return sections;
}

// A number that must name one of an enumeration's first `count` values.
template <typename Enum>
Enum read_enum(RecordReader& in, std::uint64_t count) {
    const auto value = in.number();
    if (value >= count)
        throw IndexError("Запись индекса повреждена. Постройте индекс заново: kb-index build.");
    return static_cast<Enum>(value);
}

}  // namespace

std::string encode(const ArticleRecord& record) {
    const Article& a = record.article;
    RecordWriter out;
    for (const auto* text :
         {&a.path, &a.id, &a.slug, &a.title, &a.summary, &a.lang, &a.category, &a.review_after, &a.updated,
          &a.checked, &a.owner, &a.escalate_to, &a.price, &a.term, &record.stamp.hash})
        out.text(*text);
    out.number(static_cast<std::uint64_t>(a.audience));
    out.number(static_cast<std::uint64_t>(a.type));
    out.number(static_cast<std::uint64_t>(a.level));
    out.number(static_cast<std::uint64_t>(a.word_count));
    out.number(record.stamp.size_bytes);
    out.number(static_cast<std::uint64_t>(record.stamp.modified_ns));
    for (const auto* list : {&a.tags, &a.aliases, &a.related, &a.pin_for, &a.suggest_for, &a.redirect_from,
                             &a.attachments, &a.collect, &record.files})
        out.texts(*list);
    write_ask(out, a.ask);
    out.number(a.sections.size());
    for (const auto& section : a.sections) {
        out.text(section.title);
        out.text(section.anchor);
        out.number(static_cast<std::uint64_t>(section.level));
    }
    return out.take();
}

ArticleRecord decode_article(std::string_view bytes) {
    RecordReader in(bytes);
    ArticleRecord record;
    Article& a = record.article;
    for (auto* text :
         {&a.path, &a.id, &a.slug, &a.title, &a.summary, &a.lang, &a.category, &a.review_after, &a.updated,
          &a.checked, &a.owner, &a.escalate_to, &a.price, &a.term, &record.stamp.hash})
        *text = in.text();
    a.audience = read_enum<Audience>(in, 2);
    a.type = read_enum<ArticleType>(in, 8);
    a.level = read_enum<Level>(in, 3);
    a.word_count = static_cast<int>(in.number());
    record.stamp.size_bytes = in.number();
    record.stamp.modified_ns = static_cast<std::int64_t>(in.number());
    for (auto* list : {&a.tags, &a.aliases, &a.related, &a.pin_for, &a.suggest_for, &a.redirect_from,
                       &a.attachments, &a.collect, &record.files})
        *list = in.texts();
    a.ask = read_ask(in);
    a.sections = read_headings(in);
    return record;
}

std::string encode_section(const Section& section) {
    RecordWriter out;
    out.text(section.title);
    out.text(section.anchor);
    out.text(section.text);
    return out.take();
}

Section decode_section(std::string_view bytes) {
    RecordReader in(bytes);
    Section section;
    section.title = in.text();
    section.anchor = in.text();
    section.text = in.text();
    return section;
}

std::string encode_page(const std::vector<Section>& sections) {
    RecordWriter out;
    out.number(sections.size());
    for (const auto& section : sections) {
        out.text(section.title);
        out.text(section.anchor);
        out.number(static_cast<std::uint64_t>(section.level));
        out.text(section.html);
        out.text(section.markdown);
    }
    return out.take();
}

std::vector<Section> decode_page(std::string_view bytes) {
    RecordReader in(bytes);
    std::vector<Section> sections;
    for (auto count = in.number(); count > 0; --count) {
        Section section;
        section.title = in.text();
        section.anchor = in.text();
        section.level = static_cast<int>(in.number());
        section.html = in.text();
        section.markdown = in.text();
        sections.push_back(std::move(section));
    }
    return sections;
}

}  // namespace kb
