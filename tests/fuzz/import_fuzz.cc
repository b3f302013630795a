// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes out of another program become drafts within the articles folder, or a refusal in words. The first
// byte says which program it was; the rest is its export.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "indexer/transfer/html_markdown.h"
#include "indexer/transfer/import.h"
#include "stemming/utf8.h"
#include "tests/fuzz/must.h"
#include "tests/support/fake_file_system.h"
#include "tests/support/html_check.h"

namespace {

// The file says what it is: one of tables may be a workbook, one of pages an archive.
constexpr std::array kKinds = {"html", "zendesk", "phpmyfaq", "table", "journal", "archive"};

void check_words(const std::vector<std::string>& words) {
    for (const std::string& one : words) MUST(kb::is_valid_utf8(one));
}

// Below the articles, and nothing that a browser would run.
void check_place(const std::string& path) {
    MUST(path.starts_with("/articles/") || path.starts_with("/in/"));
    MUST(path.find("..") == std::string::npos && kb::is_valid_utf8(path));
    if (!path.starts_with("/articles/")) return;
    const std::string suffix = path.substr(path.rfind('.'));
    constexpr std::array kSuffixes = {".md", ".png", ".jpg", ".gif", ".webp", ".heic", ".pdf"};
    MUST(std::any_of(kSuffixes.begin(), kSuffixes.end(), [&](const char* one) { return suffix == one; }));
}

// What was written is an article that nobody sees before a writer has looked at it.
void check_draft(const std::string& path, const std::string& bytes) {
    MUST(path.find("..") == std::string::npos && path.ends_with(".md") && kb::is_valid_utf8(path));
    const auto parsed = kb::parse_article(path, bytes);
    if (!parsed.article) {
        MUST(!parsed.diagnostics.empty());
        return;
    }
    MUST(parsed.article->status == kb::Status::draft);
    for (const kb::Section& section : parsed.article->sections) MUST(kb::test::harm_in(section.html).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view kind = kKinds[data[0] % kKinds.size()];
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    kb::test::FakeFileSystem files;
    const std::string from = kind == "html"      ? "/in/page.html"
                             : kind == "archive" ? "/in/data.zip"
                                                 : "/in/data";
    if (kind == "archive") kind = "html";
    files.add(from, bytes);
    files.add("/in/lamp.png", "\x89PNG\r\n\x1a\n");
    files.add("/articles/old.md", "---\ntitle: Нет сети\n---\n\nЖдите.\n");
    try {
        const auto report = kb::import_articles(files, {from, std::string(kind), "/articles", "", false});
        check_words(report.problems);
        check_words(report.doubles);
        check_words(report.notes);
        MUST(files.files.size() == report.written.size() + report.files + 3);
        MUST(files.files.at("/articles/old.md").starts_with("---\ntitle: Нет сети\n---\n"));
        for (const auto& [path, content] : files.files) check_place(path);
        for (const std::string& path : report.written) check_draft(path, files.files.at("/articles/" + path));
    } catch (const kb::ConfigError& refused) {
        MUST(kb::is_valid_utf8(refused.what()));
    }
    return 0;
}
