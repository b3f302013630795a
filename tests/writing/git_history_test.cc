// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/git_history.h"

#include <git2.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>

#include "tests/support/temp_folder.h"

using namespace kb;

namespace {

const Author kAnna{"Анна", "anna@example.org"};

// A folder of articles that is a repository, or lies in one.
struct Base {
    test::TempFolder temp;
    std::string dir;

    explicit Base(const std::string& below = "") : dir(temp / "repo" + below) {
        std::filesystem::create_directories(dir);
        git_libgit2_init();
        git_repository* repository = nullptr;
        REQUIRE(git_repository_init(&repository, (temp / "repo").c_str(), 0) == 0);
        git_repository_free(repository);
    }
    ~Base() { git_libgit2_shutdown(); }
    Base(const Base&) = delete;
    Base& operator=(const Base&) = delete;

    void write(const std::string& name, const std::string& text) const { temp.write("repo/" + name, text); }
};

// How many files differ between HEAD, the index and the folder.
std::size_t unclean(const Base& base) {
    git_repository* repository = nullptr;
    REQUIRE(git_repository_open(&repository, (base.temp / "repo").c_str()) == 0);
    git_status_list* list = nullptr;
    git_status_options options = GIT_STATUS_OPTIONS_INIT;
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED;
    REQUIRE(git_status_list_new(&list, repository, &options) == 0);
    const std::size_t count = git_status_list_entrycount(list);
    git_status_list_free(list);
    git_repository_free(repository);
    return count;
}

}  // namespace

TEST_CASE("every save is a commit with the writer's name", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    REQUIRE(history.is_kept());
    base.write("wifi/a.md", "раз\n");
    const auto first = history.record({"wifi/a.md"}, kAnna, "Новая статья: A");
    CHECK(first.trouble.empty());
    CHECK(first.id.size() == 40);
    base.write("wifi/a.md", "два\n");
    history.record({"wifi/a.md"}, {"Борис", "b@example.org"}, "Правка: A");

    const auto revisions = history.of("wifi/a.md", 10);
    REQUIRE(revisions.size() == 2);
    CHECK(revisions[0].author == "Борис");
    CHECK(revisions[1].author == "Анна");
    CHECK(revisions[1].message == "Новая статья: A");
    CHECK(history.text_at(revisions[1].id, "wifi/a.md") == "раз\n");
    CHECK(history.of("wifi/a.md", 1).size() == 1);
    CHECK(unclean(base) == 0);
}

TEST_CASE("what is committed is told from what somebody has changed since", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    CHECK(!history.is_last("a.md", "раз\n"));  // never committed
    base.write("a.md", "раз\n");
    CHECK(history.record({"a.md"}, kAnna, "Раз").trouble.empty());
    CHECK(history.is_last("a.md", "раз\n"));
    CHECK(!history.is_last("a.md", "два\n"));
    CHECK(!history.is_last("b.md", ""));
    CHECK(GitHistory(base.dir, GitHistory::Wish::none).is_last("a.md", "два\n"));
}

TEST_CASE("nothing changed is no commit", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    base.write("a.md", "раз\n");
    CHECK(!history.record({"a.md"}, kAnna, "1").id.empty());
    CHECK(history.record({"a.md"}, kAnna, "2").id.empty());
    CHECK(history.record({"absent.md"}, kAnna, "3").id.empty());
    CHECK(history.of("a.md", 10).size() == 1);
}

TEST_CASE("a renamed article keeps its history", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    base.write("old.md", "одна строка\nвторая строка\nтретья строка\n");
    history.record({"old.md"}, kAnna, "Новая");
    base.temp.remove("repo/old.md");
    base.write("wifi/new.md", "одна строка\nвторая строка\nтретья строка\nчетвёртая\n");
    history.record({"old.md", "wifi/new.md"}, kAnna, "Переименована");
    const auto revisions = history.of("wifi/new.md", 10);
    REQUIRE(revisions.size() == 2);
    CHECK(revisions[1].path == "old.md");
    CHECK(history.text_at(revisions[1].id, revisions[1].path) ==
          "одна строка\nвторая строка\nтретья строка\n");
    CHECK(unclean(base) == 0);
}

TEST_CASE("what somebody has staged or changed is not swept along", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    base.write("a.md", "раз\n");
    base.write("b.md", "чужое\n");
    history.record({"a.md"}, kAnna, "A");
    CHECK(history.of("b.md", 10).empty());
    CHECK(unclean(base) == 1);
}

