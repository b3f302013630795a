// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace kb {
namespace {

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

// Label values: backslash, quote and newline are escaped.
std::string label(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return out;
}

void render_store(std::string& out, const Metrics::StoreState& store) {
    head(out, "kb_store_open", "gauge", "1 while votes and statistics can be written.");
    out += fmt::format("kb_store_open {}\n", store.is_open ? 1 : 0);
    head(out, "kb_store_queue", "gauge", "Writes waiting for the store.");
    out += fmt::format("kb_store_queue {}\n", store.queued);
    head(out, "kb_store_writes_total", "counter", "Writes to the store by outcome.");
    out += fmt::format("kb_store_writes_total{{outcome=\"written\"}} {}\n", store.written);
    out += fmt::format("kb_store_writes_total{{outcome=\"dropped\"}} {}\n", store.dropped);
    out += fmt::format("kb_store_writes_total{{outcome=\"failed\"}} {}\n", store.failed);
}

}  // namespace

void Metrics::count_request(std::string_view route, int status, std::chrono::steady_clock::duration took) {
    const double seconds = std::chrono::duration<double>(took).count();
    std::size_t bucket = 0;
    while (bucket < kBounds_ms.size() && seconds * 1000 > kBounds_ms[bucket]) ++bucket;
    const std::lock_guard lock(mutex_);
    ++requests_[{std::string(route), status}];
    Latency& latency = latency_[std::string(route)];
    ++latency.buckets[bucket];
    ++latency.count;
    latency.sum_s += seconds;
}

void Metrics::count_verdict(std::string_view kind, std::string_view verdict) {
    const std::lock_guard lock(mutex_);
    ++verdicts_[{std::string(kind), std::string(verdict)}];
}

void Metrics::note_index(std::string_view version, bool is_ready, std::int64_t now_s) {
    const std::lock_guard lock(mutex_);
    index_ready_ = is_ready;
    if (index_version_ == version) return;
    index_version_ = version;
    index_since_s_ = now_s;
}

void Metrics::render_latency(std::string& out) const {
    head(out, "kb_http_request_seconds", "histogram", "Time to make an answer, by route.");
    for (const auto& [route, latency] : latency_) {
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < kBounds_ms.size(); ++i) {
            total += latency.buckets[i];
            out += fmt::format("kb_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", label(route),
                               kBounds_ms[i] / 1000, total);
        }
        out += fmt::format(
            "kb_http_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
            "kb_http_request_seconds_sum{{route=\"{0}\"}} {2:.6f}\n"
            "kb_http_request_seconds_count{{route=\"{0}\"}} {1}\n",
            label(route), latency.count, latency.sum_s);
    }
}

void Metrics::render_index(std::string& out, std::int64_t now_s) const {
    head(out, "kb_index_ready", "gauge", "1 while there is an index to read.");
    out += fmt::format("kb_index_ready {}\n", index_ready_ ? 1 : 0);
    head(out, "kb_index_info", "gauge", "The version of the public index.");
    out += fmt::format("kb_index_info{{version=\"{}\"}} 1\n", label(index_version_));
    head(out, "kb_index_age_seconds", "gauge", "Time since this process first saw that version.");
    out += fmt::format("kb_index_age_seconds {}\n",
                       index_since_s_ == 0 ? 0 : std::max<std::int64_t>(now_s - index_since_s_, 0));
}

std::string Metrics::render(const StoreState& store, std::int64_t now_s) const {
    const std::lock_guard lock(mutex_);
    std::string out;
    head(out, "kb_http_requests_total", "counter", "Answers by route and status.");
    for (const auto& [key, count] : requests_) {
        out += fmt::format("kb_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", label(key.first),
                           key.second, count);
    }
    render_latency(out);
    head(out, "kb_verdicts_total", "counter", "Outcomes of searches and suggestions.");
    for (const auto& [key, count] : verdicts_) {
        out += fmt::format("kb_verdicts_total{{kind=\"{}\",verdict=\"{}\"}} {}\n", label(key.first),
                           label(key.second), count);
    }
    render_index(out, now_s);
    render_store(out, store);
    return out;
}

}  // namespace kb
