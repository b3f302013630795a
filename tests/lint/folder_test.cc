// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/folder.h"

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

TEST_CASE("a block is judged once, at its own lines, wherever it stands", "[lint]") {
    FakeFileSystem files;
    files.add("/articles/blocks/warranty.md",
              "---\naudience: public\n---\nВ целях проверки\n<b>ждите</b>.\n");
    files.add("/articles/blocks/lonely.md", "Никому не нужен.\n");
    files.add("/articles/variables.yaml", "phone: 8 800\n");
    for (const char* name : {"a", "b"}) {
        files.add(std::string("/articles/") + name + ".md",
                  std::string("---\naliases: [связи нет ") + name +
                      "]\nrelated: [a, b]\n---\n# Интернет пропал у " + name +
                      "\n\nЗвоните {{phone}} в целях\nответа.\n\n{{> warranty}}\n");
    }
    std::string lines;
    for (const Diagnostic& d : lint_folder(files, "/articles").diagnostics)
        lines += fmt::format("{}:{}:{} {}\n", d.file, d.line, d.column, d.code);
    CHECK(lines ==
          "blocks/lonely.md:0:0 unused-block\n"
          "blocks/warranty.md:4:1 officialese\n"
          "blocks/warranty.md:5:0 raw-html\n"
          "a.md:7:19 officialese\n"
          "b.md:7:19 officialese\n");
}

TEST_CASE("a base without any links is told so once, not by every article", "[lint]") {
    FakeFileSystem files;
    for (int i = 0; i < 20; ++i)
        files.add(fmt::format("/articles/a{}.md", i), fmt::format("# Не работает номер {}\n\nТекст.\n", i));
    const auto orphans = [&] {
        std::string out;
        for (const Diagnostic& d : lint_folder(files, "/articles").diagnostics)
            if (d.code == "orphan-article") out += d.file + " ";
        return out;
    };
    CHECK(orphans() == "lint.yaml ");
    files.add("/articles/a0.md", "# Не работает номер 0\n\n[Сосед](a1.md)\n");
    CHECK(orphans().starts_with("a0.md a10.md "));
    CHECK(orphans().find(" a1.md ") == std::string::npos);
    files.add("/articles/lint.yaml", "rules: {orphan-article: off}\n");
    CHECK(orphans().empty());
}

}  // namespace kb::test
