// SPDX-License-Identifier: GPL-2.0-or-later
// The agent's desk: /api/v1/desk/… and what it does with tickets.
#pragma once

#include "server/http/services.h"

namespace kb {

HttpResponse post_desk_suggest(const Services& services, const Exchange& exchange);

HttpResponse post_desk_mark(const Services& services, const Exchange& exchange);
HttpResponse post_desk_gap(const Services& services, const Exchange& exchange);
HttpResponse get_desk_gaps(const Services& services, const Exchange& exchange);
HttpResponse post_desk_draft(const Services& services, const Exchange& exchange);

HttpResponse get_desk_scripts(const Services& services, const Exchange& exchange);
HttpResponse get_desk_script(const Services& services, const Exchange& exchange);
HttpResponse post_desk_call(const Services& services, const Exchange& exchange);
HttpResponse get_desk_calls(const Services& services, const Exchange& exchange);

HttpResponse get_desk_notes(const Services& services, const Exchange& exchange);
HttpResponse post_desk_note(const Services& services, const Exchange& exchange);
HttpResponse post_desk_note_done(const Services& services, const Exchange& exchange);
HttpResponse get_desk_article(const Services& services, const Exchange& exchange);

HttpResponse post_ticket_status(const Services& services, const Exchange& exchange);
HttpResponse post_ticket_message(const Services& services, const Exchange& exchange);

}  // namespace kb
