// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/shown_files.h"

#include <catch2/catch.hpp>

namespace kb::test {

TEST_CASE("what may be shown with an article is said by its path", "[shown_files]") {
    struct Row {
        const char* path;
        bool to_all;
        bool to_staff;
    };
    const Row rows[] = {
        {"img/a.png", true, true},
        {"public/a b.PDF", true, true},
        {"internal.png", true, true},
        {"public/internal/a.png", true, true},
        {"public/synonyms.txt", true, true},
        {"internal/a.png", false, true},
        {"Internal/a.png", false, true},
        {"templates/a.png", false, true},
        {"public/a.md", false, false},
        {"internal/a.MD", false, false},
        {"categories.yaml", false, false},
        {"synonyms.txt", false, false},
        {"internal/synonyms.txt", false, false},
        {"redirects.txt", false, false},
        {".env", false, false},
        {"public/.git/config", false, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.path);
        CHECK(may_show_file(row.path, Audience::public_) == row.to_all);
        CHECK(may_show_file(row.path, Audience::internal) == row.to_staff);
    }
}

}  // namespace kb::test
