// SPDX-License-Identifier: GPL-2.0-or-later
// kb.yaml: how the service calls itself, how to reach the people behind it, and its limits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/auth_config.h"
#include "server/request_config.h"

namespace kb {

struct Contacts {
    std::string phone, hours, email;
    std::string hours_en = {};  // without it English pages show `hours`

    bool operator==(const Contacts&) const = default;
};

// A line over every page: an outage, works on the line.
struct Banner {
    std::string text, text_en;     // an empty text shows nothing; without `text_en` English pages show `text`
    std::string url;               // where there is more; may be empty
    std::string kind = "warning";  // or "info", "outage"
};

struct FooterLink {
    std::string title, title_en, url;
};

// One of the pages' own texts in other words; `line` of the settings, for messages.
struct TextOverride {
    std::string lang, key, text;
    int line = 0;
};

// Empty: the built-in look. Colours are "#rrggbb" and have been checked to be readable.
struct Look {
    std::string logo;       // a file beside kb.yaml, with its folder
    std::string head;       // of the head and the front page's upper part
    std::string accent;     // of the search button and of marks on the edge
    std::string link;       // of links and buttons
    std::string link_dark;  // of links on dark paper; made from `link` when empty
};

struct Limits {
    int threads = 0;               // workers that answer; 0: one a core, at least two
    int queue = 1024;              // requests in line for a worker; past it 503
    int connections = 20'000;      // open at once; past it idle ones give way
    int searches_per_second = 20;  // from one address or with one token; 0: as many as one likes
    int suggests_per_second = 5;
    int forms_per_minute = 5;
    int votes_per_minute = 10;  // from one address
};

// Solved cases that are kept; the oldest go first.
struct CaseSettings {
    int keep_days = 730;
    int max_count = 50'000;
};

// The writers' workshop.
struct WritingSettings {
    std::string git = "own";  // commits in a repository that begins in the articles folder; "any": in one
                              // around it too; "off": none
    bool needs_second_eyes = false;  // who asked for a review may not publish
};

struct Config {
    std::string name = "Помощь";  // in the head of every page
    std::string name_en;          // of the English ones; empty: `name`
    std::string company;          // in the foot; may be empty
    std::string site_url;         // "https://help.example"; empty: as the visitor wrote it
    Contacts contacts;            // an empty one is not shown
    Banner banner;
    Look look;
    std::vector<FooterLink> footer_links;
    std::vector<TextOverride> texts;
    std::string waiting_time, waiting_time_en;  // «отвечаем в течение 4 часов»
    std::vector<std::string> start_with;        // ids on the front page until statistics know better
    std::string internal_token;                // who bears it sees internal articles; empty: nobody over HTTP
    bool is_behind_proxy = false;              // a proxy on this machine may say whose request it is
    std::vector<std::string> trusted_proxies;  // so may these: addresses, networks, "unix"
    Limits limits;
    RequestSettings requests;
    CaseSettings cases;
    WidgetSettings widget;
    AuthSettings auth;
    DeskSettings desk;
    WritingSettings writing;
};

// `file` is named in messages. Throws ConfigError that names the line of every
// mistake: unknown keys (with «did you mean»), wrong types, colours that cannot be read, a token that is too
// short.
Config parse_config(std::string_view yaml, std::string_view file);

// Reads the file, then secrets from the environment (KB_INTERNAL_TOKEN and others), which win. An
// empty path gives the defaults. Throws ConfigError.
Config load_config(const std::string& path);

}  // namespace kb
