// SPDX-License-Identifier: GPL-2.0-or-later
// The desk's suggestions as a page shows them without scripts. Includes mustache: for .cc files of pages
// only.
#pragma once

#include "server/http/page_data.h"
#include "server/search/desk.h"

namespace kb {

// Sets what web/templates/desk.mustache shows of an answer: verdict, verdict_label, items.
void set_desk_answer(PageData& data, const DeskAnswer& answer, const PageTexts& texts, Lang lang);

}  // namespace kb
