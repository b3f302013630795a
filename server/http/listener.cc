// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/listener.h"

#include <sys/resource.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "server/http/connection_loop.h"

namespace kb {
namespace {

constexpr std::size_t kSpareDescriptors = 256;  // for the index, the store, files
constexpr std::size_t kDefaultBodyBytes = 64 * 1024;

// The connections the system lets us have, after asking for as many as it ever would.
std::size_t allowed_connections(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const auto most = static_cast<std::size_t>(limit.rlim_cur);
    return std::min(wanted, most > 2 * kSpareDescriptors ? most - kSpareDescriptors : most / 2);
}

ListenOptions completed(ListenOptions options) {
    options.max_connections = allowed_connections(options.max_connections);
    if (options.threads <= 0)
        options.threads = std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
    if (!options.body_limit)
        options.body_limit = [](std::string_view, std::string_view) { return kDefaultBodyBytes; };
    return options;
}

}  // namespace

struct Listener::Impl {
    int port;
    ConnectionLoop loop;
};

Listener::Listener(std::vector<ListenSocket> sockets, ListenOptions options, Answer answer, Refuse refuse) {
    const int port = sockets.empty() ? 0 : sockets.front().port();
    impl_.reset(new Impl{
        port, {std::move(sockets), completed(std::move(options)), std::move(answer), std::move(refuse)}});
}
Listener::~Listener() = default;

int Listener::port() const { return impl_->port; }
void Listener::run() { impl_->loop.run(); }
void Listener::stop() { impl_->loop.stop(); }

}  // namespace kb
