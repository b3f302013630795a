// SPDX-License-Identifier: GPL-2.0-or-later
// What the subcommands of kb-index do and say. Each returns the program's exit code; failures are
// exceptions for main.
#pragma once

#include <stop_token>
#include <string>

#include "indexer/skeleton.h"
#include "indexer/update.h"

namespace kb {

// Results go to stdout, problems and progress to stderr.
int run_build(const IndexPaths& paths, bool is_quiet, const std::stop_token& stop);
int run_update(const IndexPaths& paths, bool is_quiet, const std::stop_token& stop);
int run_watch(const IndexPaths& paths, bool is_quiet, const std::stop_token& stop);
int run_check(const IndexPaths& paths, bool is_quiet);
int run_show(const IndexPaths& paths, const std::string& id);
int run_new(const std::string& articles_dir, const NewArticle& article);

}  // namespace kb
