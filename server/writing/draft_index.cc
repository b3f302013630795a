// SPDX-License-Identifier: GPL-2.0-or-later
// Ranking depends on the whole base (frequencies, lengths, near articles), so the only honest preview is the
// real index with the draft in it: the live generation is copied (a few milliseconds for a base of hundreds
// of articles, a few hundred for thousands), updated through a disk on which the draft is there, and asked.
// The copy stays for the next questions about the same text.
#include "server/writing/draft_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "indexer/generation.h"
#include "server/search/recent_texts.h"
#include "server/search/ticket_text.h"
#include "server/search/xapian_searcher.h"
#include "server/writing/front_matter_edit.h"
#include "server/writing/overlay_files.h"

namespace kb {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopiesKept = 2;
constexpr int kLockTries = 100;
constexpr std::chrono::milliseconds kLockPause{30};
constexpr int kShownHits = 3;
constexpr int kAlikeLooked = 12;
constexpr std::size_t kAlikeShown = 5;

std::string folder_of_copies(const IndexPaths& paths) { return paths.index_dir + "/try"; }

// Nobody writes while the files are copied.
void copy_generation(const IndexPaths& paths, const std::string& to) {
    for (int i = 0;; ++i) {
        try {
            const WriterLock lock(paths.index_dir);
            const std::string live = require_live_generation(paths.index_dir);
            fs::create_directories(to);
            fs::copy(live, to + live.substr(live.rfind('/')), fs::copy_options::recursive);
            fs::copy_file(paths.index_dir + "/current", to + "/current");
            return;
        } catch (const BusyError&) {
            if (i + 1 >= kLockTries) throw;
            std::this_thread::sleep_for(kLockPause);
        } catch (const fs::filesystem_error& error) {
            throw IoError(fmt::format("Не удалось скопировать индекс, чтобы примерить черновик: {}",
                                      error.code().message()));
        }
    }
}

int place_of(const SearchAnswer& answer, const std::string& id) {
    const auto found = std::find_if(answer.hits.begin(), answer.hits.end(),
                                    [&](const Hit& hit) { return hit.article.id == id; });
    return found == answer.hits.end() ? 0 : static_cast<int>(found - answer.hits.begin()) + 1;
}

std::string words_of(const ArticleView& view) {
    std::string text = view.card.title + "\n" + view.card.summary;
    for (const RenderedSection& section : view.sections)
        text += "\n" + section.title + "\n" + text_of_html("<p>" + section.html + "</p>");
    return text;
}

// Related articles may be chosen by the writer, so how alike the texts are is measured by their words.
std::vector<AlikeArticle> alike(const Searcher& searcher, Caller caller, const std::string& id) {
    std::vector<AlikeArticle> out;
    const auto draft = searcher.article(caller, id);
    const auto related = searcher.related(caller, id, kAlikeLooked);
    if (!draft || !related) return out;
    Analyzer analyzer;
    const auto own = telling_stems(words_of(*draft), analyzer);
    for (const ArticleCard& card : *related) {
        const auto other = searcher.article(caller, card.id);
        if (other) out.push_back({card, likeness(own, telling_stems(words_of(*other), analyzer))});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
    if (out.size() > kAlikeShown) out.resize(kAlikeShown);
    return out;
}

SearchRequest request_for(const std::string& query) {
    SearchRequest request;
    request.query = query;
    request.limit = DraftIndex::kDepth;
    return request;
}

}  // namespace

struct DraftIndex::Copy {
    std::string dir, path, text, live_version;
    std::string id;
    Caller caller = Caller::public_;
    Diagnostics diagnostics;
    std::unique_ptr<Searcher> searcher;

    Copy() = default;
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    ~Copy() {
        searcher.reset();
        std::error_code ignored;
        fs::remove_all(dir, ignored);
    }
};

DraftIndex::DraftIndex(FileSystem& files, IndexPaths paths, const Searcher& live, const CaseBase* cases)
    : files_(files), paths_(std::move(paths)), live_(live), cases_(cases) {
    std::error_code ignored;
    fs::remove_all(folder_of_copies(paths_), ignored);
}

DraftIndex::~DraftIndex() = default;

std::shared_ptr<const DraftIndex::Copy> DraftIndex::copy_with(const std::string& path,
                                                              const std::string& text) {
    const std::string version = live_.version(Caller::internal);
    const auto known = std::find_if(copies_.begin(), copies_.end(), [&](const auto& copy) {
        return copy->path == path && copy->text == text && copy->live_version == version;
    });
    if (known != copies_.end()) {
        copies_.splice(copies_.begin(), copies_, known);
        return copies_.front();
    }
    auto copy = std::make_shared<Copy>();
    copy->dir = fmt::format("{}/{}", folder_of_copies(paths_), next_++);
    copy->path = path;
    copy->text = text;
    copy->live_version = version;
    const std::string published = with_key(text, "status", "published");
    const ParseResult parsed = parse_article(path, published);
    if (parsed.article) {
        copy->id = parsed.article->id;
        copy->caller = parsed.article->audience;
    }
    copy_generation(paths_, copy->dir);
    OverlayFiles overlay(files_, paths_.articles_dir + "/" + path, published);
    UpdateReport report = update(overlay, {paths_.articles_dir, copy->dir});
    std::copy_if(report.diagnostics.begin(), report.diagnostics.end(), std::back_inserter(copy->diagnostics),
                 [&](const Diagnostic& d) { return d.file == path && d.severity == Severity::error; });
    copy->searcher = open_searcher(copy->dir, {}, cases_);
    copies_.push_front(copy);
    while (copies_.size() > kCopiesKept) copies_.pop_back();
    return copy;
}

DraftRanks DraftIndex::rank(std::string_view path, std::string_view text,
                            const std::vector<std::string>& queries) {
    std::shared_ptr<const Copy> copy;
    {
        const std::lock_guard lock(mutex_);
        copy = copy_with(std::string(path), std::string(text));
    }
    DraftRanks out;
    out.diagnostics = copy->diagnostics;
    for (const std::string& query : queries) {
        if (out.ranks.size() >= kMaxQueries) break;
        const SearchRequest request = request_for(query);
        SearchAnswer answer = copy->searcher->search(copy->caller, request);
        DraftRank rank;
        rank.query = query;
        rank.total = answer.total;
        rank.place = place_of(answer, copy->id);
        rank.place_before = place_of(live_.search(copy->caller, request), copy->id);
        if (answer.rewritten) rank.rewritten_as = answer.shown_query;
        if (rank.place > 0) rank.own = answer.hits[static_cast<std::size_t>(rank.place) - 1];
        answer.hits.resize(std::min<std::size_t>(answer.hits.size(), kShownHits));
        rank.hits = std::move(answer.hits);
        out.ranks.push_back(std::move(rank));
    }
    out.alike = alike(*copy->searcher, copy->caller, copy->id);
    return out;
}

}  // namespace kb
