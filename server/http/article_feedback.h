// SPDX-License-Identifier: GPL-2.0-or-later
// «Помогло?» under an article, what was wrong with it, and «непонятно» beside a section. Plain forms that
// lead back to the article; who answered is never kept.
#pragma once

#include "server/http/page_data.h"
#include "server/http/services.h"

namespace kb {

// The state of the forms, from ?voted= of the address.
void set_feedback(PageData& data, const Services& services, const Exchange& exchange, const ArticleCard& card,
                  const PageLang& lang);

// 303 back to the article; HttpError 422 for what no form of ours sends, 429 for too many.
HttpResponse post_vote(const Services& services, const Exchange& exchange);     // helpful=yes|no
HttpResponse post_reason(const Services& services, const Exchange& exchange);   // reason=…, comment=…
HttpResponse post_unclear(const Services& services, const Exchange& exchange);  // section=anchor

}  // namespace kb
