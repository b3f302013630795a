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

constexpr std::size_t kMaxTokenBytes = 120;      // a term with its prefix must stay below Xapian's 245
constexpr std::size_t kMaxCachedWords = 50'000;  // then the cache starts anew
constexpr std::size_t kLongestAbbreviation = 5;
constexpr std::size_t kShortPart = 2;  // «IP-TV»: parts that mean nothing alone; those of «СМС-код» do

struct WordForms {
    std::string text, stem, derived;
    bool is_stop_word = false;
    bool is_loan = false;  // «вайфай»: a word whatever its parts are
};

// A word's forms as hashes, in a table of fixed size: a later word takes the place of an earlier one.
struct HashedForms {
    std::uint64_t raw = 0;  // 0: nobody's place
    std::uint64_t text = 0, stem = 0, derived = 0;
    bool is_empty = true;
    bool is_stop_word = false;
    bool is_loan = false;
};
constexpr std::size_t kHashedPlaces = 131'072;  // 5 MB; a base of 7 000 articles has as many words

struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using WordCache = std::unordered_map<std::string, WordForms, StringHash, std::equal_to<>>;

// Numbers of orders, dates and times hardly ever come again: they would only fill the cache.
bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

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
    WordForms passing;  // of the last word that is not worth keeping
    std::vector<HashedForms> hashed;
    ProtectedWords protected_words;
    std::vector<RawWord> words;
    bool shouting = false;

    // Good until the next call.
    const WordForms& forms_of(std::string_view raw, bool keep_whole);
    WordForms make_forms(std::string_view raw, bool keep_whole);
    class TokenSink;
    class HashSink;
    HashedForms hashed_forms_of(std::string_view raw, bool keep_whole);

    bool keeps_whole(std::string_view raw, TokenKind kind) const {
        return kind != TokenKind::word || (!shouting && is_abbreviation(raw));
    }
    template <typename Sink>
    void walk(std::string_view text, Sink& sink);
    template <typename Sink>
    void add_compound(std::string_view text, const RawWord& word, std::uint32_t& position, Sink& sink);
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
    } else {
        forms.stem = keep_whole ? forms.text : stemmer.stem(forms.text);
        if (const auto loan = canonical_loan(forms.text, forms.stem); !loan.empty()) {
            forms.stem = loan;
            forms.derived = loan;
        } else {
            forms.derived = keep_whole ? forms.stem : derived_form(forms.text, forms.stem);
        }
    }
    forms.is_loan = !canonical_loan(forms.text, forms.stem).empty();
    return forms;
}

