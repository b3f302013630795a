// SPDX-License-Identifier: GPL-2.0-or-later
// Side doors to what stands in the articles folder: the quoted source, and files shown with an article.
#include <catch2/catch.hpp>

#include "server/search/xapian_searcher.h"
#include "tests/support/indexed_base.h"

namespace kb::test {
namespace {

struct Quotes {
    Base base;
    std::unique_ptr<Searcher> searcher;

    Quotes() {
        base.write("public/router.md",
                   "---\ntitle: Сброс роутера\nattachments: [../internal/fraud.md, ../internal/plan.pdf, "
                   "a.pdf]\n---\n"
                   "Зажмите кнопку сброса роутера. <!-- тайна --> [Порядок](../internal/fraud.md \"Тайна\"), "
                   "[кабель](cable.md).\n\n![план](../internal/plan.png) ![фото](a.png) "
                   "![текст](../internal/fraud.md)\n");
        base.write("public/cable.md", "---\ntitle: Кабель\n---\nПроверьте кабель.\n");
        base.write("internal/fraud.md", "---\ntitle: Тайна\nattachments: [plan.pdf]\n---\nТайный порядок.\n");
        base.build();
        searcher = open_searcher(base.paths.index_dir);
    }
    std::string quoted(Caller caller) const {
        SuggestRequest request;
        request.text = "Как сделать сброс роутера, где кнопка сброса?";
        const SuggestAnswer answer = searcher->suggest(caller, request);
        return answer.suggestions.empty() ? "" : answer.suggestions.front().quote->markdown;
    }
};

}  // namespace

TEST_CASE("a quote's Markdown holds what its page holds", "[audience]") {
    const Quotes quotes;
    const std::string for_all = "Зажмите кнопку сброса роутера.  Порядок, [кабель](/a/public/cable).";
    CHECK(quotes.quoted(Caller::public_).starts_with(for_all));
    CHECK(quotes.quoted(Caller::public_).find("internal") == std::string::npos);
    CHECK(quotes.quoted(Caller::internal).find("[Порядок](/a/internal/fraud \"Тайна\")") !=
          std::string::npos);
    CHECK(quotes.quoted(Caller::internal).find("<!--") == std::string::npos);
}

TEST_CASE("a public article opens neither sources nor files for staff", "[audience]") {
    const Quotes quotes;
    const Searcher& searcher = *quotes.searcher;
    for (const char* path : {"public/a.png", "public/a.pdf"})
        CHECK(searcher.shows_file(Caller::public_, path));
    for (const char* path : {"internal/fraud.md", "internal/plan.png", "internal/plan.pdf"})
        CHECK_FALSE(searcher.shows_file(Caller::public_, path));
    CHECK(searcher.shows_file(Caller::internal, "internal/plan.pdf"));
    CHECK_FALSE(searcher.shows_file(Caller::internal, "internal/fraud.md"));
    const auto view = searcher.article(Caller::public_, "public/router");
    REQUIRE(view);
    CHECK(view->attachments == std::vector<std::string>{"public/a.pdf"});
    CHECK(view->sections.front().html.find("internal") == std::string::npos);
}

}  // namespace kb::test
