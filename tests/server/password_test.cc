// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include <atomic>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "server/http/account_desk.h"
#include "server/http/password.h"

using namespace kb;

namespace {

std::string problem(const char* password) {
    const char* key = password_problem(password, "ivanova");
    return key == nullptr ? "" : key;
}

}  // namespace

TEST_CASE("passwords that are guessed first are refused, with the reason", "[password]") {
    for (const auto& [password, expected] : {std::pair{"коротко", "password_too_short"},
                                             {"123456789", "password_too_short"},
                                             {"1234567890", "password_too_simple"},
                                             {"12345678901", "password_too_simple"},
                                             {"aaaaaaaaaaaaaaaa", "password_too_simple"},
                                             {"абабабабабаб", "password_too_simple"},
                                             {"Qwertyuiop", "password_too_simple"},
                                             {"ЙЦУКЕНГШЩЗ", "password_too_simple"},
                                             {"ivanova123", "password_is_login"},
                                             {"лошадь верно скрепка", ""},
                                             {"correct horse battery", ""},
                                             {"ivanova любит кофе по утрам", ""}}) {
        INFO(password);
        CHECK(problem(password) == expected);
    }
    CHECK(problem(std::string(1001, 'x').c_str()) == "password_too_long");
}

TEST_CASE("a password is kept as argon2id with a salt of its own", "[password]") {
    const std::string hash = password_hash("лошадь верно скрепка");
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(hash != password_hash("лошадь верно скрепка", PasswordCost::least));
    CHECK(is_password("лошадь верно скрепка", hash));
    CHECK_FALSE(is_password("лошадь верно скрепкА", hash));
    CHECK_FALSE(is_password("", hash));
}

TEST_CASE("«й» may be typed as one sign or as two", "[password]") {
    const std::string hash = password_hash("зелёный чай утром", PasswordCost::least);
    CHECK(is_password("зеле\xCC\x88ны\xD0\xB8\xCC\x86 ча\xD0\xB8\xCC\x86 утром", hash, PasswordCost::least));
}

TEST_CASE("no password fits an account without one, and that takes as long to find out", "[password]") {
    const std::string hash = password_hash("лошадь верно скрепка");
    // Of this thread's processor time: what else the machine does is none of it.
    const auto used_ns = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    };
    const auto took = [&](const std::string& known) {
        const auto begin = used_ns();
        CHECK_FALSE(is_password("совсем другой пароль", known));
        return used_ns() - begin;
    };
    took(hash);
    const auto known = took(hash);
    for (const char* none : {"", "plain", "$argon2id$broken", "$2y$10$abcdefghijklmnopqrstuv"}) {
        INFO(none);
        CHECK_FALSE(is_password("", none));
        if (std::string(none) == "$argon2id$broken") continue;  // nothing of ours can be so
        CHECK(took(none) > known / 4);
    }
}

TEST_CASE("past two checks and one in line the next is asked to come again", "[password]") {
    PasswordGate gate(2, 1);
    const std::string hash = password_hash("лошадь верно скрепка");
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 12; ++i)
            threads.emplace_back([&] {
                if (!gate.check("не то", hash)) ++refused;
            });
    }
    CHECK(refused > 0);
    CHECK(refused < 12);
    CHECK(gate.check("лошадь верно скрепка", hash) == std::optional(true));  // every place is free again
    CHECK(gate.hash("лошадь верно скрепка"));
}

TEST_CASE("logins are Latin, short and without surprises", "[password]") {
    CHECK(login_of("  Anna.Ivanova@Test.Example \n") == "anna.ivanova@test.example");
    CHECK(login_of("   ").empty());
    for (const char* login : {"anna", "a1", "anna+desk@test.example", "a-b_c"}) CHECK(is_login(login));
    for (const char* login : {"", "a", "анна", "anna ivanova", "a\"b", "<b>", "a/b"})
        CHECK_FALSE(is_login(login));
    CHECK_FALSE(is_login(std::string(65, 'a')));
}
