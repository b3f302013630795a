// SPDX-License-Identifier: GPL-2.0-or-later
// One thread that looks after every connection, and the workers it hands requests to.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "server/http/connection.h"
#include "server/http/deadlines.h"
#include "server/http/doors.h"
#include "server/http/listener.h"
#include "server/http/poller.h"
#include "server/http/worker_queue.h"

namespace kb {

class ConnectionLoop {
public:
    // `options` with nothing left to choose: threads and body_limit are set.
    ConnectionLoop(std::vector<ListenSocket> sockets, const ListenOptions& options, Listener::Answer answer,
                   Listener::Refuse refuse);
    ~ConnectionLoop() = default;
    ConnectionLoop(const ConnectionLoop&) = delete;
    ConnectionLoop& operator=(const ConnectionLoop&) = delete;

    void run();
    void stop();  // from any thread

private:
    using Time = Deadlines::Time;
    enum class Next { go_on, wait };  // `wait`: for the outside world; the connection may be gone

    void turn();
    std::optional<std::chrono::milliseconds> timeout() const;
    bool is_over() const { return is_draining_ && (open_ == 0 || now_ >= drain_end_); }

    void take_visitors(int door);
    bool make_room();
    void welcome(Doors::Visitor visitor);
    void begin_drain();
    void expire();
    void expire(Connection& connection, Wait wait);

    void advance(Connection& connection);
    Next step(Connection& connection);
    Next read(Connection& connection);
    bool make_bytes_room(const Connection& newest);
    Next drop_input(Connection& connection);
    Next await_more(Connection& connection);
    Next dispatch(Connection& connection);
    Next refuse(Connection& connection, int status);
    Next respond(Connection& connection, HttpResponse response);
    Next after_sending(Connection& connection);
    Next begin_linger(Connection& connection);

    void answer_on_worker(Connection& connection, HttpRequest request, bool is_late);
    void take_finished();

    void watch(Connection& connection, Wait wait);
    void count_bytes(Connection& connection) {
        const std::size_t bytes = connection.reader.held_bytes() + connection.unsent.left_bytes();
        held_bytes_ += bytes - connection.held_bytes;
        connection.held_bytes = bytes;
    }
    void close(Connection& connection);
    Connection* find(int fd) const {  // null: there is none
        const auto index = static_cast<std::size_t>(fd);
        return index < connections_.size() ? connections_[index].get() : nullptr;
    }

    const ListenOptions options_;
    Listener::Answer answer_;
    Listener::Refuse refuse_;
    Poller poller_;
    Doors doors_;
    Deadlines deadlines_;
    Time now_{};
    std::vector<std::unique_ptr<Connection>> connections_;  // by descriptor
    std::vector<int> again_;                                // those with more to read than one turn allows
    std::size_t open_ = 0;
    std::size_t at_worker_ = 0;
    std::size_t held_bytes_ = 0;
    std::array<char, 16 * 1024> buffer_{};

    std::atomic<bool> is_stop_asked_{false};
    bool is_draining_ = false;
    Time drain_end_{};

    std::mutex finished_mutex_;
    std::vector<Connection*> finished_;
    WorkerQueue workers_;  // the last member: its threads end before what they use
};

}  // namespace kb
