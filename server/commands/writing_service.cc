// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/writing_service.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "server/clock.h"
#include "server/log.h"
#include "server/writing/schedule.h"

namespace kb {
namespace {

constexpr std::chrono::seconds kLook{15};

GitHistory::Wish wish_of(const std::string& git) {
    if (git == "off") return GitHistory::Wish::none;
    return git == "any" ? GitHistory::Wish::any : GitHistory::Wish::own_only;
}

}  // namespace

struct WritingService::Parts {
    ArticleFolder folder;
    GitHistory history;
    DraftIndex drafts;
    DraftLinter linter;
    FolderSearch search;
    Workshop workshop{folder, history, drafts, linter, search};
    std::jthread thread;  // last: it uses everything above

    Parts(const IndexPaths& paths, const Searcher& searcher, const CaseBase* cases,
          const WritingSettings& settings)
        : folder(real_file_system(), paths.articles_dir),
          history(paths.articles_dir, wish_of(settings.git)),
          drafts(real_file_system(), paths, searcher, cases),
          linter(real_file_system(), paths.articles_dir),
          search(folder, searcher) {
        sweep();
        thread = std::jthread([this](const std::stop_token& stop) { keep_schedule(stop); });
    }

    // A folder that is away has nothing to sweep.
    void sweep() {
        try {
            folder.sweep();
        } catch (const IoError&) {
            log_event(LogLevel::warning, "sweep", {{"detail", "the articles folder cannot be read"}});
        }
    }

    void keep_schedule(const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            look();
            wake.wait_for(lock, stop, kLook, [] { return false; });
        }
    }

    // The folder may be away, the disk full: the next look tries again. Counts only: paths name internal
    // articles.
    void look() {
        try {
            const auto changed = apply_schedule(folder, history, unix_seconds(real_clock()));
            if (!changed.empty())
                log_event(LogLevel::info, "schedule",
                          {{"changed", static_cast<std::int64_t>(changed.size())}});
        } catch (const std::exception&) {
            log_event(LogLevel::warning, "schedule", {{"detail", "the articles folder cannot be read"}});
        }
    }
};

WritingService::WritingService(const IndexPaths& paths, const Searcher& searcher, const CaseBase* cases,
                               const WritingSettings& settings)
    : parts_(paths.articles_dir.empty() ? nullptr
                                        : std::make_unique<Parts>(paths, searcher, cases, settings)) {}

WritingService::~WritingService() = default;

Workshop* WritingService::workshop() { return parts_ ? &parts_->workshop : nullptr; }

}  // namespace kb
