// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/typed_secret.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "indexer/error.h"

namespace kb {
namespace {

// The terminal shows nothing of what is typed while this lives.
class Unseen {
public:
    Unseen() {
        is_terminal_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        if (!is_terminal_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen() {
        if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios before_{};
    bool is_terminal_ = false;
};

std::string line_after(const std::string& prompt) {
    std::string line;
    const bool is_asked = ::isatty(STDIN_FILENO) == 1;
    if (is_asked) {
        fmt::print(stderr, "{}: ", prompt);
        std::fflush(stderr);
    }
    const Unseen unseen;
    if (!std::getline(std::cin, line)) line.clear();
    if (is_asked) fmt::print(stderr, "\n");
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

std::string typed_password(const std::string& prompt) {
    std::string password = line_after(prompt);
    if (password.empty())
        throw ConfigError("Пароль не задан. Наберите его или подайте строкой на стандартный ввод.");
    if (::isatty(STDIN_FILENO) == 1 && line_after("Ещё раз") != password)
        throw ConfigError("Пароли не совпали. Ничего не изменено.");
    return password;
}

}  // namespace kb
