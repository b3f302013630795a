// SPDX-License-Identifier: GPL-2.0-or-later
#include "lint/folder.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_file_system.h"
#include "tests/support/indexed_base.h"

namespace kb::test {

TEST_CASE("base files that cannot be read are reported beside the rest", "[lint]") {
    FakeFileSystem files;
    files.add("/articles/a.md", "# А\n\nТекст.\n");
    for (const char* name : {"categories.yaml", "dictionary.txt", "glossary.yaml", "lint.yaml",
                             "redirects.txt", "synonyms.txt"}) {
        files.add(std::string("/articles/") + name, "");
        files.unreadable.insert(std::string("/articles/") + name);
    }
    const LintReport report = lint_folder(files, "/articles");
    CHECK(report.articles == 1);
    CHECK(codes(report.diagnostics) ==
          "unreadable-file glossary.yaml\nunreadable-file dictionary.txt\nunreadable-file lint.yaml\n"
          "no-aliases a.md\none-word-title a.md\n"
          "unreadable-file categories.yaml\nunreadable-file redirects.txt\nunreadable-file synonyms.txt\n");
}

}  // namespace kb::test
