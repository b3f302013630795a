// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/plan.h"

#include <catch2/catch.hpp>

using namespace kb;
using Catch::Contains;

namespace {

constexpr Audience kPublic = Audience::public_;
constexpr Audience kInternal = Audience::internal;

IndexedFile indexed(const std::string& path, const std::string& id, Audience audience = kPublic) {
    return {path, id, {1, 1, "old"}, audience};
}

LoadedFile parsed(const std::string& path, const std::string& id, Status status = Status::published) {
    LoadedFile file;
    file.path = path;
    file.stamp = {2, 2, "new"};
    file.result.article.emplace();
    file.result.article->path = path;
    file.result.article->id = id;
    file.result.article->status = status;
    return file;
}

LoadedFile broken(const std::string& path) {
    LoadedFile file;
    file.path = path;
    file.result.diagnostics.push_back(
        {Severity::error, "bad-front-matter", path, 1, 1, "Не разобрать.", "Исправьте."});
    return file;
}

LoadedFile unchanged(const std::string& path) {
    LoadedFile file;
    file.path = path;
    file.state = LoadedFile::State::unchanged;
    return file;
}

LoadedFile vanished(const std::string& path) {
    LoadedFile file = unchanged(path);
    file.state = LoadedFile::State::vanished;
    return file;
}

// What is decided about one file, with and without that file in the index.
struct Case {
    const char* what;
    LoadedFile file;
    Action when_absent;
    Action when_indexed;
};

}  // namespace

TEST_CASE("what a file is decides what happens to its article", "[plan]") {
    const Case cases[] = {
        {"published", parsed("a.md", "a"), Action::put, Action::put},
        {"draft", parsed("a.md", "a", Status::draft), Action::none, Action::remove},
        {"archived", parsed("a.md", "a", Status::archived), Action::none, Action::remove},
        {"broken", broken("a.md"), Action::none, Action::keep},
        {"vanished", vanished("a.md"), Action::none, Action::remove},
    };
    const IndexedFiles empty;
    const IndexedFiles full = by_path({indexed("a.md", "a")});
    for (const Case& c : cases) {
        INFO(c.what);
        CHECK(Plan(empty).decide(c.file) == c.when_absent);
        CHECK(Plan(full).decide(c.file) == c.when_indexed);
    }
    CHECK(Plan(full).decide(unchanged("a.md")) == Action::keep);
}

TEST_CASE("of two files with one id the first by path has it", "[plan]") {
    const IndexedFiles empty;
    Plan plan(empty);
    CHECK(plan.decide(parsed("a.md", "same")) == Action::put);
    CHECK(plan.decide(parsed("b.md", "same")) == Action::none);
    REQUIRE(plan.diagnostics().size() == 1);
    const Diagnostic& problem = plan.diagnostics().front();
    CHECK(problem.code == "duplicate-id");
    CHECK(problem.severity == Severity::error);
    CHECK(problem.file == "b.md");
    CHECK(problem.message == "Такой же id, «same», уже есть у статьи a.md.");
    CHECK(plan.owners().at("same").path == "a.md");
}

TEST_CASE("a new file earlier by path takes the id from an indexed one", "[plan]") {
    const IndexedFiles files = by_path({indexed("b.md", "same")});
    Plan plan(files);
    CHECK(plan.decide(parsed("a.md", "same")) == Action::put);
    CHECK(plan.decide(unchanged("b.md")) == Action::remove);
    CHECK(plan.diagnostics().size() == 1);
}

TEST_CASE("a broken file still holds its id", "[plan]") {
    const IndexedFiles files = by_path({indexed("a.md", "same")});
    Plan plan(files);
    CHECK(plan.decide(broken("a.md")) == Action::keep);
    CHECK(plan.decide(parsed("b.md", "same")) == Action::none);
}

TEST_CASE("a draft does not hold its id", "[plan]") {
    const IndexedFiles empty;
    Plan plan(empty);
    plan.decide(parsed("a.md", "same", Status::draft));
    CHECK(plan.decide(parsed("b.md", "same")) == Action::put);
    CHECK(plan.diagnostics().empty());
}

TEST_CASE("the diagnostic of a broken file says what people see meanwhile", "[plan]") {
    const IndexedFiles files = by_path({indexed("a.md", "a")});
    Plan kept(files);
    kept.decide(broken("a.md"));
    CHECK(kept.diagnostics().front().advice == "Исправьте. До исправления в поиске остаётся прошлая версия.");
    Plan absent(files);
    absent.decide(broken("b.md"));
    CHECK(absent.diagnostics().front().advice == "Исправьте. Пока статьи в поиске нет.");
}

TEST_CASE("a broken file that a killed update left in both databases is taken out", "[plan]") {
    const IndexedFiles files = by_path({indexed("a.md", "a", kPublic), indexed("a.md", "a", kInternal)});
    Plan plan(files);
    CHECK(plan.decide(broken("a.md")) == Action::remove);
}

TEST_CASE("an unchanged draft is remembered without being read", "[plan]") {
    const IndexedFiles files = by_path({indexed("left.md", "left")});
    Plan plan(files);
    plan.know_unpublished({{"draft.md", {7, 8, "h"}}, {"left.md", {1, 1, "h"}}});
    CHECK(plan.decide(unchanged("draft.md")) == Action::none);
    CHECK(plan.decide(unchanged("left.md")) == Action::remove);
    CHECK(plan.unpublished().at("draft.md") == FileStamp{7, 8, "h"});
}

TEST_CASE("articles in a folder that cannot be read are not taken for deleted", "[plan]") {
    const IndexedFiles files =
        by_path({indexed("a.md", "a"), indexed("shut/b.md", "b"), indexed("shut/in/c.md", "c"),
                 indexed("shut-not/d.md", "d"), indexed("x.md", "x")});
    ArticleTree tree;
    tree.articles = {{"z.md", 1, 1}};
    tree.diagnostics = {{Severity::error, "unreadable-folder", "shut", 0, 0, "", ""},
                        {Severity::error, "unreadable-file", "a.md", 0, 0, "", ""},
                        {Severity::warning, "dangling-link", "x.md", 0, 0, "", ""}};
    std::vector<std::string> paths;
    for (const TreeFile& file : files_to_visit(tree, files)) paths.push_back(file.path);
    CHECK(paths == std::vector<std::string>{"a.md", "shut/b.md", "shut/in/c.md", "z.md"});
}

TEST_CASE("stamps survive being written and read", "[plan]") {
    const KnownStamps stamps = {{"с пробелом и ё.md", {12, -5, "00ff"}},
                                {"a/b.md", {0, 1'700'000'000'000'000'001, "1"}}};
    CHECK(parse_stamps(format_stamps(stamps)) == stamps);
    CHECK(parse_stamps("").empty());
    CHECK(parse_stamps("nonsense\n1 2\nx y z w\n\n").empty());
    CHECK(format_stamps({{"bad\nname.md", {1, 1, "h"}}}).empty());
}
