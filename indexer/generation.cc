// SPDX-License-Identifier: GPL-2.0-or-later
// How a switch survives being killed anywhere: a new generation is a folder nobody reads until the one
// rename of `current`. Killed before it, the folder has a number above the live one and the next writer
// removes it; killed after it, the new generation is complete and the next writer removes what is too old.
#include "indexer/generation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <vector>

#include "indexer/checksums.h"
#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/schema.h"

namespace kb {

namespace {

constexpr std::string_view kPrefix = "gen-";

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value < 0) return std::nullopt;
    return value;
}

// 3 for "gen-000003"; nothing for any other name.
std::optional<int> generation_number(std::string_view name) {
    if (!name.starts_with(kPrefix)) return std::nullopt;
    return number(name.substr(kPrefix.size()));
}

std::string_view first_line(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

// What `current` says, however wrong; nothing when there is no such file.
std::optional<std::string> current_name(const std::string& index_dir) {
    const auto text = real_file_system().read(index_dir + "/current");
    if (!text) return std::nullopt;
    return std::string(first_line(*text));
}

std::vector<int> generation_numbers(const std::string& index_dir) {
    std::vector<int> numbers;
    for (const std::string& name : real_file_system().list(index_dir)) {
        if (const auto found = generation_number(name)) numbers.push_back(*found);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

// What a writer killed inside write_atomically left: «current.4711.tmp».
void remove_temporaries(const std::string& folder) {
    for (const std::string& name : real_file_system().list(folder)) {
        if (name.ends_with(".tmp")) real_file_system().remove_all(fmt::format("{}/{}", folder, name));
    }
}

std::string generation_name(int generation) { return fmt::format("{}{:06}", kPrefix, generation); }

[[noreturn]] void throw_lock_error(const std::string& path, int error) {
    if (error == EWOULDBLOCK) {
        throw BusyError(fmt::format(
            "Сейчас занято: в индекс пишет другая программа (замок {}). Повторите, когда она закончит.",
            path));
    }
    throw IoError(fmt::format("Не открывается {}: {}.", path, system_reason(error)));
}

}  // namespace

WriterLock::WriterLock(const std::string& index_dir) {
    real_file_system().make_folders(index_dir);
    const std::string path = index_dir + "/lock";
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd_ < 0) throw_lock_error(path, errno);
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(fd_);
        throw_lock_error(path, error);
    }
}

WriterLock::~WriterLock() { ::close(fd_); }

std::optional<std::string> live_generation(const std::string& index_dir) {
    const auto name = current_name(index_dir);
    if (!name) return std::nullopt;
    const std::string dir = index_dir + "/" + *name;
    const auto stat = generation_number(*name) ? real_file_system().stat(dir) : std::nullopt;
    if (!stat || stat->kind != FileStat::Kind::folder) {
        throw IndexError(
            fmt::format("Индекс {} повреждён: нет поколения «{}», названного в файле current. Постройте его "
                        "заново: kb-index build.",
                        index_dir, *name));
    }
    return dir;
}

std::string require_live_generation(const std::string& index_dir) {
    const auto dir = live_generation(index_dir);
    if (!dir) {
        throw IndexError(
            fmt::format("В папке {} нет индекса. Постройте его: kb-index build --articles ПАПКА --index {}.",
                        index_dir, index_dir));
    }
    if (format_of(*dir) != kIndexFormat) {
        throw IndexError(
            fmt::format("Индекс {} записан в другом формате. Постройте его заново: kb-index build --articles "
                        "ПАПКА --index {}.",
                        index_dir, index_dir));
    }
    return *dir;
}

std::optional<int> format_of(const std::string& generation_dir) {
    const auto text = real_file_system().read(generation_dir + "/format");
    return text ? number(first_line(*text)) : std::nullopt;
}

NewGeneration::NewGeneration(const std::string& index_dir) : index_dir_(index_dir) {
    const auto numbers = generation_numbers(index_dir);
    name_ = generation_name(numbers.empty() ? 1 : numbers.back() + 1);
    dir_ = index_dir + "/" + name_;
    real_file_system().make_folders(dir_);
}

NewGeneration::~NewGeneration() {
    if (is_live_) return;
    try {
        real_file_system().remove_all(dir_);
    } catch (const IoError&) {
        // The next writer removes it; a destructor must not throw over the reason for the failure.
    }
}

void NewGeneration::make_live() {
    FileSystem& files = real_file_system();
    files.write_atomically(dir_ + "/format", fmt::format("{}\n", kIndexFormat));
    write_checksums(dir_);
    files.write_atomically(index_dir_ + "/current", name_ + "\n");
    is_live_ = true;
}

void remove_leftovers(const std::string& index_dir) {
    remove_temporaries(index_dir);
    const auto name = current_name(index_dir);
    const auto live = name ? generation_number(*name) : 0;
    const auto numbers = generation_numbers(index_dir);
    if (!live) return;  // `current` is damaged: removing anything would be guessing
    const auto at = std::lower_bound(numbers.begin(), numbers.end(), *live);
    const int previous = at == numbers.begin() ? *live : *std::prev(at);
    for (const int found : numbers) {
        const std::string dir = index_dir + "/" + generation_name(found);
        if (found == *live) {
            remove_temporaries(dir);
        } else if (found != previous) {
            real_file_system().remove_all(dir);
        }
    }
}

}  // namespace kb
