// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/config.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/error.h"
#include "stemming/edit_distance.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxConfigBytes = 16 * 1024;
constexpr std::size_t kMinTokenBytes = 16;

using Problems = std::vector<std::string>;

// What one key of a mapping does with its value.
struct Key {
    const char* name;
    std::function<void(const YAML::Node&)> take;
};

std::string did_you_mean(std::string_view word, const std::vector<Key>& keys) {
    const Key* best = nullptr;
    std::size_t best_distance = 3;
    for (const Key& key : keys) {
        const std::size_t distance = edit_distance(word, key.name, best_distance);
        if (distance < best_distance) {
            best_distance = distance;
            best = &key;
        }
    }
    if (best != nullptr) return fmt::format(" Возможно, «{}»?", best->name);
    std::string known;
    for (const Key& key : keys) known += fmt::format("{}{}", known.empty() ? "" : ", ", key.name);
    return fmt::format(" Здесь бывают: {}.", known);
}

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

void read_mapping(const YAML::Node& node, const std::vector<Key>& keys, Problems& problems) {
    if (!node.IsMap()) {
        problems.push_back(fmt::format("строка {}: здесь нужны строки вида «ключ: значение»", line_of(node)));
        return;
    }
    std::set<std::string> seen;
    for (const auto& pair : node) {
        const std::string name = pair.first.IsScalar() ? pair.first.Scalar() : "";
        const int line = line_of(pair.first);
        if (!seen.insert(name).second) {
            problems.push_back(fmt::format("строка {}: ключ «{}» повторён", line, name));
            continue;
        }
        const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return name == k.name; });
        if (key == keys.end()) {
            problems.push_back(
                fmt::format("строка {}: неизвестный ключ «{}».{}", line, name, did_you_mean(name, keys)));
            continue;
        }
        key->take(pair.second);
    }
}

Key text_key(const char* name, std::string& out, Problems& problems) {
    return {name, [name, &out, &problems](const YAML::Node& node) {
                if (node.IsNull()) return;
                if (node.IsScalar()) {
                    out = valid_utf8(node.Scalar());
                } else {
                    problems.push_back(fmt::format(
                        "строка {}: «{}» — это один текст, а здесь список или раздел", line_of(node), name));
                }
            }};
}

Key number_key(const char* name, int& out, int low, int high, Problems& problems) {
    return {
        name, [=, &out, &problems](const YAML::Node& node) {
            int value = 0;
            if (node.IsScalar() && YAML::convert<int>::decode(node, value) && value >= low && value <= high) {
                out = value;
            } else {
                problems.push_back(
                    fmt::format("строка {}: «{}» — целое число от {} до {}", line_of(node), name, low, high));
            }
        }};
}

Key flag_key(const char* name, bool& out, Problems& problems) {
    return {name, [=, &out, &problems](const YAML::Node& node) {
                if (!node.IsScalar() || !YAML::convert<bool>::decode(node, out)) {
                    problems.push_back(fmt::format("строка {}: «{}» — true или false", line_of(node), name));
                }
            }};
}

Key list_key(const char* name, std::vector<std::string>& out, Problems& problems) {
    return {name, [name, &out, &problems](const YAML::Node& node) {
                if (node.IsNull()) return;
                const bool is_list =
                    node.IsSequence() && std::all_of(node.begin(), node.end(),
                                                     [](const YAML::Node& item) { return item.IsScalar(); });
                if (!is_list) {
                    problems.push_back(
                        fmt::format("строка {}: «{}» — это список: [одно, другое]", line_of(node), name));
                    return;
                }
                for (const YAML::Node& item : node) out.push_back(valid_utf8(item.Scalar()));
            }};
}

Key section_key(const char* name, std::vector<Key> keys, Problems& problems) {
    return {name, [keys = std::move(keys), &problems](const YAML::Node& node) {
                if (!node.IsNull()) read_mapping(node, keys, problems);
            }};
}

void read_root(const YAML::Node& root, Config& config, Problems& p) {
    read_mapping(
        root,
        {text_key("name", config.name, p), text_key("company", config.company, p),
         section_key(
             "contacts",
             {text_key("phone", config.contacts.phone, p), text_key("hours", config.contacts.hours, p),
              text_key("email", config.contacts.email, p)},
             p),
         text_key("waiting_time", config.waiting_time, p), list_key("start_with", config.start_with, p),
         text_key("internal_token", config.internal_token, p),
         flag_key("behind_proxy", config.is_behind_proxy, p),
         section_key("limits",
                     {number_key("threads", config.limits.threads, 0, 1024, p),
                      number_key("votes_per_minute", config.limits.votes_per_minute, 1, 1000, p)},
                     p)},
        p);
}

void check_token(const std::string& token, std::string_view where) {
    if (token.empty() || token.size() >= kMinTokenBytes) return;
    throw ConfigError(
        fmt::format("{}: internal_token короче {} знаков, его можно подобрать. Сделайте длинный: "
                    "openssl rand -hex 24",
                    where, kMinTokenBytes));
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
    if (!problems.empty()) {
        std::string message = fmt::format("{}: настройки не прочитаны", file);
        for (const std::string& problem : problems) message += "\n  " + problem;
        throw ConfigError(message);
    }
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
    }
    if (const char* token = std::getenv("KB_INTERNAL_TOKEN"); token != nullptr && *token != '\0') {
        config.internal_token = token;
        check_token(config.internal_token, "KB_INTERNAL_TOKEN");
    }
    return config;
}

}  // namespace kb
