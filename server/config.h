// SPDX-License-Identifier: GPL-2.0-or-later
// kb.yaml: how the service calls itself, how to reach the people behind it, and its limits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct Contacts {
    std::string phone, hours, email;

    bool operator==(const Contacts&) const = default;
};

struct Limits {
    int threads = 0;            // workers that answer; 0: four a core, at least eight
    int votes_per_minute = 10;  // from one address
};

struct Config {
    std::string name = "Помощь";          // in the head of every page
    std::string company;                  // in the foot; may be empty
    Contacts contacts;                    // an empty one is not shown
    std::string waiting_time;             // «отвечаем в течение 4 часов»
    std::vector<std::string> start_with;  // ids on the front page until statistics know better
    std::string internal_token;           // who bears it sees internal articles; empty: nobody over HTTP
    bool is_behind_proxy = false;         // believe the last X-Forwarded-For
    Limits limits;
};

// `file` is named in messages. Throws ConfigError that names the line of every
// mistake: unknown keys (with «did you mean»), wrong types, a token that is too short.
Config parse_config(std::string_view yaml, std::string_view file);

// Reads the file, then KB_INTERNAL_TOKEN from the environment, which wins. An
// empty path gives the defaults. Throws ConfigError.
Config load_config(const std::string& path);

}  // namespace kb
