// SPDX-License-Identifier: GPL-2.0-or-later
// A ticket as a letter: headers, a plain text, files. Knows no network. The only home of GMime.
#pragma once

#include <string>

#include "server/channels/sender.h"

namespace kb {

// RFC 5322 with CRLF. The person's address, when they left one, is Reply-To; Message-ID names the delivery,
// so that a letter sent twice is seen as one.
std::string mail_message(const Outgoing& outgoing, const MailTarget& mail, const std::string& site_name);

}  // namespace kb
