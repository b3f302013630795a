// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes out of another program become drafts within the articles folder, or a refusal in words. The first
// byte says which program it was; the rest is its export.
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

constexpr std::array kKinds = {"html", "zendesk", "phpmyfaq", "table", "journal"};

void check_words(const std::vector<std::string>& words) {
    for (const std::string& one : words) MUST(kb::is_valid_utf8(one));
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
    const char* kind = kKinds[data[0] % kKinds.size()];
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    kb::test::FakeFileSystem files;
    const std::string from = std::string_view(kind) == "html" ? "/in/page.html" : "/in/data";
    files.add(from, bytes);
    try {
        const auto report = kb::import_articles(files, {from, kind, "/articles", "", false});
        check_words(report.problems);
        MUST(files.files.size() >= report.written.size() + 1);
        for (const std::string& path : report.written) check_draft(path, files.files.at("/articles/" + path));
    } catch (const kb::ConfigError& refused) {
        MUST(kb::is_valid_utf8(refused.what()));
    }
    return 0;
}
