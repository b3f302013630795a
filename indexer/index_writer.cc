// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_writer.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include "indexer/article_record.h"
#include "indexer/document_builder.h"
#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/schema.h"

namespace kb {

namespace {

constexpr std::array kAudiences{Audience::public_, Audience::internal};

std::string database_path(const std::string& generation_dir, Audience audience) {
    return generation_dir + "/" + audience_name(audience);
}

// The system's own reason for an error of Xapian's, which knows its words but not its number.
std::optional<int> system_error(const Xapian::Error& error) {
    const char* words = error.get_error_string();
    if (words == nullptr) return std::nullopt;
    for (const int code : {ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, EIO, EMFILE, ENFILE})
        if (std::string_view(words) == std::strerror(code)) return code;
    return std::nullopt;
}

// Xapian's exceptions stop here and become ours. What is neither a lock nor the system's fault is damage: it
// shows as a broken block or as a document that a list names and nobody has.
template <typename Call>
auto guarded(const std::string& where, Call&& call) {
    try {
        return call();
    } catch (const Xapian::DatabaseLockError&) {
        throw BusyError("Индекс занят: его пишет другая программа (" + where + "). Повторите позже.");
    } catch (const Xapian::Error& error) {
        if (const auto code = system_error(error))
            throw IoError("Ошибка записи индекса " + where + ": " + system_reason(*code) +
                          ". Проверьте место на диске и права на папку.");
        throw IndexError("Не удаётся работать с индексом " + where + ": " + error.get_msg() +
                         ". Постройте его заново: kb-index build.");
    }
}

Xapian::Document to_xapian(const IndexDocument& source, Xapian::docid whole) {
    Xapian::Document document;
    for (const auto& [term, count] : source.terms) {
        if (count == 0)
            document.add_boolean_term(term);
        else
            document.add_term(term, count);
    }
    document.set_data(source.data);
    document.add_value(kArticleSlot, Xapian::sortable_serialise(whole));
    document.add_value(kKindSlot, std::string(1, static_cast<char>(source.kind)));
    if (source.kind == DocKind::section)
        document.add_value(kSectionSlot, Xapian::sortable_serialise(source.section));
    if (!source.target.empty()) document.add_value(kTargetSlot, source.target);
    return document;
}

}  // namespace

struct IndexWriter::Impl {
    struct Half {  // one audience's database
        Xapian::WritableDatabase database;
        std::string path;
        bool is_changed = false;
    };
    std::array<Half, kAudiences.size()> halves;
    DocumentBuilder builder;
    // An update is one transaction per database: without it Xapian would flush every 10 000 documents,
    // half an article among them, and write what a failed update had done so far. Readers see nothing of
    // a database being created, so there it may flush and keep memory low.
    bool is_transactional = false;

    Half& half(Audience audience) { return halves[static_cast<std::size_t>(audience)]; }
    const Half& half(Audience audience) const { return halves[static_cast<std::size_t>(audience)]; }
    void remove_from(Half& from, const std::string& term);
};

void IndexWriter::Impl::remove_from(Half& from, const std::string& term) {
    if (!from.database.term_exists(term)) return;
    from.database.delete_document(term);
    from.is_changed = true;
}

IndexWriter::IndexWriter(const std::string& generation_dir, Mode mode) : impl_(std::make_unique<Impl>()) {
    impl_->is_transactional = mode == Mode::update;
    for (const auto audience : kAudiences) {
        auto& half = impl_->half(audience);
        half.path = database_path(generation_dir, audience);
        guarded(half.path, [&] {
            std::error_code ignored;
            std::filesystem::create_directories(half.path, ignored);  // Xapian reports what is wrong
            const int flags = mode == Mode::create ? Xapian::DB_CREATE_OR_OVERWRITE : Xapian::DB_OPEN;
            half.database = Xapian::WritableDatabase(half.path, flags);
            if (impl_->is_transactional) half.database.begin_transaction();
        });
    }
}

IndexWriter::~IndexWriter() = default;

std::vector<IndexedFile> IndexWriter::files() const {
    std::vector<IndexedFile> out;
    for (const auto audience : kAudiences) {
        const auto& half = impl_->half(audience);
        guarded(half.path, [&] {
            const auto term = kind_term(DocKind::whole);
            for (auto it = half.database.postlist_begin(term); it != half.database.postlist_end(term); ++it) {
                auto record = decode_article(half.database.get_document(*it).get_data());
                out.push_back({record.article.path, record.article.id, record.stamp, audience,
                               record.article.category});
            }
        });
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tie(a.path, a.audience) < std::tie(b.path, b.audience);
    });
    return out;
}

void IndexWriter::put(const Article& article, const FileStamp& stamp) {
    put(impl_->builder.build(article, stamp));
}

void IndexWriter::put(const PreparedArticle& article) {
    remove(article.path);
    auto& half = impl_->half(article.audience);
    guarded(half.path, [&] {
        const Xapian::docid whole = half.database.get_lastdocid() + 1;
        for (const auto& document : article.documents) half.database.add_document(to_xapian(document, whole));
        half.is_changed = true;
    });
}

void IndexWriter::remove(std::string_view path) {
    const auto term = path_term(path);
    for (auto& half : impl_->halves) guarded(half.path, [&] { impl_->remove_from(half, term); });
}

void IndexWriter::set_text(Audience audience, std::string_view name, std::string_view text) {
    auto& half = impl_->half(audience);
    guarded(half.path, [&] {
        const std::string key(name);
        if (half.database.get_metadata(key) == text) return;
        half.database.set_metadata(key, std::string(text));
        half.is_changed = true;
    });
}

std::string IndexWriter::text(Audience audience, std::string_view name) const {
    const auto& half = impl_->half(audience);
    return guarded(half.path, [&] { return half.database.get_metadata(std::string(name)); });
}

void IndexWriter::commit() {
    for (auto& half : impl_->halves) {
        if (!half.is_changed) continue;
        guarded(half.path, [&] {
            if (!impl_->is_transactional) return half.database.commit();
            half.database.commit_transaction();
            half.database.begin_transaction();
        });
        half.is_changed = false;
    }
}

}  // namespace kb
