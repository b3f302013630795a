// SPDX-License-Identifier: GPL-2.0-or-later
// What the writers' pages work with: the articles folder, its history, the try-out index, the search.
// Outlives every request.
#pragma once

#include "server/writing/article_folder.h"
#include "server/writing/draft_index.h"
#include "server/writing/draft_linter.h"
#include "server/writing/folder_search.h"
#include "server/writing/git_history.h"

namespace kb {

struct Workshop {
    ArticleFolder& folder;
    GitHistory& history;
    DraftIndex& drafts;
    DraftLinter& linter;
    FolderSearch& search;
};

}  // namespace kb
