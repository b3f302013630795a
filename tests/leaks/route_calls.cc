// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/leaks/route_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>

#include "indexer/links.h"
#include "server/http/article_links.h"
#include "server/http/customer_token.h"
#include "tests/leaks/leak_app.h"

namespace kb::test {
namespace {

using Values = std::vector<std::string>;

constexpr std::size_t kArgumentsPerRoute = 14;

struct Source {
    const RandomBase& base;
    const Values& words;
};

struct NamedSource {
    const char* name;
    std::function<Values(const Source&)> values;
};

Values addresses_and_words(const Source& source) {
    Values all = source.base.addresses;
    all.insert(all.end(), source.words.begin(), source.words.end());
    return all;
}

// The last part of «/s/k3f9x2ab», of every article.
Values short_codes(const Source& source) {
    Values codes;
    for (const std::string& id : source.base.ids) codes.push_back(short_path(id).substr(3));
    return codes;
}

Values words_of(const Source& source) { return source.words; }
Values ids_of(const Source& source) { return source.base.ids; }
Values slugs_of(const Source& source) { return source.base.slugs; }
Values addresses_of(const Source& source) { return source.base.addresses; }

std::function<Values(const Source&)> always(Values values) {
    return [values = std::move(values)](const Source&) { return values; };
}

// What {…} in a pattern stands for.
const std::vector<NamedSource>& arguments() {
    static const std::vector<NamedSource> table = {
        {"id", ids_of},
        {"slug", slugs_of},
        {"category", addresses_and_words},
        {"path", addresses_and_words},
        {"code", short_codes},
        {"token", words_of},
        {"number", words_of},
        {"revision", words_of},
    };
    return table;
}

// Parameters in the query, by name.
const std::vector<NamedSource>& parameters() {
    static const std::vector<NamedSource> table = {
        {"q", words_of},
        {"category", addresses_of},
        {"article", ids_of},
        {"in", addresses_of},
        {"url", addresses_and_words},
        {"type", always({"article", "steps", "template", "policy"})},
        {"lang", always({"ru", "en"})},
        {"hl", always({"ru", "en"})},
        {"limit", always({"1", "5", "50"})},
        {"offset", always({"0", "1", "1000"})},
        {"literal", always({"0", "1"})},
        {"draft", always({"0", "1"})},
        {"steps", always({"1", "1,2"})},
        {"status", always({"new", "closed"})},
        {"stuck", always({"0", "1"})},
        {"panel", always({"", "1"})},
        {"before", always({"1", "1000"})},
        {"next", addresses_and_words},
        {"path", addresses_and_words},
    };
    return table;
}

std::string json_text(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return '"' + out + '"';
}

std::string suggest_body(const std::string& word, const std::string& id) {
    return fmt::format(R"({{"subject":{0},"text":{1},"limit":10,"category":{0},"exclude":[{2}]}})",
                       json_text(word), json_text("Здравствуйте! Не работает " + word + ", что делать?"),
                       json_text(id));
}

std::string ticket_body(const std::string& word, const std::string& id) {
    return fmt::format(R"({{"subject":{0},"text":{0},"article_id":{1},"suggested":[{1}]}})", json_text(word),
                       json_text(id));
}

std::string case_body(const std::string& word, const std::string& id) {
    return fmt::format(R"({{"text":{},"article":{}}})", json_text(word), json_text(id));
}

std::string desk_body(const std::string& word, const std::string&) {
    return fmt::format(R"({{"subject":{0},"text":{0}}})", json_text(word));
}

std::string mark_body(const std::string& word, const std::string& id) {
    return fmt::format(R"({{"text":{},"article":{},"mark":"solved"}})", json_text(word), json_text(id));
}
std::string gap_body(const std::string& word, const std::string&) {
    return fmt::format(R"({{"text":{}}})", json_text(word));
}
std::string draft_body(const std::string& word, const std::string&) {
    return fmt::format(R"({{"title":{0},"problem":{0}}})", json_text(word));
}
std::string call_body(const std::string& word, const std::string& id) {
    return fmt::format(R"({{"script":{},"path":[{}]}})", json_text(id), json_text(word));
}
std::string status_body(const std::string& word, const std::string&) {
    return fmt::format(R"({{"status":"closed","reason":{}}})", json_text(word));
}

std::string write_body(const std::string& word, const std::string& id) {
    return fmt::format(R"({{"path":{},"text":{}}})", json_text(id + ".md"), json_text(word));
}

// Sent, only looked at, or solved by an article, by turns.
std::string contact_body(const std::string& word, const std::string& id) {
    const std::array<std::string, 3> wishes = {"", "&wish=look", "&solved=" + percent_encode(id)};
    return fmt::format("subject={0}&text={0}&article={1}&suggested={1}&contact=a%40b.c", percent_encode(word),
                       percent_encode(id)) +
           wishes[(word.size() + id.size()) % wishes.size()];
}

std::string reason_body(const std::string& word, const std::string&) {
    return "reason=unclear&comment=" + percent_encode(word);
}
std::string section_body(const std::string& word, const std::string&) {
    return "section=" + percent_encode(word);
}
std::string desk_form_body(const std::string& word, const std::string&) {
    return "text=" + percent_encode(word);
}
std::string vote_body(const std::string&, const std::string&) { return "helpful=yes"; }
// Somebody tries to sign in, by turns as one who is there and as one who is not.
std::string sign_in_body(const std::string& word, const std::string& id) {
    return fmt::format("login={}&password={}&next=%2Fa%2F{}",
                       word.size() % 2 == 0 ? "admin" : percent_encode(word), percent_encode(word),
                       percent_encode(id));
}
std::string no_body(const std::string&, const std::string&) { return ""; }

// What is sent to a route, made of a word and of an article's id.
struct NamedBody {
    const char* pattern;
    const char* content_type;
    std::string (*body)(const std::string& word, const std::string& id);
};

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kJson = "application/json";

// What is sent to the routes that take a body.
constexpr std::array kBodies = {
    NamedBody{"/api/v1/suggest", kJson, suggest_body},
    NamedBody{"/widget/api/suggest", kJson, suggest_body},
    NamedBody{"/contact", kForm, contact_body},
    NamedBody{"/api/v1/tickets", kJson, ticket_body},
    NamedBody{"/widget/api/tickets", kJson, ticket_body},
    NamedBody{"/api/v1/tickets/{number}/retry", kJson, no_body},
    NamedBody{"/api/v1/cases", kJson, case_body},
    NamedBody{"/api/v1/cases/{id}", kJson, no_body},
    NamedBody{"/api/v1/desk/suggest", kJson, desk_body},
    NamedBody{"/api/v1/desk/marks", kJson, mark_body},
    NamedBody{"/api/v1/desk/gaps", kJson, gap_body},
    NamedBody{"/api/v1/desk/draft", kJson, draft_body},
    NamedBody{"/api/v1/desk/calls", kJson, call_body},
    NamedBody{"/api/v1/desk/notes", kJson, gap_body},
    NamedBody{"/api/v1/desk/notes/{id}/done", kJson, no_body},
    NamedBody{"/api/v1/tickets/{number}/status", kJson, status_body},
    NamedBody{"/api/v1/tickets/{number}/messages", kJson, gap_body},
    NamedBody{"/api/v1/write/articles", kJson, write_body},
    NamedBody{"/api/v1/write/move", kJson, write_body},
    NamedBody{"/api/v1/write/images", kForm, no_body},
    NamedBody{"/api/v1/write/new", kJson, write_body},
    NamedBody{"/api/v1/write/check", kJson, write_body},
    NamedBody{"/api/v1/write/find", kJson, write_body},
    NamedBody{"/write/preview", kJson, write_body},
    NamedBody{"/desk", kForm, desk_form_body},
    NamedBody{"/a/{slug}/vote", kForm, vote_body},
    NamedBody{"/desk/outbox/retry", kForm, no_body},
    NamedBody{"/sign-in", kForm, sign_in_body},
    NamedBody{"/sign-out", kForm, no_body},
    NamedBody{"/sign-in/link/{token}", kForm, sign_in_body},
    NamedBody{"/account/password", kForm, sign_in_body},
    NamedBody{"/account/sessions/end", kForm, no_body},
    NamedBody{"/account/sessions/{id}/end", kForm, no_body},
    NamedBody{"/account/tokens", kForm, sign_in_body},
    NamedBody{"/account/tokens/{id}/revoke", kForm, no_body},
    NamedBody{"/admin/users", kForm, sign_in_body},
    NamedBody{"/admin/users/{id}/link", kForm, no_body},
    NamedBody{"/admin/users/{id}/role", kForm, no_body},
    NamedBody{"/admin/users/{id}/disable", kForm, no_body},
    NamedBody{"/admin/users/{id}/enable", kForm, no_body},
    NamedBody{"/a/{slug}/reason", kForm, reason_body},
    NamedBody{"/a/{slug}/unclear", kForm, section_body},
};

template <typename Table>
const auto& entry(const Table& table, std::string_view key, auto name, const Route& route, const char* what) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.*name == key; });
    if (found != table.end()) return *found;
    throw std::logic_error(
        fmt::format("The leak test does not know {} «{}» of the route {} {}. Add a row for it to {} in "
                    "tests/leaks/route_calls.cc: values that try to reach what is hidden.",
                    what, key, route.method, route.pattern, what));
}

