// SPDX-License-Identifier: GPL-2.0-or-later
// What the rules ask about a base, gathered once. Nobody outside lint/ includes this.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/article.h"
#include "indexer/lint/lint.h"
#include "indexer/lint/subject.h"
#include "indexer/staff_categories.h"

namespace kb {

struct Known {
    explicit Known(const LintBase& base_);

    const LintBase& base;
    std::vector<const Article*> articles;  // those that could be read
    StaffCategories staff_only;
    std::unordered_map<std::string, const Article*> by_path;
    std::unordered_map<std::string, const Article*> by_id;
    std::unordered_map<std::string, const Article*> by_old_address;
    std::unordered_set<std::string> files;
    std::unordered_set<std::string> linked_ids;  // of articles that another one links to
    std::unordered_map<std::string, std::vector<const Article*>> by_name;  // see name_of() in known.cc

    // Whether nobody here links articles at all, in a base where somebody would.
    bool has_no_links() const { return linked_ids.empty() && articles.size() >= kArticlesThatWouldLink; }
    static constexpr std::size_t kArticlesThatWouldLink = 20;

    // The article a resolved link means; nullptr: none, or one that could not be read.
    const Article* linked(const std::string& path) const;
    bool has_file(const std::string& path) const;
    // The article that has moved away from the address a link names; nullptr: no such move.
    const Article* moved_to(std::string_view target) const;
    // The article that a broken link's path was once the address of, or means but for capitals or the folder
    // it once stood in: of those with its name the one that shares most folders with it. nullptr: none, or
    // several as near.
    const Article* likely_meant(std::string_view path) const;
};

// One article under the rules of the base.
struct BaseSubject {
    const Article& article;
    const Known& known;
    Findings& findings;

    void report(std::string_view code, int line, std::string message, std::string advice = "") const {
        findings.add(code, {line, 0}, std::move(message), std::move(advice));
    }
};

// «Возможно, «…»?» with the name that differs by a slip or two; else the advice given.
std::string or_nearest(const std::string& written, const std::vector<std::string_view>& names,
                       const std::string& advice);

std::vector<std::string_view> ids_of(const Known& known);

void find_in_links(const BaseSubject& subject);
void find_no_links(const Known& known, Diagnostics& diagnostics);
void find_doubles(const Known& known, Diagnostics& diagnostics);

}  // namespace kb
