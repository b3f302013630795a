// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/config_keys.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "stemming/edit_distance.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

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

bool is_web_url(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

}  // namespace

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

Key names_key(const char* name, std::vector<std::vector<std::string>>& out, Problems& problems) {
    return {name, [name, &out, &problems](const YAML::Node& node) {
                if (node.IsNull()) return;
                if (!node.IsMap()) {
                    problems.push_back(
                        fmt::format("строка {}: «{}» — это строки вида «Название: [другое имя, ещё одно]»",
                                    line_of(node), name));
                    return;
                }
                for (const auto& pair : node) {
                    if (!pair.first.IsScalar()) continue;
                    const std::string first = valid_utf8(pair.first.Scalar());
                    out.push_back({first});
                    list_key(first.c_str(), out.back(), problems).take(pair.second);
                }
            }};
}

Key section_key(const char* name, std::vector<Key> keys, Problems& problems) {
    return {name, [keys = std::move(keys), &problems](const YAML::Node& node) {
                if (!node.IsNull()) read_mapping(node, keys, problems);
            }};
}

Key choice_key(const char* name, std::string& out, std::vector<std::string> choices, Problems& problems) {
    return {name, [name, choices = std::move(choices), &out, &problems](const YAML::Node& node) {
                const std::string word = node.IsScalar() ? node.Scalar() : "";
                if (std::find(choices.begin(), choices.end(), word) != choices.end()) {
                    out = word;
                } else {
                    problems.push_back(fmt::format("строка {}: «{}» — одно из: {}", line_of(node), name,
                                                   fmt::join(choices, ", ")));
                }
            }};
}

Key url_key(const char* name, std::string& out, bool may_be_path, Problems& problems) {
    return {name, [=, &out, &problems](const YAML::Node& node) {
                if (node.IsNull()) return;
                const std::string url = node.IsScalar() ? valid_utf8(node.Scalar()) : "";
                const bool is_path = may_be_path && (url.starts_with("/") || url.starts_with("mailto:"));
                if (!is_web_url(url) && !is_path) {
                    problems.push_back(fmt::format("строка {}: «{}» — адрес, который начинается с https://{}",
                                                   line_of(node), name, may_be_path ? " или с /" : ""));
                    return;
                }
                out = url.ends_with('/') && !may_be_path ? url.substr(0, url.size() - 1) : url;
            }};
}

}  // namespace kb