const std::string& any_of(const Values& values, std::mt19937& random) {
    return values[random() % values.size()];
}

HttpRequest request_of(std::string method, std::string target, Visitor visitor) {
    HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.client = "192.0.2.1";
    request.headers.push_back({"host", "help.example"});
    if (visitor == Visitor::vouched) {
        request.headers.push_back(
            {"x-customer-token", customer_token({"customer-42", kLeakNow_s + 3600}, kLeakCustomerSecret)});
    }
    if (visitor == Visitor::customer) {
        request.headers.push_back({"origin", "https://shop.example"});
        request.headers.push_back({"accept-language", "ru-RU,ru;q=0.9"});
        request.headers.push_back({"accept-encoding", "gzip, br"});
        request.headers.push_back({"cookie", "role=internal; session=0123456789abcdef"});
        request.headers.push_back({"x-forwarded-for", "127.0.0.1"});
        request.headers.push_back({"referer", "http://help.example/search?q=%D1%81%D1%87%D1%91%D1%82"});
    }
    return request;
}

// The pattern with every {…} replaced; some of the many values there are.
Values paths_of(const Route& route, const Source& source, std::mt19937& random) {
    const std::string_view pattern = route.pattern;
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) return {std::string(pattern)};
    const std::size_t close = pattern.find('}');
    const auto name = pattern.substr(open + 1, close - open - 1);
    Values values = entry(arguments(), name, &NamedSource::name, route, "arguments").values(source);
    std::shuffle(values.begin(), values.end(), random);
    if (values.size() > kArgumentsPerRoute) values.resize(kArgumentsPerRoute);
    for (std::string& value : values)
        value = fmt::format("{}{}{}", pattern.substr(0, open), encode_path(value), pattern.substr(close + 1));
    return values;
}

