// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps an index in step with its folder for as long as wanted: what `kb-index watch` does, and what the
// server does on a thread when it is given the articles.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "indexer/file_system.h"
#include "indexer/update.h"

namespace kb {

// Called on the thread of follow(). `on_failure` gets a Russian message, each once until an update
// works again: the writer is busy, the folder is away, the index is damaged. The work goes on.
struct FollowListener {
    std::function<void(const UpdateReport&)> on_update;
    std::function<void(const std::string& message)> on_failure;
};

// Updates at once and then after every settled change, within a second of a save. The writer's lock is
// held only while an update runs. Returns when asked to stop. Throws IoError when the system has no inotify
// to give.
void follow(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop,
            const FollowListener& listener);

}  // namespace kb
