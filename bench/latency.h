// SPDX-License-Identifier: GPL-2.0-or-later
// How long answers take, on one thread or several, with one or more sides answering the same questions
// in turn.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/figures.h"

namespace kb {

struct LatencySummary {
    std::size_t count = 0;
    double p50_ms = 0, p95_ms = 0, p99_ms = 0, mean_ms = 0;  // wall
    double cpu_p95_ms = 0, cpu_mean_ms = 0;  // of the asking thread; what remains when the machine is busy
    double per_second = 0;                   // answers of all threads
};

// Answers the question with this number. Belongs to one thread.
using Ask = std::function<void(std::size_t question)>;
// Makes one for the calling thread, with database handles or connections of its own.
using MakeAsk = std::function<Ask()>;

struct LatencySetup {
    std::size_t questions = 0;
    int threads = 1;
    int chunks = 10;  // how often the sides take turns
};

// Every fifth question warms up and is not measured; each other one is asked once a side. All threads
// ask the same side at a time. One summary a side. Rethrows what a side throws.
std::vector<LatencySummary> measure_latency(const LatencySetup& setup, const std::vector<MakeAsk>& sides);

// «1 поток», «2 потока», «5 потоков».
std::string threads_in_words(int count);

// A line of the table: p95 of both sides, everything else as details. Unless `is_in_process` the asking
// thread's CPU time says nothing and is left out.
Figure latency_figure(const std::string& name, const LatencySummary& ours,
                      const std::optional<LatencySummary>& plain, bool is_in_process);

}  // namespace kb
