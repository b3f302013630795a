// SPDX-License-Identifier: GPL-2.0-or-later
// A ticket as programs read it: webhooks and files of the outbox folder.
#pragma once

#include <string>
#include <vector>

#include "server/channels/sender.h"

namespace kb {

enum class FileContents { left_out, base64 };

// {"delivery_id": …, "ticket": {…}}; files with their contents or only by name, type and size.
std::string outgoing_json(const Outgoing& outgoing, FileContents contents);

}  // namespace kb
