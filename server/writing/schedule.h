// SPDX-License-Identifier: GPL-2.0-or-later
// «publish_at» and «archive_at»: what has come due becomes true in the file itself, so that the folder stays
// the truth and a server that was off makes up for it when it starts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/writing/article_folder.h"
#include "server/writing/git_history.h"

namespace kb {

// Publishes and archives what is due. Gives the paths it changed; a file somebody else is changing just now
// is left for the next time. Throws IoError when the folder cannot be read.
std::vector<std::string> apply_schedule(ArticleFolder& folder, GitHistory& history, std::int64_t now_s);

// «2027-05-01 09:00» in the server's time zone.
std::string local_minute(std::int64_t at_s);

}  // namespace kb
