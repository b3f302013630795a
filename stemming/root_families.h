// SPDX-License-Identifier: GPL-2.0-or-later
// Tables of Russian roots that change from word to word. Only looks up; what is stripped before is
// the business of derivation.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kb {

// One name for a whole word or stem whose relatives share no letters by rule («люди» → «человек»,
// «нашел» → «наход»); also names for words that must stay apart from theirs («списк», a list, is no
// «списание»). Nothing when the table does not know it.
std::optional<std::u32string> irregular_root(std::u32string_view stem);

// One name for a prefix with a root that alternates: «выбра», «выбир», «выбер» → «выбор»; an aspect prefix
// of a verb that is borrowed or has no other meaning goes («скопир» → «копир»). Nothing when the root is
// in no family.
std::optional<std::u32string> root_family(std::u32string_view stem);

// Is it a noun in -ние that has grown away from its verb («приложение» and «приложить»)? Its stem is its name
// then.
bool is_thing(std::u32string_view word, std::u32string_view stem);

// The name of a noun whose stem is a verb's, too («раздел», «разделить»), where `word` is in a noun's case.
std::optional<std::u32string> noun_name(std::u32string_view word, std::u32string_view stem);

// The name of the root of `word`, for verbs that «-ся» makes another of («подписаться» goes with «подписка»).
std::u32string reflexive_root(std::u32string root, std::u32string_view word);

// Does a word begin with a verb's prefix, with at least three letters after it?
bool has_verb_prefix(std::u32string_view stem);

}  // namespace kb
