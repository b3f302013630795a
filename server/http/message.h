// SPDX-License-Identifier: GPL-2.0-or-later
// A request and an answer as handlers see them. Knows no transport and no library.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb {

struct NamedValue {
    std::string name, value;
};
using NamedValues = std::vector<NamedValue>;

struct HttpRequest {
    std::string method;   // "GET"
    std::string target;   // as sent: "/search?q=%D1%81"
    std::string path;     // percent-decoded, valid UTF-8
    NamedValues query;    // decoded, in order, valid UTF-8
    NamedValues headers;  // names in lower case
    std::string body;
    std::string client;  // address of the other end
    std::string id;      // of this request, for the log and for the person who complains
};

struct HttpResponse {
    int status = 200;
    std::string content_type;
    std::string body;
    NamedValues headers;
    std::size_t left_out_bytes = 0;  // of the body, when only the head was asked for

    void set(std::string_view name, std::string value);  // replaces
    std::optional<std::string_view> header(std::string_view name) const;
};

// The first value of that name.
std::optional<std::string_view> find_value(const NamedValues& values, std::string_view name);
std::string_view value_or(const NamedValues& values, std::string_view name, std::string_view otherwise = {});

// «%D1%81» → «с»; a broken escape stays as it is. `plus_is_space` for forms and queries.
std::string percent_decode(std::string_view text, bool plus_is_space);
// Everything but unreserved characters is escaped; safe in a query value.
std::string percent_encode(std::string_view text);

// "q=%D1%81&limit=5", also the body of a form. At most 100 pairs are read.
NamedValues parse_query(std::string_view text);

// Fills path and query from target. False when a control character hides in the path's escapes; in the
// query each becomes a space, so that no line end and no NUL comes to a handler this way.
bool read_target(HttpRequest& request);

HttpResponse redirect_to(int status, std::string location);

}  // namespace kb
