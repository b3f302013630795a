// SPDX-License-Identifier: GPL-2.0-or-later
// Texts nobody would write: random bytes, and random pieces of what people do write.
#pragma once

#include <cstdlib>
#include <random>
#include <string>

namespace kb::test {

// KB_TEST_SEED, or a new one each run; print it with CAPTURE.
inline unsigned test_seed() {
    const char* given = std::getenv("KB_TEST_SEED");
    return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

// clang-format off
inline constexpr const char* kPieces[] = {
    " ", "\n", "\t", ".", "-", "@", "://", "<", ">", "</div>", "<blockquote>", "<!--", "&nbsp;",
    "&#x41;", "&#0;", "пароль", "Счёт", "й", "\xCC\x81", "\xC2\xAD", "\xE2\x80\x8F", "ﬁ", "Wi-Fi",
    "1С", "1 500 ₽", "😀", "日本", "\xFF", "\xD0", "\xF0\x9F", "0x80070005", "Здравствуйте!",
    "С уважением,", "--", "> ", "От: ", "Тема: ", "пишет:", "ghbdtn", "zabyl", "пороль",
    "интернет-магазин", "не", "İ", "\xE2\x80\xAF", "…", "«", "\"", "\r\n"};
// clang-format on

inline std::string random_text(std::mt19937& random, std::size_t most_bytes) {
    std::string text;
    const std::size_t size = random() % (most_bytes + 1);
    const bool is_noise = random() % 3 == 0;
    while (text.size() < size) {
        if (is_noise || random() % 8 == 0)
            text += static_cast<char>(random() % 256);
        else
            text += kPieces[random() % (sizeof kPieces / sizeof kPieces[0])];
    }
    return text;
}

}  // namespace kb::test
