// SPDX-License-Identifier: GPL-2.0-or-later
// ICU (UAX #29) decides where words end (plain_words.h says the same sooner where
// nothing is to be decided); rules on top keep together what support
// people type as one thing. The text is cut into chunks at white space, and a
// chunk into words; then, by the characters between neighbouring words:
//
//   "help@mayak.example"     email  one token, with its parts
//   "https://mayak.example/" url    one token, with its parts
//   «Wi-Fi», «веб-сайт»      word   hyphenated: compound with parts
//   "192.168.0.1", "v1.2.3", "setup.exe", "ERR_TIMED_OUT", "М-123456"
//                            code   one token, with its parts
//
// «1 500 ₽» is an amount: one number with its groups as parts, where a currency follows.
//
// ICU keeps "setup.exe", "help@mayak.example" and "err_timed_out" whole, so its
// words are first cut at every inner sign («1,5» stays one number). What this
// gets wrong: "слово.Слово" without a blank is taken for a file name; its parts
// are indexed too, so nothing is lost but the space of one term.
#include "stemming/segment.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <string>

#include "stemming/plain_words.h"
#include "stemming/sentence_end.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kMaxCodeBytes = 96;  // longer chains are lists, not codes

// Owns a UText over bytes that outlive it.
struct TextView {
    UText text = UTEXT_INITIALIZER;
    explicit TextView(std::string_view bytes) {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&text, bytes.data(), static_cast<int64_t>(bytes.size()), &status);
    }
    ~TextView() { utext_close(&text); }
    TextView(const TextView&) = delete;
    TextView& operator=(const TextView&) = delete;
};

// Apostrophes of both kinds, «·», the narrow no-break space: what ICU lets stand inside a word.
bool is_inner_sign(UChar32 value) {
    if (value < 0x80) return value != ',' && !u_isalnum(value);
    constexpr auto kBelongsToLetter = U_GC_M_MASK | U_GC_CF_MASK;  // stress marks, soft hyphens
    return !u_isalnum(value) && (U_GET_GC_MASK(value) & kBelongsToLetter) == 0;
}

// One ICU word becomes one piece, or several where signs stand inside.
void add_pieces(std::string_view text, std::size_t begin, std::size_t end, std::vector<Piece>& out) {
    Piece piece{{begin, begin}};
    for (std::size_t at = begin; at < end;) {
        const auto point = decode_at(text, at);
        const auto value = static_cast<UChar32>(point.value);
        at += point.bytes;
        if (is_inner_sign(value)) {
            if (piece.range.end > piece.range.begin) out.push_back(piece);
            piece = Piece{{at, at}};
            continue;
        }
        if (u_isdigit(value))
            piece.has_digit = true;
        else if (u_isalpha(value))
            piece.has_letter = true;
        piece.range.end = at;
    }
    if (piece.range.end > piece.range.begin) out.push_back(piece);
}

bool is_hyphen(std::string_view between) {
    return between == "-" || between == "\u2010" || between == "\u2011";
}

bool joins_code(std::string_view between) {
    static constexpr std::array<std::string_view, 4> kJoints{".", "-", "_", "+"};
    return std::find(kJoints.begin(), kJoints.end(), between) != kJoints.end();
}

struct Chain {  // neighbouring pieces with nothing but joints between them
    std::vector<Piece> pieces;
    bool only_hyphens = true;
    bool is_tight = true;
};

bool looks_like_code(const Chain& chain) {
    const bool digits =
        std::any_of(chain.pieces.begin(), chain.pieces.end(), [](auto& p) { return p.has_digit; });
    return digits || chain.is_tight;
}

void emit_single(const Piece& piece, std::vector<RawWord>& out) {
    RawWord word;
    word.range = piece.range;
    word.kind = !piece.has_digit ? TokenKind::word : piece.has_letter ? TokenKind::code : TokenKind::number;
    out.push_back(std::move(word));
}

void emit_compound(const std::vector<Piece>& pieces, TokenKind kind, bool hyphenated,
                   std::vector<RawWord>& out) {
    RawWord word;
    word.range = {pieces.front().range.begin, pieces.back().range.end};
    word.kind = kind;
    word.is_hyphenated = hyphenated;
    for (const auto& piece : pieces) word.parts.push_back(piece.range);
    out.push_back(std::move(word));
}

