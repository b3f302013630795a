// SPDX-License-Identifier: GPL-2.0-or-later
// The databases one kind of caller may see, opened and held in one state. Says nothing of what is in them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kb {

class IndexHandles {
public:
    struct Databases;  // index_handles_xapian.h

    // Opens the databases at `paths`, to be joined in this order. Throws IndexError.
    explicit IndexHandles(const std::vector<std::string>& paths);
    ~IndexHandles();
    IndexHandles(IndexHandles&&) noexcept;
    IndexHandles& operator=(IndexHandles&&) noexcept;

    // Of each database; equal revisions of one generation mean equal contents.
    std::vector<std::uint64_t> revisions() const;

    // The last database holds no article and no text that the first one has not: its readers may as well
    // do without it.
    bool is_last_redundant() const;

    const Databases& databases() const { return *databases_; }

private:
    std::unique_ptr<Databases> databases_;
};

}  // namespace kb
