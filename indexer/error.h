// SPDX-License-Identifier: GPL-2.0-or-later
// Failures, named after what the caller can do about them. Messages are for people: Russian,
// what was being done, to what, and what to do.
#pragma once

#include <stdexcept>
#include <string>

namespace kb {

struct BusyError : std::runtime_error {  // somebody else is writing: try again
    using std::runtime_error::runtime_error;
};
struct IndexError : std::runtime_error {  // the index is missing, old or damaged: rebuild it
    using std::runtime_error::runtime_error;
};
struct IoError : std::runtime_error {  // look at this path
    using std::runtime_error::runtime_error;
};
struct StoreError : std::runtime_error {  // the store of votes, clicks and cases cannot be used
    using std::runtime_error::runtime_error;
};
struct ConfigError : std::runtime_error {  // mend these lines of the configuration
    using std::runtime_error::runtime_error;
};

// What a program exits with.
namespace exit_code {
inline constexpr int ok = 0;
inline constexpr int problems_in_articles = 1;
inline constexpr int usage = 2;
inline constexpr int failure = 3;
inline constexpr int busy = 75;
}  // namespace exit_code

}  // namespace kb
