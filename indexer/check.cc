// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/check.h"

#include <fmt/format.h>

#include <optional>
#include <set>

#include "indexer/article_stream.h"
#include "indexer/article_tree.h"
#include "indexer/base_texts.h"
#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "indexer/plan.h"
#include "indexer/shared_parts.h"
#include "indexer/staff_categories.h"

namespace kb {

namespace {

void append(Diagnostics& all, const Diagnostics& more) { all.insert(all.end(), more.begin(), more.end()); }

// What differs between a file and what the index holds of it; nothing when they agree.
std::optional<std::string> difference(const LoadedFile& file, const IndexedFiles& indexed) {
    const Article& article = *file.result.article;
    const auto found = indexed.find(file.path);
    if (found == indexed.end()) return "нет в индексе";
    if (found->second.size() > 1) return "есть и среди открытых, и среди внутренних статей";
    const IndexedFile& held = found->second.front();
    if (held.stamp.hash != file.stamp.hash) return "в индексе прошлая версия";
    if (held.id != article.id) return fmt::format("в индексе id «{}», а в файле «{}»", held.id, article.id);
    if (held.audience != article.audience) {
        return fmt::format("в индексе доступ {}, а в файле {}", audience_name(held.audience),
                           audience_name(article.audience));
    }
    return std::nullopt;
}

class Comparison {
public:
    Comparison(FileSystem& files, const IndexPaths& paths, const IndexWriter& index)
        : files_(files), paths_(paths), index_(index), indexed_(by_path(index.files())), plan_(indexed_) {}

    CheckReport run() {
        const ArticleTree tree = scan_articles(files_, paths_.articles_dir);
        append(report_.diagnostics, tree.diagnostics);
        compare_files(files_to_visit(tree, indexed_));
        compare_texts();
        append(report_.diagnostics, plan_.diagnostics());
        return std::move(report_);
    }

private:
    void compare_files(const std::vector<TreeFile>& visited) {
        std::set<std::string> rightly_held;
        const KnownStamps nothing_known;
        const auto before = StaffCategories::parse(index_.text(Audience::internal, kStaffCategories));
        const SharedPartsResult parts = read_shared_parts(files_, paths_.articles_dir);
        append(report_.diagnostics, parts.diagnostics);
        ArticleStream stream(files_, paths_.articles_dir, visited, nothing_known, ArticleStream::Depth::parse,
                             read_staff_categories(files_, paths_.articles_dir, before), {}, parts.parts);
        while (const auto file = stream.next()) {
            const Action action = plan_.decide(*file);
            if (action == Action::put || action == Action::keep) rightly_held.insert(file->path);
            if (action != Action::put) continue;
            ++report_.articles;
            if (const auto what = difference(*file, indexed_)) differ(file->path, *what);
        }
        for (const auto& [path, held] : indexed_) {
            if (!rightly_held.contains(path)) differ(path, "лишняя: такой опубликованной статьи нет");
        }
    }

    void compare_texts() {
        const auto audience_of = [this](std::string_view id) -> std::optional<Audience> {
            const auto owner = plan_.owners().find(id);
            if (owner == plan_.owners().end()) return std::nullopt;
            return owner->second.audience;
        };
        const BaseTexts base = read_base_texts(files_, paths_.articles_dir, audience_of);
        append(report_.diagnostics, base.diagnostics);
        for (const BaseText& text : base.texts) {
            if (index_.text(text.audience, text.name) == text.text) continue;
            differ(text.name, fmt::format("в индексе другой текст ({})", audience_name(text.audience)));
        }
    }

    void differ(const std::string& what, const std::string& how) {
        report_.differences.push_back(fmt::format("{}: {}", what, how));
    }

    FileSystem& files_;
    const IndexPaths& paths_;
    const IndexWriter& index_;
    const IndexedFiles indexed_;
    Plan plan_;
    CheckReport report_;
};

}  // namespace

CheckReport check(FileSystem& files, const IndexPaths& paths) {
    require_live_generation(paths.index_dir);
    const WriterLock lock(paths.index_dir);
    const std::string generation_dir = require_live_generation(paths.index_dir);
    const ChecksumReport checksums = verify_checksums(generation_dir);
    CheckReport report;
    if (checksums.state == ChecksumState::damaged) {  // Xapian can crash on such a file: it is not opened
        for (const std::string& name : checksums.damaged_files)
            report.differences.push_back(fmt::format("{}: файл индекса повреждён", name));
    } else {
        const IndexWriter index(generation_dir, IndexWriter::Mode::update);
        report = Comparison(files, paths, index).run();
    }
    report.checksums = checksums.state;
    return report;
}

}  // namespace kb
