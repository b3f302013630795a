// SPDX-License-Identifier: GPL-2.0-or-later
// What a fuzz target claims of its subject: a claim that does not hold is printed and ends the program.
#pragma once

#include <cstdio>
#include <cstdlib>

// A macro, for its words.
#define MUST(...)                                                                  \
    do {                                                                           \
        if (!(__VA_ARGS__)) {                                                      \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
            std::abort();                                                          \
        }                                                                          \
    } while (false)
