// SPDX-License-Identifier: GPL-2.0-or-later
// One connection's bytes with deadlines, for the listener. Output is gathered and sent in one piece.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <string>

namespace kb {

class ConnectionBytes {
public:
    using Time = std::chrono::steady_clock::time_point;

    ConnectionBytes(int socket, std::chrono::milliseconds write_timeout)
        : socket_(socket), write_timeout_(write_timeout) {}

    // A new request: at most `max_bytes` may be read before `deadline` until limits are set again.
    void set_limits(std::size_t max_bytes, Time deadline);

    bool has_buffered() const { return read_at_ < input_.size(); }
    bool wait_readable(std::chrono::milliseconds timeout) const;

    // As recv(2): 0 at the end of the stream, past the limit or the deadline. Sends what is gathered first.
    ssize_t read(char* out, std::size_t size);
    bool was_over_limit() const { return is_over_limit_; }

    ssize_t write(const char* bytes, std::size_t size);
    bool flush();

    // Tells the other end that nothing more comes. When it `may_still_send`, drops what comes
    // (for at most 300 ms), so that the last answer is not lost to a reset.
    void finish(bool may_still_send);

private:
    ssize_t fill();

    int socket_;
    std::chrono::milliseconds write_timeout_;
    std::string input_, output_;
    std::size_t read_at_ = 0;
    std::size_t allowed_bytes_ = 0;
    Time deadline_{};
    bool is_over_limit_ = false;
};

}  // namespace kb
