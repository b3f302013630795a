// SPDX-License-Identifier: GPL-2.0-or-later
// Passwords: which are good enough, what is kept of them, and how many may be checked at a time.
#pragma once

#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

namespace kb {

inline constexpr std::size_t kLeastPasswordCharacters = 10;
inline constexpr std::size_t kMostPasswordBytes = 1000;

// What is wrong with it: a key of web/texts.txt; null when it will do.
const char* password_problem(std::string_view password, std::string_view login);

enum class PasswordCost {
    usual,  // 0.1 s and 64 MB
    least,  // next to nothing; for tests
};

// argon2id with its salt and parameters, as text. Letters typed as one sign or as two
// («й») give the same. Throws IoError when there is no memory.
std::string password_hash(std::string_view password, PasswordCost cost = PasswordCost::usual);

// Takes as long for a hash that is empty or broken, which no password fits.
bool is_password(std::string_view password, const std::string& hash, PasswordCost cost = PasswordCost::usual);

// At most `at_once` checks at a time, and at most `waiting` more that wait a moment for their turn: each
// holds a worker, and sign-in is no door for overload.
class PasswordGate {
public:
    PasswordGate(int at_once, int waiting, PasswordCost cost = PasswordCost::usual)
        : free_(at_once), may_wait_(waiting), cost_(cost) {}

    // What the two functions above say; nothing: too many at once, ask again in a second.
    std::optional<bool> check(std::string_view password, const std::string& hash);
    std::optional<std::string> hash(std::string_view password);

private:
    bool enter();

    std::counting_semaphore<> free_;
    std::counting_semaphore<> may_wait_;
    PasswordCost cost_;
};

}  // namespace kb
