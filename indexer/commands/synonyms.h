// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index synonyms: looks at a synonyms file before it is kept. The live index and the articles
// stay as they are.
#pragma once

#include <string>

#include "indexer/update.h"

namespace kb {

struct SynonymsOptions {
    IndexPaths paths;
    std::string check_file;    // only say what is wrong with it
    std::string try_file;      // ask the questions with it in place of synonyms.txt
    std::string queries_file;  // lines {"id", "text", "kind"?}
    std::string
        judgements_file;  // lines query ⇥ path ⇥ grade; may be empty: then nobody knows what is better
};

// Prints what is wrong with the file, or which questions get other answers with it. Exit code 1 when
// the file has mistakes or questions are answered worse. Throws ConfigError, IoError, IndexError, BusyError.
int run_synonyms(const SynonymsOptions& options);

}  // namespace kb
