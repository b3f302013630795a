// SPDX-License-Identifier: GPL-2.0-or-later
// Categories that are for staff only: an article in one of them is internal, whatever its own front
// matter says. Showing too much is worse than hiding too much.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base_files.h"
#include "indexer/file_system.h"

namespace kb {

// The internal database's text that holds the categories its articles were sorted by.
inline constexpr const char* kStaffCategories = "staff_categories";

class StaffCategories {
public:
    StaffCategories() = default;
    explicit StaffCategories(const std::vector<Category>& categories);

    // An id of one of them, or one below, whether categories.yaml names it or not.
    bool contains(std::string_view id) const;

    // An id a line, and back.
    std::string format() const;
    static StaffCategories parse(std::string_view text);

private:
    std::set<std::string, std::less<>> ids_;
};

// As categories.yaml says now. While it cannot be read or understood, `last` holds.
StaffCategories read_staff_categories(FileSystem& files, const std::string& articles_dir,
                                      const StaffCategories& last);

}  // namespace kb
