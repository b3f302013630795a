// SPDX-License-Identifier: GPL-2.0-or-later
// The socket side of the service: takes requests off connections, hands whole and checked ones to `answer`
// on a few threads, refuses the rest. Knows nothing of routes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/http/listen_sockets.h"
#include "server/http/message.h"
#include "server/http/request_reader.h"

namespace kb {

struct ListenOptions {
    HeadLimits head;
    BodyLimit body_limit;                         // unset: 64 KiB for everybody
    int threads = 0;                              // that make answers; 0: one a core, at least two
    std::size_t max_waiting = 1024;               // requests in line for a thread; past it 503
    std::chrono::milliseconds max_in_line{1000};  // while the first has waited longer, 503 too
    std::size_t max_connections = 20'000;  // past it idle ones give way; fewer when the system allows fewer
    std::size_t max_held_bytes = std::size_t{256}
                                 << 20;               // of unfinished requests and unsent answers together
    std::chrono::milliseconds idle{60'000};           // how long a connection may wait for its next request
    std::chrono::milliseconds head_deadline{10'000};  // from a request's first byte to the end of its headers
    std::chrono::milliseconds body_deadline{30'000};  // for its body
    std::chrono::milliseconds write_deadline{30'000};  // for an answer, or for 256 KiB of a longer one
    std::chrono::milliseconds linger{
        1'000};  // for the other end to hear a last answer, and for a last request
    std::chrono::milliseconds drain{25'000};  // for everything under way when told to stop
};

class Listener {
public:
    // Called from many threads at once; must not throw.
    using Answer = std::function<HttpResponse(HttpRequest)>;
    // The answer to what never became a request, or finds no thread: 400, 408, 411, 413, 414, 415, 417, 431,
    // 503, 505.
    using Refuse = std::function<HttpResponse(int status)>;

    // Takes the sockets; throws IoError when there are none.
    Listener(std::vector<ListenSocket> sockets, ListenOptions options, Answer answer, Refuse refuse);
    ~Listener();

    int port() const;  // of the first socket
    void run();        // serves until stop(); requests already begun get their answers
    void stop();       // from any thread; run() returns when all is answered

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
