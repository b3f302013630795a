// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over the tree in path order does for a build and for an update; a build is an update of an
// empty index. What each file means is decided by Plan, so both, and check, agree. Nothing is
// remembered outside the databases: an update killed anywhere finds, next time, stamps that still
// differ and does the rest. Only checksums live outside, and they are taken away before the first write.
#include "indexer/update.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "indexer/article_stream.h"
#include "indexer/article_tree.h"
#include "indexer/base_texts.h"
#include "indexer/checksums.h"
#include "indexer/document_builder.h"
#include "indexer/error.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/plan.h"
#include "indexer/schema.h"
#include "indexer/shared_parts.h"
#include "indexer/staff_categories.h"

namespace kb {

namespace {

// Internal text beside the articles: stamps of drafts and archived articles, so that they are not read each
// time.
constexpr const char* kUnpublished = "unpublished";

void append(Diagnostics& all, const Diagnostics& more) { all.insert(all.end(), more.begin(), more.end()); }

void throw_if_stopped(const std::stop_token& stop) {
    if (stop.stop_requested()) throw Interrupted("Остановлено. Индекс остался прежним.");
}

// And of shared parts: what they were, and which article stands on which.
constexpr const char* kPartHashes = "part-hashes";
constexpr const char* kPartUses = "part-uses";

bool stands_on(const PartUses& uses, std::string_view path, const std::set<std::string>& parts) {
    const auto found = uses.find(path);
    return found != uses.end() && std::any_of(found->second.begin(), found->second.end(),
                                              [&](const std::string& key) { return parts.contains(key); });
}

// Stamps that spare a file its reading. A path in both databases is never spared, nor is an article whose
// category was opened to customers or closed.
KnownStamps known_stamps(const IndexedFiles& indexed, const KnownStamps& unpublished,
                         const StaffCategories& before, const StaffCategories& now) {
    KnownStamps known = unpublished;
    for (const auto& [path, files] : indexed) {
        const std::string& category = files.front().category;
        if (files.size() == 1 && before.contains(category) == now.contains(category))
            known.try_emplace(path, files.front().stamp);
    }
    return known;
}

// The writer of one run, which knows whether anything was written and tells before the first time.
class Changes {
public:
    Changes(IndexWriter& writer, std::function<void()> before_first)
        : writer_(writer), before_first_(std::move(before_first)) {}

    void put(const PreparedArticle& article) { opened().put(article); }
    void remove(const std::string& path) { opened().remove(path); }
    void set_text(Audience audience, const std::string& name, const std::string& text) {
        if (writer_.text(audience, name) != text) opened().set_text(audience, name, text);
    }
    bool any() const { return is_open_; }

private:
    IndexWriter& opened() {
        if (!is_open_) before_first_();
        is_open_ = true;
        return writer_;
    }

    IndexWriter& writer_;
    std::function<void()> before_first_;
    bool is_open_ = false;
};

// One pass over the tree.
class Pass {
public:
    Pass(FileSystem& files, const IndexPaths& paths, const IndexWriter& writer, Changes& changes)
        : files_(files),
          paths_(paths),
          changes_(changes),
          indexed_(by_path(writer.files())),
          plan_(indexed_) {
        known_unpublished_ = parse_stamps(writer.text(Audience::internal, kUnpublished));
        staff_before_ = StaffCategories::parse(writer.text(Audience::internal, kStaffCategories));
        protected_now_ =
            read_protected_words(files, paths.articles_dir, writer.text(Audience::internal, kProtectedWords));
        for (const auto audience : {Audience::public_, Audience::internal})
            is_stemmed_anew_ |= writer.text(audience, kProtectedWords) != format_words(protected_now_);
        staff_now_ = read_staff_categories(files, paths.articles_dir, staff_before_);
        read_parts(writer.text(Audience::internal, kPartHashes), writer.text(Audience::internal, kPartUses));
        plan_.know_unpublished(known_unpublished_);
    }

    UpdateReport run(const std::stop_token& stop, const OnProgress& on_progress) {
        const ArticleTree tree = scan_articles(files_, paths_.articles_dir);
        append(report_.diagnostics, tree.diagnostics);
        const std::vector<TreeFile> visited = files_to_visit(tree, indexed_);
        remove_absent(visited);
        apply_files(visited, stop, on_progress);
        apply_texts();
        report_.articles = plan_.owners().size();
        append(report_.diagnostics, plan_.diagnostics());
        return std::move(report_);
    }

private:
    // An index of a time without parts does not know who uses them: everything is read again, once.
    void read_parts(const std::string& hashes, const std::string& uses) {
        SharedPartsResult read = read_shared_parts(files_, paths_.articles_dir);
        append(report_.diagnostics, read.diagnostics);
        parts_ = std::move(read.parts);
        uses_before_ = parse_uses(uses);
        parts_changed_ = changed_parts(hashes, parts_);
        is_stemmed_anew_ |= hashes.empty() && !parts_changed_.empty();
    }

    // What need not be read: unchanged files that stand on unchanged parts.
    KnownStamps known() const {
        // Every article is analysed again when other words than before are protected.
        KnownStamps known = is_stemmed_anew_
                                ? known_unpublished_
                                : known_stamps(indexed_, known_unpublished_, staff_before_, staff_now_);
        if (!parts_changed_.empty()) {
            std::erase_if(
                known, [&](const auto& file) { return stands_on(uses_before_, file.first, parts_changed_); });
        }
        return known;
    }

