// SPDX-License-Identifier: GPL-2.0-or-later
// Naughty texts as questions, subjects, titles, tags, slugs and file names: never a failure of the server,
// always valid UTF-8, and no line break in a header.
#include <catch2/catch.hpp>

#include "indexer/links.h"
#include "server/log.h"
#include "stemming/utf8.h"
#include "tests/hostile/naughty_texts.h"
#include "tests/leaks/answers.h"
#include "tests/leaks/leak_app.h"
#include "tests/leaks/route_calls.h"

namespace kb::test {
namespace {

constexpr std::size_t kLongestFileName = 200;  // bytes; the disk allows 255

bool is_text(const HttpResponse& response) {
    return response.content_type.starts_with("text/") ||
           response.content_type.find("json") != std::string::npos ||
           response.content_type.find("xml") != std::string::npos;
}

bool has_clean_headers(const HttpResponse& response) {
    for (const auto& [name, value] : response.headers)
        if (value.find_first_of(std::string("\r\n\0", 3)) != std::string::npos || !is_valid_utf8(value))
            return false;
    return true;
}

void check_answer(const LeakApp& app, const HttpRequest& request) {
    const HttpResponse response = app.answer(request);
    const bool is_well =
        response.status < 500 && has_clean_headers(response) &&
        (!is_text(response) || response.header("Content-Encoding") || is_valid_utf8(response.body));
    if (is_well) return;
    FAIL_CHECK(response.status << " for " << request.method << " " << request.target.substr(0, 300) << "\n"
                               << valid_utf8(request.body.substr(0, 300)) << "\n"
                               << valid_utf8(response.body.substr(0, 300)));
}

std::string yaml_quoted(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return '"' + out + '"';
}

bool can_be_file_name(const std::string& text) {
    return !text.empty() && text.size() <= kLongestFileName &&
           text.find_first_of(std::string("/\0", 2)) == std::string::npos && text != "." && text != "..";
}

// An article of each text: as title, tag, alias, slug, heading, body; and as the name of a file.
RandomBase naughty_base() {
    RandomBase base;
    std::size_t number = 0;
    for (const std::string& text : naughty_texts()) {
        const std::string name = fmt::format("n{}", number++);
        base.open["public/" + name + ".md"] = fmt::format(
            "---\ntitle: {0}\nid: {1}\ntags: [{0}]\naliases: [{0}]\nsummary: {0}\nowner: "
            "{0}\n---\n\n{2}\n\n## {2}\n\n{2}\n",
            yaml_quoted(text), name, text);
        base.open["public/s" + name + ".md"] = fmt::format(
            "---\ntitle: Адрес {1}\nslug: {0}\ncategory: {0}\nredirect_from: [{0}]\n---\n\nТекст.\n",
            yaml_quoted(text), number);
        if (can_be_file_name(text))
            base.open["public/" + text + ".md"] = "---\nid: f" + name + "\n---\n\n# Имя\n\nТекст.\n";
        base.ids.push_back(name);
        base.slugs.push_back("f" + name);
        base.slugs.push_back(text);
        base.addresses.push_back(text);
    }
    return base;
}

}  // namespace

TEST_CASE("naughty texts in articles and in requests break nothing", "[naughty]") {
    set_log_level(LogLevel::error);
    const RandomBase texts = naughty_base();
    Base files;
    for (const auto& [path, bytes] : texts.open) files.write(path, bytes);
    const UpdateReport report = files.build();
    CHECK(report.articles >= naughty_texts().size());
    for (const Diagnostic& diagnostic : report.diagnostics)
        CHECK(is_valid_utf8(format_diagnostic(diagnostic)));
    CHECK_FALSE(files.update().is_changed);
    const LeakApp app(files);

    std::mt19937 random(7);
    for (const Route& route : routes())
        for (int round = 0; round < 10; ++round)
            for (const HttpRequest& call :
                 calls_of(route, texts, round == 0 ? naughty_texts() : std::vector<std::string>{"пароль"},
                          Visitor::customer, random))
                check_answer(app, call);
    const auto categories = app.searcher().categories(Caller::public_);
    for (const auto& category : *categories)
        check_answer(app, get_request("/c/" + encode_path(category.category.id), Visitor::anonymous));
    for (const ArticleCard& card : app.searcher().list(Caller::public_, "")) {
        CHECK(is_valid_utf8(card.title + card.slug + card.summary + card.category));
        check_answer(app, get_request(card.url, Visitor::anonymous));
        check_answer(app, get_request("/api/v1/articles/" + encode_path(card.id), Visitor::anonymous));
    }
}

TEST_CASE("naughty texts in headers break nothing", "[naughty]") {
    set_log_level(LogLevel::error);
    Base files;
    files.write("public/a.md", article("А"));
    files.build();
    const LeakApp app(files);
    for (const char* name : {"referer", "accept-language", "if-none-match", "x-forwarded-for", "cookie",
                             "accept-encoding", "authorization", "content-type", "user-agent", "origin"}) {
        for (const std::string& text : naughty_texts()) {
            if (text.size() > 8000) continue;
            HttpRequest request = get_request("/a/public/a", Visitor::anonymous);
            request.headers.insert(request.headers.begin(), {name, text});
            check_answer(app, request);
        }
    }
}

}  // namespace kb::test
