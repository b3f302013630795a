// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/writing_service.h"

#include "indexer/file_system.h"

namespace kb {

struct WritingService::Parts {
    ArticleFolder folder;
    GitHistory history;
    DraftIndex drafts;
    Workshop workshop{folder, history, drafts};

    Parts(const IndexPaths& paths, const Searcher& searcher, const CaseBase* cases)
        : folder(real_file_system(), paths.articles_dir),
          history(paths.articles_dir, GitHistory::Wish::own_only),
          drafts(real_file_system(), paths, searcher, cases) {}
};

WritingService::WritingService(const IndexPaths& paths, const Searcher& searcher, const CaseBase* cases)
    : parts_(paths.articles_dir.empty() ? nullptr : std::make_unique<Parts>(paths, searcher, cases)) {}

WritingService::~WritingService() = default;

Workshop* WritingService::workshop() { return parts_ ? &parts_->workshop : nullptr; }

}  // namespace kb