TEST_CASE("an enclosing repository is used only when wished", "[git_history]") {
    const Base base("/articles");
    CHECK(!GitHistory(base.dir, GitHistory::Wish::own_only).is_kept());
    CHECK(!GitHistory(base.dir, GitHistory::Wish::none).is_kept());
    GitHistory history(base.dir, GitHistory::Wish::any);
    REQUIRE(history.is_kept());
    base.write("articles/a.md", "раз\n");
    history.record({"a.md"}, kAnna, "A");
    REQUIRE(history.of("a.md", 10).size() == 1);
    CHECK(history.of("a.md", 10)[0].path == "a.md");
    CHECK(unclean(base) == 0);
}

TEST_CASE("during a merge the file is saved and nothing is committed", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    base.write("a.md", "раз\n");
    const auto first = history.record({"a.md"}, kAnna, "A");
    base.temp.write("repo/.git/MERGE_HEAD", first.id + "\n");
    base.write("a.md", "два\n");
    const auto during = history.record({"a.md"}, kAnna, "B");
    CHECK(during.id.empty());
    CHECK(during.trouble.find("слияние") != std::string::npos);
    base.temp.remove("repo/.git/MERGE_HEAD");
    CHECK(!history.record({"a.md"}, kAnna, "B").id.empty());
}

TEST_CASE("a folder that is no repository says so", "[git_history]") {
    const test::TempFolder temp;
    GitHistory history(temp.path(), GitHistory::Wish::own_only);
    CHECK(!history.is_kept());
    CHECK(history.why_not().find("не репозиторий") != std::string::npos);
    CHECK(history.record({"a.md"}, kAnna, "A").trouble.empty());
    CHECK(history.of("a.md", 10).empty());
    CHECK(!history.text_at("0000", "a.md"));
}

TEST_CASE("unknown revisions and files are nothing", "[git_history]") {
    const Base base;
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    CHECK(history.of("a.md", 10).empty());  // no commit at all yet
    base.write("a.md", "раз\n");
    const auto first = history.record({"a.md"}, kAnna, "A");
    CHECK(!history.text_at(first.id, "b.md"));
    CHECK(!history.text_at(std::string(40, '0'), "a.md"));
    CHECK(!history.text_at("../../etc/passwd", "a.md"));
}

namespace {

// A process that is gone: its number belongs to nobody.
pid_t dead_process() {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(0);
    ::waitpid(pid, nullptr, 0);
    return pid;
}

std::string head_lock(const Base& base) {
    std::string head = base.temp.read("repo/.git/HEAD");
    return "repo/.git/" + head.substr(5, head.size() - 6) + ".lock";
}

}  // namespace

TEST_CASE("locks of a commit that was killed are taken away at the next start", "[git_history]") {
    const Base base;
    base.write("a.md", "раз\n");
    REQUIRE(GitHistory(base.dir, GitHistory::Wish::own_only).record({"a.md"}, kAnna, "A").trouble.empty());
    CHECK_FALSE(std::filesystem::exists(base.temp / "repo/.git/podskazka-commit"));
    base.write(".git/podskazka-commit", std::to_string(dead_process()));
    for (const std::string& lock : {head_lock(base), std::string("repo/.git/index.lock")})
        base.temp.write(lock, "");
    base.write("a.md", "два\n");
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    CHECK(history.record({"a.md"}, kAnna, "A").trouble.empty());
    CHECK(unclean(base) == 0);
}

TEST_CASE("a lock that is not of a killed commit of ours stays", "[git_history]") {
    const Base base;
    base.write("a.md", "раз\n");
    REQUIRE(GitHistory(base.dir, GitHistory::Wish::own_only).record({"a.md"}, kAnna, "A").trouble.empty());
    const std::string lock = head_lock(base);
    base.temp.write(lock, "");
    SECTION("nobody has said that he commits") {}
    SECTION("who says so is at work") { base.write(".git/podskazka-commit", std::to_string(::getppid())); }
    SECTION("it is older") {
        const auto path = base.temp / lock;
        std::filesystem::last_write_time(path,
                                         std::filesystem::last_write_time(path) - std::chrono::minutes(1));
        base.write(".git/podskazka-commit", std::to_string(dead_process()));
    }
    base.write("a.md", "два\n");
    GitHistory history(base.dir, GitHistory::Wish::own_only);
    CHECK_FALSE(history.record({"a.md"}, kAnna, "A").trouble.empty());
    CHECK(std::filesystem::exists(base.temp / lock));
}
