// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/file_system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "indexer/error.h"
#include "tests/support/fake_file_system.h"

namespace kb::test {
namespace {

struct TemporaryFolder {
    std::string path = (std::filesystem::temp_directory_path() / "kb-files-XXXXXX").string();
    TemporaryFolder() { ::mkdtemp(path.data()); }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

}  // namespace

// What the real disk and the fake must both do.
void check_contract(FileSystem& files, const std::string& root) {
    const std::string folder = root + "/a/b";
    const std::string file = folder + "/файл 1.txt";
    CHECK_FALSE(files.stat(file));
    CHECK_FALSE(files.read(file));
    CHECK_FALSE(files.canonical(file));
    CHECK_THROWS_AS(files.list(folder), IoError);
    CHECK_THROWS_AS(files.write_atomically(file, "x"), IoError);

    files.make_folders(folder);
    files.make_folders(folder);
    files.write_atomically(file, "первый");
    files.write_atomically(file, std::string("a\0b", 3));
    CHECK(files.read(file) == std::string("a\0b", 3));
    CHECK(files.list(folder) == std::vector<std::string>{"файл 1.txt"});
    REQUIRE(files.stat(file));
    CHECK(files.stat(file)->kind == FileStat::Kind::file);
    CHECK(files.stat(file)->size_bytes == 3);
    CHECK(files.stat(file)->modified_ns > 0);
    CHECK_FALSE(files.stat(file)->is_link);
    CHECK(files.stat(folder)->kind == FileStat::Kind::folder);

    files.rename(root + "/a", root + "/c");
    CHECK_FALSE(files.stat(file));
    CHECK(files.read(root + "/c/b/файл 1.txt") == std::string("a\0b", 3));
    files.remove_all(root + "/c");
    files.remove_all(root + "/c");
    CHECK_FALSE(files.stat(root + "/c"));
}

TEST_CASE("the real disk keeps the contract", "[files]") {
    const TemporaryFolder folder;
    check_contract(real_file_system(), folder.path);
}

TEST_CASE("the fake disk keeps the contract", "[files]") {
    FakeFileSystem files;
    check_contract(files, "/articles");
}

TEST_CASE("a large file is read whole", "[files]") {
    const TemporaryFolder folder;
    const std::string bytes(3'000'001, 'x');
    real_file_system().write_atomically(folder.path + "/large", bytes);
    CHECK(real_file_system().read(folder.path + "/large") == bytes);
}

TEST_CASE("a failed write leaves the old file and nothing beside it", "[files]") {
    const TemporaryFolder folder;
    FileSystem& files = real_file_system();
    files.make_folders(folder.path + "/folder");
    CHECK_THROWS_WITH(files.write_atomically(folder.path + "/folder", "x"),
                      "Не удалось записать файл «" + folder.path + "/folder»: это папка, а не файл.");
    CHECK(files.list(folder.path) == std::vector<std::string>{"folder"});
}

TEST_CASE("a failure says what was being done, to what, and why", "[files]") {
    FileSystem& files = real_file_system();
    CHECK_THROWS_WITH(files.list("/no/such"),
                      "Не удалось прочитать папку «/no/such»: такого файла или папки нет.");
    CHECK_THROWS_WITH(files.rename("/no/such", "/no/other"),
                      "Не удалось переименовать «/no/such»: такого файла или папки нет.");
    CHECK_THROWS_WITH(files.read("/proc"),
                      Catch::Contains("Не удалось прочитать файл «/proc»: это папка, а не файл."));
}

TEST_CASE("a named pipe or a device is refused, not waited for", "[files]") {
    const TemporaryFolder folder;
    const std::string pipe = folder.path + "/synonyms.txt";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK_THROWS_WITH(real_file_system().read(pipe),
                      "Не удалось прочитать файл «" + pipe + "»: это не обычный файл.");
    CHECK_THROWS_AS(real_file_system().read("/dev/zero"), IoError);
}

TEST_CASE("links are told from what they lead to", "[files]") {
    const TemporaryFolder folder;
    FileSystem& files = real_file_system();
    files.write_atomically(folder.path + "/a", "x");
    std::filesystem::create_symlink("a", folder.path + "/b");
    std::filesystem::create_symlink("none", folder.path + "/c");
    CHECK(files.stat(folder.path + "/b")->is_link);
    CHECK(files.stat(folder.path + "/b")->kind == FileStat::Kind::file);
    CHECK(files.stat(folder.path + "/b")->inode == files.stat(folder.path + "/a")->inode);
    CHECK(files.stat(folder.path + "/c")->kind == FileStat::Kind::other);
    CHECK(files.canonical(folder.path + "/b") == files.canonical(folder.path + "/a"));
    CHECK_FALSE(files.canonical(folder.path + "/c"));
}

TEST_CASE("the fake fails or stops at the change it is told", "[files]") {
    FakeFileSystem files;
    files.fail_at(1, FakeFileSystem::Failure::io_error);
    files.write_atomically("/articles/a", "1");
    CHECK_THROWS_AS(files.write_atomically("/articles/b", "2"), IoError);
    files.fail_at(0, FakeFileSystem::Failure::stop);
    CHECK_THROWS_AS(files.remove_all("/articles/a"), Stopped);
    CHECK(files.read("/articles/a") == "1");
    CHECK(files.changes() == 1);
    CHECK(std::count(files.calls.begin(), files.calls.end(), "write /articles/a") == 1);
}

}  // namespace kb::test
