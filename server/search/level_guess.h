// SPDX-License-Identifier: GPL-2.0-or-later
// What the way a ticket is written tells of its writer: how much they know of technical matters, and whether
// they want the work done for them. Only guesses: an agent can overrule them.
#pragma once

#include <string_view>

#include "indexer/article.h"
#include "stemming/analyzer.h"

namespace kb {

// Level::none: the text does not say.
Level guess_level(std::string_view text, Analyzer& analyzer);

// «Сделайте за меня», «вызвать мастера», «сколько стоит настройка».
bool wants_service(std::string_view text);

}  // namespace kb
