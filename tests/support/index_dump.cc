// SPDX-License-Identifier: GPL-2.0-or-later
// Prints what an index holds so that two indexes can be compared: the databases of the live generation,
// whatever the order in which documents were written. Usage: index-dump INDEX
#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "indexer/fingerprint.h"
#include "indexer/generation.h"
#include "indexer/schema.h"

namespace {

// Everything of a document but its numbers, which depend on the order of writing.
std::string document_line(const Xapian::Document& document) {
    kb::Fingerprint all;
    std::string path;
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        all.add(fmt::format("{} {}\n", *term, term.get_wdf()));
        if ((*term).starts_with(kb::kPathPrefix)) path = *term;
    }
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
        if (value.get_valueno() != kb::kArticleSlot)
            all.add(fmt::format("{}={}\n", value.get_valueno(), *value));
    }
    all.add(document.get_data());
    return fmt::format("{} {} {} terms {}", path, document.get_value(kb::kKindSlot),
                       document.termlist_count(), all.hex());
}

void dump(const std::string& generation_dir, const std::string& audience) {
    const Xapian::Database database(generation_dir + "/" + audience);
    std::vector<std::string> lines;
    for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
        lines.push_back(document_line(database.get_document(*id)));
    }
    for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
        lines.push_back(fmt::format("text {} {}", *key, kb::fingerprint(database.get_metadata(*key))));
    }
    std::sort(lines.begin(), lines.end());
    fmt::print("== {}: {} documents, {} words\n", audience, database.get_doccount(),
               database.get_total_length());
    for (const std::string& line : lines) fmt::print("{}\n", line);
}

int run(const std::string& index_dir) {
    try {
        const std::string generation_dir = kb::require_live_generation(index_dir);
        dump(generation_dir, "public");
        dump(generation_dir, "internal");
        return 0;
    } catch (const Xapian::Error& error) {
        fmt::print(stderr, "index-dump: {}\n", error.get_description());
    } catch (const std::exception& error) {
        fmt::print(stderr, "index-dump: {}\n", error.what());
    }
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2) return run(argv[1]);
    fmt::print(stderr, "index-dump INDEX\n");
    return 2;
}
