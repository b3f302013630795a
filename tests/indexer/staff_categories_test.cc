// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/staff_categories.h"

#include <catch2/catch.hpp>

#include "tests/support/indexed_base.h"

namespace kb::test {
namespace {

constexpr const char* kForAll = "- id: rules\n  title: Правила\n";
constexpr const char* kForStaff = "- id: rules\n  title: Правила\n  audience: internal\n";

}  // namespace

TEST_CASE("a category is for staff with everything below it", "[staff_categories]") {
    const StaffCategories staff({{"rules", "Правила", "", "", Audience::internal},
                                 {"rules/night", "Ночь", "", "", Audience::public_},
                                 {"pay", "Оплата", "", "", Audience::public_}});
    for (const char* id : {"rules", "rules/night", "rules/unnamed/deep"}) CHECK(staff.contains(id));
    for (const char* id : {"", "pay", "rulesy", "pay/rules"}) CHECK_FALSE(staff.contains(id));
    CHECK(StaffCategories::parse(staff.format()).contains("rules/x"));
    CHECK_FALSE(StaffCategories::parse("").contains("rules"));
}

TEST_CASE("articles move between the databases as their category opens and closes", "[staff_categories]") {
    const Base base;
    base.write("categories.yaml", kForAll);
    base.write("public/a.md", article("А", "category: rules/night\naudience: public\n"));
    base.write("public/b.md", article("Б"));
    base.build();
    CHECK(base.held() == Lines{"public public/a.md public/a", "public public/b.md public/b"});

    base.write("categories.yaml", kForStaff);
    CHECK(base.check().differences.front() == "public/a.md: в индексе доступ public, а в файле internal");
    CHECK(base.update().put == 1);
    CHECK(base.held() == Lines{"internal public/a.md public/a", "public public/b.md public/b"});
    CHECK(base.check().differences.empty());
    CHECK_FALSE(base.update().is_changed);

    base.write("categories.yaml", "- id: rules\n  audience: [broken\n");
    CHECK(base.update().put == 0);
    CHECK(base.held().front() == "internal public/a.md public/a");

    base.write("categories.yaml", kForAll);
    CHECK(base.update().put == 1);
    CHECK(base.held().front() == "public public/a.md public/a");
}

TEST_CASE("a full build sorts articles as an update does", "[staff_categories]") {
    const Base base;
    base.write("categories.yaml", kForStaff);
    base.write("public/rules/a.md", article("А"));
    base.write("public/b.md", article("Б"));
    base.build();
    CHECK(base.held() == Lines{"public public/b.md public/b", "internal public/rules/a.md public/rules/a"});
}

}  // namespace kb::test