void emit_chain(const Chain& chain, std::vector<RawWord>& out) {
    const std::size_t length = chain.pieces.back().range.end - chain.pieces.front().range.begin;
    if (chain.pieces.size() == 1) {
        emit_single(chain.pieces.front(), out);
    } else if (length <= kMaxCodeBytes && chain.only_hyphens) {
        const bool digits =
            std::any_of(chain.pieces.begin(), chain.pieces.end(), [](auto& p) { return p.has_digit; });
        emit_compound(chain.pieces, digits ? TokenKind::code : TokenKind::word, true, out);
    } else if (length <= kMaxCodeBytes && looks_like_code(chain)) {
        emit_compound(chain.pieces, TokenKind::code, false, out);
    } else {
        for (const auto& piece : chain.pieces) emit_single(piece, out);
    }
}

bool is_url(std::string_view chunk) {
    return chunk.find("://") != std::string_view::npos || chunk.substr(0, 4) == "www.";
}

bool is_email(std::string_view chunk) {
    const auto at = chunk.find('@');
    return at != std::string_view::npos && at > 0 && chunk.find('.', at) != std::string_view::npos &&
           chunk.find('@', at + 1) == std::string_view::npos;
}

// All pieces of one chunk of the text between white space.
void emit_chunk(std::string_view text, const std::vector<Piece>& pieces, std::vector<RawWord>& out) {
    if (pieces.empty()) return;
    if (pieces.size() == 1) return emit_single(pieces.front(), out);
    const std::size_t begin = pieces.front().range.begin;
    const std::string_view chunk = text.substr(begin, pieces.back().range.end - begin);
    if (chunk.size() <= 512 && (is_url(chunk) || is_email(chunk))) {
        emit_compound(pieces, is_url(chunk) ? TokenKind::url : TokenKind::email, false, out);
        return;
    }
    Chain chain;
    for (const auto& piece : pieces) {
        if (!chain.pieces.empty()) {
            const std::size_t end = chain.pieces.back().range.end;
            const auto between = text.substr(end, piece.range.begin - end);
            if (joins_code(between) || is_hyphen(between)) {
                chain.only_hyphens = chain.only_hyphens && is_hyphen(between);
                chain.is_tight = chain.is_tight && (between == "." || between == "_");
            } else {
                emit_chain(chain, out);
                chain = Chain{};
            }
        }
        chain.pieces.push_back(piece);
    }
    emit_chain(chain, out);
}

bool has_space(std::string_view between) {
    for (std::size_t at = 0; at < between.size();) {
        const auto point = decode_at(between, at);
        if (u_isUWhiteSpace(static_cast<UChar32>(point.value))) return true;
        at += point.bytes;
    }
    return false;
}

std::string_view piece_of(std::string_view text, ByteRange range) {
    return text.substr(range.begin, range.end - range.begin);
}

bool is_group_gap(std::string_view between) {
    return between == " " || between == "\u00A0" || between == "\u2009" || between == "\u202F";
}

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// «500» or «000,50»: three digits, then perhaps a fraction.
bool is_amount_group(std::string_view word) {
    return word.size() >= 3 && is_digits(word.substr(0, 3)) && (word.size() == 3 || word[3] == ',');
}

bool begins_with_currency(std::string_view rest) {
    while (!rest.empty() && (rest.front() == ' ' || rest.starts_with("\u00A0") || rest.starts_with("\u202F")))
        rest.remove_prefix(decode_at(rest, 0).bytes);
    static constexpr std::array<std::string_view, 8> kCurrencies{"₽", "$",   "€",  "руб",
                                                                 "Руб", "РУБ", "р.", "Р."};
    return std::any_of(kCurrencies.begin(), kCurrencies.end(),
                       [&](auto sign) { return rest.starts_with(sign); });
}

// How many words from `first` on make up one amount; 1: it is none.
std::size_t amount_length(std::string_view text, const std::vector<RawWord>& words, std::size_t first) {
    const auto head = piece_of(text, words[first].range);
    if (words[first].kind != TokenKind::number || head.size() > 3 || !is_digits(head)) return 1;
    std::size_t last = first;
    while (last + 1 < words.size() && words[last + 1].kind == TokenKind::number &&
           is_group_gap(piece_of(text, {words[last].range.end, words[last + 1].range.begin})) &&
           is_amount_group(piece_of(text, words[last + 1].range)))
        ++last;
    return last > first && begins_with_currency(text.substr(words[last].range.end)) ? last - first + 1 : 1;
}

