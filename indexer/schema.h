// SPDX-License-Identifier: GPL-2.0-or-later
// What the index looks like, in prose and in one table that both writing and reading use.
//
// A generation holds one Xapian database per audience. An article becomes
// several documents of it, each with statistics of its own kind:
//
//   name     one for the title, one for each alias, one for each text that other
//            articles link to it by: what the article is called
//   whole    one: all the article's words; its data is the article's card
//   section  one for each section: heading and text; its data is the section as
//            snippets and highlights need it
//   page     one, without words: the sections' HTML and Markdown, read only when
//            an article is shown or quoted
//
// Documents of a kind have terms under prefixes of their own, so a query over
// one kind meets no other, and BM25 is given the number and mean length of that
// kind (see server/search/ranking.h). A word stands in a document in several
// voices:
//
//   voice     name  whole  section   the word is written as
//   stem       N      W      S       Snowball stem («пароля» → «парол»)
//   derived    M      V      R       derived form («настройка», «настроить» → «настр»)
//   grams      G      -      -       its 4-grams, «_пар», «паро», «арол», …
//   pairs      A      -      T       it and the content word after it, hashed (pair_term)
//   form       -      E      -       folded form, for the word list and «exact»
//
// Boolean terms, on every document of an article: 'P' + path (cut, with a hash,
// when long) finds what to replace; 'K' + kind ('n', 'w', 's', 'p') counts kinds.
// Terms of the form and boolean terms have no within-document frequency, so a
// document's length is that of its words. Positions are kept nowhere: what stands
// together is known by the pairs.
//
// Value slots, on every document: 0 the article's number within this database
// (stable while the article is not replaced), 1 the document's kind letter, and for
// sections 2 the section's place in the article. Slot 3 stands on names that an article
// gives to another one by linking to it («[как сменить пароль](…)»): the path it links
// to. Such a name belongs to the linking article (it goes when that one goes), and readers
// give it to the article at that path, if they have one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kb {

// Raised whenever a reader of the old form would misread the new one.
inline constexpr int kIndexFormat = 3;

enum class DocKind : char { name = 'n', whole = 'w', section = 's', page = 'p' };

// The prefixes of one kind's voices; '\0': the kind has no such voice.
struct VoicePrefixes {
    char stem, derived, grams, pairs, form;
};

constexpr VoicePrefixes prefixes_of(DocKind kind) {
    switch (kind) {
        case DocKind::name:
            return {'N', 'M', 'G', 'A', '\0'};
        case DocKind::whole:
            return {'W', 'V', '\0', '\0', 'E'};
        case DocKind::section:
            return {'S', 'R', '\0', 'T', '\0'};
        case DocKind::page:
            break;
    }
    return {'\0', '\0', '\0', '\0', '\0'};
}

inline constexpr char kPathPrefix = 'P';
inline constexpr char kKindPrefix = 'K';

inline constexpr unsigned kArticleSlot = 0;
inline constexpr unsigned kKindSlot = 1;
inline constexpr unsigned kSectionSlot = 2;
inline constexpr unsigned kTargetSlot = 3;

inline constexpr std::size_t kGramLetters = 4;

// Two content words that stand together, by their derived forms; the prefix is the kind's. 18 bits of a
// hash: real pairs would be more terms than all words together, and a chance meeting of two
// pairs in one bucket costs little.
std::string pair_term(char prefix, std::string_view first, std::string_view second);

// The boolean term that all documents of an article share.
std::string path_term(std::string_view path);
std::string kind_term(DocKind kind);

// 64-bit FNV-1a, for file hashes and the tokens of section records.
std::uint64_t hash64(std::string_view bytes);

}  // namespace kb
