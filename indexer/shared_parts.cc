// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/shared_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "indexer/expand.h"
#include "indexer/fingerprint.h"
#include "indexer/strict_yaml.h"
#include "stemming/encoding.h"

namespace kb {
namespace {

constexpr const char* kVariables = "variables.yaml";
constexpr std::size_t kMaxBlockBytes = 64 * 1024;
constexpr std::size_t kMaxValueBytes = 1000;

struct Folder {
    const char* path;
    Audience audience;
};
constexpr std::array kFolders = {Folder{"blocks", Audience::public_},
                                 Folder{"internal/blocks", Audience::internal}};

class Reader {
public:
    Reader(FileSystem& files, const std::string& root) : files_(files), root_(root) {}

    SharedPartsResult run() {
        for (const Folder& folder : kFolders) read_folder(folder);
        read_variables();
        return std::move(result_);
    }

private:
    void read_folder(const Folder& folder) {
        try {
            const auto stat = files_.stat(root_ + "/" + folder.path);
            if (!stat || stat->kind != FileStat::Kind::folder) return;
            std::vector<std::string> names = files_.list(root_ + "/" + folder.path);
            std::sort(names.begin(), names.end());
            for (const std::string& name : names) {
                if (name.ends_with(".md") && !name.starts_with('.')) read_block(folder, name);
            }
        } catch (const IoError& error) {
            report(Severity::error, "unreadable-folder", folder.path, error.what(),
                   "Проверьте права на папку.");
        }
    }

    void read_block(const Folder& folder, const std::string& file) {
        const std::string path = fmt::format("{}/{}", folder.path, file);
        const std::string name = file.substr(0, file.size() - 3);
        if (!is_part_name(name)) {
            report(Severity::warning, "bad-block-name", path, fmt::format("Имя блока «{}» не годится.", name),
                   "Возьмите буквы, цифры, дефис и подчёркивание.");
            return;
        }
        std::optional<std::string> bytes;
        try {
            const auto stat = files_.stat(root_ + "/" + path);
            if (!stat || stat->kind != FileStat::Kind::file) return;
            if (stat->size_bytes > kMaxBlockBytes) {
                report(Severity::error, "block-too-large", path, "Блок больше 64 КБ.",
                       "Разделите его: блок — это абзац-другой.");
                return;
            }
            bytes = files_.read(root_ + "/" + path);
        } catch (const IoError& error) {
            report(Severity::error, "unreadable-file", path, error.what(), "Проверьте права на файл.");
        }
        if (bytes) add_block(folder, name, path, *bytes);
    }

    void add_block(const Folder& folder, const std::string& name, const std::string& path,
                   const std::string& bytes) {
        BlockSource source = read_block_source(path, bytes);
        append(source.diagnostics);
        if (!source.is_readable) return;
        const Audience audience = folder.audience == Audience::internal ? folder.audience : source.audience;
        const auto [held, is_new] =
            result_.parts.blocks.emplace(name, SharedBlock{path, source.text, source.line, audience});
        if (is_new) return;
        report(Severity::warning, "duplicate-block", path,
               fmt::format("Блок «{}» уже есть: {}.", name, held->second.path), "Дайте ему другое имя.");
    }

    void read_variables() {
        std::optional<std::string> bytes;
        try {
            bytes = files_.read(root_ + "/" + kVariables);
        } catch (const IoError& error) {
            report(Severity::error, "unreadable-file", kVariables, error.what(), "Проверьте права на файл.");
        }
        if (!bytes) return;
        const YamlResult parsed = parse_yaml(decode_text(*bytes).text, kVariables, 1);
        append(parsed.diagnostics);
        if (!parsed.root || parsed.root->kind == YamlNode::Kind::empty) return;
        if (parsed.root->kind != YamlNode::Kind::map)
            return bad_variable(*parsed.root, "Здесь нужны строки «название: значение».");
        for (std::size_t i = 0; i < parsed.root->keys.size(); ++i)
            add_variable(parsed.root->keys[i], parsed.root->items[i]);
    }

