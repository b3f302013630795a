// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/server_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>

#include "indexer/error.h"

namespace kb {

namespace {

[[noreturn]] void become(const std::vector<std::string>& command, int out, const std::string& log_file) {
    std::vector<char*> arguments;
    for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const int log = open(log_file.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
    dup2(out, STDOUT_FILENO);
    if (log >= 0) dup2(log, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(exit_code::failure);
}

// The number behind the last colon of the line with the address; 0 when the server ends before it.
int read_port(int in) {
    std::FILE* lines = fdopen(in, "r");
    if (!lines) return 0;
    int port = 0;
    char line[1024];
    while (port == 0 && std::fgets(line, sizeof line, lines)) {
        const std::string text(line);
        if (text.find("http://") != std::string::npos) port = std::atoi(text.c_str() + text.rfind(':') + 1);
    }
    // The pipe stays open: a server that prints another line must not die of it.
    return port;
}

}  // namespace

ServerProcess::ServerProcess(const std::string& program, std::vector<std::string> arguments,
                             const std::string& log_file) {
    std::vector<std::string> command{program, "serve"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--listen", "127.0.0.1:0"});
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw IoError("Не открывается канал к серверу.");
    std::fflush(nullptr);
    pid_ = fork();
    if (pid_ < 0) throw IoError("Не запускается процесс сервера. Проверьте память.");
    if (pid_ == 0) become(command, ends[1], log_file);
    close(ends[1]);
    port_ = read_port(ends[0]);
    if (port_ > 0) return;
    waitpid(pid_, nullptr, 0);
    throw IoError(fmt::format("{}: сервер не запустился. Его сообщения: {}.", program, log_file));
}

ServerProcess::~ServerProcess() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

std::uint64_t ServerProcess::status_bytes(const char* field) const {
    std::ifstream status(fmt::format("/proc/{}/status", pid_));
    std::string word;
    while (status >> word) {
        std::uint64_t kibibytes = 0;
        if (word == field && status >> kibibytes) return kibibytes * 1024;
    }
    throw IoError("Сервер остановился раньше времени: /proc о нём ничего не знает.");
}

std::uint64_t ServerProcess::resident_bytes() const { return status_bytes("VmRSS:"); }
std::uint64_t ServerProcess::peak_resident_bytes() const { return status_bytes("VmHWM:"); }

}  // namespace kb
