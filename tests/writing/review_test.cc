// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/review.h"

#include <catch2/catch.hpp>

#include "indexer/article_parser.h"

using namespace kb;

namespace {

std::string text(const std::string& status, const std::string& more = "") {
    return "---\ntitle: A\nstatus: " + status + "\n" + more + "---\nТекст.\n";
}

Article stored(const std::string& status, const std::string& more = "") {
    return *parse_article("a.md", text(status, more)).article;
}

}  // namespace

TEST_CASE("who asks for a review is written into the file, and only they", "[review]") {
    const Article draft = stored("draft");
    const Article waiting = stored("review", "review_by: anna\n");
    CHECK(with_review(text("review"), "a.md", &draft, "anna") == text("review", "review_by: \"anna\"\n"));
    CHECK(with_review(text("review"), "a.md", nullptr, "anna") == text("review", "review_by: \"anna\"\n"));
    // Somebody else's change during the review, or a forged name, does not change who asked.
    CHECK(with_review(text("review"), "a.md", &waiting, "boris") == text("review", "review_by: \"anna\"\n"));
    CHECK(with_review(text("review", "review_by: boris\n"), "a.md", &waiting, "anna") ==
          text("review", "review_by: \"anna\"\n"));
    CHECK(with_review(text("published", "review_by: anna\n"), "a.md", &waiting, "boris") ==
          text("published"));
    CHECK(with_review(text("draft"), "a.md", &draft, "anna") == text("draft"));
}

TEST_CASE("with a second pair of eyes nobody publishes their own article", "[review]") {
    const Article draft = stored("draft");
    const Article waiting = stored("review", "review_by: anna\n");
    const Article published = stored("published");
    CHECK(!why_not_publish(text("published"), "a.md", nullptr, "anna").empty());
    CHECK(!why_not_publish(text("published"), "a.md", &draft, "anna").empty());
    CHECK(!why_not_publish(text("published"), "a.md", &waiting, "anna").empty());
    CHECK(why_not_publish(text("published"), "a.md", &waiting, "boris").empty());
    CHECK(why_not_publish(text("published"), "a.md", &published, "anna").empty());
    CHECK(why_not_publish(text("draft"), "a.md", &draft, "anna").empty());
    CHECK(why_not_publish(text("archived"), "a.md", &waiting, "anna").empty());
    CHECK(why_not_publish("---\ntitle: [\n---\n", "a.md", &draft, "anna").empty());
}

TEST_CASE("the clock is no way around the second pair of eyes", "[review]") {
    const std::string time = "publish_at: 2020-01-01\n";
    const Article draft = stored("draft");
    const Article waiting = stored("review", "review_by: anna\n");
    const Article timed = stored("review", "review_by: anna\n" + time);
    CHECK(!why_not_publish(text("draft", time), "a.md", nullptr, "anna").empty());
    CHECK(!why_not_publish(text("draft", time), "a.md", &draft, "anna").empty());
    CHECK(!why_not_publish(text("review", time), "a.md", &waiting, "anna").empty());
    CHECK(why_not_publish(text("review", time), "a.md", &waiting, "boris").empty());
    CHECK(why_not_publish(text("review", time), "a.md", &timed, "anna").empty());
}
