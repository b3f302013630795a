// SPDX-License-Identifier: GPL-2.0-or-later
// public/wifi/weak.md moves to public/home/weak.md:
//
//     in public/a.md:         [сигнал](wifi/weak.md#где)   →  [сигнал](home/weak.md#где)
//     in the moved one:       ![схема](plan.png)           →  ![схема](../wifi/plan.png)
//
// Addresses are found by their signs, «](…)» and «[…]: …», not by the parser, which keeps no places; a
// look-alike outside code that leads to the moved file by its path is one, whatever it is.
#include "server/writing/relink.h"

#include <algorithm>
#include <vector>

#include "indexer/links.h"

namespace kb {
namespace {

constexpr std::string_view kBlanks = " \t\n\r";

std::string_view folder_of(std::string_view path) {
    return path.substr(0, std::min(path.rfind('/'), path.size()) == path.size() ? 0 : path.rfind('/'));
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        parts.push_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return parts;
}

// «../home/weak.md»: from the folder of one file to another file.
std::string path_between(std::string_view from_file, std::string_view to_file) {
    const auto from = parts_of(folder_of(from_file));
    const auto to = parts_of(to_file);
    std::size_t same = 0;
    while (same < from.size() && same + 1 < to.size() && from[same] == to[same]) ++same;
    std::string out;
    for (std::size_t i = same; i < from.size(); ++i) out += "../";
    for (std::size_t i = same; i < to.size(); ++i) out.append(i == same ? "" : "/").append(to[i]);
    return out;
}

// What would end an address, or begin an escape, percent-encoded; letters stay readable.
std::string encoded(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (std::string_view(" ()<>\"%\\#?").find(c) == std::string_view::npos)
            out += c;
        else
            out += encode_path(std::string_view(&c, 1));
    }
    return out;
}

class Relinker {
public:
    Relinker(std::string_view path, const FileMove& move,
             const std::function<bool(const std::string&)>& is_there)
        : path_(path), move_(move), is_there_(is_there), is_moved_(path == move.to) {}

    // What stands instead of an address; nothing: it is good as it is.
    std::optional<std::string> mended(std::string_view address) const {
        if (address.empty() || address.front() == '#') return std::nullopt;
        const std::string_view before = is_moved_ ? std::string_view(move_.from) : path_;
        const auto target = target_of(before, address);
        if (!target) return std::nullopt;
        const std::string& now = *target == move_.from ? move_.to : *target;
        const bool is_from_top = address.front() == '/';
        if (now == *target && (!is_moved_ || is_from_top)) return std::nullopt;
        if (target_of(path_, address) == now) return std::nullopt;  // the move has broken nothing
        const std::string_view tail = address.substr(std::min(address.find_first_of("#?"), address.size()));
        return encoded(is_from_top ? "/" + now : path_between(path_, now)) + std::string(tail);
    }

private:
    // The file below the folder that an address in the file `from` means.
    std::optional<std::string> target_of(std::string_view from, std::string_view address) const {
        const auto article = resolve_link(from, address);
        if (!article) return std::nullopt;
        for (const std::string& one : link_candidates(article->path))
            if (one == move_.from || is_there_(one)) return one;
        const auto file = resolve_file(from, address);
        if (file && is_there_(file->path)) return file->path;
        return std::nullopt;
    }

    const std::string_view path_;
    const FileMove& move_;
    const std::function<bool(const std::string&)>& is_there_;
    const bool is_moved_;
};

// Copies a text line by line, past code, and puts mended addresses in.
class Walk {
public:
    explicit Walk(const Relinker& relinker) : relinker_(relinker) {}

    std::string take(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
            add_line(text.substr(0, end));
            text.remove_prefix(end);
        }
        return std::move(out_);
    }

private:
    void add_line(std::string_view line) {
        const std::string_view bare = line.substr(std::min(line.find_first_not_of(' '), line.size()));
        const std::string_view fence = bare.substr(0, 3);
        if (fence == "```" || fence == "~~~") {
            if (fence_.empty())
                fence_ = fence;
            else if (fence_ == fence)
                fence_ = {};
        } else if (fence_.empty()) {
            return add_prose(line, bare);
        }
        out_ += line;
    }

    void add_prose(std::string_view line, std::string_view bare) {
        const std::size_t named = bare.starts_with('[') ? bare.find("]: ") : std::string_view::npos;
        std::size_t done = 0;
        if (named != std::string_view::npos && bare.find(']') == named)
            done = mend(line, line.size() - bare.size() + named + 3, done, kBlanks);
        bool is_code = false;
        for (std::size_t at = done; at + 2 < line.size(); ++at) {
            if (line[at] == '`') is_code = !is_code;
            if (is_code || line[at] != ']' || line[at + 1] != '(') continue;
            done = mend(line, at + 2, done, " \t\n\r)");
            at = std::max(at, done == 0 ? 0 : done - 1);
        }
        out_ += line.substr(done);
    }

    // Writes the line up to the end of the address that begins at `begin`; where that is.
    std::size_t mend(std::string_view line, std::size_t begin, std::size_t done, std::string_view ends) {
        begin = std::min(line.find_first_not_of(" \t", begin), line.size());
        const bool is_bracketed = begin < line.size() && line[begin] == '<';
        if (is_bracketed) ++begin;
        const std::size_t end = std::min(line.find_first_of(is_bracketed ? ">\n" : ends, begin), line.size());
        if (end <= begin) return done;
        const auto address = relinker_.mended(line.substr(begin, end - begin));
        if (!address) return done;
        out_.append(line.substr(done, begin - done)).append(*address);
        return end;
    }

    const Relinker& relinker_;
    std::string_view fence_;
    std::string out_;
};

}  // namespace

std::string relinked(std::string_view text, std::string_view path, const FileMove& move,
                     const std::function<bool(const std::string&)>& is_there) {
    return Walk(Relinker(path, move, is_there)).take(text);
}

}  // namespace kb