    void add_variable(const YamlNode& key, const YamlNode& value) {
        if (!is_part_name(key.text))
            return bad_variable(key, fmt::format("Имя переменной «{}» не годится.", key.text));
        if (value.kind != YamlNode::Kind::text || value.text.size() > kMaxValueBytes)
            return bad_variable(value,
                                fmt::format("У переменной «{}» должна быть одна строка текста.", key.text));
        std::string text = value.text;
        std::replace(text.begin(), text.end(), '\n', ' ');
        result_.parts.variables.emplace(key.text, std::move(text));
    }

    void bad_variable(const YamlNode& node, std::string message) {
        result_.diagnostics.push_back({Severity::warning, "bad-variable", kVariables, node.line, node.column,
                                       std::move(message), "Напишите, например, «phone: 8 800 000-10-20»."});
    }
    void report(Severity severity, std::string code, const std::string& path, std::string message,
                std::string advice) {
        result_.diagnostics.push_back(
            {severity, std::move(code), path, 0, 0, std::move(message), std::move(advice)});
    }
    void append(const Diagnostics& more) {
        result_.diagnostics.insert(result_.diagnostics.end(), more.begin(), more.end());
    }

    FileSystem& files_;
    const std::string& root_;
    SharedPartsResult result_;
};

// Lines «KEY VALUE».
std::map<std::string, std::string, std::less<>> parse_pairs(std::string_view text) {
    std::map<std::string, std::string, std::less<>> pairs;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t blank = line.find(' ');
        if (blank != std::string::npos) pairs[line.substr(0, blank)] = line.substr(blank + 1);
    }
    return pairs;
}

}  // namespace

std::map<std::string, std::string, std::less<>> SharedParts::hashes() const {
    std::map<std::string, std::string, std::less<>> all;
    for (const auto& [name, block] : blocks)
        all[">" + name] =
            fingerprint(fmt::format("{}\n{}\n{}", block.path, audience_name(block.audience), block.text));
    for (const auto& [name, value] : variables) all[name] = fingerprint(value);
    return all;
}

bool is_block_file(std::string_view path) {
    return std::any_of(kFolders.begin(), kFolders.end(), [&](const Folder& folder) {
        const std::string_view top = folder.path;
        return path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/';
    });
}

SharedPartsResult read_shared_parts(FileSystem& files, const std::string& articles_dir) {
    return Reader(files, articles_dir).run();
}

std::string format_hashes(const SharedParts& parts) {
    std::string text;
    for (const auto& [key, hash] : parts.hashes()) text += fmt::format("{} {}\n", key, hash);
    return text.empty() ? "\n" : text;
}

// «>warranty phone<TAB>path»: names have neither blanks nor tabs, so the path may have them.
std::string format_uses(const PartUses& uses) {
    std::string text;
    for (const auto& [path, keys] : uses) {
        if (keys.empty() || path.find('\n') != std::string::npos) continue;
        text += fmt::format("{}\t{}\n", fmt::join(keys, " "), path);
    }
    return text;
}

PartUses parse_uses(std::string_view text) {
    PartUses uses;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos) continue;
        std::istringstream keys(line.substr(0, tab));
        std::set<std::string>& held = uses[line.substr(tab + 1)];
        for (std::string key; keys >> key;) held.insert(key);
    }
    return uses;
}

std::set<std::string> changed_parts(std::string_view before, const SharedParts& now) {
    const auto then = parse_pairs(before);
    const auto hashes = now.hashes();
    std::set<std::string> changed;
    for (const auto& [key, hash] : hashes) {
        const auto found = then.find(key);
        if (found == then.end() || found->second != hash) changed.insert(key);
    }
    for (const auto& [key, hash] : then) {
        if (!hashes.contains(key)) changed.insert(key);
    }
    return changed;
}

}  // namespace kb
