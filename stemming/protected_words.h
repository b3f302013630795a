// SPDX-License-Identifier: GPL-2.0-or-later
// Words that writers want matched letter for letter: brands and terms that look like forms of something else.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace kb {

// Folded words. Shared by the analyzers of one base; null: none.
using ProtectedWords = std::shared_ptr<const std::set<std::string, std::less<>>>;

// What a line of a synonyms file that names such words begins with: «protect: Лайка, Вести».
inline constexpr std::string_view kProtectMark = "protect:";

// The words of all `protect:` lines of a synonyms file; null when there are none. Lines that are
// wrong give what can be read of them: Synonyms::add reports them.
ProtectedWords parse_protected_words(std::string_view synonyms_text);

// The words a line each, and back; "" is null.
std::string format_words(const ProtectedWords& words);
ProtectedWords parse_words(std::string_view text);

// Do both protect the same words?
bool same_words(const ProtectedWords& one, const ProtectedWords& other);

}  // namespace kb
