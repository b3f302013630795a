// SPDX-License-Identifier: GPL-2.0-or-later
// What several writers and readers of JSON have in common. For .cc files that know JSON; no other header may
// include it.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"
#include "stemming/token.h"

namespace kb {

using Json = nlohmann::ordered_json;

// One line; broken UTF-8 becomes U+FFFD.
std::string dump_json(const Json& json);

// An object of at most 32 levels and so many fields in all; else HttpError bad_json. `example` is what it
// says is needed.
Json parse_json(std::string_view body, std::string_view example, int max_fields = 100);
[[noreturn]] void refuse_json(const std::string& detail);

struct Utf16Range {
    std::size_t begin = 0, end = 0;  // code units
};
// Byte offsets, ascending and on code point boundaries, as JavaScript counts.
std::vector<Utf16Range> utf16_ranges(std::string_view text, const std::vector<ByteRange>& marks);
// The same as pairs.
Json utf16_marks(std::string_view text, const std::vector<ByteRange>& marks);
// Calls `put(name, text)` for each field of a card, in order.
template <typename Put>
void each_field(const ArticleCard& card, const Put& put) {
    put("id", card.id);
    put("url", card.url);
    put("title", card.title);
    put("category", card.category);
    put("type", type_name(card.type));
    put("audience", audience_name(card.audience));
    put("summary", card.summary);
    put("lang", card.lang);
    put("level", level_name(card.level));
}
Json card_json(const ArticleCard& card);
Json ask_json(const std::vector<AskQuestion>& ask);
Json matches_json(const std::vector<Match>& matches);
Json section_json(const SectionRef& section);
Json snippet_json(const Snippet& snippet);
Json quote_json(const Quote& quote);
Json removed_json(const std::vector<RemovedPart>& removed);

// A field of a body and what takes its value.
struct JsonField {
    const char* name;
    std::function<void(const Json&)> take;  // may throw HttpError
};
JsonField text_field(const char* name, std::string& out, std::size_t most_characters);
// Cut, never refused: people paste what they paste.
JsonField long_text_field(const char* name, std::string& out, std::size_t most_bytes);
JsonField texts_field(const char* name, std::vector<std::string>& out, std::size_t most_count);
JsonField flag_field(const char* name, bool& out);
JsonField number_field(const char* name, int& out, int low, int high);

// Fields that are none of these are refused by name.
void read_json_fields(const Json& object, const std::vector<JsonField>& fields);

}  // namespace kb
