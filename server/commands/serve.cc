// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/serve.h"

#include <fmt/format.h>
#include <pthread.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <thread>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/update.h"
#include "indexer/watcher.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/http/app.h"
#include "server/http/listener.h"
#include "server/http/rate_limit.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/search/xapian_searcher.h"
#include "server/store/analytics_store.h"
#include "server/store/feedback_store.h"
#include "server/store/store.h"

namespace kb {
namespace {

// Blocks them in this thread and those it starts, so that only wait() sees them.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    // False when `stop` came first.
    bool wait(const std::stop_token& stop) const {
        const timespec slice{0, 100'000'000};
        while (!stop.stop_requested()) {
            if (sigtimedwait(&signals_, nullptr, &slice) > 0) return true;
        }
        return false;
    }

private:
    sigset_t signals_{};
};

// A store that cannot be opened costs votes and statistics, not the service.
std::unique_ptr<Store> open_store(const std::string& file) {
    try {
        std::error_code ignored;
        std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
        return std::make_unique<Store>(file);
    } catch (const StoreError& e) {
        log_event(LogLevel::error, "store", {{"detail", std::string_view(e.what())}});
        fmt::print(stderr, "kb-server: {}\nРаботаем без него: голоса и статистика не сохраняются.\n",
                   e.what());
        return nullptr;
    }
}

// What a writer has just saved and will not see on the site: said once, when it appears.
void log_errors(const Diagnostics& diagnostics, std::set<std::string>& known) {
    std::set<std::string> now;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity != Severity::error) continue;
        const std::string text = format_diagnostic(diagnostic);
        if (!known.contains(text))
            log_event(LogLevel::warning, "article", {{"detail", std::string_view(text)}});
        now.insert(text);
    }
    known = std::move(now);
}

void log_update(const UpdateReport& report) {
    if (!report.is_changed) return;
    log_event(LogLevel::info, "update",
              {{"articles", static_cast<std::int64_t>(report.articles)},
               {"put", static_cast<std::int64_t>(report.put)},
               {"removed", static_cast<std::int64_t>(report.removed)},
               {"problems", static_cast<std::int64_t>(report.diagnostics.size())}});
}

// The top of the watcher's thread: whatever fails here is said, and tried again at the next change.
bool apply_changes(const IndexPaths& paths, const std::stop_token& stop,
                   std::set<std::string>& known_errors) {
    try {
        const UpdateReport report = update(real_file_system(), paths, stop);
        log_update(report);
        log_errors(report.diagnostics, known_errors);
    } catch (const BusyError&) {
        return false;
    } catch (const std::exception& e) {
        log_event(LogLevel::error, "update", {{"detail", std::string_view(e.what())}});
    }
    return true;
}

std::optional<std::jthread> start_watcher(const ServeOptions& options) {
    if (options.articles_dir.empty()) return std::nullopt;
    return std::jthread([paths = IndexPaths{options.articles_dir, options.index_dir}](std::stop_token stop) {
        std::set<std::string> known_errors;
        Watcher(paths.articles_dir, [&] { return apply_changes(paths, stop, known_errors); }).run(stop);
    });
}

void run_until_signal(Listener& listener, const StopSignals& signals) {
    std::jthread waiter([&](const std::stop_token& stop) {
        if (signals.wait(stop)) listener.stop();
    });
    listener.run();
}

}  // namespace

HostPort parse_listen(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    HostPort out;
    if (colon != std::string::npos) {
        out.host = text.substr(0, colon);
        if (out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']') {
            out.host = out.host.substr(1, out.host.size() - 2);
        }
        if (out.host.empty()) out.host = "0.0.0.0";
        const char* end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, out.port);
        if (error == std::errc() && stopped == end && out.port >= 0 && out.port <= 65535) return out;
    }
    throw ConfigError(fmt::format("--listen {}: нужны адрес и порт, например 127.0.0.1:8080.", text));
}

int serve(const ServeOptions& options) {
    const HostPort where = parse_listen(options.listen);
    const Config config = load_config(options.config_file);
    const StopSignals signals;
    const std::unique_ptr<Searcher> searcher = open_searcher(options.index_dir);
    const std::unique_ptr<Store> store = open_store(options.store_file);
    FeedbackStore feedback(store.get());
    AnalyticsStore analytics(store.get());
    Metrics metrics;
    RateLimiter votes(config.limits.votes_per_minute, std::chrono::minutes(1));
    const Services services{*searcher, store.get(), feedback,     analytics,           metrics,
                            votes,     config,      real_clock(), options.articles_dir};
    const App app(services);

    ListenOptions listen;
    listen.host = where.host;
    listen.port = where.port;
    listen.threads = config.limits.threads;
    Listener listener(
        listen, [&app](HttpRequest request) { return app.answer(std::move(request)); },
        [&app](int status) { return app.refuse(status); });
    const auto watcher = start_watcher(options);
    const bool is_ipv6 = where.host.find(':') != std::string::npos;
    fmt::print("{}: http://{}{}{}:{}\n", config.name, is_ipv6 ? "[" : "", where.host, is_ipv6 ? "]" : "",
               listener.port());
    if (!searcher->is_ready()) fmt::print("{}\n", searcher->why_not_ready());
    std::fflush(stdout);
    run_until_signal(listener, signals);
    log_event(LogLevel::info, "stopped", {});
    return exit_code::ok;
}

}  // namespace kb
