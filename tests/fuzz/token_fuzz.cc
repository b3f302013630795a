// SPDX-License-Identifier: GPL-2.0-or-later
// Words that say who somebody is: what we did not sign opens nothing, what we did sign is read back, and an
// address to go on to stays on our site. The first line is the word, the rest a body of a form.
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/error.h"
#include "server/case_file.h"
#include "server/file_type.h"
#include "server/http/auth.h"
#include "server/http/client_address.h"
#include "server/http/customer_token.h"
#include "server/http/errors.h"
#include "server/http/file_range.h"
#include "server/http/form_token.h"
#include "server/http/image_size.h"
#include "server/http/multipart.h"
#include "server/http/session_cookie.h"
#include "stemming/utf8.h"
#include "tests/fuzz/must.h"

namespace {

constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";
constexpr std::int64_t kNow_s = 1'780'000'000;

void read_signed(std::string_view word) {
    MUST(!kb::read_customer_token(word, kSecret, kNow_s));  // nobody guesses 256 bits
    MUST(!kb::read_customer_token(word, "", kNow_s));
    MUST(!kb::form_token_time(word, kSecret));
    const std::string made = kb::customer_token({std::string(word), kNow_s + 60}, kSecret);
    const auto read = kb::read_customer_token(made, kSecret, kNow_s);
    MUST(!read || (read->customer == word && read->expires_s == kNow_s + 60));
    MUST(!kb::read_customer_token(made, kSecret, kNow_s + 61));
    MUST(!kb::read_customer_token(made, "another secret of thirty-two bytes", kNow_s));
}

void read_cookie(std::string_view word) {
    kb::HttpRequest request;
    request.headers.push_back({"cookie", std::string(word)});
    const std::string_view value = kb::cookie_of(request, "kb_session");
    MUST(value.find(';') == std::string_view::npos);
}

void go_on(std::string_view word) {
    const std::string next = kb::safe_next(word, "/");
    MUST(next.starts_with('/') && !next.starts_with("//") && next.find('\\') == std::string::npos);
    for (const char c : next) MUST(c > ' ' && c < 0x7f);
}

void read_files(std::string_view bytes) {
    if (const auto size = kb::image_size(bytes)) MUST(size->width > 0 && size->height > 0);
    const auto type = kb::file_type_of(bytes);
    if (!type) return;
    const std::string name = kb::safe_file_name(bytes.substr(0, 200), *type);
    MUST(kb::is_valid_utf8(name) && name.ends_with(type->extension));
    MUST(name.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos);
}

void read_range(std::string_view word, std::string_view bytes) {
    kb::HttpRequest request;
    request.method = "GET";
    request.headers.push_back({"range", std::string(word)});
    kb::HttpResponse response{200, "video/mp4", "", {}};
    const kb::BytePiece piece = kb::cut_range(request, bytes.size(), response);
    MUST(response.status == 200 || response.status == 206 || response.status == 416);
    MUST(piece.begin <= piece.end && piece.end <= bytes.size());
}

void read_form(std::string_view word, std::string_view bytes) {
    kb::HttpRequest request;
    request.headers.push_back({"content-type", "multipart/form-data; boundary=" + std::string(word)});
    request.body = bytes;
    try {
        const kb::FormBody form = kb::parse_form(request);
        MUST(form.fields.size() + form.files.size() <= 100);
        for (const auto& [name, value] : form.fields)
            MUST(kb::is_valid_utf8(name) && kb::is_valid_utf8(value));
        for (const auto& file : form.files)
            MUST(file.content.empty() ||
                 (file.content.data() >= request.body.data() &&
                  file.content.data() + file.content.size() <= request.body.data() + request.body.size()));
    } catch (const kb::HttpError&) {  // a refusal by name
    }
}

void read_cases(std::string_view bytes) {
    try {
        const kb::CaseFile file = kb::read_case_file("cases.csv", bytes);
        for (const auto& record : file.records) MUST(kb::is_valid_utf8(record.text) && record.line >= 1);
    } catch (const kb::ConfigError& refused) {
        MUST(kb::is_valid_utf8(refused.what()));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = bytes.find('\n');
    const std::string_view word = bytes.substr(0, end);
    const std::string_view rest = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
    read_signed(word);
    read_cookie(word);
    go_on(word);
    read_range(word, rest);
    read_form(word, rest);
    read_files(rest);
    read_cases(rest);
    return 0;
}
