// SPDX-License-Identifier: GPL-2.0-or-later
// The network as senders need it: one POST, one letter. Follows no redirects, uses no proxy, checks
// certificates, gives up after 30 seconds. The only home of libcurl.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/request_config.h"

namespace kb {

// The status of the answer; its body is thrown away. Throws SendError when there was none.
int http_post(const std::string& url, const std::vector<std::string>& headers, std::string_view body);

// Hands a finished RFC 5322 message to the mail server. Throws SendError with what the server said.
void send_mail(const MailTarget& mail, std::string_view message);

}  // namespace kb
