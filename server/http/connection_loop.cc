// SPDX-License-Identifier: GPL-2.0-or-later
// A thread that waits for a visitor to type is a thread that serves nobody, so no worker ever waits here.
// One loop holds all connections in epoll; a worker sees a request only when it is whole and checked, makes
// the answer, sends what the socket takes at once, and gives the connection back:
//
//     idle ──bytes──▶ head ──▶ body ──whole──▶ at a worker ──sent──▶ idle
//       │ 60 s          │ 10 s    │ 30 s            └──socket full──▶ write (30 s each 256 KiB) ──▶ idle
//       ▼               ▼ 408     ▼ 408                                  the loop sends the rest
//     closed           last answer, then `linger`: the end is told, what still comes is dropped for a second
//
// So ten thousand idle tabs cost memory (about a kilobyte each) and no thread, and a slow reader or writer
// costs its own deadline. When the line before the workers is full the loop itself says 503, at once.
// Requests of one connection are answered one after the other: while one is at a worker nothing is read from
// that socket.
//
// A worker need not wake the loop when all is sent: the next request wakes it anyway. Only when the loop has
// already seen something on that socket (`is_awaited`) must it be told. No wake-up is lost: the loop sets
// the flag before it takes the list of finished ones under the lock, the worker looks at it under the same
// lock.
#include "server/http/connection_loop.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "server/http/errors.h"

