// SPDX-License-Identifier: GPL-2.0-or-later
// Each ticket becomes one JSON file, named by its number and delivery. It is written beside, brought to the
// disk and renamed: another program never sees half of one, and a second delivery replaces the first.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "server/channels/outgoing_json.h"
#include "server/channels/sender.h"

namespace kb {
namespace {

class OpenFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    ~OpenFile() { ::close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

[[noreturn]] void fail(const std::string& path) {
    throw SendError(fmt::format("Файл {} не записан ({}). Проверьте папку, права и место на диске.", path,
                                std::strerror(errno)));
}

void write_whole(const std::string& path, std::string_view bytes) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) fail(path);
    const OpenFile file(descriptor);
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.descriptor(), bytes.data(), bytes.size());
        if (written < 0) fail(path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.descriptor()) != 0) fail(path);
}

class FolderSender final : public Sender {
public:
    explicit FolderSender(std::string folder) : folder_(std::move(folder)) {}
    const char* target() const override { return "folder"; }

    void send(const Outgoing& outgoing) override {
        std::error_code error;
        std::filesystem::create_directories(folder_, error);
        const std::string path =
            fmt::format("{}/{}-{}.json", folder_, outgoing.ticket.number, outgoing.delivery_id);
        write_whole(path + ".part", outgoing_json(outgoing, FileContents::base64));
        std::filesystem::rename(path + ".part", path, error);
        if (error)
            throw SendError(fmt::format("Файл {} не переименован ({}). Проверьте права на папку.", path,
                                        error.message()));
    }

private:
    std::string folder_;
};

}  // namespace

std::unique_ptr<Sender> make_folder_sender(const std::string& folder) {
    return std::make_unique<FolderSender>(folder);
}

}  // namespace kb
