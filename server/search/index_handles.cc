// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/index_handles.h"

#include "indexer/error.h"
#include "server/search/index_handles_xapian.h"

namespace kb {

IndexHandles::IndexHandles(const std::vector<std::string>& paths)
    : databases_(std::make_unique<Databases>()) {
    try {
        for (const auto& path : paths) {
            databases_->shards.emplace_back(path);
            databases_->joined.add_database(databases_->shards.back());
        }
    } catch (const Xapian::Error& error) {
        throw IndexError("Индекс не открывается: " + error.get_msg() +
                         ". Постройте его: kb-index build --articles articles --index data/index.");
    }
}

IndexHandles::~IndexHandles() = default;
IndexHandles::IndexHandles(IndexHandles&&) noexcept = default;
IndexHandles& IndexHandles::operator=(IndexHandles&&) noexcept = default;

bool IndexHandles::is_last_redundant() const {
    const auto& first = databases_->shards.front();
    const auto& last = databases_->shards.back();
    if (last.get_doccount() > 0) return false;
    for (const auto* text : {"categories", "synonyms", "redirects"})
        if (first.get_metadata(text) != last.get_metadata(text)) return false;
    return true;
}

std::vector<std::uint64_t> IndexHandles::revisions() const {
    std::vector<std::uint64_t> out;
    for (const auto& shard : databases_->shards) out.push_back(shard.get_revision());
    return out;
}

}  // namespace kb
