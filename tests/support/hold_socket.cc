// SPDX-License-Identifier: GPL-2.0-or-later
// A small stand-in for systemd: opens a socket, prints its port, runs a command with it (LISTEN_FDS) and
// starts it again at every HUP, while the socket stays open. Ends, with the command, at TERM.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

constexpr int kInherited = 3;

int open_socket() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(fd, generic, size) != 0 || ::listen(fd, 4096) != 0 || ::getsockname(fd, generic, &size) != 0)
        return -1;
    std::printf("http://127.0.0.1:%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return fd;
}

pid_t start(int fd, char** command, const sigset_t& blocked) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
    ::setenv("LISTEN_FDS", "1", 1);
    ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
    if (fd != kInherited) {
        ::dup2(fd, kInherited);
        ::close(fd);
    }
    ::execv(command[0], command);
    ::_exit(127);
}

int stop(pid_t child) {
    int status = 0;
    ::kill(child, SIGTERM);
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) return 0;  // it had not begun; as systemd sees it
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const int fd = argc < 2 ? -1 : open_socket();
    if (fd < 0) return 2;
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGHUP, SIGTERM, SIGINT}) sigaddset(&signals, signal);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    pid_t child = start(fd, argv + 1, signals);
    int signal = 0;
    while (::sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
        if (const int code = stop(child); code != 0) return code;
        child = start(fd, argv + 1, signals);
    }
    return stop(child);
}
