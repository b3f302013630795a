// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "indexer/error.h"
#include "stemming/normal_form.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kLeastDifferent = 5;  // characters
constexpr auto kLongestWait = std::chrono::milliseconds(300);

// What an unknown login is held against, so that it takes as long as a known one. Nobody knows its password.
constexpr const char* kNobodys =
    "$argon2id$v=19$m=65536,t=2,p=1$dep8cEsExNJnw0y8aYhyxw"
    "$1I1E5wSBl0VcwMSlpX8nl0IkFRQz6C9OzvSnuZGWzzc";

// Beginnings of what is guessed first, of ten characters and more.
constexpr std::array<std::string_view, 22> kGuessedFirst = {
    "1234567890", "0123456789", "0987654321",  "9876543210",   "qwertyuiop", "1q2w3e4r5t",
    "йцукенгшщз", "qazwsxedcr", "1qaz2wsx3e",  "password12",   "passw0rd12", "password01",
    "administra", "qwerty1234", "qwerty12345", "qwerty123456", "пароль1234", "пароль12345",
    "парольпаро", "letmein123", "welcome123",  "abcdefghij"};

std::string argon2id(const std::string& text, PasswordCost cost) {
    const bool is_usual = cost == PasswordCost::usual;
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), text.data(), text.size(),
                          is_usual ? crypto_pwhash_OPSLIMIT_INTERACTIVE : crypto_pwhash_OPSLIMIT_MIN,
                          is_usual ? crypto_pwhash_MEMLIMIT_INTERACTIVE : crypto_pwhash_MEMLIMIT_MIN) != 0)
        throw IoError("Не хватает памяти, чтобы проверить пароль: нужно 64 МБ.");
    return out.data();
}

const std::string& nobodys(PasswordCost cost) {
    static const std::string usual = kNobodys;
    static const std::string least = argon2id("nobody's", PasswordCost::least);
    return cost == PasswordCost::usual ? usual : least;
}

}  // namespace

const char* password_problem(std::string_view password, std::string_view login) {
    const std::string text = lower(composed(password));
    if (password.size() > kMostPasswordBytes) return "password_too_long";
    if (count_code_points(text) < kLeastPasswordCharacters) return "password_too_short";
    const std::u32string letters = to_utf32(text);
    if (std::set<char32_t>(letters.begin(), letters.end()).size() < kLeastDifferent)
        return "password_too_simple";
    if (!login.empty() && text.find(login) != std::string::npos &&
        text.size() < login.size() + kLeastDifferent)
        return "password_is_login";
    const bool is_guessed =
        std::any_of(kGuessedFirst.begin(), kGuessedFirst.end(), [&](std::string_view known) {
            return text.starts_with(known) &&
                   count_code_points(text) < count_code_points(known) + kLeastDifferent;
        });
    return is_guessed ? "password_too_simple" : nullptr;
}

std::string password_hash(std::string_view password, PasswordCost cost) {
    return argon2id(composed(password), cost);
}

bool is_password(std::string_view password, const std::string& hash, PasswordCost cost) {
    const std::string text = composed(password.substr(0, kMostPasswordBytes + 1));
    const bool is_real = hash.starts_with("$argon2id$") && hash.size() < crypto_pwhash_STRBYTES;
    std::array<char, crypto_pwhash_STRBYTES> known{};
    const std::string_view held = is_real ? hash : nobodys(cost);
    std::copy(held.begin(), held.end(), known.begin());
    const bool is_right = crypto_pwhash_str_verify(known.data(), text.data(), text.size()) == 0;
    return is_real && is_right;
}

bool PasswordGate::enter() {
    if (free_.try_acquire()) return true;
    if (!may_wait_.try_acquire()) return false;
    const bool is_in = free_.try_acquire_for(kLongestWait);
    may_wait_.release();
    return is_in;
}

std::optional<bool> PasswordGate::check(std::string_view password, const std::string& hash) {
    if (!enter()) return std::nullopt;
    const bool is_right = is_password(password, hash, cost_);
    free_.release();
    return is_right;
}

// Making a hash may fail for want of memory; the place is free again all the same.
std::optional<std::string> PasswordGate::hash(std::string_view password) {
    if (!enter()) return std::nullopt;
    struct Leave {
        std::counting_semaphore<>& free;
        ~Leave() { free.release(); }
    } const leave{free_};
    return password_hash(password, cost_);
}

}  // namespace kb
