// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/follow.h"

#include "indexer/error.h"
#include "indexer/watcher.h"

namespace kb {

void follow(FileSystem& files, const IndexPaths& paths, const std::stop_token& stop,
            const FollowListener& listener) {
    std::string last_failure;
    const auto failed = [&](const std::string& message) {
        if (message != last_failure) listener.on_failure(message);
        last_failure = message;
        return false;
    };
    // Failures are caught here, and not in main, because the next try may work.
    const auto update_once = [&] {
        try {
            const UpdateReport report = update(files, paths, stop);
            last_failure.clear();
            listener.on_update(report);
            return true;
        } catch (const BusyError& error) {
            return failed(error.what());
        } catch (const IoError& error) {
            return failed(error.what());
        } catch (const IndexError& error) {
            return failed(error.what());
        } catch (const Interrupted&) {
            return true;  // run() sees the same stop request
        }
    };
    Watcher(paths.articles_dir, update_once).run(stop);
}

}  // namespace kb
