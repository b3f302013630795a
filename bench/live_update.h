// SPDX-License-Identifier: GPL-2.0-or-later
// How soon a running server that watches its articles finds what was just saved, and forgets what was
// just deleted.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kb {

struct LiveRound {
    double found_ms = 0;  // from the file's closing to the first answer with it
    double gone_ms = 0;   // from the file's removal to the first answer without it
};

// Writes into `articles` and takes it away again. Asks every two milliseconds. Throws IoError
// when the server does not notice within 30 s.
std::vector<LiveRound> measure_live_updates(const std::string& url, const std::filesystem::path& articles,
                                            int rounds);

}  // namespace kb
