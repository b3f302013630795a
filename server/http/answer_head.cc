// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/answer_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace kb {
namespace {

struct StatusWord {
    int status;
    const char* reason;
};
constexpr std::array<StatusWord, 33> kReasons = {{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

const char* reason_of(int status) {
    for (const StatusWord& row : kReasons) {
        if (row.status == status) return row.reason;
    }
    return status < 400 ? "OK" : "Error";
}

bool is_line_breaker(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }

void add_header(std::string& out, std::string_view name, std::string_view value) {
    const std::size_t begin = out.size();
    out.append(name).append(": ").append(value);
    std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), is_line_breaker, ' ');
    out.append("\r\n");
}

bool says_length(const HttpResponse& response) {
    return response.status >= 200 && response.status != 204 && response.status != 304;
}

}  // namespace

bool has_body(const HttpResponse& response, const AnswerShape& shape) {
    return says_length(response) && !shape.is_head;
}

std::string answer_head(const HttpResponse& response, const AnswerShape& shape, std::string_view date) {
    std::string out;
    out.reserve(1024);
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                   reason_of(response.status));
    add_header(out, "Date", date);
    if (!response.content_type.empty()) add_header(out, "Content-Type", response.content_type);
    for (const NamedValue& header : response.headers) add_header(out, header.name, header.value);
    if (says_length(response))
        fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n",
                       response.body.size() + response.left_out_bytes);
    if (!shape.is_keep_alive) {
        add_header(out, "Connection", "close");
    } else if (shape.is_http10) {
        add_header(out, "Connection", "keep-alive");
    }
    out.append("\r\n");
    return out;
}

std::string_view http_date(std::chrono::system_clock::time_point now) {
    static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    thread_local std::time_t made_at = 0;
    thread_local std::string text;
    const std::time_t second = std::chrono::system_clock::to_time_t(now);
    if (second == made_at && !text.empty()) return text;
    std::tm parts{};
    gmtime_r(&second, &parts);
    made_at = second;
    text = fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                       kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                       parts.tm_min, parts.tm_sec);
    return text;
}

}  // namespace kb
