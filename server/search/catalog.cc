// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/catalog.h"

#include "server/search/name_words.h"

namespace kb {

namespace {

// Ten thousand articles have some 40 MB of postings; the words people ask with, less than half.
constexpr std::size_t kPostingBytes = std::size_t{16} << 20;

}  // namespace

Catalog::Catalog()
    : postings(std::make_unique<PostingCache>(kPostingBytes)), names(std::make_unique<NameCache>()) {}
Catalog::~Catalog() = default;

}  // namespace kb