// A word for the first parameter (the question where there is one); the others come now and then.
std::string query_of(const Route& route, const Source& source, const std::string& word,
                     std::mt19937& random) {
    std::string query;
    for (const Parameter& parameter : route.operation.parameters) {
        const std::string_view name = parameter.name;
        const Values values =
            entry(parameters(), name, &NamedSource::name, route, "parameters").values(source);
        if (name != "q" && random() % 5 != 0) continue;
        query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name,
                             percent_encode(name == "q" ? word : any_of(values, random)));
    }
    return query;
}

}  // namespace

std::vector<HttpRequest> calls_of(const Route& route, const RandomBase& base, const Values& words,
                                  Visitor visitor, std::mt19937& random) {
    const Source source{base, words};
    const bool has_body = std::string_view(route.method) != "GET";
    const bool has_question =
        std::any_of(route.operation.parameters.begin(), route.operation.parameters.end(),
                    [](const Parameter& parameter) { return std::string_view(parameter.name) == "q"; });
    std::vector<HttpRequest> calls;
    for (const std::string& path : paths_of(route, source, random)) {
        const Values tried =
            has_question || (has_body && path == route.pattern) ? words : Values{any_of(words, random)};
        for (const std::string& word : tried) {
            calls.push_back(request_of(route.method, path + query_of(route, source, word, random), visitor));
            if (!has_body) continue;
            const NamedBody& body = entry(kBodies, route.pattern, &NamedBody::pattern, route, "kBodies");
            calls.back().headers.push_back({"content-type", body.content_type});
            calls.back().body = body.body(word, any_of(base.ids, random));
        }
    }
    return calls;
}

HttpRequest get_request(const std::string& target, Visitor visitor) {
    return request_of("GET", target, visitor);
}

}  // namespace kb::test
