// SPDX-License-Identifier: GPL-2.0-or-later
// How far a long work is, for the person waiting. Knows nothing of what the work is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

namespace kb {

// «[██████░░░░]  60 %  600 из 1000 · 1200 статей/с · осталось 0:01», without a newline.
std::string progress_bar(std::size_t done, std::size_t total, std::chrono::milliseconds elapsed);

// «600 из 1000 статей, 1200 статей/с, осталось 0:01».
std::string progress_line(std::size_t done, std::size_t total, std::chrono::milliseconds elapsed);

// Draws a bar over itself ten times a second on a terminal, and writes a line
// every five seconds elsewhere. A work that ends sooner leaves no trace.
class Progress {
public:
    using Clock = std::chrono::steady_clock;

    // `out` is not owned.
    Progress(std::FILE* out, bool is_terminal, Clock::time_point start);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::size_t done, std::size_t total, Clock::time_point now);

private:
    std::FILE* out_;
    bool is_terminal_;
    bool is_drawn_ = false;
    Clock::time_point start_;
    Clock::time_point next_;
};

}  // namespace kb
