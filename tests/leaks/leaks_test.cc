// SPDX-License-Identifier: GPL-2.0-or-later
// What customers must not see has no part in what they are answered. Two services are asked the same: one
// over a base, one over the same base with internal articles, drafts, archived ones, templates, internal
// categories, synonyms, redirects, solved cases and staff at work beside it. Every answer of every route must
// be the same, byte for byte. That is more than no hidden word in any answer: a count, a frequency or an
// order that hidden articles shift gives them away as well.
//
//     KB_LEAK_BASES=1000 tests-leaks                    as many bases
//     KB_TEST_SEED=4711 KB_LEAK_BASES=1 tests-leaks     one of them again
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <set>

#include "server/log.h"
#include "tests/leaks/answers.h"
#include "tests/leaks/leak_app.h"
#include "tests/leaks/random_base.h"
#include "tests/leaks/route_calls.h"
#include "tests/support/random_text.h"

namespace kb::test {
namespace {

constexpr std::size_t kGuessedCanaries = 3;
constexpr std::size_t kOtherMethodsEvery = 9;
constexpr std::size_t kMostCrawled = 120;
constexpr unsigned kControlEvery = 2;  // bases between two looks with the eyes of staff

unsigned base_count() {
    const char* given = std::getenv("KB_LEAK_BASES");
    return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : 24;
}

// Standard error goes to a file while this lives.
class LogFile {
public:
    LogFile() : saved_(::dup(STDERR_FILENO)) {
        const int file = ::open((folder_ / "log").c_str(), O_CREAT | O_WRONLY, 0600);
        ::dup2(file, STDERR_FILENO);
        ::close(file);
        set_log_level(LogLevel::info);
    }
    ~LogFile() {
        set_log_level(LogLevel::error);
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    std::string text() const { return folder_.read("log"); }

private:
    TempFolder folder_;
    int saved_;
};

void write_all(const Base& base, const std::map<std::string, std::string>& files) {
    for (const auto& [path, bytes] : files) base.write(path, bytes);
    set_file_times(base);
}

// The hidden part comes with the first build, or later with an update.
void build_with_hidden(const Base& base, const RandomBase& texts, bool comes_later) {
    write_all(base, texts.open);
    if (comes_later) base.build();
    write_all(base, texts.hidden);
    comes_later ? base.update() : base.build();
}

std::vector<std::string> words_to_try(const RandomBase& texts, std::mt19937& random) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < kGuessedCanaries; ++i) {
        const Canary& canary = texts.canaries[random() % texts.canaries.size()];
        for (const std::string& guess : guesses_at(canary.word, random)) words.push_back(guess);
        words.push_back(texts.words[random() % texts.words.size()] + " " + canary.word);
    }
    for (int i = 0; i < 3; ++i) words.push_back(texts.words[random() % texts.words.size()]);
    words.push_back(words.back() + " " + texts.words[random() % texts.words.size()]);
    return words;
}

// Every fifth base is a private help centre.
bool is_private_base(unsigned seed) { return seed % 5 == 4; }

// One random base, asked with what is hidden and without.
class Trial {
public:
    explicit Trial(unsigned seed)
        : seed_(seed), random_(seed), texts_(random_base(seed)), watch_(texts_.canaries) {
        write_all(open_, texts_.open);
        open_.build();
        build_with_hidden(full_, texts_, seed % 2 == 1);
        std::vector<SolvedCase> cases = texts_.open_cases;
        const bool is_private = is_private_base(seed);
        without_ = std::make_unique<LeakApp>(open_, cases, LeakWishes{false, is_private});
        cases.insert(cases.end(), texts_.hidden_cases.begin(), texts_.hidden_cases.end());
        with_ = std::make_unique<LeakApp>(full_, cases, LeakWishes{true, is_private});
    }

    void ask_everything() {
        const std::vector<std::string> words = words_to_try(texts_, random_);
        LogFile log;
        for (const Visitor visitor : {Visitor::anonymous, Visitor::customer, Visitor::vouched}) {
            for (const Route& route : routes())
                for (const HttpRequest& call : calls_of(route, texts_, words, visitor, random_)) {
                    compare(call);
                    if (asked_ % kOtherMethodsEvery == 0) compare_other_methods(call);
                }
            for (const std::string& address : texts_.addresses) {
                compare(get_request("/" + address, visitor));
                compare_other_methods(get_request("/" + address, visitor));
            }
        }
        crawl();
        CAPTURE(seed_);
        CHECK(with_->searcher().version(Caller::public_) == without_->searcher().version(Caller::public_));
        CHECK(watch_.seen_in(log.text()).empty());
        CHECK(log.text().find("\"route\":\"/search\"") != std::string::npos);
    }

