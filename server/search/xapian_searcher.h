// SPDX-License-Identifier: GPL-2.0-or-later
// The Searcher over an index folder.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "server/search/ranking_weights.h"
#include "server/search/searcher.h"

namespace kb {

class CaseBase;

// Whether a searcher remembers what it has answered; `forget` is for measuring the work.
enum class Answers : std::uint8_t { remember, forget };

// `cases` may be null and outlives the searcher. Never throws for a missing or damaged index: is_ready() is
// false then, and becomes true when one is built. Calls on a searcher that is not ready throw IndexError.
std::unique_ptr<Searcher> open_searcher(const std::string& index_dir, const RankingWeights& weights = {},
                                        const CaseBase* cases = nullptr, Answers answers = Answers::remember);

}  // namespace kb
