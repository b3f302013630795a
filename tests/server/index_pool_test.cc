// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/index_pool.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "indexer/error.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Catch::Contains;

// Whether `claim` comes true by itself; how soon is measured in bench/.
template <typename Claim>
bool comes_true(Claim&& claim) {
    const auto begin = Clock::now();
    while (!claim()) {
        if (Clock::now() - begin > 60s) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

std::string first_title(const Searcher& searcher, const std::string& query) {
    SearchRequest request;
    request.query = query;
    const auto answer = searcher.search(Caller::public_, request);
    return answer.hits.empty() ? "" : answer.hits.front().article.title;
}

bool has_article(const Searcher& searcher, const char* id) {
    return searcher.article(Caller::public_, id).has_value();
}

// The biggest file of the live generation, with some bytes in the middle overwritten.
void damage_live_generation(const Base& base) {
    std::filesystem::path biggest;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(require_live_generation(base.paths.index_dir)))
        if (entry.is_regular_file() &&
            (biggest.empty() || entry.file_size() > std::filesystem::file_size(biggest)))
            biggest = entry.path();
    std::fstream file(biggest, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(biggest) / 2));
    file << std::string(64, '\x5A');
}

}  // namespace

TEST_CASE("without an index the searcher is not ready and says what to run", "[index_pool]") {
    const Base base;
    const auto searcher = open_searcher(base.paths.index_dir);
    CHECK_FALSE(searcher->is_ready());
    CHECK_THAT(searcher->why_not_ready(), Contains("kb-index build"));
    CHECK_THROWS_AS(searcher->search(Caller::public_, {}), IndexError);
    CHECK_THROWS_AS(searcher->complete(Caller::public_, "п", 5), IndexError);
    CHECK_THROWS_AS(searcher->version(Caller::public_), IndexError);
    base.write("public/a.md", article("Пароль"));
    base.build();
    CHECK(comes_true([&] { return searcher->is_ready(); }));
    CHECK(searcher->why_not_ready().empty());
    CHECK(first_title(*searcher, "пароль") == "Пароль");
}

TEST_CASE("updates, deletions and new generations are seen within half a second", "[index_pool]") {
    const Base base;
    base.write("public/a.md", article("Пароль"));
    base.build();
    const auto searcher = open_searcher(base.paths.index_dir);
    const auto version = searcher->version(Caller::public_);
    CHECK_FALSE(has_article(*searcher, "public/b"));

    base.write("public/b.md", article("Роутер"));
    base.update();
    CHECK(comes_true([&] { return has_article(*searcher, "public/b"); }));
    CHECK(first_title(*searcher, "роутер") == "Роутер");
    CHECK(searcher->version(Caller::public_) != version);

    base.remove("public/b.md");
    base.update();
    CHECK(comes_true([&] { return !has_article(*searcher, "public/b"); }));
    CHECK(first_title(*searcher, "роутер").empty());
    CHECK(searcher->complete(Caller::public_, "роут", 5).empty());

    base.write("public/c.md", article("Тариф"));
    base.build();
    CHECK(comes_true([&] { return has_article(*searcher, "public/c"); }));
    CHECK(first_title(*searcher, "тариф") == "Тариф");
}

TEST_CASE("an article made internal leaves the customers' sight", "[index_pool]") {
    const Base base;
    base.write("public/a.md", article("Пароль"));
    base.write("public/b.md", article("Роутер"));
    base.build();
    const auto searcher = open_searcher(base.paths.index_dir);
    base.write("public/b.md", article("Роутер", "audience: internal\n"));
    base.update();
    CHECK(comes_true([&] { return !has_article(*searcher, "public/b"); }));
    // Taken from customers first, given to agents a moment later.
    CHECK(comes_true([&] { return searcher->article(Caller::internal, "public/b").has_value(); }));
}

