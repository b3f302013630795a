// SPDX-License-Identifier: GPL-2.0-or-later
// The workshop of a server that was given the articles folder.
#pragma once

#include <memory>

#include "indexer/update.h"
#include "server/config.h"
#include "server/http/workshop.h"

namespace kb {

class CaseBase;

class WritingService {
public:
    // Publishes and archives what is due on a thread of its own. An empty articles_dir: nothing can be
    // written, and workshop() is null. `searcher` and `cases` outlive
    // this.
    WritingService(const IndexPaths& paths, const Searcher& searcher, const CaseBase* cases,
                   const WritingSettings& settings);
    ~WritingService();
    WritingService(const WritingService&) = delete;
    WritingService& operator=(const WritingService&) = delete;

    Workshop* workshop();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kb
