// SPDX-License-Identifier: GPL-2.0-or-later
// What the index keeps of an article beside its words: its card, its sections, its pages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article.h"
#include "indexer/index_writer.h"

namespace kb {

// Data of a `whole` document.
struct ArticleRecord {
    Article article;  // of its sections only title, anchor and level; no links
    FileStamp stamp;
    std::vector<std::string> files;  // images and attachments it shows, paths below the articles folder
};

std::string encode(const ArticleRecord& record);
ArticleRecord decode_article(std::string_view bytes);

// Data of a `section` document. `title`, `anchor` and `text` of a Section only.
std::string encode_section(const Section& section);
Section decode_section(std::string_view bytes);

// Data of a `page` document: all sections without `text`.
std::string encode_page(const std::vector<Section>& sections);
std::vector<Section> decode_page(std::string_view bytes);

}  // namespace kb
