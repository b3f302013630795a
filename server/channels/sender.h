// SPDX-License-Identifier: GPL-2.0-or-later
// One way out of the house for a ticket. Delivers at least once: after a failure, or a crash before success
// was noted, the same delivery comes again under the same id.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/request_config.h"
#include "server/store/ticket_store.h"

namespace kb {

struct Outgoing {
    std::string delivery_id;
    Ticket ticket;
    std::vector<NewFile> files;
    // An agent's, which goes to the customer; nothing: the ticket itself goes to the desk.
    std::optional<TicketMessage> answer = std::nullopt;
};

// Not delivered; `what()` is a Russian sentence for the operator: what failed, and what to look at.
struct SendError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Sender {
public:
    virtual ~Sender() = default;
    virtual const char* target() const = 0;  // "email", "webhook", "folder"
    // Returns when the other side has it. Throws SendError. May wait for the network up to half a minute.
    virtual void send(const Outgoing& outgoing) = 0;
};

// Those that the settings name. `site_name` stands in the letters.
std::vector<std::unique_ptr<Sender>> make_senders(const RequestSettings& settings,
                                                  const std::string& site_name);

std::unique_ptr<Sender> make_folder_sender(const std::string& folder);
std::unique_ptr<Sender> make_webhook_sender(const WebhookTarget& webhook);
std::unique_ptr<Sender> make_mail_sender(const MailTarget& mail, const std::string& site_name);

}  // namespace kb
