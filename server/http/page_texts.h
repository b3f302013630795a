// SPDX-License-Identifier: GPL-2.0-or-later
// The texts of the pages in Russian and English: web/texts.txt, with what kb.yaml puts in their place.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/config.h"
#include "server/http/locale_format.h"

namespace kb {

// A text may hold places: «Искать {query}». Names are those the template's data has.
class PageTexts {
public:
    // Throws ConfigError for an unknown key and for a place that the text it replaces does not have.
    explicit PageTexts(const std::vector<TextOverride>& overrides = {});

    using Places = std::initializer_list<std::pair<std::string_view, std::string>>;
    // An unknown key is a mistake of ours: logic_error.
    const std::string& get(Lang lang, std::string_view key) const;
    const std::string* find(Lang lang, std::string_view key) const;  // null for an unknown key
    std::string with(Lang lang, std::string_view key, Places places) const;
    // Of a text with plural forms between «|»; {n} is the number.
    std::string counted(Lang lang, std::string_view key, std::int64_t number) const;

    // All texts whose key begins so, for scripts: {"js_copy": "…"} without the beginning.
    std::vector<std::pair<std::string, std::string>> beginning_with(std::string_view start, Lang lang) const;

    // No two instances have the same: what is made from the texts is kept under it.
    std::uint64_t id() const { return id_; }

private:
    using Table = std::unordered_map<std::string_view, std::string>;
    Table& table(Lang lang) { return lang == Lang::ru ? russian_ : english_; }
    void replace(const TextOverride& given);

    Table russian_, english_;
    std::uint64_t id_;
};

}  // namespace kb
