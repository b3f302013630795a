// SPDX-License-Identifier: GPL-2.0-or-later
// A shared machine is not equally fast for a minute together. So the questions are cut into chunks and
// the sides take turns: A B A B …; a slow second hits both. A barrier keeps the threads on one side.
#include "bench/latency.h"

#include <fmt/format.h>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <ctime>
#include <exception>
#include <numeric>
#include <thread>

#include "server/search/evaluate.h"

namespace kb {

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr std::size_t kWarmUpEvery = 5;

double thread_cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

// What one thread noted.
struct Notes {
    std::vector<std::vector<double>> milliseconds;  // a side
    std::vector<std::vector<double>> cpu_milliseconds;
    std::vector<double> busy_seconds;  // a side; from the common start to the common end
    std::exception_ptr failure;
};

struct Plan {
    std::vector<std::size_t> warm_up;
    std::vector<std::size_t> measured;
};

Plan plan_of(std::size_t questions) {
    Plan plan;
    for (std::size_t i = 0; i < questions; ++i) {
        (i % kWarmUpEvery == 0 ? plan.warm_up : plan.measured).push_back(i);
    }
    return plan;
}

// One thread's part. After a failure it only keeps step with the others.
class Runner {
public:
    Runner(const LatencySetup& setup, const Plan& plan, std::size_t thread, std::barrier<>& barrier,
           Notes& notes)
        : setup_(setup), plan_(plan), thread_(thread), barrier_(barrier), notes_(notes) {}

    void run(const std::vector<MakeAsk>& sides) {
        notes_.milliseconds.resize(sides.size());
        notes_.cpu_milliseconds.resize(sides.size());
        notes_.busy_seconds.resize(sides.size());
        std::vector<Ask> asks(sides.size());
        guarded([&] { warm_up(sides, asks); });
        for (std::size_t chunk = 0; chunk < chunks(); ++chunk) {
            for (std::size_t side = 0; side < sides.size(); ++side) run_chunk(chunk, side, asks[side]);
        }
    }

private:
    std::size_t chunks() const { return static_cast<std::size_t>(setup_.chunks); }

    template <typename Work>
    void guarded(const Work& work) {
        if (notes_.failure) return;
        try {
            work();
        } catch (...) {  // carried over to the caller's thread by measure_latency()
            notes_.failure = std::current_exception();
        }
    }

    void warm_up(const std::vector<MakeAsk>& sides, std::vector<Ask>& asks) {
        for (std::size_t side = 0; side < sides.size(); ++side) {
            asks[side] = sides[side]();
            for (const std::size_t question : plan_.warm_up) asks[side](question);
        }
    }

    void run_chunk(std::size_t chunk, std::size_t side, const Ask& ask) {
        const std::size_t all = plan_.measured.size();
        const std::size_t end = all * (chunk + 1) / chunks();
        const auto step = static_cast<std::size_t>(setup_.threads);
        barrier_.arrive_and_wait();
        const auto start = Clock::now();
        guarded([&] {
            for (std::size_t i = all * chunk / chunks() + thread_; i < end; i += step) {
                const double cpu = thread_cpu_ms();
                const auto asked = Clock::now();
                ask(plan_.measured[i]);
                notes_.milliseconds[side].push_back(Milliseconds(Clock::now() - asked).count());
                notes_.cpu_milliseconds[side].push_back(thread_cpu_ms() - cpu);
            }
        });
        barrier_.arrive_and_wait();
        notes_.busy_seconds[side] += std::chrono::duration<double>(Clock::now() - start).count();
    }

    const LatencySetup& setup_;
    const Plan& plan_;
    const std::size_t thread_;
    std::barrier<>& barrier_;
    Notes& notes_;
};

// Of all threads, sorted.
std::vector<double> joined(const std::vector<Notes>& threads, std::vector<std::vector<double>> Notes::*values,
                           std::size_t side) {
    std::vector<double> all;
    for (const auto& notes : threads)
        all.insert(all.end(), (notes.*values)[side].begin(), (notes.*values)[side].end());
    std::sort(all.begin(), all.end());
    return all;
}

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

LatencySummary summary_of(const std::vector<Notes>& threads, std::size_t side) {
    const auto wall = joined(threads, &Notes::milliseconds, side);
    const auto cpu = joined(threads, &Notes::cpu_milliseconds, side);
    LatencySummary summary;
    summary.count = wall.size();
    if (wall.empty()) return summary;
    summary.p50_ms = percentile(wall, 0.5);
    summary.p95_ms = percentile(wall, 0.95);
    summary.p99_ms = percentile(wall, 0.99);
    summary.mean_ms = mean_of(wall);
    summary.cpu_p95_ms = percentile(cpu, 0.95);
    summary.cpu_mean_ms = mean_of(cpu);
    summary.per_second = static_cast<double>(wall.size()) / threads.front().busy_seconds[side];
    return summary;
}

}  // namespace

std::vector<LatencySummary> measure_latency(const LatencySetup& setup, const std::vector<MakeAsk>& sides) {
    const Plan plan = plan_of(setup.questions);
    std::barrier<> barrier(setup.threads);
    std::vector<Notes> notes(static_cast<std::size_t>(setup.threads));
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < notes.size(); ++thread) {
            threads.emplace_back(
                [&, thread] { Runner(setup, plan, thread, barrier, notes[thread]).run(sides); });
        }
    }
    for (const auto& of_thread : notes) {
        if (of_thread.failure) std::rethrow_exception(of_thread.failure);
    }
    std::vector<LatencySummary> summaries;
    for (std::size_t side = 0; side < sides.size(); ++side) summaries.push_back(summary_of(notes, side));
    return summaries;
}

std::string threads_in_words(int count) {
    const bool is_teen = count % 100 / 10 == 1;
    const int last = is_teen ? 0 : count % 10;
    const char* word = last == 1 ? "поток" : last >= 2 && last <= 4 ? "потока" : "потоков";
    return std::to_string(count) + " " + word;
}

Figure latency_figure(const std::string& name, const LatencySummary& ours,
                      const std::optional<LatencySummary>& plain, bool is_in_process) {
    const auto pair = [&](double LatencySummary::*value) {
        const auto mine = short_number(ours.*value);
        return plain ? mine + " / " + short_number((*plain).*value) : mine;
    };
    Figure figure{name + ", p95", "мс", ours.p95_ms, {}, {}};
    if (plain) figure.plain = plain->p95_ms;
    figure.details = fmt::format("p50 {}, p99 {}, среднее {}; ответов в секунду {}",
                                 pair(&LatencySummary::p50_ms), pair(&LatencySummary::p99_ms),
                                 pair(&LatencySummary::mean_ms), pair(&LatencySummary::per_second));
    if (is_in_process)
        figure.details += fmt::format("; процессорное время: среднее {}, p95 {}",
                                      pair(&LatencySummary::cpu_mean_ms), pair(&LatencySummary::cpu_p95_ms));
    return figure;
}

}  // namespace kb
