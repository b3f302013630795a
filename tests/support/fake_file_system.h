// SPDX-License-Identifier: GPL-2.0-or-later
// A disk in memory that records every call and can fail at the n-th change. Links and times are simple:
// each change is one second later than the one before.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error.h"
#include "indexer/file_system.h"

namespace kb::test {

// Thrown instead of a change when the fake was told to stop: as if the power went.
struct Stopped : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class FakeFileSystem final : public FileSystem {
public:
    enum class Failure { none, io_error, stop };

    std::vector<std::string> calls;            // "write /index/current", "rename /a /b", in order
    std::set<std::string> unreadable;          // paths that stat but cannot be read or listed
    std::set<std::string> unreachable;         // paths that cannot even be looked at
    std::map<std::string, std::string> links;  // path of a link → path it leads to
    std::map<std::string, std::string> files;  // path → bytes
    std::set<std::string> folders = {"/", "/articles"};

    // The n-th change from now (from 0) and all after it fail; a stopped fake has done nothing of it.
    void fail_at(int change, Failure failure) {
        changes_left_ = change;
        failure_ = failure;
    }
    int changes() const { return changes_; }

    void add(const std::string& path, std::string_view bytes) {
        add_parents(path);
        files[path] = bytes;
        modified_[path] = ++clock_;
    }

    std::optional<FileStat> stat(const std::string& path) override {
        calls.push_back("stat " + path);
        if (unreachable.count(path) != 0)
            throw IoError("Не удалось посмотреть на «" + path + "»: нет прав доступа.");
        const std::string real = resolve(path);
        FileStat stat;
        stat.is_link = links.count(path) != 0;
        stat.device = 1;
        stat.inode = std::hash<std::string>{}(real);
        if (const auto file = files.find(real); file != files.end()) {
            stat.kind = FileStat::Kind::file;
            stat.size_bytes = file->second.size();
            stat.modified_ns = modified_[real] * 1'000'000'000;
            return stat;
        }
        if (folders.count(real) != 0) {
            stat.kind = FileStat::Kind::folder;
            return stat;
        }
        return stat.is_link ? std::optional(stat) : std::nullopt;
    }

    std::optional<std::string> read(const std::string& path) override {
        calls.push_back("read " + path);
        check_readable(path);
        const auto file = files.find(resolve(path));
        return file == files.end() ? std::nullopt : std::optional(file->second);
    }

    std::vector<std::string> list(const std::string& folder) override {
        calls.push_back("list " + folder);
        check_readable(folder);
        const std::string real = resolve(folder);
        if (folders.count(real) == 0) throw IoError("Не удалось прочитать папку «" + folder + "»: её нет.");
        std::vector<std::string> names;
        for (const auto& [path, bytes] : files) add_name(real, path, names);
        for (const auto& [path, target] : links) add_name(real, path, names);
        for (const auto& path : folders) add_name(real, path, names);
        return names;
    }

    std::optional<std::string> canonical(const std::string& path) override {
        const std::string real = resolve(path);
        if (files.count(real) == 0 && folders.count(real) == 0) return std::nullopt;
        return real;
    }

    void write_atomically(const std::string& path, std::string_view bytes) override {
        change("write " + path, path);
        if (folders.count(parent(path)) == 0)
            throw IoError("Не удалось записать файл «" + path + "»: нет папки.");
        files[path] = bytes;
        modified_[path] = ++clock_;
    }

    void rename(const std::string& from, const std::string& to) override {
        change("rename " + from + " " + to, from);
        remove_below(to);
        move_keys(files, from, to);
        move_keys(modified_, from, to);
        std::set<std::string> moved;
        for (const auto& path : folders)
            moved.insert(is_below(path, from) ? to + path.substr(from.size()) : path);
        folders = std::move(moved);
    }

    void make_folders(const std::string& path) override {
        change("mkdir " + path, path);
        add_parents(path + "/x");
    }

    void remove_all(const std::string& path) override {
        change("remove " + path, path);
        remove_below(path);
    }

private:
    static std::string parent(const std::string& path) {
        const std::size_t slash = path.rfind('/');
        return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
    }
    static bool is_below(const std::string& path, const std::string& folder) {
        return path == folder || path.compare(0, folder.size() + 1, folder + "/") == 0;
    }
    static void add_name(const std::string& folder, const std::string& path,
                         std::vector<std::string>& names) {
        if (path != "/" && parent(path) == folder)
            names.push_back(path.substr(folder == "/" ? 1 : folder.size() + 1));
    }
    template <typename Map>
    static void move_keys(Map& map, const std::string& from, const std::string& to) {
        Map moved;
        for (auto& [path, value] : map)
            moved[is_below(path, from) ? to + path.substr(from.size()) : path] = value;
        map = std::move(moved);
    }

    void add_parents(const std::string& path) {
        for (std::string folder = parent(path); folders.insert(folder).second; folder = parent(folder)) {
        }
    }
    void remove_below(const std::string& top) {
        std::erase_if(files, [&](const auto& entry) { return is_below(entry.first, top); });
        std::erase_if(links, [&](const auto& entry) { return is_below(entry.first, top); });
        std::erase_if(folders, [&](const auto& path) { return is_below(path, top); });
    }
    void check_readable(const std::string& path) const {
        if (unreadable.count(path) != 0)
            throw IoError("Не удалось прочитать «" + path + "»: нет прав доступа.");
    }
    void change(const std::string& call, const std::string& path) {
        if (failure_ != Failure::none && changes_left_-- <= 0) {
            if (failure_ == Failure::stop) throw Stopped(call);
            throw IoError("Не удалось записать «" + path + "»: на диске кончилось место.");
        }
        calls.push_back(call);
        ++changes_;
    }
    // Follows links part by part, at most sixteen of them.
    std::string resolve(const std::string& path) const {
        std::string real = path;
        for (int hops = 0; hops < 16; ++hops) {
            bool is_followed = false;
            for (const auto& [link, target] : links) {
                if (!is_below(real, link)) continue;
                real = target + real.substr(link.size());
                is_followed = true;
                break;
            }
            if (!is_followed) return real;
        }
        return "";
    }

    std::map<std::string, std::int64_t> modified_;
    std::int64_t clock_ = 1'700'000'000;
    int changes_ = 0;
    int changes_left_ = 0;
    Failure failure_ = Failure::none;
};

}  // namespace kb::test
