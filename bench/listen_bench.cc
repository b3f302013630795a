// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/listen_bench.h"

#include <fmt/format.h>
#include <httplib.h>
#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

#include "indexer/error.h"
#include "server/http/listener.h"

namespace kb {

namespace {

constexpr const char* kJson = R"({"ok":true,"hits":[],"total":0})";
constexpr const char* kType = "application/json";
constexpr int kBacklog = 4096;

sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void say_port(int port) {
    fmt::print("http://127.0.0.1:{}\n", port);
    std::fflush(stdout);
}

template <class Stop>
std::thread on_signal(sigset_t signals, Stop stop) {
    return std::thread([signals, stop] {
        int signal = 0;
        sigwait(&signals, &signal);
        stop();
    });
}

void serve_ours(int threads, sigset_t signals) {
    ListenOptions options;
    options.threads = threads;
    Listener listener(
        open_listen_sockets({"127.0.0.1", 0, ""}), options,
        [](const HttpRequest&) {
            return HttpResponse{200, kType, kJson, {}};
        },
        [](int status) {
            return HttpResponse{status, kType, "{}", {}};
        });
    say_port(listener.port());
    std::thread waiter = on_signal(signals, [&listener] { listener.stop(); });
    listener.run();
    waiter.join();
}

// The library's own loop with what a user of it can turn: no Nagle, a long backlog, long keep-alive, a large
// pool.
class StockServer final : public httplib::Server {
public:
    explicit StockServer(int threads) {
        set_tcp_nodelay(true);
        set_keep_alive_max_count(1'000'000);
        set_keep_alive_timeout(60);
        const int usual = std::max(8, 4 * static_cast<int>(std::thread::hardware_concurrency()));
        const auto count = static_cast<std::size_t>(threads > 0 ? threads : usual);
        new_task_queue = [count] { return new httplib::ThreadPool(count); };
        Get(".*", [](const httplib::Request&, httplib::Response& to) { to.set_content(kJson, kType); });
    }
    int bind() {
        const int port = bind_to_any_port("127.0.0.1");
        if (port <= 0 || ::listen(svr_sock_, kBacklog) != 0) throw IoError("Порт занять не вышло.");
        return port;
    }
};

void serve_stock(int threads, sigset_t signals) {
    StockServer server(threads);
    say_port(server.bind());
    std::thread waiter = on_signal(signals, [&server] { server.stop(); });
    server.listen_after_bind();
    waiter.join();
}

}  // namespace

void bench_listen(const ListenBenchOptions& options) {
    const sigset_t signals = block_stop_signals();
    options.which == "stock" ? serve_stock(options.threads, signals) : serve_ours(options.threads, signals);
}

}  // namespace kb