TEST_CASE("a damaged index is not ready, and the last good one goes on serving", "[index_pool]") {
    const Base base;
    base.write("public/a.md", article("Пароль"));
    base.build();
    const auto serving = open_searcher(base.paths.index_dir);
    REQUIRE(serving->is_ready());

    base.write("public/b.md", article("Роутер"));
    base.build();
    damage_live_generation(base);
    const auto starting = open_searcher(base.paths.index_dir);
    CHECK_FALSE(starting->is_ready());
    CHECK_THAT(starting->why_not_ready(), Contains("повреждён"));
    CHECK_THAT(starting->why_not_ready(), Contains("kb-index build"));
    CHECK(first_title(*serving, "пароль") == "Пароль");

    base.build();
    CHECK(comes_true([&] { return starting->is_ready() && has_article(*serving, "public/b"); }));
    CHECK(first_title(*starting, "роутер") == "Роутер");
}

TEST_CASE("a pool refreshes when asked, and says whether anything was new", "[index_pool]") {
    const Base base;
    base.write("public/a.md", article("Пароль"));
    base.build();
    IndexPool pool(base.paths.index_dir);
    const auto before = pool.catalog(Caller::public_);
    CHECK_FALSE(pool.refresh());
    CHECK(pool.catalog(Caller::public_) == before);
    base.write("public/b.md", article("Роутер"));
    base.update();
    pool.refresh();
    CHECK(pool.catalog(Caller::public_)->articles.size() == 2);
    CHECK(pool.catalog(Caller::internal)->state.revisions.front() ==
          pool.catalog(Caller::public_)->state.revisions.front());
    CHECK(before->articles.size() == 1);
}

// «Число n» is the title of round n. A reader may see an older round than the last one, never a mixture,
// and never one older than what it saw before.
TEST_CASE("readers see whole states while a writer goes on", "[index_pool]") {
    const Base base;
    const auto write_round = [&](int round) {
        const auto title = fmt::format("Номер {}", round);
        base.write("public/a.md", article("Первый " + title));
        base.write("public/b.md", article("Второй " + title));
        base.write("internal/c.md", article("Третий " + title));
    };
    write_round(0);
    base.build();
    const auto searcher = open_searcher(base.paths.index_dir);
    std::atomic<bool> is_over = false;
    std::atomic<int> answers = 0;
    std::mutex mutex;
    std::vector<std::string> faults;
    const auto read_until_over = [&](Caller caller) {
        int seen = 0;
        while (!is_over) {
            try {
                SearchRequest request;
                request.query = "номер";
                std::set<std::string> rounds;
                const auto answer = searcher->search(caller, request);
                for (const Hit& hit : answer.hits)
                    rounds.insert(hit.article.title.substr(hit.article.title.rfind(' ') + 1));
                // Two databases are two commits: staff may see one of them a step ahead.
                const std::size_t most = caller == Caller::internal ? 2 : 1;
                const int round = rounds.empty() ? -1 : std::stoi(*rounds.begin());
                const std::lock_guard lock(mutex);
                if (rounds.empty() || rounds.size() > most)
                    faults.push_back(fmt::format("{} rounds in one answer", rounds.size()));
                if (caller == Caller::public_ && round < seen) faults.push_back("time went back");
                seen = round;
                ++answers;
            } catch (const std::exception& error) {
                const std::lock_guard lock(mutex);
                faults.push_back(error.what());
            }
        }
    };
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back([&, i] { read_until_over(i % 2 == 0 ? Caller::public_ : Caller::internal); });
    for (int round = 1; round <= 50; ++round) {
        write_round(round);
        base.update();
    }
    CHECK(comes_true([&] { return first_title(*searcher, "первый").ends_with(" 50"); }));
    is_over = true;
    readers.clear();
    CHECK(answers > 50);
    CHECK(first_title(*searcher, "первый") == "Первый Номер 50");
    INFO((faults.empty() ? "" : faults.front()));
    CHECK(faults.empty());
}

}  // namespace kb::test
