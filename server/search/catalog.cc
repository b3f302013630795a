// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/catalog.h"

#include "server/search/answer_cache.h"
#include "server/search/card_lists.h"
#include "server/search/name_words.h"
#include "server/search/section_cache.h"

namespace kb {

namespace {

// Of the words people ask with; the rest of the postings stays on the disk.
constexpr std::size_t kPostingBytes = std::size_t{64} << 20;
constexpr std::size_t kAnswerBytes = std::size_t{8} << 20;
constexpr std::size_t kSectionBytes = std::size_t{96} << 20;

}  // namespace

Catalog::Catalog()
    : postings(std::make_unique<PostingCache>(kPostingBytes)),
      names(std::make_unique<NameCache>(0)),
      answers(std::make_unique<AnswerCache>(kAnswerBytes)),
      sections(std::make_unique<SectionCache>(kSectionBytes)) {}
Catalog::~Catalog() = default;

}  // namespace kb
