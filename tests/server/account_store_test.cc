// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "server/store/account_store.h"
#include "server/store/store.h"
#include "tests/support/temp_folder.h"

using namespace kb;

namespace {

struct Accounts {
    std::int64_t add(const std::string& login, const std::string& role) {
        Account account;
        account.login = login;
        account.name = login;
        account.role = role;
        return accounts.add(account, 1000).value_or(0);
    }
    std::int64_t begin(std::int64_t account, const std::string& hash, std::int64_t now_s = 1000) {
        return accounts.begin_session({hash, account, now_s, now_s + 100, "192.0.2.1", "browser"});
    }

    kb::test::TempFolder folder;
    Store store{folder / "store.sqlite"};
    AccountStore accounts{store};
};

}  // namespace

TEST_CASE("a login belongs to one account", "[accounts]") {
    Accounts a;
    CHECK(a.accounts.is_empty());
    const std::int64_t id = a.add("anna", "agent");
    CHECK(id > 0);
    CHECK(a.add("anna", "admin") == 0);
    CHECK_FALSE(a.accounts.is_empty());
    CHECK(a.accounts.by_login("anna")->role == "agent");
    CHECK(a.accounts.by_id(id)->login == "anna");
    CHECK_FALSE(a.accounts.by_login("boris"));
}

TEST_CASE("the last admin can neither be disabled nor become less", "[accounts]") {
    Accounts a;
    const std::int64_t first = a.add("first", "admin");
    CHECK(a.accounts.set_disabled(first, true) == AccountChange::last_admin);
    CHECK(a.accounts.set_role(first, "writer") == AccountChange::last_admin);
    const std::int64_t second = a.add("second", "admin");
    CHECK(a.accounts.set_disabled(second, true) == AccountChange::done);
    CHECK(a.accounts.set_role(first, "writer") == AccountChange::last_admin);
    CHECK(a.accounts.set_disabled(second, false) == AccountChange::done);
    CHECK(a.accounts.set_role(first, "writer") == AccountChange::done);
    CHECK(a.accounts.set_role(999, "writer") == AccountChange::no_such_account);
    CHECK(a.accounts.set_password(999, "x") == AccountChange::no_such_account);
}

TEST_CASE("a session is found by its hash until it is over", "[accounts]") {
    Accounts a;
    const std::int64_t anna = a.add("anna", "agent");
    const std::int64_t id = a.begin(anna, "h1");
    CHECK(a.accounts.session("h1", 1099)->account.login == "anna");
    CHECK_FALSE(a.accounts.session("h1", 1100));
    CHECK_FALSE(a.accounts.session("h2", 1001));
    a.accounts.touch_session(id, 1050, 1150);
    a.store.flush();
    CHECK(a.accounts.session("h1", 1149)->seen_s == 1050);
    CHECK(a.accounts.by_id(anna)->seen_s == 1050);
    CHECK_FALSE(a.accounts.end_session(id, anna + 1));  // somebody else's
    CHECK(a.accounts.end_session(id, anna));
    CHECK_FALSE(a.accounts.session("h1", 1001));
}

TEST_CASE("who is disabled or gets another password while signing in is not let in", "[accounts]") {
    Accounts a;
    a.add("boss", "admin");
    const std::int64_t anna = a.add("anna", "agent");
    a.accounts.set_password(anna, "old");
    CHECK(a.accounts.begin_session({"h1", anna, 1000, 1100, "", "", "old"}) > 0);
    a.accounts.set_password(anna, "new");
    CHECK(a.accounts.begin_session({"h2", anna, 1000, 1100, "", "", "old"}) == 0);
    a.accounts.set_disabled(anna, true);
    CHECK(a.accounts.begin_session({"h3", anna, 1000, 1100, "", "", "new"}) == 0);
    a.accounts.set_disabled(anna, false);
    CHECK_FALSE(a.accounts.session("h1", 1001));
    CHECK_FALSE(a.accounts.session("h2", 1001));
    CHECK_FALSE(a.accounts.session("h3", 1001));
}

TEST_CASE("a new password ends all sessions but one's own", "[accounts]") {
    Accounts a;
    const std::int64_t anna = a.add("anna", "agent");
    const std::int64_t kept = a.begin(anna, "kept");
    a.begin(anna, "gone");
    const std::int64_t boris = a.add("boris", "agent");
    a.begin(boris, "his");
    CHECK(a.accounts.set_password(anna, "hash", kept) == AccountChange::done);
    CHECK(a.accounts.session("kept", 1001));
    CHECK_FALSE(a.accounts.session("gone", 1001));
    CHECK(a.accounts.session("his", 1001));
    CHECK(a.accounts.set_password(anna, "hash") == AccountChange::done);
    CHECK_FALSE(a.accounts.session("kept", 1001));
}

TEST_CASE("an account keeps twenty sessions, those seen last", "[accounts]") {
    Accounts a;
    const std::int64_t anna = a.add("anna", "agent");
    for (int i = 0; i < 25; ++i) a.begin(anna, "h" + std::to_string(i), 1000 + i);
    CHECK(a.accounts.sessions(anna, 1030).size() == 20);
    CHECK_FALSE(a.accounts.session("h4", 1030));
    CHECK(a.accounts.session("h5", 1030));
    a.accounts.prune(1110);
    CHECK(a.accounts.sessions(anna, 0).size() == 14);
}

TEST_CASE("a link sets a password once, and before it is too old", "[accounts]") {
    Accounts a;
    const std::int64_t anna = a.add("anna", "agent");
    a.begin(anna, "open");
    a.accounts.add_link("l1", anna, 2000);
    CHECK(a.accounts.link_account("l1", 1999) == anna);
    CHECK_FALSE(a.accounts.link_account("l1", 2000));
    CHECK_FALSE(a.accounts.use_link("l1", "hash", 2000));
    CHECK(a.accounts.use_link("l1", "hash", 1999));
    CHECK_FALSE(a.accounts.use_link("l1", "other", 1999));
    CHECK(a.accounts.by_id(anna)->password == "hash");
    CHECK_FALSE(a.accounts.session("open", 1001));
    a.accounts.add_link("l2", anna, 2000);
    a.accounts.add_link("l3", anna, 2000);  // the newest counts
    CHECK_FALSE(a.accounts.link_account("l2", 1000));
    a.add("boss", "admin");
    REQUIRE(a.accounts.set_disabled(anna, true) == AccountChange::done);
    CHECK_FALSE(a.accounts.use_link("l3", "hash", 1000));
}

TEST_CASE("the first link makes one admin and nothing else", "[accounts]") {
    Accounts a;
    a.accounts.add_link("first", 0, 2000);
    CHECK(a.accounts.link_account("first", 1000) == 0);
    CHECK_FALSE(a.accounts.use_link("first", "hash", 1000));
    Account boss;
    boss.login = boss.name = "boss";
    boss.role = "admin";
    CHECK_FALSE(a.accounts.use_first_link("wrong", boss, 1000));
    CHECK_FALSE(a.accounts.use_first_link("first", boss, 2000));
    CHECK(a.accounts.use_first_link("first", boss, 1000));
    CHECK_FALSE(a.accounts.use_first_link("first", boss, 1000));
    a.accounts.add_link("again", 0, 2000);
    CHECK_FALSE(a.accounts.use_first_link("again", boss, 1000));  // there is somebody already
}
