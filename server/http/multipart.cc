// SPDX-License-Identifier: GPL-2.0-or-later
// multipart/form-data, read strictly: «--boundary CRLF head CRLF CRLF content CRLF --boundary … --». Only
// Content-Disposition is looked at; what a part says of its own type or encoding is the sender's opinion.
#include "server/http/multipart.h"

#include <algorithm>
#include <optional>

#include "server/http/errors.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxParts = 100;
constexpr std::size_t kMaxBoundaryBytes = 70;  // RFC 2046
constexpr std::size_t kMaxHeadBytes = 4096;

[[noreturn]] void refuse() {
    throw HttpError(Refusal::bad_request, "Форма пришла не целиком. Обновите страницу и отправьте ещё раз.");
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// The value of `name="…"` in a header, or of `name=…` up to «;».
std::optional<std::string> attribute(std::string_view header, std::string_view name) {
    const std::string lowered = lower_ascii(header);
    for (std::size_t at = lowered.find(';'); at != std::string::npos; at = lowered.find(';', at + 1)) {
        std::size_t begin = lowered.find_first_not_of(" \t", at + 1);
        if (begin == std::string::npos || !std::string_view(lowered).substr(begin).starts_with(name))
            continue;
        begin += name.size();
        if (begin >= header.size() || header[begin] != '=') continue;
        ++begin;
        if (begin < header.size() && header[begin] == '"') {
            const std::size_t end = header.find('"', begin + 1);
            if (end == std::string_view::npos) return std::nullopt;
            return std::string(header.substr(begin + 1, end - begin - 1));
        }
        const std::size_t end = std::min(header.find(';', begin), header.size());
        return std::string(header.substr(begin, end - begin));
    }
    return std::nullopt;
}

std::string_view line_value(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(head.size(), line.size() + 2));
        if (line.size() > name.size() && lower_ascii(line.substr(0, name.size())) == name)
            return line.substr(name.size());
    }
    return {};
}

// Browsers write «"» in a name as «%22» and a line end as «%0D%0A».
std::string unescaped(std::string text) {
    for (const auto& [escape, sign] : {std::pair{"%22", "\""}, {"%0D", " "}, {"%0A", " "}}) {
        for (std::size_t at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1))
            text.replace(at, 3, sign);
    }
    return valid_utf8(text);
}

void take_part(FormBody& form, std::string_view head, std::string_view content) {
    const std::string_view disposition = line_value(head, "content-disposition:");
    const auto name = attribute(disposition, "name");
    if (!name) refuse();
    const auto file_name = attribute(disposition, "filename");
    if (!file_name) {
        form.fields.push_back({unescaped(*name), valid_utf8(content)});
    } else if (!file_name->empty() || !content.empty()) {
        form.files.push_back({unescaped(*name), unescaped(*file_name), content});
    }
}

FormBody parse_multipart(std::string_view body, std::string_view content_type) {
    const auto boundary = attribute(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > kMaxBoundaryBytes) refuse();
    const std::string mark = "--" + *boundary;
    const std::string next = "\r\n" + mark;
    if (!body.starts_with(mark)) refuse();
    body.remove_prefix(mark.size());
    FormBody form;
    while (!body.starts_with("--")) {
        if (!body.starts_with("\r\n") || form.fields.size() + form.files.size() == kMaxParts) refuse();
        body.remove_prefix(2);
        const std::size_t head_end = body.substr(0, kMaxHeadBytes).find("\r\n\r\n");
        if (head_end == std::string_view::npos) refuse();
        const std::size_t end = body.find(next, head_end + 2);
        if (end == std::string_view::npos) refuse();
        const std::size_t begin = std::min(head_end + 4, end);
        take_part(form, body.substr(0, head_end), body.substr(begin, end - begin));
        body.remove_prefix(end + next.size());
    }
    return form;
}

}  // namespace

FormBody parse_form(const HttpRequest& request) {
    const std::string_view type = value_or(request.headers, "content-type");
    const std::string lowered = lower_ascii(type.substr(0, type.find(';')));
    if (lowered == "multipart/form-data") return parse_multipart(request.body, type);
    if (lowered.empty() || lowered == "application/x-www-form-urlencoded")
        return {parse_query(request.body), {}};
    throw HttpError(Refusal::unsupported_media, "Отправьте форму со страницы «Напишите нам».");
}

}  // namespace kb
