// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/request_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMinSecretBytes = 16;
constexpr std::size_t kTextBytes = 1024 * 1024;  // of a form beside its files, and of every other body
constexpr int kMaxTotalMegabytes = 25;
constexpr std::size_t kMostProducts = 500;
constexpr std::size_t kMostNames = 20;  // of one product
constexpr std::size_t kNameCharacters = 80;

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) {
        return text.starts_with(head) && text.size() > head.size();
    });
}

bool is_one_line(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool is_product_name(std::string_view name) {
    const std::size_t length = count_code_points(name);
    const bool has_word = std::any_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
    });
    return has_word && is_one_line(name) && length >= 2 && length <= kNameCharacters;
}

bool is_address(std::string_view text) {
    const std::size_t sign = text.find('@');
    return sign != std::string_view::npos && sign > 0 && sign + 1 < text.size() && is_one_line(text) &&
           text.find_first_of(" <>,;\"") == std::string_view::npos &&
           text.find('@', sign + 1) == std::string_view::npos;
}

void check_email(const MailTarget& email, std::vector<std::string>& problems) {
    if (email.server.empty()) {
        if (!email.to.empty() || !email.from.empty())
            problems.push_back(
                "requests.email: нет «server». Впишите почтовый сервер: smtps://smtp.example.ru");
        return;
    }
    if (!begins_with_any(email.server, {"smtp://", "smtps://"}) || !is_one_line(email.server)) {
        problems.push_back(
            fmt::format("requests.email.server: «{}» — не адрес почтового сервера. Пишите smtps://имя или "
                        "smtp://имя:порт",
                        email.server));
    }
    for (const auto& [key, value] : {std::pair{"to", &email.to}, {"from", &email.from}}) {
        if (!is_address(*value))
            problems.push_back(fmt::format(
                "requests.email.{}: «{}» — не адрес почты. Нужен один: help@example.ru", key, *value));
    }
}

void check_webhook(const WebhookTarget& webhook, std::vector<std::string>& problems) {
    if (webhook.url.empty()) return;
    if (!begins_with_any(webhook.url, {"https://", "http://"}) || !is_one_line(webhook.url)) {
        problems.push_back(
            fmt::format("requests.webhook.url: «{}» — не адрес. Он начинается с https://", webhook.url));
    }
    if (webhook.secret.size() < kMinSecretBytes) {
        problems.push_back(
            fmt::format("requests.webhook.secret: нужно хотя бы {} знаков, ими подписано каждое "
                        "обращение. Сделайте: openssl rand -hex 24",
                        kMinSecretBytes));
    }
}

// «https://Shop.example/» → «https://shop.example»; nothing when it names more than an origin.
std::string origin_of(std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    if (!begins_with_any(text, {"https://", "http://"})) return "";
    const std::string_view host = text.substr(text.find("//") + 2);
    if (host.find_first_of("/?#@ *\\") != std::string_view::npos || !is_one_line(host)) return "";
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::vector<std::string> check_origins(std::string_view key, std::vector<std::string>& origins) {
    std::vector<std::string> problems;
    for (std::string& origin : origins) {
        const std::string known = origin_of(origin);
        if (known.empty()) {
            problems.push_back(
                fmt::format("{}: «{}» — не адрес сайта. Пишите так: "
                            "https://shop.example.ru, без пути и звёздочек",
                            key, origin));
        }
        origin = known;
    }
    return problems;
}

}  // namespace

std::vector<std::string> RequestSettings::targets() const {
    std::vector<std::string> out;
    if (!email.server.empty()) out.push_back("email");
    if (!webhook.url.empty()) out.push_back("webhook");
    if (!folder.empty()) out.push_back("folder");
    return out;
}

std::size_t RequestSettings::max_body_bytes() const {
    return kTextBytes +
           static_cast<std::size_t>(max_files) * static_cast<std::size_t>(max_file_megabytes) * 1024 * 1024;
}

std::vector<std::string> check_requests(const RequestSettings& requests) {
    std::vector<std::string> problems;
    check_email(requests.email, problems);
    check_webhook(requests.webhook, problems);
    if (requests.max_files * requests.max_file_megabytes > kMaxTotalMegabytes) {
        problems.push_back(
            fmt::format("requests: {} файлов по {} МБ — больше {} МБ в одном обращении. Уменьшите «files» "
                        "или «file_megabytes»",
                        requests.max_files, requests.max_file_megabytes, kMaxTotalMegabytes));
    }
    return problems;
}

std::vector<std::string> check_widget(WidgetSettings& widget) {
    return check_origins("widget.origins", widget.origins);
}

std::vector<std::string> check_desk(DeskSettings& desk) {
    auto problems = check_origins("desk.panel_origins", desk.panel_origins);
    if (desk.products.size() > kMostProducts)
        problems.push_back(
            fmt::format("desk.products: больше {} товаров — рабочее место станет медленным", kMostProducts));
    for (const auto& names : desk.products) {
        if (names.size() > kMostNames)
            problems.push_back(
                fmt::format("desk.products: у «{}» больше {} имён", names.front(), kMostNames));
        for (const auto& name : names) {
            if (is_product_name(name)) continue;
            problems.push_back(
                fmt::format("desk.products: «{}» — не название. Нужно от двух до {} знаков в одну строку, с "
                            "буквой или цифрой",
                            first_code_points(name, kNameCharacters), kNameCharacters));
        }
    }
    return problems;
}

void take_secrets_from_environment(RequestSettings& requests) {
    if (const char* password = std::getenv("KB_SMTP_PASSWORD"); password != nullptr && *password != '\0')
        requests.email.password = password;
    if (const char* secret = std::getenv("KB_WEBHOOK_SECRET"); secret != nullptr && *secret != '\0')
        requests.webhook.secret = secret;
}

}  // namespace kb
