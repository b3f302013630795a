// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/child_run.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>

#include "indexer/error.h"

namespace kb {

namespace {

double wall_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

rusage usage_of(int who) {
    rusage usage{};
    getrusage(who, &usage);
    return usage;
}

double cpu_now() {
    const rusage usage = usage_of(RUSAGE_SELF);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

// The child's whole life. Exits without the parent's destructors: temporary folders are not its own.
[[noreturn]] void live_as_child(const std::function<WorkCount()>& work, int out) {
    int code = exit_code::failure;
    try {
        WorkCount count = work();
        count.peak_bytes = static_cast<std::uint64_t>(usage_of(RUSAGE_SELF).ru_maxrss) * 1024;
        if (write(out, &count, sizeof count) == sizeof count) code = exit_code::ok;
    } catch (const std::exception& error) {
        fmt::print(stderr, "kb-bench: {}\n", error.what());
    }
    std::fflush(nullptr);
    _exit(code);
}

}  // namespace

WorkClock::WorkClock() : wall_(wall_now()), cpu_(cpu_now()) {}

void WorkClock::stop(WorkCount& count) const {
    count.seconds = wall_now() - wall_;
    count.cpu_seconds = cpu_now() - cpu_;
}

WorkCount run_in_child(const std::function<WorkCount()>& work) {
    int ends[2];
    if (pipe(ends) != 0) throw IoError("Не открывается канал к дочернему процессу.");
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child < 0) throw IoError("Не запускается дочерний процесс. Проверьте память.");
    if (child == 0) {
        close(ends[0]);
        live_as_child(work, ends[1]);
    }
    close(ends[1]);
    WorkCount count;
    const bool is_whole = read(ends[0], &count, sizeof count) == sizeof count;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!is_whole || status != 0) throw IoError("Измеряемая работа не доведена до конца; причина выше.");
    return count;
}

}  // namespace kb
