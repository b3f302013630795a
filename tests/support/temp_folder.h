// SPDX-License-Identifier: GPL-2.0-or-later
// A folder on the real disk that lives as long as the test, for what must meet real files: locks, databases,
// inotify.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace kb::test {

class TempFolder {
public:
    TempFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kb-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }

    // Makes the folders on the way.
    void write(std::string_view name, std::string_view bytes) const {
        const std::filesystem::path file(*this / name);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
    }
    std::string read(std::string_view name) const {
        std::ifstream in(*this / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    bool has(std::string_view name) const { return std::filesystem::exists(*this / name); }
    void remove(std::string_view name) const { std::filesystem::remove_all(*this / name); }

private:
    std::string path_;
};

}  // namespace kb::test
