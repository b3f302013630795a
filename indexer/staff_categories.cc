// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/staff_categories.h"

#include <algorithm>

#include "indexer/error.h"

namespace kb {

StaffCategories::StaffCategories(const std::vector<Category>& categories) {
    for (const Category& category : categories)
        if (category.audience == Audience::internal) ids_.insert(category.id);
}

bool StaffCategories::contains(std::string_view id) const {
    while (!id.empty()) {
        if (ids_.find(id) != ids_.end()) return true;
        const std::size_t slash = id.rfind('/');
        id = slash == std::string_view::npos ? std::string_view() : id.substr(0, slash);
    }
    return false;
}

std::string StaffCategories::format() const {
    std::string text;
    for (const std::string& id : ids_) text += id + "\n";
    return text;
}

StaffCategories StaffCategories::parse(std::string_view text) {
    StaffCategories categories;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0) categories.ids_.emplace(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return categories;
}

StaffCategories read_staff_categories(FileSystem& files, const std::string& articles_dir,
                                      const StaffCategories& last) {
    try {
        const auto text = files.read(articles_dir + "/categories.yaml");
        const CategoriesResult parsed = parse_categories("categories.yaml", text.value_or(""));
        if (parsed.categories.empty() && has_errors(parsed.diagnostics)) return last;
        return StaffCategories(parsed.categories);
    } catch (const IoError&) {  // base_texts reports it
        return last;
    }
}

}  // namespace kb