    void remove_absent(const std::vector<TreeFile>& visited) {
        std::set<std::string_view> present;
        for (const TreeFile& file : visited) present.insert(file.path);
        for (const auto& [path, files] : indexed_) {
            if (!present.contains(path)) remove(path);
        }
    }

    void apply_files(const std::vector<TreeFile>& visited, const std::stop_token& stop,
                     const OnProgress& on_progress) {
        const KnownStamps known_files = known();
        ArticleStream stream(files_, paths_.articles_dir, visited, known_files, ArticleStream::Depth::prepare,
                             staff_now_, protected_now_, parts_);
        std::size_t done = 0;
        while (const auto file = stream.next()) {
            throw_if_stopped(stop);
            apply(*file);
            if (on_progress) on_progress(++done, visited.size());
        }
    }

    void apply(const LoadedFile& file) {
        const auto used = uses_before_.find(file.path);
        if (file.state == LoadedFile::State::parsed && !file.result.uses.empty()) {
            uses_now_[file.path] = file.result.uses;
        } else if (file.state == LoadedFile::State::unchanged && used != uses_before_.end()) {
            uses_now_.insert(*used);
        }
        const Action action = plan_.decide(file);
        if (action == Action::remove) remove(file.path);
        if (action != Action::put) return;
        changes_.put(*file.prepared);
        ++report_.put;
    }

    void remove(const std::string& path) {
        changes_.remove(path);
        ++report_.removed;
    }

    void apply_texts() {
        const auto audience_of = [this](std::string_view id) -> std::optional<Audience> {
            const auto owner = plan_.owners().find(id);
            if (owner == plan_.owners().end()) return std::nullopt;
            return owner->second.audience;
        };
        const BaseTexts base = read_base_texts(files_, paths_.articles_dir, audience_of);
        append(report_.diagnostics, base.diagnostics);
        for (const BaseText& text : base.texts) changes_.set_text(text.audience, text.name, text.text);
        changes_.set_text(Audience::internal, kUnpublished, format_stamps(plan_.unpublished()));
        changes_.set_text(Audience::internal, kStaffCategories, staff_now_.format());
        changes_.set_text(Audience::internal, kPartHashes, format_hashes(parts_));
        changes_.set_text(Audience::internal, kPartUses, format_uses(uses_now_));
    }

    FileSystem& files_;
    const IndexPaths& paths_;
    Changes& changes_;
    const IndexedFiles indexed_;
    KnownStamps known_unpublished_;
    StaffCategories staff_before_, staff_now_;
    ProtectedWords protected_now_;
    SharedParts parts_;
    std::set<std::string> parts_changed_;
    PartUses uses_before_, uses_now_;
    bool is_stemmed_anew_ = false;
    Plan plan_;
    UpdateReport report_;
};

UpdateReport build_locked(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop,
                          const OnProgress& on_progress) {
    remove_leftovers(paths.index_dir);
    NewGeneration generation(paths.index_dir);
    UpdateReport report;
    {
        IndexWriter writer(generation.dir(), IndexWriter::Mode::create);
        Changes changes(writer, [] {});
        report = Pass(files, paths, writer, changes).run(stop, on_progress);
        writer.commit();
    }
    throw_if_stopped(stop);
    generation.make_live();
    remove_leftovers(paths.index_dir);
    report.is_full = true;
    report.is_changed = true;
    return report;
}

UpdateReport update_locked(FileSystem& files, const IndexPaths& paths, const std::string& generation_dir,
                           const std::stop_token& stop, const OnProgress& on_progress) {
    remove_leftovers(paths.index_dir);
    UpdateReport report;
    {
        IndexWriter writer(generation_dir, IndexWriter::Mode::update);
        Changes changes(writer, [&] { remove_checksums(generation_dir); });
        report = Pass(files, paths, writer, changes).run(stop, on_progress);
        report.is_changed = changes.any();
        if (changes.any()) writer.commit();
    }
    if (!has_checksums(generation_dir)) write_checksums(generation_dir);
    return report;
}

// Why the live generation cannot be brought up to date; empty when it can. A damaged file may crash Xapian,
// and an update would put good checksums over the damage.
std::string reason_to_build(const std::optional<std::string>& live) {
    if (!live) return "Индекса ещё не было, он построен целиком.";
    if (format_of(*live) != kIndexFormat)
        return "Индекс был записан в другом формате, поэтому построен заново.";
    const ChecksumReport checksums = verify_checksums(*live);
    if (checksums.state != ChecksumState::damaged) return {};
    return fmt::format("Файл индекса {} был повреждён, поэтому индекс построен заново.",
                       checksums.damaged_files.front());
}

}  // namespace

UpdateReport build(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop,
                   const OnProgress& on_progress) {
    const WriterLock lock(paths.index_dir);
    return build_locked(files, paths, stop, on_progress);
}

UpdateReport update(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop,
                    const OnProgress& on_progress) {
    const WriterLock lock(paths.index_dir);
    const auto live = live_generation(paths.index_dir);
    const std::string why_anew = reason_to_build(live);
    if (why_anew.empty()) return update_locked(files, paths, *live, stop, on_progress);
    UpdateReport report = build_locked(files, paths, stop, on_progress);
    report.notice = why_anew;
    return report;
}

}  // namespace kb