const WordForms& Analyzer::Impl::forms_of(std::string_view raw, bool keep_whole) {
    if (raw.size() > kMaxTokenBytes * 2) raw = first_code_points(raw, kMaxTokenBytes);
    if (has_digit(raw)) return passing = make_forms(raw, keep_whole);
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

// As text: what is indexed.
class Analyzer::Impl::TokenSink {
public:
    TokenSink(Impl& impl, std::vector<Token>& out) : impl_(impl), out_(out) {}
    // False when nothing is left of the word when it is folded.
    bool add(std::string_view raw, ByteRange range, TokenKind kind, std::uint32_t position);
    void make_compound(ByteRange range) {
        out_.back().range = range;
        out_.back().is_compound = true;
    }
    bool is_last_loan() const { return is_last_loan_; }

private:
    Impl& impl_;
    std::vector<Token>& out_;
    bool is_last_loan_ = false;
};

// As hashes: what is only compared.
class Analyzer::Impl::HashSink {
public:
    HashSink(Impl& impl, std::vector<HashedToken>& out) : impl_(impl), out_(out) {}
    bool add(std::string_view raw, ByteRange range, TokenKind kind, std::uint32_t position);
    void make_compound(ByteRange range) { place(out_.back(), range); }
    bool is_last_loan() const { return is_last_loan_; }

private:
    static void place(HashedToken& token, ByteRange range) {
        token.begin = static_cast<std::uint32_t>(range.begin);
        token.end = static_cast<std::uint32_t>(range.end);
    }

    Impl& impl_;
    std::vector<HashedToken>& out_;
    bool is_last_loan_ = false;
};

bool Analyzer::Impl::TokenSink::add(std::string_view raw, ByteRange range, TokenKind kind,
                                    std::uint32_t position) {
    const auto& forms = impl_.forms_of(raw, impl_.keeps_whole(raw, kind));
    if (forms.text.empty()) return false;
    Token& token = out_.emplace_back();
    token.text = forms.text;
    token.stem = forms.stem;
    token.derived = forms.derived;
    token.range = range;
    token.position = position;
    token.kind = kind;
    token.is_stop_word = forms.is_stop_word;
    is_last_loan_ = forms.is_loan;
    return true;
}

bool Analyzer::Impl::HashSink::add(std::string_view raw, ByteRange range, TokenKind kind,
                                   std::uint32_t /*position*/) {
    const auto forms = impl_.hashed_forms_of(raw, impl_.keeps_whole(raw, kind));
    if (forms.is_empty) return false;
    auto& token = out_.emplace_back();
    place(token, range);
    token.is_stop_word = forms.is_stop_word;
    token.text = forms.text;
    token.stem = forms.stem;
    token.derived = forms.derived;
    is_last_loan_ = forms.is_loan;
    return true;
}

HashedForms Analyzer::Impl::hashed_forms_of(std::string_view raw, bool keep_whole) {
    if (hashed.empty()) hashed.resize(kHashedPlaces);
    const std::uint64_t key = (word_hash(raw) | 1U) ^ (keep_whole ? 2U : 0U);
    HashedForms& place = hashed[(key >> 2) % kHashedPlaces];
    if (place.raw == key) return place;
    const auto& forms = forms_of(raw, keep_whole);
    place = {key,
             word_hash(forms.text),
             word_hash(forms.stem),
             word_hash(forms.derived),
             forms.text.empty(),
             forms.is_stop_word,
             forms.is_loan};
    return place;
}

template <typename Sink>
void Analyzer::Impl::add_compound(std::string_view text, const RawWord& word, std::uint32_t& position,
                                  Sink& sink) {
    std::string joined;
    bool short_parts = true;
    for (const auto& part : word.parts) {
        const auto piece = text.substr(part.begin, part.end - part.begin);
        joined.append(piece);
        short_parts = short_parts && count_code_points(piece) <= kShortPart;
    }
    const std::string_view whole = word.is_hyphenated
                                       ? std::string_view(joined)
                                       : text.substr(word.range.begin, word.range.end - word.range.begin);
    const bool is_added = sink.add(whole, word.range, word.kind, position);
    if (is_added) sink.make_compound(word.range);
    const bool is_one_word = (is_added && sink.is_last_loan()) || (short_parts && word.parts.size() == 2);
    if (word.is_hyphenated && is_one_word && word.kind == TokenKind::word) {
        ++position;
        return;
    }
    for (const auto& part : word.parts) {
        const auto piece = text.substr(part.begin, part.end - part.begin);
        sink.add(piece, part, has_digit(piece) ? TokenKind::code : TokenKind::word, position);
        ++position;
    }
}

template <typename Sink>
void Analyzer::Impl::walk(std::string_view text, Sink& sink) {
    segmenter.words(text, words);
    shouting = is_shouting(text, words);
    std::uint32_t position = 0;
    for (const auto& word : words) {
        if (word.parts.empty())
            sink.add(text.substr(word.range.begin, word.range.end - word.range.begin), word.range, word.kind,
                     position++);
        else
            add_compound(text, word, position, sink);
    }
}

std::uint64_t word_hash(std::string_view word) { return std::hash<std::string_view>{}(word); }

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::protect(ProtectedWords words) {
    if (!same_words(impl_->protected_words, words)) {
        impl_->cache.clear();
        impl_->hashed.clear();
    }
    impl_->protected_words = std::move(words);
}

void Analyzer::analyze(std::string_view text, std::vector<Token>& tokens) {
    tokens.clear();
    Impl::TokenSink sink(*impl_, tokens);
    impl_->walk(text, sink);
}

std::vector<HashedToken> Analyzer::hash(std::string_view text) {
    std::vector<HashedToken> tokens;
    Impl::HashSink sink(*impl_, tokens);
    impl_->walk(text, sink);
    return tokens;
}

std::vector<Token> Analyzer::analyze(std::string_view text) {
    std::vector<Token> tokens;
    analyze(text, tokens);
    return tokens;
}

}  // namespace kb
