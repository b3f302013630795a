// SPDX-License-Identifier: GPL-2.0-or-later
// The parts of kb.yaml about people who write to us: the contact form, where requests go, the widget.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct MailTarget {
    std::string server;  // "smtps://smtp.mayak.example" or "smtp://host:587"; empty: no mail
    std::string user, password;
    std::string from, to;
    bool is_plain = false;     // no encryption is demanded: for a mail server on the same machine
    std::string ca_file = {};  // PEM of the operator's own authority; empty: those of the system
};

struct WebhookTarget {
    std::string url;     // empty: no webhook
    std::string secret;  // signs what is sent
};

struct RequestSettings {
    int keep_days = 90;         // then what people wrote is erased,
    int keep_closed_days = 14;  // of a closed ticket already so many days after it was closed
    int max_files = 3;          // 0: no files
    int max_file_megabytes = 5;
    MailTarget email;
    WebhookTarget webhook;
    std::string folder;  // a file for each request; empty: none

    // "email", "webhook", "folder": those that are set.
    std::vector<std::string> targets() const;
    std::size_t max_body_bytes() const;  // of a form with all the files it may have
};

struct WidgetSettings {
    std::vector<std::string> origins;      // "https://shop.mayak.example"; only these may ask
    std::vector<std::string> collections;  // categories it is limited to; empty: all
};

struct DeskSettings {
    std::vector<std::string> panel_origins;  // sites that may hold /desk?panel in a frame
    std::vector<std::string> order_shapes;   // of order numbers: «МК-######», # stands for a digit
    std::vector<std::vector<std::string>> products;  // each: its name, then what else people call it
};

// What is wrong with them, a sentence each that names its key; empty when nothing is. Brings the
// origins into the form browsers send them in.
std::vector<std::string> check_requests(const RequestSettings& requests);
std::vector<std::string> check_widget(WidgetSettings& widget);
std::vector<std::string> check_desk(DeskSettings& desk);

// KB_SMTP_PASSWORD and KB_WEBHOOK_SECRET win over the file.
void take_secrets_from_environment(RequestSettings& requests);

}  // namespace kb
