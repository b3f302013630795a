// SPDX-License-Identifier: GPL-2.0-or-later
// The socket side of the service and the only home of cpp-httplib: takes requests off connections,
// hands whole ones to `answer`, refuses malformed ones. Knows nothing of routes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "server/http/message.h"

namespace kb {

struct ListenOptions {
    std::string host = "127.0.0.1";
    int port = 8080;  // 0: any free one
    int threads = 0;  // 0: four a core, at least eight
    std::size_t max_body_bytes = 1'000'000;
    std::size_t max_path_bytes = 2048;
    std::size_t max_target_bytes = 8000;  // path and query: 1000 Cyrillic letters are 6000 bytes when encoded
    std::size_t max_head_bytes = 32 * 1024;
    std::chrono::milliseconds idle{2000};            // how long a connection may wait for its next request
    std::chrono::milliseconds head_deadline{10000};  // for a request's line and headers
    std::chrono::milliseconds body_deadline{30000};  // for all of a request
    std::chrono::milliseconds write_timeout{10000};
};

class Listener {
public:
    // Called from many threads at once; must not throw.
    using Answer = std::function<HttpResponse(HttpRequest)>;
    // The answer to what never became a request: 400, 411, 413, 414, 415, 431.
    using Refuse = std::function<HttpResponse(int status)>;

    // Binds. Throws IoError when the address cannot be had.
    Listener(const ListenOptions& options, Answer answer, Refuse refuse);
    ~Listener();

    int port() const;  // the one bound
    void run();        // serves until stop(); requests already begun get their answers
    void stop();       // from any thread; run() returns soon after

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
