// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "server/file_type.h"
#include "server/http/errors.h"
#include "server/http/multipart.h"
#include "stemming/utf8.h"
#include "tests/support/table.h"

using namespace kb;

namespace {

HttpRequest posted(std::string content_type, std::string body) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"content-type", std::move(content_type)}};
    request.body = std::move(body);
    return request;
}

HttpRequest multipart(std::string body) {
    return posted("multipart/form-data; boundary=XX", std::move(body));
}

std::string part(const std::string& head, const std::string& content) {
    return "--XX\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
}

bool is_refused(const HttpRequest& request) {
    try {
        parse_form(request);
    } catch (const HttpError& e) {
        return e.refusal == Refusal::bad_request || e.refusal == Refusal::unsupported_media;
    }
    return false;
}

}  // namespace

TEST_CASE("a file is what its bytes are, under a name that is safe", "[upload]") {
    for (const auto& row : test::read_table("uploads.tsv", 3)) {
        INFO("uploads.tsv:" << row.line);
        const auto type = file_type_of(row.cells[1]);
        CHECK((type ? safe_file_name(row.cells[0], *type) : "") == row.cells[2]);
    }
    const auto type = file_type_of("текст");
    REQUIRE(type);
    const std::string name = safe_file_name(std::string(5000, 'a'), *type);
    CHECK(count_code_points(name) == 80);
    CHECK(name.ends_with(".txt"));
}

TEST_CASE("a form comes in two ways with the same fields", "[upload]") {
    const auto plain =
        parse_form(posted("application/x-www-form-urlencoded; charset=utf-8", "subject=%D1%81+%26&text=a"));
    const auto parts =
        parse_form(multipart(part("name=\"subject\"", "с &") + part("name=text", "a") + "--XX--\r\n"));
    for (const FormBody& form : {plain, parts}) {
        CHECK(value_or(form.fields, "subject") == "с &");
        CHECK(value_or(form.fields, "text") == "a");
        CHECK(form.files.empty());
    }
}

TEST_CASE("files come whole, whatever stands in them", "[upload]") {
    const std::string nasty("\r\n--X\r\n\0\xff--XX", 13);
    const HttpRequest request =
        multipart(part("name=\"files\"; filename=\"a%22b.png\"\r\nContent-Type: image/png", nasty) +
                  part("name=\"files\"; filename=\"\"", "") + part("name=\"empty\"", "") + "--XX--\r\n");
    const FormBody form = parse_form(request);
    REQUIRE(form.files.size() == 1);
    CHECK(form.files[0].name == "a\"b.png");
    CHECK(form.files[0].content == nasty);
    CHECK(find_value(form.fields, "empty") == std::optional<std::string_view>(""));
}

TEST_CASE("a form that is broken is refused, and nothing is read past it", "[upload]") {
    const std::string good = part("name=\"a\"", "b");
    REQUIRE_FALSE(is_refused(multipart(good + "--XX--")));
    for (const std::string& body :
         {std::string(), std::string("--XX"), good, good + "--XX", std::string("text"), "x" + good + "--XX--",
          std::string("--XX\r\nContent-Disposition: form-data\r\n\r\nb\r\n--XX--"),
          std::string("--XX\r\n\r\nb\r\n--XX--"),
          "--XX\r\nA: " + std::string(10'000, 'a') + "\r\n\r\nb\r\n--XX--"}) {
        INFO(body.substr(0, 60));
        CHECK(is_refused(multipart(body)));
    }
    CHECK(is_refused(posted("multipart/form-data", good + "--XX--")));
    CHECK(is_refused(posted("multipart/form-data; boundary=" + std::string(71, 'X'), good)));
    CHECK(is_refused(posted("text/plain", "a=b")));
    std::string many;
    for (int i = 0; i < 101; ++i) many += good;
    CHECK(is_refused(multipart(many + "--XX--")));
}
