// SPDX-License-Identifier: GPL-2.0-or-later
// segment → fold → stem → derive, a word at a time, with a cache by the bytes
// of the word: a base of 7 000 articles has six million words but only some
// hundred thousand different ones.
//
// «Не могу настроить Wi-Fi (ошибка 0x80070005)» becomes
//   не · могу · настроить[настро] · wifi · ошибка[ошибк] · 0x80070005
// «Wi-Fi», «вайфай» and «вай-фай» share the stem "wifi" through a small table of
// words that live in both alphabets.
//
// What writers protect («protect: Лайка») is left as it is folded.
//
// Abbreviations: an all-capitals word of two to five letters is not stemmed,
// unless the text shouts («НЕ МОГУ ВОЙТИ В КАБИНЕТ»): then capitals say nothing.
#include "stemming/analyzer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "stemming/derivation.h"
#include "stemming/loan_words.h"
#include "stemming/normalize.h"
#include "stemming/segment.h"
#include "stemming/stemmer.h"
#include "stemming/stop_words.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kMaxTokenBytes = 120;       // a term with its prefix must stay below Xapian's 245
constexpr std::size_t kMaxCachedWords = 200'000;  // then the cache starts anew
constexpr std::size_t kLongestAbbreviation = 5;
constexpr std::size_t kShortPart = 2;  // «IP-TV»: parts that mean nothing alone; those of «СМС-код» do

struct WordForms {
    std::string text, stem, derived;
    bool is_stop_word = false;
};

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using WordCache = std::unordered_map<std::string, WordForms, StringHash, std::equal_to<>>;

struct Capitals {
    std::size_t letters = 0;
    std::size_t capitals = 0;
};

Capitals count_capitals(std::string_view word) {
    Capitals out;
    for (std::size_t at = 0; at < word.size();) {
        const auto point = decode_at(word, at);
        at += point.bytes;
        if (!u_isalpha(static_cast<UChar32>(point.value))) continue;
        ++out.letters;
        if (u_isupper(static_cast<UChar32>(point.value))) ++out.capitals;
    }
    return out;
}

bool is_abbreviation(std::string_view word) {
    if (word.size() > kLongestAbbreviation * 2) return false;
    const auto counted = count_capitals(word);
    return counted.letters >= 2 && counted.letters == counted.capitals &&
           counted.letters <= kLongestAbbreviation;
}

// Half of the words or more in capitals: somebody is shouting.
bool is_shouting(std::string_view text, const std::vector<RawWord>& words) {
    std::size_t all = 0;
    std::size_t loud = 0;
    for (const auto& word : words) {
        if (word.kind != TokenKind::word) continue;
        const auto counted = count_capitals(text.substr(word.range.begin, word.range.end - word.range.begin));
        if (counted.letters < 2) continue;
        ++all;
        if (counted.letters == counted.capitals) ++loud;
        if (all >= 40) break;  // the beginning tells
    }
    return loud * 2 > all || (loud == all && all > 1);
}

}  // namespace

struct Analyzer::Impl {
    Segmenter segmenter;
    Stemmer stemmer;
    WordCache cache;
    ProtectedWords protected_words;
    std::vector<RawWord> words;
    bool shouting = false;

    const WordForms& forms_of(std::string_view raw, bool keep_whole);
    WordForms make_forms(std::string_view raw, bool keep_whole);
    void add(std::string_view text, ByteRange range, TokenKind kind, std::uint32_t position,
             std::vector<Token>& out);
    void add_compound(std::string_view text, const RawWord& word, std::uint32_t& position,
                      std::vector<Token>& out);
};

