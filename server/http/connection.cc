// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/connection.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>

namespace kb {
namespace {

constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

iovec piece(std::string_view bytes) { return {const_cast<char*>(bytes.data()), bytes.size()}; }

}  // namespace

Connection::~Connection() { ::close(fd); }

UnsentAnswer encode(HttpResponse response, const AnswerShape& shape) {
    std::string head = answer_head(response, shape, http_date(std::chrono::system_clock::now()));
    if (!has_body(response, shape)) response.body.clear();
    return {std::move(head), std::move(response.body)};
}

Connection* largest_holder(const std::vector<std::unique_ptr<Connection>>& connections) {
    Connection* largest = nullptr;
    for (const auto& one : connections) {
        if (!one || one->is_at_worker || one->held_bytes == 0) continue;
        if (largest == nullptr || one->held_bytes > largest->held_bytes) largest = one.get();
    }
    return largest;
}

ReadResult read_some(int fd, char* buffer, std::size_t size, std::size_t& count) {
    ssize_t got = 0;
    do {
        got = ::recv(fd, buffer, size, MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    count = got > 0 ? static_cast<std::size_t>(got) : 0;
    if (got > 0) return ReadResult::some;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? ReadResult::nothing_now : ReadResult::end;
}

UnsentAnswer::Result send_now(int fd, UnsentAnswer& answer) {
    return answer.send([fd](std::string_view head, std::string_view body) -> std::ptrdiff_t {
        std::array<iovec, 2> pieces = {piece(head), piece(body)};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        ssize_t count = 0;
        do {
            count = ::sendmsg(fd, &message, kFlags);
        } while (count < 0 && errno == EINTR);
        if (count >= 0) return count;
        return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
    });
}

void send_notice(int fd, std::string_view bytes) {
    static_cast<void>(!::send(fd, bytes.data(), bytes.size(), kFlags));
}

}  // namespace kb
