// SPDX-License-Identifier: GPL-2.0-or-later
// Signed as the receiver can check with any HMAC: hex(HMAC-SHA256(secret, timestamp + "." + body)). The
// time is signed too, so an old request cannot be played again later.
#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "server/channels/curl_transfer.h"
#include "server/channels/outgoing_json.h"
#include "server/channels/sender.h"
#include "server/channels/webhook_signature.h"
#include "server/clock.h"

namespace kb {
namespace {

class WebhookSender final : public Sender {
public:
    explicit WebhookSender(WebhookTarget webhook) : webhook_(std::move(webhook)) {}
    const char* target() const override { return "webhook"; }

    void send(const Outgoing& outgoing) override {
        const std::string body = outgoing_json(outgoing, FileContents::base64);
        const std::string time = std::to_string(unix_seconds(real_clock()));
        const int status = http_post(
            webhook_.url,
            {"Content-Type: application/json", "Expect:", "X-Podskazka-Delivery: " + outgoing.delivery_id,
             "X-Podskazka-Timestamp: " + time,
             "X-Podskazka-Signature: sha256=" + webhook_signature(webhook_.secret, time, body)},
            body);
        if (status < 200 || status > 299) {
            throw SendError(fmt::format(
                "Сервер, которому уходят обращения, ответил {} вместо 200. Обращение не потеряно: "
                "отправим ещё раз.",
                status));
        }
    }

private:
    WebhookTarget webhook_;
};

}  // namespace

std::string webhook_signature(std::string_view secret, std::string_view timestamp, std::string_view body) {
    crypto_auth_hmacsha256_state state;
    const auto bytes = [](std::string_view text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    };
    crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
    for (const std::string_view part : {timestamp, std::string_view("."), body})
        crypto_auth_hmacsha256_update(&state, bytes(part), part.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    std::string hex(mac.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    hex.pop_back();
    return hex;
}

std::unique_ptr<Sender> make_webhook_sender(const WebhookTarget& webhook) {
    return std::make_unique<WebhookSender>(webhook);
}

}  // namespace kb
