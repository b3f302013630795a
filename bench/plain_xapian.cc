// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/plain_xapian.h"

#include <xapian.h>

namespace kb {

namespace {

constexpr const char* kTitlePrefix = "S";
constexpr std::size_t kSampleBytes = 200;
constexpr Xapian::doccount kHits = 10;

}  // namespace

struct PlainWriter::Impl {
    Xapian::WritableDatabase database;
    Xapian::TermGenerator generator;
};

PlainWriter::PlainWriter(const std::string& dir) : impl_(std::make_unique<Impl>()) {
    impl_->database = Xapian::WritableDatabase(dir, Xapian::DB_CREATE_OR_OVERWRITE);
    impl_->generator.set_stemmer(Xapian::Stem("ru"));
}

PlainWriter::~PlainWriter() = default;

void PlainWriter::put(const Article& article) {
    auto& generator = impl_->generator;
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(article.title, 1, kTitlePrefix);
    generator.increase_termpos();
    generator.index_text(article.title);
    std::string sample;
    for (const auto& section : article.sections) {
        generator.increase_termpos();
        generator.index_text(section.title);
        generator.increase_termpos();
        generator.index_text(section.text);
        if (sample.empty()) sample = section.text.substr(0, kSampleBytes);
    }
    document.set_data(article.path + "\n" + article.title + "\n" + sample);
    impl_->database.add_document(document);
}

void PlainWriter::commit() { impl_->database.commit(); }

struct PlainReader::Impl {
    explicit Impl(const std::string& dir) : database(dir), enquire(database) {}

    Xapian::Database database;
    Xapian::Enquire enquire;
    Xapian::QueryParser parser;

    std::size_t answer(const Xapian::Query& query);
};

std::size_t PlainReader::Impl::answer(const Xapian::Query& query) {
    enquire.set_query(query);
    const Xapian::MSet hits = enquire.get_mset(0, kHits);
    std::size_t bytes = 0;
    for (auto hit = hits.begin(); hit != hits.end(); ++hit) bytes += hit.get_document().get_data().size();
    return bytes;
}

PlainReader::PlainReader(const std::string& dir) : impl_(std::make_unique<Impl>(dir)) {
    impl_->parser.set_database(impl_->database);
    impl_->parser.set_stemmer(Xapian::Stem("ru"));
    impl_->parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    impl_->parser.set_default_op(Xapian::Query::OP_OR);
}

PlainReader::~PlainReader() = default;

// Without flags: quotes, minus signs and brackets of a ticket are text, not syntax.
std::size_t PlainReader::search(const std::string& text) {
    return impl_->answer(impl_->parser.parse_query(text, 0));
}

std::size_t PlainReader::complete(const std::string& typed) {
    return impl_->answer(impl_->parser.parse_query(typed, Xapian::QueryParser::FLAG_PARTIAL, kTitlePrefix));
}

}  // namespace kb
