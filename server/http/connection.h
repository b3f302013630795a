// SPDX-License-Identifier: GPL-2.0-or-later
// One connection: what has come of it, what has to go, and who may touch it. The loop owns it; while
// `is_at_worker`, one worker owns `unsent` and the right to write, and everything else stays the loop's.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/http/answer_head.h"
#include "server/http/deadlines.h"
#include "server/http/request_reader.h"
#include "server/http/unsent_answer.h"

namespace kb {

struct Connection {
    Connection(int the_fd, std::string the_client, RequestReader the_reader)
        : fd(the_fd), client(std::move(the_client)), reader(std::move(the_reader)) {}
    ~Connection();  // closes
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int fd;
    std::string client;
    RequestReader reader;
    UnsentAnswer unsent;
    UnsentAnswer::Result sending = UnsentAnswer::Result::sent;

    AnswerShape shape;  // of the answer under way
    Wait wait = Wait::none;
    bool is_readable = true;       // there may be more to read
    bool is_ending = false;        // the other end sends no more
    bool is_at_worker = false;     // an answer is being made
    bool is_last_answer = false;   // the connection ends with the answer under way
    bool is_lingering = false;     // told that nothing more comes; what still comes is dropped
    std::size_t held_bytes = 0;    // as counted in the loop's sum
    std::size_t window_bytes = 0;  // of `unsent` that had gone when the write deadline was last set
    // The loop waits for this one's worker; see connection_loop.cc.
    std::atomic<bool> is_awaited{false};
};

// Of those that nobody makes an answer for; null: none holds anything.
Connection* largest_holder(const std::vector<std::unique_ptr<Connection>>& connections);

// The answer as it goes over the wire, dated now.
UnsentAnswer encode(HttpResponse response, const AnswerShape& shape);

enum class ReadResult { some, nothing_now, end };
// One read into `buffer`; `count` bytes came.
ReadResult read_some(int fd, char* buffer, std::size_t size, std::size_t& count);

// Sends what goes without waiting.
UnsentAnswer::Result send_now(int fd, UnsentAnswer& answer);

// Sends these few bytes or none of them; for «100 Continue».
void send_notice(int fd, std::string_view bytes);

}  // namespace kb