namespace kb {
namespace {

constexpr std::size_t kVisitorsPerTurn = 64;
constexpr int kReadsPerTurn = 16;
constexpr std::size_t kMinWindowBytes = 256 * 1024;  // a reader takes of a long answer in a write deadline
constexpr std::chrono::milliseconds kShutFor{100};
constexpr std::chrono::milliseconds kLookAtFinished{1000};

}  // namespace

ConnectionLoop::ConnectionLoop(std::vector<ListenSocket> sockets, const ListenOptions& options,
                               Listener::Answer answer, Listener::Refuse refuse)
    : options_(options),
      answer_(std::move(answer)),
      refuse_(std::move(refuse)),
      doors_(std::move(sockets), poller_),
      deadlines_({std::chrono::milliseconds(0), options_.idle, options_.head_deadline, options_.body_deadline,
                  options_.write_deadline, options_.linger}),
      workers_(static_cast<std::size_t>(options_.threads), options_.max_waiting, options_.max_in_line) {}

void ConnectionLoop::run() {
    now_ = std::chrono::steady_clock::now();
    doors_.open();
    while (!is_over()) turn();
}

void ConnectionLoop::stop() {
    is_stop_asked_ = true;
    poller_.wake();
}

void ConnectionLoop::turn() {
    const auto& changes = poller_.wait(timeout());
    now_ = std::chrono::steady_clock::now();
    if (doors_.is_shut() && !is_draining_ && open_ < options_.max_connections) doors_.open();
    for (const int fd : std::exchange(again_, {})) {
        if (Connection* connection = find(fd)) advance(*connection);
    }
    for (const Poller::Change& change : changes) {
        if (Connection* connection = find(change.fd)) {
            connection->is_readable |= change.is_readable;
            connection->is_ending |= change.is_ending;
            if (change.is_writable && !connection->is_at_worker &&
                connection->sending == UnsentAnswer::Result::waits) {
                connection->sending = send_now(connection->fd, connection->unsent);
                if (after_sending(*connection) == Next::wait) continue;
            }
            advance(*connection);
        } else if (doors_.has(change.fd)) {
            take_visitors(change.fd);
        }
    }
    if (is_stop_asked_ && !is_draining_) begin_drain();
    take_finished();
    expire();
}

std::optional<std::chrono::milliseconds> ConnectionLoop::timeout() const {
    if (!again_.empty() || (is_stop_asked_ && !is_draining_)) return std::chrono::milliseconds(0);
    auto next = deadlines_.next();
    const auto at_most = [&](Time time) { next = next ? std::min(*next, time) : time; };
    if (at_worker_ > 0) at_most(now_ + kLookAtFinished);
    if (is_draining_) {
        at_most(drain_end_);
    } else if (doors_.is_shut()) {
        at_most(now_ + kShutFor);
    }
    if (!next) return std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(*next - std::chrono::steady_clock::now());
}

// Who has been idle longest gives way.
bool ConnectionLoop::make_room() {
    const auto idle = deadlines_.longest(Wait::request);
    if (idle) close(*find(*idle));
    return idle.has_value();
}

void ConnectionLoop::take_visitors(int door) {
    for (std::size_t i = 0; i < kVisitorsPerTurn; ++i) {
        auto visitor = doors_.accept(door);
        if (!visitor && !doors_.is_out_of_room()) return;
        const bool has_room = visitor && open_ < options_.max_connections;
        if (!has_room && !make_room()) doors_.shut();
        if (visitor) welcome(std::move(*visitor));  // one too many for a moment, rather than refused
        if (doors_.is_shut()) return;
    }
}

void ConnectionLoop::welcome(Doors::Visitor visitor) {
    const auto index = static_cast<std::size_t>(visitor.fd);
    if (index >= connections_.size()) connections_.resize(index + 1);
    connections_[index] = std::make_unique<Connection>(visitor.fd, std::move(visitor.client),
                                                       RequestReader(options_.head, options_.body_limit));
    ++open_;
    Connection& connection = *connections_[index];
    if (!poller_.add_connection(visitor.fd)) return close(connection);
    advance(connection);
}

// New ones are no longer taken; who is here may ask once more within `linger`.
void ConnectionLoop::begin_drain() {
    is_draining_ = true;
    drain_end_ = now_ + options_.drain;
    for (Doors::Visitor& visitor : doors_.close()) welcome(std::move(visitor));
    for (const auto& connection : connections_) {
        if (!connection) continue;
        connection->is_awaited = true;
        if (connection->wait == Wait::request) watch(*connection, Wait::linger);
    }
}

void ConnectionLoop::expire() {
    while (const auto expired = deadlines_.take_expired(now_)) {
        Connection& connection = *find(expired->first);
        connection.wait = Wait::none;
        expire(connection, expired->second);
    }
}

void ConnectionLoop::expire(Connection& connection, Wait wait) {
    if (wait == Wait::head || wait == Wait::body) {
        if (refuse(connection, 408) == Next::go_on) advance(connection);
        return;
    }
    const std::size_t sent = connection.unsent.sent_bytes();
    if (wait == Wait::write && sent >= connection.window_bytes + kMinWindowBytes) {
        connection.window_bytes = sent;
        return watch(connection, Wait::write);
    }
    close(connection);
}

void ConnectionLoop::advance(Connection& connection) {
    const int fd = connection.fd;
    for (int steps = 0; step(connection) == Next::go_on;) {
        if (++steps < kReadsPerTurn) continue;
        again_.push_back(fd);
        return;
    }
}

ConnectionLoop::Next ConnectionLoop::step(Connection& connection) {
    if (connection.is_at_worker) {
        if (connection.is_readable) connection.is_awaited = true;
        return Next::wait;
    }
    if (connection.sending == UnsentAnswer::Result::waits) return Next::wait;
    if (connection.is_lingering) return drop_input(connection);
    switch (connection.reader.state()) {
        case RequestReader::State::whole:
            return dispatch(connection);
        case RequestReader::State::refused:
            return refuse(connection, connection.reader.refused_with());
        default:
            return connection.is_readable ? read(connection) : await_more(connection);
    }
}

ConnectionLoop::Next ConnectionLoop::read(Connection& connection) {
    std::size_t count = 0;
    const ReadResult result = read_some(connection.fd, buffer_.data(), buffer_.size(), count);
    if (result == ReadResult::end) {
        close(connection);
        return Next::wait;
    }
    if (count < buffer_.size() && !connection.is_ending) connection.is_readable = false;
    if (count == 0) return Next::go_on;
    connection.reader.append({buffer_.data(), count});
    count_bytes(connection);
    return make_bytes_room(connection) ? Next::go_on : refuse(connection, 503);
}

// Who holds most gives way, not who came last. False: that is `newest` itself.
bool ConnectionLoop::make_bytes_room(const Connection& newest) {
    while (held_bytes_ > options_.max_held_bytes) {
        Connection* largest = largest_holder(connections_);
        if (largest == nullptr || largest->held_bytes <= newest.held_bytes) return false;
        if (largest->sending == UnsentAnswer::Result::waits)
            close(*largest);
        else if (refuse(*largest, 503) == Next::go_on)
            advance(*largest);
    }
    return true;
}

ConnectionLoop::Next ConnectionLoop::drop_input(Connection& connection) {
    if (!connection.is_readable) return Next::wait;
    std::size_t count = 0;
    const ReadResult result = read_some(connection.fd, buffer_.data(), buffer_.size(), count);
    if (result == ReadResult::nothing_now) connection.is_readable = false;
    if (result != ReadResult::end) return Next::go_on;
    close(connection);
    return Next::wait;
}

ConnectionLoop::Next ConnectionLoop::await_more(Connection& connection) {
    const RequestReader::State state = connection.reader.state();
    if (state == RequestReader::State::empty) {
        watch(connection, is_draining_ ? Wait::linger : Wait::request);
        return Next::wait;
    }
    watch(connection, state == RequestReader::State::head ? Wait::head : Wait::body);
    if (connection.reader.take_continue()) send_notice(connection.fd, "HTTP/1.1 100 Continue\r\n\r\n");
    return Next::wait;
}

ConnectionLoop::Next ConnectionLoop::dispatch(Connection& connection) {
    RequestReader::Taken taken = connection.reader.take();
    count_bytes(connection);
    HttpRequest& request = taken.request;
    request.client = connection.client;
    connection.shape = {request.method == "HEAD", taken.is_keep_alive && !is_draining_, taken.is_http10};
    connection.is_last_answer = !connection.shape.is_keep_alive;
    connection.is_awaited = connection.is_last_answer || connection.is_readable ||
                            connection.reader.state() != RequestReader::State::empty;
    connection.is_at_worker = true;
    watch(connection, Wait::none);
    auto job = [this, &connection, request = std::move(request)](bool is_late) mutable {
        answer_on_worker(connection, std::move(request), is_late);
    };
    if (workers_.push(std::move(job), now_)) {
        ++at_worker_;
        return Next::wait;
    }
    connection.is_at_worker = false;
    return respond(connection, refuse_(503));
}

// The connection ends with this answer: what comes behind it cannot be told from the rest of this request.
ConnectionLoop::Next ConnectionLoop::refuse(Connection& connection, int status) {
    connection.shape = {};
    connection.shape.is_keep_alive = false;
    connection.is_last_answer = true;
    return respond(connection, refuse_(status));
}

ConnectionLoop::Next ConnectionLoop::respond(Connection& connection, HttpResponse response) {
    connection.unsent = encode(std::move(response), connection.shape);
    connection.sending = send_now(connection.fd, connection.unsent);
    return after_sending(connection);
}

ConnectionLoop::Next ConnectionLoop::after_sending(Connection& connection) {
    switch (connection.sending) {
        case UnsentAnswer::Result::failed:
            close(connection);
            return Next::wait;
        case UnsentAnswer::Result::waits:
            count_bytes(connection);
            if (!make_bytes_room(connection)) {
                close(connection);
            } else if (connection.wait != Wait::write) {
                connection.window_bytes = connection.unsent.sent_bytes();
                watch(connection, Wait::write);
            }
            return Next::wait;
        case UnsentAnswer::Result::sent:
            break;
    }
    connection.unsent = {};
    count_bytes(connection);
    if (connection.is_last_answer) return begin_linger(connection);
    return Next::go_on;
}

// Closing with unread bytes before us would make the system take back the answer.
ConnectionLoop::Next ConnectionLoop::begin_linger(Connection& connection) {
    if (connection.reader.state() == RequestReader::State::empty && !connection.is_readable) {
        close(connection);
        return Next::wait;
    }
    ::shutdown(connection.fd, SHUT_WR);
    connection.is_lingering = true;
    connection.reader.forget();
    count_bytes(connection);
    watch(connection, Wait::linger);
    return Next::go_on;
}

void ConnectionLoop::answer_on_worker(Connection& connection, HttpRequest request, bool is_late) {
    HttpResponse response = answer_or([&] { return is_late ? refuse_(503) : answer_(std::move(request)); },
                                      [&](const Failure&) { return refuse_(500); });
    connection.unsent = encode(std::move(response), connection.shape);
    connection.sending = send_now(connection.fd, connection.unsent);
    bool must_wake = connection.sending != UnsentAnswer::Result::sent;
    {
        const std::lock_guard lock(finished_mutex_);
        finished_.push_back(&connection);
        must_wake |= connection.is_awaited;
    }  // the connection may be gone from here on
    if (must_wake) poller_.wake();
}

void ConnectionLoop::take_finished() {
    std::vector<Connection*> finished;
    {
        const std::lock_guard lock(finished_mutex_);
        finished.swap(finished_);
    }
    for (Connection* connection : finished) {
        --at_worker_;
        connection->is_at_worker = false;
        if (after_sending(*connection) == Next::go_on) advance(*connection);
    }
}

void ConnectionLoop::watch(Connection& connection, Wait wait) {
    if (connection.wait == wait && wait != Wait::write) return;
    connection.wait = wait;
    deadlines_.set(connection.fd, wait, now_);
}

void ConnectionLoop::close(Connection& connection) {
    held_bytes_ -= connection.held_bytes;
    deadlines_.clear(connection.fd);
    --open_;
    connections_[static_cast<std::size_t>(connection.fd)].reset();
}

}  // namespace kb
