// SPDX-License-Identifier: GPL-2.0-or-later
// What the system tells a running service: stop (TERM, INT), read the settings again (HUP); and what the
// service tells systemd.
#pragma once

#include <csignal>
#include <functional>
#include <string_view>
#include <thread>

namespace kb {

// Blocks the signals in this thread and those it starts, so that only wait() sees them. Make it first.
class ServiceSignals {
public:
    ServiceSignals();

    // Calls `reload` at every HUP and returns at TERM or INT, or when `stop` came first; true for a signal.
    bool wait(const std::stop_token& stop, const std::function<void()>& reload) const;

private:
    sigset_t signals_{};
};

// "READY=1", "STOPPING=1" (sd_notify(3)) to whoever started us with NOTIFY_SOCKET; else nothing.
void tell_service_manager(std::string_view state);

}  // namespace kb
