// SPDX-License-Identifier: GPL-2.0-or-later
// Any article over any variables and any block: what is put in stays text, leads back to where it was
// written, and nothing of a block for staff comes into an article for everybody. The input's parts end with a
// line «=====»: article, variables.yaml, blocks/b.md.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/article_parser.h"
#include "indexer/shared_parts.h"
#include "stemming/utf8.h"
#include "tests/fuzz/must.h"
#include "tests/support/fake_file_system.h"

namespace {

constexpr std::string_view kEnd = "=====\n";
constexpr const char* kSecret = "бадегикожу";

std::array<std::string, 3> parts_of(std::string_view bytes) {
    std::array<std::string, 3> parts;
    for (std::string& part : parts) {
        const std::size_t end = bytes.find(kEnd);
        part = bytes.substr(0, end);
        bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + kEnd.size());
    }
    return parts;
}

void check_origins(const kb::Expansion& expansion) {
    constexpr int kMostLooked = 200;  // each look goes through the text from its beginning
    const auto lines = std::count(expansion.text.begin(), expansion.text.end(), '\n') + 1;
    for (int line = 1; line <= lines && line <= kMostLooked; ++line) {
        const kb::Origin origin = expansion.origin_of(line, 1);
        MUST(!origin.file.empty() && origin.line >= 1 && origin.column >= 0);
        MUST(expansion.article_line(line) >= 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [article, variables, block] = parts_of({reinterpret_cast<const char*>(data), size});
    kb::test::FakeFileSystem files;
    files.add("/articles/variables.yaml", variables);
    files.add("/articles/blocks/b.md", block);
    files.add("/articles/internal/blocks/secret.md", kSecret);
    const auto read = kb::read_shared_parts(files, "/articles");
    for (const kb::Diagnostic& found : read.diagnostics) MUST(kb::is_valid_utf8(found.message));
    const kb::ParsedSource source = kb::parse_source("public/fuzz.md", article, &read.parts);
    for (const kb::Diagnostic& found : source.result.diagnostics)
        MUST(found.line >= 0 && kb::is_valid_utf8(found.message));
    MUST(kb::is_valid_utf8(source.body));
    if (source.expansion) check_origins(*source.expansion);
    if (!source.result.article || source.result.article->audience != kb::Audience::public_) return 0;
    if (article.find(kSecret) == std::string::npos && variables.find(kSecret) == std::string::npos &&
        block.find(kSecret) == std::string::npos)
        for (const kb::Section& section : source.result.article->sections)
            MUST(section.html.find(kSecret) == std::string::npos);
    return 0;
}
