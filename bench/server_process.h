// SPDX-License-Identifier: GPL-2.0-or-later
// A kb-server of our own on a free port, to be measured and stopped.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace kb {

class ServerProcess {
public:
    // Starts `program serve ARGUMENTS… --listen 127.0.0.1:0` and waits until it says where to look. Its log
    // goes to `log_file`. Throws IoError when it does not come up.
    ServerProcess(const std::string& program, std::vector<std::string> arguments,
                  const std::string& log_file);
    ~ServerProcess();  // asks it to stop and waits
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    int port() const { return port_; }
    std::uint64_t resident_bytes() const;       // VmRSS: what it holds now
    std::uint64_t peak_resident_bytes() const;  // VmHWM: the most it ever held

private:
    std::uint64_t status_bytes(const char* field) const;

    pid_t pid_ = 0;
    int port_ = 0;
};

}  // namespace kb
