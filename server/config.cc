// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/config.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/error.h"
#include "server/config_keys.h"
#include "server/config_pages.h"
#include "server/network_address.h"

namespace kb {
namespace {

constexpr std::size_t kMaxConfigBytes = 64 * 1024;
constexpr std::size_t kMinTokenBytes = 16;

std::vector<Key> request_keys(RequestSettings& r, Problems& p) {
    return {number_key("keep_days", r.keep_days, 1, 3650, p),
            number_key("keep_closed_days", r.keep_closed_days, 0, 3650, p),
            number_key("files", r.max_files, 0, 10, p),
            number_key("file_megabytes", r.max_file_megabytes, 1, 25, p),
            text_key("folder", r.folder, p),
            section_key("email",
                        {text_key("server", r.email.server, p), text_key("user", r.email.user, p),
                         text_key("password", r.email.password, p), text_key("from", r.email.from, p),
                         text_key("to", r.email.to, p), text_key("ca", r.email.ca_file, p),
                         flag_key("plain", r.email.is_plain, p)},
                        p),
            section_key("webhook",
                        {text_key("url", r.webhook.url, p), text_key("secret", r.webhook.secret, p)}, p)};
}

std::vector<Key> limit_keys(Limits& limits, Problems& p) {
    constexpr int kMany = 1'000'000;
    return {number_key("threads", limits.threads, 0, 1024, p),
            number_key("queue", limits.queue, 1, kMany, p),
            number_key("connections", limits.connections, 1, kMany, p),
            number_key("searches_per_second", limits.searches_per_second, 0, kMany, p),
            number_key("suggests_per_second", limits.suggests_per_second, 0, kMany, p),
            number_key("forms_per_minute", limits.forms_per_minute, 0, kMany, p),
            number_key("votes_per_minute", limits.votes_per_minute, 1, 1000, p)};
}

std::vector<Key> widget_keys(WidgetSettings& widget, Problems& p) {
    return {list_key("origins", widget.origins, p), list_key("collections", widget.collections, p)};
}

void read_root(const YAML::Node& root, Config& config, Problems& p) {
    std::vector<Key> keys{
        text_key("name", config.name, p),
        text_key("name_en", config.name_en, p),
        text_key("company", config.company, p),
        section_key(
            "contacts",
            {text_key("phone", config.contacts.phone, p), text_key("hours", config.contacts.hours, p),
             text_key("hours_en", config.contacts.hours_en, p), text_key("email", config.contacts.email, p)},
            p),
        text_key("waiting_time", config.waiting_time, p),
        text_key("waiting_time_en", config.waiting_time_en, p),
        list_key("start_with", config.start_with, p),
        text_key("internal_token", config.internal_token, p),
        flag_key("behind_proxy", config.is_behind_proxy, p),
        list_key("trusted_proxies", config.trusted_proxies, p),
        section_key("requests", request_keys(config.requests, p), p),
        section_key("cases",
                    {number_key("keep_days", config.cases.keep_days, 1, 3650, p),
                     number_key("max_count", config.cases.max_count, 100, 200'000, p)},
                    p),
        section_key("auth", auth_keys(config.auth, p), p),
        section_key("widget", widget_keys(config.widget, p), p),
        section_key("desk",
                    {list_key("panel_origins", config.desk.panel_origins, p),
                     list_key("order_numbers", config.desk.order_shapes, p),
                     names_key("products", config.desk.products, p)},
                    p),
        section_key("writing",
                    {choice_key("git", config.writing.git, {"own", "any", "off"}, p),
                     flag_key("second_eyes", config.writing.needs_second_eyes, p)},
                    p),
        section_key("limits", limit_keys(config.limits, p), p)};
    for (Key& key : page_keys(config, p)) keys.push_back(std::move(key));
    read_mapping(root, keys, p);
}

void check_token(const std::string& token, std::string_view where) {
    if (token.empty() || token.size() >= kMinTokenBytes) return;
    throw ConfigError(
        fmt::format("{}: internal_token короче {} знаков, его можно подобрать. Сделайте длинный: "
                    "openssl rand -hex 24",
                    where, kMinTokenBytes));
}

void refuse(const Problems& problems, std::string_view file) {
    if (problems.empty()) return;
    std::string message = fmt::format("{}: настройки не прочитаны", file);
    for (const std::string& problem : problems) message += "\n  " + problem;
    throw ConfigError(message);
}

bool is_order_shape(const std::string& shape) {
    constexpr std::ptrdiff_t kFewestDigits = 3;
    constexpr std::size_t kLongest = 80;  // bytes
    const bool is_one_line = shape.find_first_of("\r\n\t") == std::string::npos;
    return is_one_line && shape.size() <= kLongest &&
           std::count(shape.begin(), shape.end(), '#') >= kFewestDigits;
}

// What is judged when all is there: secrets may come from the environment.
void check_whole(Config& config, std::string_view file) {
    Problems problems = check_requests(config.requests);
    for (const std::string& address : config.trusted_proxies) {
        if (!TrustedProxies().add(address))
            problems.push_back(fmt::format(
                "trusted_proxies: «{}» — не адрес. Нужны адреса, сети или unix: [127.0.0.1, 10.0.0.0/8]",
                address));
    }
    const bool has_proxies = config.is_behind_proxy || !config.trusted_proxies.empty();
    for (std::string& problem : check_auth(config.auth, has_proxies)) problems.push_back(std::move(problem));
    if (config.auth.is_private && config.auth.customer_secret.empty() && config.auth.customer_page.empty())
        problems.push_back(
            "auth.private: клиентам не войти. Задайте customer_secret (им подписаны пропуска) или "
            "customer_page — страницу, где пропуск получают");
    for (const std::string& shape : config.desk.order_shapes) {
        if (!is_order_shape(shape))
            problems.push_back(fmt::format(
                "desk.order_numbers: «{}» — не вид номера. Пишите так: МК-######, от трёх решёток, "
                "каждая стоит за цифру, всего до 40 знаков",
                shape));
    }
    for (std::string& problem : check_widget(config.widget)) problems.push_back(std::move(problem));
    for (std::string& problem : check_desk(config.desk)) problems.push_back(std::move(problem));
    refuse(problems, file);
}

}  // namespace

Config parse_config(std::string_view yaml, std::string_view file) {
    if (yaml.size() > kMaxConfigBytes) {
        throw ConfigError(fmt::format("{}: файл настроек больше {} КиБ", file, kMaxConfigBytes / 1024));
    }
    Config config;
    Problems problems;
    try {
        const YAML::Node root = YAML::Load(std::string(yaml));
        if (root.IsDefined() && !root.IsNull()) read_root(root, config, problems);
    } catch (const YAML::Exception& e) {
        problems.push_back(
            fmt::format("строка {}: не разобрать YAML ({}). Значение с двоеточием возьмите в кавычки.",
                        e.mark.line + 1, e.msg));
    }
    refuse(problems, file);
    check_token(config.internal_token, file);
    return config;
}

Config load_config(const std::string& path) {
    Config config;
    if (!path.empty()) {
        std::ifstream in(path, std::ios::binary);
        std::ostringstream text;
        if (!in || !(text << in.rdbuf())) {
            throw ConfigError(fmt::format("{}: файл настроек не читается. Проверьте путь и права.", path));
        }
        config = parse_config(text.str(), path);
        // Files are written from the file of settings on.
        for (std::string* file : {&config.look.logo, &config.requests.email.ca_file})
            if (!file->empty()) *file = (std::filesystem::path(path).parent_path() / *file).string();
    }
    if (const char* token = std::getenv("KB_INTERNAL_TOKEN"); token != nullptr && *token != '\0') {
        config.internal_token = token;
        check_token(config.internal_token, "KB_INTERNAL_TOKEN");
    }
    take_secrets_from_environment(config.requests);
    take_secrets_from_environment(config.auth);
    check_whole(config, path);
    return config;
}

}  // namespace kb