void join_amounts(std::string_view text, std::vector<RawWord>& words) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < words.size();) {
        const auto length = amount_length(text, words, i);
        RawWord word = std::move(words[i]);
        if (length > 1) {
            word.parts.push_back(word.range);
            for (std::size_t k = i + 1; k < i + length; ++k) word.parts.push_back(words[k].range);
            word.range.end = word.parts.back().end;
            word.is_hyphenated = true;
        }
        words[kept++] = std::move(word);
        i += length;
    }
    words.resize(kept);
}

std::size_t ascii_space_after(std::string_view text, std::size_t at) {
    return std::min(text.find_first_of(" \t\n\v\f\r", at), text.size());
}

}  // namespace

struct Segmenter::Impl {
    std::unique_ptr<icu::BreakIterator> words;
    std::unique_ptr<icu::BreakIterator> sentences;
    std::vector<Piece> pieces;

    void ask_icu(std::string_view text, std::size_t begin, std::size_t end, std::vector<RawWord>& out);
};

Segmenter::Segmenter() : impl_(std::make_unique<Impl>()) {
    UErrorCode status = U_ZERO_ERROR;
    impl_->words.reset(icu::BreakIterator::createWordInstance(icu::Locale("ru"), status));
    impl_->sentences.reset(icu::BreakIterator::createSentenceInstance(icu::Locale("ru"), status));
}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

// The words of text[begin, end), which stands between white space. No rule of ICU's looks across that.
void Segmenter::Impl::ask_icu(std::string_view text, std::size_t begin, std::size_t end,
                              std::vector<RawWord>& out) {
    TextView view(text.substr(begin, end - begin));
    UErrorCode status = U_ZERO_ERROR;
    words->setText(&view.text, status);
    if (U_FAILURE(status)) return;
    pieces.clear();
    auto at = static_cast<std::size_t>(words->first());
    for (int32_t next = words->next(); next != icu::BreakIterator::DONE; next = words->next()) {
        const auto to = static_cast<std::size_t>(next);
        if (words->getRuleStatus() >= UBRK_WORD_NUMBER) {
            add_pieces(text, begin + at, begin + to, pieces);
        } else if (has_space(text.substr(begin + at, to - at))) {
            emit_chunk(text, pieces, out);
            pieces.clear();
        }
        at = to;
    }
    emit_chunk(text, pieces, out);
}

void Segmenter::words(std::string_view text, std::vector<RawWord>& out) {
    out.clear();
    for (std::size_t at = 0; at < text.size();) {
        at += plain_space(text, at);
        if (at == text.size()) break;
        std::size_t end = plain_chunk(text, at, impl_->pieces);
        if (end > 0) {
            emit_chunk(text, impl_->pieces, out);
        } else {
            end = ascii_space_after(text, at);
            impl_->ask_icu(text, at, end, out);
        }
        at = end;
    }
    join_amounts(text, out);
}

void Segmenter::words_by_icu(std::string_view text, std::vector<RawWord>& out) {
    out.clear();
    impl_->ask_icu(text, 0, text.size(), out);
    join_amounts(text, out);
}

std::vector<ByteRange> Segmenter::sentences(std::string_view text) {
    if (!text.empty() && is_one_sentence(text)) return {{0, text.size()}};
    return sentences_by_icu(text);
}

std::vector<ByteRange> Segmenter::sentences_by_icu(std::string_view text) {
    std::vector<ByteRange> out;
    TextView view(text);
    UErrorCode status = U_ZERO_ERROR;
    impl_->sentences->setText(&view.text, status);
    if (U_FAILURE(status)) return {{0, text.size()}};
    auto begin = static_cast<std::size_t>(impl_->sentences->first());
    for (int32_t next = impl_->sentences->next(); next != icu::BreakIterator::DONE;
         next = impl_->sentences->next()) {
        const auto end = static_cast<std::size_t>(next);
        if (end < text.size() && ends_with_abbreviation(text.substr(begin, end - begin))) continue;
        out.push_back({begin, end});
        begin = end;
    }
    return out;
}

}  // namespace kb