    // Places whose canaries staff come across; the test would be blind without them.
    std::set<std::string> seen_by_staff() const {
        std::set<std::string> places;
        std::vector<std::string> targets = {"/"};
        for (const std::string& id : texts_.ids) targets.push_back("/api/v1/articles/" + id);
        for (const std::string& slug : texts_.slugs) targets.push_back("/a/" + slug);
        for (const std::string& address : texts_.addresses) {
            targets.push_back("/files/" + address);
            targets.push_back("/c/" + address);
        }
        for (const std::string& target : targets) {
            HttpRequest request = get_request(target, Visitor::anonymous);
            if (target.size() % 2 == 0) {
                request.headers.push_back({"authorization", std::string("Bearer ") + kLeakToken});
            } else {
                request.headers.push_back({"cookie", "kb_session=" + with_->staff().front().secret});
            }
            const HttpResponse response = with_->answer(std::move(request));
            if (response.status != 200) continue;
            CAPTURE(target);
            CHECK(response.header("Cache-Control") == std::string_view("private, no-store"));
            CHECK_FALSE(response.header("ETag"));
            for (const std::string& place : watch_.seen_in(response.body)) places.insert(place);
        }
        return places;
    }

    std::size_t asked() const { return asked_; }

private:
    HttpResponse compare(const HttpRequest& request) {
        ++asked_;
        HttpResponse with = with_->answer(request);
        const std::string a = comparable(with);
        const std::string b = comparable(without_->answer(request));
        if (a != b) {
            FAIL_CHECK("KB_TEST_SEED=" << seed_ << " KB_LEAK_BASES=1: " << request.method << " "
                                       << percent_decode(request.target, false) << "\n"
                                       << first_difference(a, b));
        }
        for (const std::string& place :
             watch_.seen_in(a, request.target + " " + percent_decode(request.body, true)))
            FAIL_CHECK("KB_TEST_SEED=" << seed_ << " KB_LEAK_BASES=1: the word of «" << place
                                       << "» comes out at " << request.method << " "
                                       << percent_decode(request.target, false));
        return with;
    }

    // The same address by other methods than its route names.
    void compare_other_methods(HttpRequest request) {
        for (const char* method : {"OPTIONS", "HEAD", "DELETE"}) {
            request.method = method;
            compare(request);
        }
    }

    // Follows every address that answers name, from the front page on; asks each a second time with its ETag.
    void crawl() {
        std::deque<std::string> open = {"/", "/robots.txt", "/openapi.json"};
        std::set<std::string> known(open.begin(), open.end());
        for (std::size_t done = 0; !open.empty() && done < kMostCrawled; ++done) {
            HttpRequest request =
                get_request(open.front(), is_private_base(seed_) ? Visitor::vouched : Visitor::customer);
            open.pop_front();
            const HttpResponse response = compare(request);
            for (const std::string& address : addresses_in(response))
                if (known.insert(address).second) open.push_back(address);
            if (const auto etag = response.header("ETag")) {
                request.headers.push_back({"if-none-match", std::string(*etag)});
                compare(request);
            }
        }
    }

    unsigned seed_;
    std::mt19937 random_;
    RandomBase texts_;
    CanaryWatch watch_;
    Base full_, open_;
    std::unique_ptr<LeakApp> with_, without_;
    std::size_t asked_ = 0;
};

}  // namespace

TEST_CASE("answers to customers are the same with hidden articles and without", "[leaks]") {
    const unsigned first = test_seed();
    const unsigned count = base_count();
    fmt::print("leaks: {} bases, KB_TEST_SEED={}\n", count, first);
    std::size_t asked = 0;
    std::set<std::string> seen;
    for (unsigned i = 0; i < count; ++i) {
        Trial trial(first + i);
        trial.ask_everything();
        asked += trial.asked();
        if (i % kControlEvery == 0) seen.merge(trial.seen_by_staff());
    }
    fmt::print("leaks: {} requests compared\n", asked);
    CHECK(asked > 300 * count);
    for (const std::string& place : seen) {
        CAPTURE(place);
        CHECK(place != "block of a taken name");
        CHECK_FALSE(place.starts_with("draft"));
        CHECK_FALSE(place.starts_with("archived"));
    }
    if (count < 24) return;  // too few to meet every kind of article
    for (const char* kind : {"internal", "staff", "template"})
        for (const char* place : {"title", "body", "heading", "table", "slug", "id", "summary", "attachment",
                                  "attachment text", "question", "escalate"}) {
            CAPTURE(kind, place);
            CHECK(seen.contains(fmt::format("{} {}", kind, place)));
        }
    CHECK(seen.contains("category title"));
    CHECK(seen.contains("block"));
}

TEST_CASE("an answer that differs by one byte is told, and so is a hidden word", "[leaks]") {
    const CanaryWatch watch({{"бадегикожу", "draft title"}, {"badefiguko", "internal slug"}});
    CHECK(watch.seen_in("<a>Бадегикожу</a>") == std::vector<std::string>{"draft title"});
    CHECK(watch.seen_in("href=\"/c/%D0%B1%D0%B0%D0%B4%D0%B5%D0%B3%D0%B8%D0%BA%D0%BE%D0%B6%D1%83\"").size() ==
          1);
    CHECK(watch.seen_in("/a/badefiguko-2", "q=badefiguko").empty());
    HttpResponse a{200, "text/html", "<p>5 статей</p>", {{"X-Request-Id", "1"}}};
    HttpResponse b{200, "text/html", "<p>5 статей</p>", {{"X-Request-Id", "2"}}};
    CHECK(comparable(a) == comparable(b));
    b.body = "<p>6 статей</p>";
    CHECK(comparable(a) != comparable(b));
    CHECK(first_difference(comparable(a), comparable(b)).find("6 статей") != std::string::npos);
}

}  // namespace kb::test
