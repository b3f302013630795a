// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kb {

namespace {

using std::chrono::milliseconds;

constexpr int kBarCells = 20;
constexpr milliseconds kRedraw{100};
constexpr milliseconds kLineEvery{5000};
constexpr const char* kEraseLine = "\r\033[K";

std::size_t per_second(std::size_t done, milliseconds elapsed) {
    return done * 1000 / static_cast<std::size_t>(std::max<milliseconds::rep>(1, elapsed.count()));
}

// «0:07», «12:30», «1:02:03».
std::string clock_text(std::size_t seconds) {
    if (seconds < 3600) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string remaining(std::size_t done, std::size_t total, milliseconds elapsed) {
    if (done == 0 || total < done) return "?:??";
    const double left_ms =
        static_cast<double>(elapsed.count()) * static_cast<double>(total - done) / static_cast<double>(done);
    return clock_text(static_cast<std::size_t>(std::llround(left_ms / 1000)));
}

}  // namespace

std::string progress_bar(std::size_t done, std::size_t total, milliseconds elapsed) {
    const std::size_t percent = total == 0 ? 100 : std::min<std::size_t>(100, done * 100 / total);
    std::string cells;
    for (int i = 0; i < kBarCells; ++i) {
        cells += static_cast<std::size_t>(i) * 100 < percent * kBarCells ? "█" : "░";
    }
    return fmt::format("[{}] {:3} %  {} из {} · {} статей/с · осталось {}", cells, percent, done, total,
                       per_second(done, elapsed), remaining(done, total, elapsed));
}

std::string progress_line(std::size_t done, std::size_t total, milliseconds elapsed) {
    return fmt::format("{} из {} статей, {} статей/с, осталось {}", done, total, per_second(done, elapsed),
                       remaining(done, total, elapsed));
}

Progress::Progress(std::FILE* out, bool is_terminal, Clock::time_point start)
    : out_(out),
      is_terminal_(is_terminal),
      start_(start),
      next_(start + (is_terminal ? kRedraw : kLineEvery)) {}

Progress::~Progress() {
    if (!is_drawn_) return;
    std::fputs(kEraseLine, out_);
    std::fflush(out_);
}

void Progress::show(std::size_t done, std::size_t total, Clock::time_point now) {
    if (now < next_) return;
    const auto elapsed = std::chrono::duration_cast<milliseconds>(now - start_);
    if (is_terminal_) {
        std::fputs((kEraseLine + progress_bar(done, total, elapsed)).c_str(), out_);
        is_drawn_ = true;
    } else {
        std::fputs((progress_line(done, total, elapsed) + "\n").c_str(), out_);
    }
    std::fflush(out_);
    next_ = now + (is_terminal_ ? kRedraw : kLineEvery);
}

}  // namespace kb
