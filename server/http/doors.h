// SPDX-License-Identifier: GPL-2.0-or-later
// The listening sockets at work: who comes in, and what to do when there is no room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/http/listen_sockets.h"
#include "server/http/poller.h"

namespace kb {

class Doors {
public:
    Doors(std::vector<ListenSocket> sockets, Poller& poller);  // throws IoError

    bool has(int fd) const;

    struct Visitor {
        int fd;
        std::string client;  // "192.0.2.1", "2001:db8::1", "unix"
    };
    // Nothing when nobody waits, or when the system has no descriptor left (`is_out_of_room`).
    std::optional<Visitor> accept(int door);
    bool is_out_of_room() const { return is_out_of_room_; }

    // While shut, those who come wait in the system's queue.
    void shut();
    void open();
    bool is_shut() const { return is_shut_; }

    // For good. Returns those who had come before; what waits before an inherited socket stays for the next
    // owner.
    std::vector<Visitor> close();

    const std::vector<ListenSocket>& sockets() const { return sockets_; }

private:
    std::vector<ListenSocket> sockets_;
    Poller& poller_;
    bool is_shut_ = false;
    bool is_out_of_room_ = false;
};

}  // namespace kb
