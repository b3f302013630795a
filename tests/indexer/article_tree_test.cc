// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/article_tree.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/case_file.h"
#include "tests/support/fake_file_system.h"

namespace kb::test {
namespace {

std::string paths_of(const std::vector<TreeFile>& files) {
    std::string paths;
    for (const TreeFile& file : files) paths += file.path + "\n";
    return paths;
}

std::string said(const ArticleTree& tree) {
    std::string lines;
    for (const Diagnostic& diagnostic : tree.diagnostics) lines += format_diagnostic(diagnostic) + "\n";
    return lines;
}

// A folder on the real disk, gone at the end of the test.
struct TemporaryFolder {
    std::filesystem::path path;
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "kb-tree-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    void add(const std::string& name) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name) << "# A\n";
    }
};

}  // namespace

TEST_CASE("articles and other files are listed by path, hidden ones are not", "[tree]") {
    FakeFileSystem files;
    for (const char* path : {"public/b.md", "public/a.md", "public/Новая статья.md", "img/a b.png",
                             "categories.yaml", "README.md", "STYLE.md", "public/README.md", ".git/x.md",
                             "public/.draft.md", "old.MD", "notes.markdown"}) {
        files.add(std::string("/articles/") + path, "x");
    }
    const ArticleTree tree = scan_articles(files, "/articles");
    CHECK(paths_of(tree.articles) == "public/README.md\npublic/a.md\npublic/b.md\npublic/Новая статья.md\n");
    CHECK(paths_of(tree.others) ==
          "README.md\nSTYLE.md\ncategories.yaml\nimg/a b.png\nnotes.markdown\nold.MD\n");
    CHECK(said(tree) ==
          "notes.markdown: предупреждение [not-md]: Файл похож на статью, но его имя кончается не на «.md». "
          "Переименуйте файл, "
          "иначе его никто не найдёт.\n"
          "old.MD: предупреждение [not-md]: Файл похож на статью, но его имя кончается не на «.md». "
          "Переименуйте файл, иначе его "
          "никто не найдёт.\n");
    CHECK(tree.articles[1].size_bytes == 1);
    CHECK(tree.articles[1].modified_ns > 0);
}

TEST_CASE("contents are never read", "[tree]") {
    FakeFileSystem files;
    files.add("/articles/a.md", "x");
    scan_articles(files, "/articles");
    for (const std::string& call : files.calls) CHECK_FALSE(call.starts_with("read "));
}

TEST_CASE("a folder that cannot be read is reported, the rest is listed", "[tree]") {
    FakeFileSystem files;
    files.add("/articles/a.md", "x");
    files.add("/articles/closed/b.md", "x");
    files.unreadable.insert("/articles/closed");
    const ArticleTree tree = scan_articles(files, "/articles");
    CHECK(paths_of(tree.articles) == "a.md\n");
    CHECK(said(tree) ==
          "closed: ошибка [unreadable-folder]: Не удалось прочитать «/articles/closed»: нет прав доступа. "
          "Проверьте права на "
          "папку.\n");
    files.unreadable = {};
    files.unreachable = {"/articles/a.md"};
    CHECK(said(scan_articles(files, "/articles")) ==
          "a.md: ошибка [unreadable-file]: Не удалось посмотреть на «/articles/a.md»: нет прав доступа. "
          "Проверьте права на файл.\n");
    files.unreadable = {"/articles"};
    CHECK_THROWS_AS(scan_articles(files, "/articles"), IoError);
}

TEST_CASE("links are followed while they stay below the folder", "[tree]") {
    FakeFileSystem files;
    files.add("/articles/public/a.md", "x");
    files.add("/etc/passwd.md", "x");
    files.links["/articles/b.md"] = "/articles/public/a.md";
    files.links["/articles/out.md"] = "/etc/passwd.md";
    files.links["/articles/out"] = "/etc";
    files.links["/articles/lost.md"] = "/articles/none.md";
    const ArticleTree tree = scan_articles(files, "/articles");
    CHECK(paths_of(tree.articles) == "b.md\npublic/a.md\n");
    CHECK(said(tree) ==
          "lost.md: предупреждение [dangling-link]: Символическая ссылка никуда не ведёт. Уберите её или "
          "верните файл.\n"
          "out: предупреждение [link-leaves-folder]: Символическая ссылка ведёт за пределы папки статей. "
          "Положите сам файл в папку "
          "статей.\n"
          "out.md: предупреждение [link-leaves-folder]: Символическая ссылка ведёт за пределы папки статей. "
          "Положите сам файл в "
          "папку статей.\n");
}

TEST_CASE("a real disk: loops, pipes and names that are not UTF-8", "[tree]") {
    const TemporaryFolder folder;
    folder.add("public/a.md");
    folder.add("public/deep/b.md");
    folder.add("public/\xEF\xF0.md");
    std::filesystem::create_directory_symlink(folder.path / "public", folder.path / "public/deep/up");
    std::filesystem::create_directory_symlink(folder.path, folder.path / "public/top");
    std::filesystem::create_symlink("self", folder.path / "self");
    REQUIRE(::mkfifo((folder.path / "pipe").c_str(), 0600) == 0);
    const ArticleTree tree = scan_articles(real_file_system(), folder.path.string());
    CHECK(paths_of(tree.articles) == "public/a.md\npublic/deep/b.md\n");
    CHECK(said(tree) ==
          "pipe: предупреждение [not-a-file]: Это не файл и не папка, пропущено. Оставьте в базе только "
          "файлы.\n"
          "public/deep/up: предупреждение [link-loop]: Папка ссылается на саму себя. Уберите символическую "
          "ссылку.\n"
          "public/top: предупреждение [link-loop]: Папка ссылается на саму себя. Уберите символическую "
          "ссылку.\n"
          "public/\uFFFD\uFFFD.md: ошибка [name-not-utf8]: Имя файла записано не в UTF-8, файл пропущен. "
          "Переименуйте файл.\n"
          "self: предупреждение [dangling-link]: Символическая ссылка никуда не ведёт. Уберите её или "
          "верните файл.\n");
}

TEST_CASE("folders nested without end are cut", "[tree]") {
    FakeFileSystem files;
    std::string path = "/articles";
    for (int i = 0; i < 70; ++i) path += "/d";
    files.add(path + "/a.md", "x");
    const ArticleTree tree = scan_articles(files, "/articles");
    CHECK(tree.articles.empty());
    CHECK_THAT(
        said(tree),
        Catch::Contains("ошибка [folder-too-deep]: Папки вложены слишком глубоко, эта пропущена. Хватит "
                        "двух-трёх уровней."));
}

}  // namespace kb::test
