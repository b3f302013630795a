// SPDX-License-Identifier: GPL-2.0-or-later
// Which articles say nearly the same as one that is there already. Knows titles, aliases and words, not what
// they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/article.h"
#include "indexer/file_system.h"
#include "stemming/analyzer.h"

namespace kb {

struct Double {
    std::string title, path;
    double names = 0;            // 0–1; 1: the same words
    std::optional<double> text;  // nothing: one of the two is too short to tell
    // Whether one may stand for the other. Two articles «Тарификация» of two services may not.
    bool is_same() const;
};

class DoubleFinder {
public:
    // The articles of a folder, drafts among them, without archived ones.
    void add_folder(FileSystem& files, const std::string& articles_dir);
    void add(const Article& article);
    // The likest of those added, if it is like enough to be called a double.
    std::optional<Double> nearest(const Article& article);

private:
    using Stems = std::set<std::string>;
    struct Known {
        std::string title, path;
        std::vector<Stems> names;  // of title and aliases
        Stems text;
    };

    Stems stems_of(std::string_view text, std::size_t most);
    Known known_of(const Article& article);
    std::set<std::size_t> candidates(const Known& wanted) const;

    Analyzer analyzer_;
    std::vector<Known> all_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name_stem_;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_sample_;
};

}  // namespace kb