WordForms Analyzer::Impl::make_forms(std::string_view raw, bool keep_whole) {
    WordForms forms;
    forms.text = fold_word(raw);
    if (forms.text.size() > kMaxTokenBytes)
        forms.text = std::string(first_code_points(forms.text, kMaxTokenBytes / 4));
    forms.is_stop_word = is_stop_word(forms.text);
    if (protected_words && protected_words->contains(forms.text)) {
        forms.stem = forms.text;
        forms.derived = forms.text;
        return forms;
    }
    forms.stem = keep_whole ? forms.text : stemmer.stem(forms.text);
    if (const auto loan = canonical_loan(forms.text, forms.stem); !loan.empty()) {
        forms.stem = loan;
        forms.derived = loan;
    } else {
        forms.derived = keep_whole ? forms.stem : derived_form(forms.text, forms.stem);
    }
    return forms;
}

const WordForms& Analyzer::Impl::forms_of(std::string_view raw, bool keep_whole) {
    if (raw.size() > kMaxTokenBytes * 2) raw = first_code_points(raw, kMaxTokenBytes);
    // Kept-whole words live under a key of their own: the mark cannot occur in a word.
    std::string marked;
    std::string_view key = raw;
    if (keep_whole) {
        marked.assign(1, '\x01').append(raw);
        key = marked;
    }
    const auto found = cache.find(key);
    if (found != cache.end()) return found->second;
    if (cache.size() >= kMaxCachedWords) cache.clear();
    return cache.emplace(std::string(key), make_forms(raw, keep_whole)).first->second;
}

void Analyzer::Impl::add(std::string_view text, ByteRange range, TokenKind kind, std::uint32_t position,
                         std::vector<Token>& out) {
    const auto raw = text.substr(range.begin, range.end - range.begin);
    const bool whole = kind != TokenKind::word || (!shouting && is_abbreviation(raw));
    const auto& forms = forms_of(raw, whole);
    if (forms.text.empty()) return;
    Token& token = out.emplace_back();
    token.text = forms.text;
    token.stem = forms.stem;
    token.derived = forms.derived;
    token.range = range;
    token.position = position;
    token.kind = kind;
    token.is_stop_word = forms.is_stop_word;
}

void Analyzer::Impl::add_compound(std::string_view text, const RawWord& word, std::uint32_t& position,
                                  std::vector<Token>& out) {
    std::string joined;
    bool short_parts = true;
    for (const auto& part : word.parts) {
        const auto piece = text.substr(part.begin, part.end - part.begin);
        joined.append(piece);
        short_parts = short_parts && count_code_points(piece) <= kShortPart;
    }
    const std::string whole =
        word.is_hyphenated ? joined
                           : std::string(text.substr(word.range.begin, word.range.end - word.range.begin));
    const auto before = out.size();
    add(whole, {0, whole.size()}, word.kind, position, out);
    if (out.size() > before) {
        out.back().range = word.range;
        out.back().is_compound = true;
    }
    const bool is_loan = out.size() > before && !canonical_loan(out.back().text, out.back().stem).empty();
    const bool is_one_word = is_loan || (short_parts && word.parts.size() == 2);
    if (word.is_hyphenated && is_one_word && word.kind == TokenKind::word) {
        ++position;
        return;
    }
    for (const auto& part : word.parts) {
        const auto piece = text.substr(part.begin, part.end - part.begin);
        const bool digit =
            std::any_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; });
        add(text, part, digit ? TokenKind::code : TokenKind::word, position, out);
        ++position;
    }
}

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::protect(ProtectedWords words) {
    if (!same_words(impl_->protected_words, words)) impl_->cache.clear();
    impl_->protected_words = std::move(words);
}

void Analyzer::analyze(std::string_view text, std::vector<Token>& tokens) {
    tokens.clear();
    impl_->segmenter.words(text, impl_->words);
    impl_->shouting = is_shouting(text, impl_->words);
    std::uint32_t position = 0;
    for (const auto& word : impl_->words) {
        if (word.parts.empty())
            impl_->add(text, word.range, word.kind, position++, tokens);
        else
            impl_->add_compound(text, word, position, tokens);
    }
}

std::vector<Token> Analyzer::analyze(std::string_view text) {
    std::vector<Token> tokens;
    analyze(text, tokens);
    return tokens;
}

}  // namespace kb
