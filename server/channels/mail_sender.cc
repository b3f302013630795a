// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/channels/curl_transfer.h"
#include "server/channels/mail_message.h"
#include "server/channels/sender.h"

namespace kb {
namespace {

class MailSender final : public Sender {
public:
    MailSender(MailTarget mail, std::string site_name)
        : mail_(std::move(mail)), site_name_(std::move(site_name)) {}
    const char* target() const override { return "email"; }
    void send(const Outgoing& outgoing) override {
        send_mail(mail_, mail_message(outgoing, mail_, site_name_));
    }

private:
    MailTarget mail_;
    std::string site_name_;
};

}  // namespace

std::unique_ptr<Sender> make_mail_sender(const MailTarget& mail, const std::string& site_name) {
    return std::make_unique<MailSender>(mail, site_name);
}

std::vector<std::unique_ptr<Sender>> make_senders(const RequestSettings& settings,
                                                  const std::string& site_name) {
    std::vector<std::unique_ptr<Sender>> senders;
    if (!settings.email.server.empty()) senders.push_back(make_mail_sender(settings.email, site_name));
    if (!settings.webhook.url.empty()) senders.push_back(make_webhook_sender(settings.webhook));
    if (!settings.folder.empty()) senders.push_back(make_folder_sender(settings.folder));
    return senders;
}

}  // namespace kb
