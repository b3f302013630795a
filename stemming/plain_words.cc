// SPDX-License-Identifier: GPL-2.0-or-later
// A third of analysing a section went into asking ICU where words end, and nearly always it is where
// letters and digits end. Of its rules (UAX #29) little concerns Russian and English text:
//
//   letters and digits are never parted                 «1С», "wifi6"
//   a comma between digits parts nothing                «1,5»
//   a full stop, colon, apostrophe or «_» may stand
//   inside a word                                       but segment.cc cuts there anyway
//   every other ASCII sign, quotes, dashes, «…», «№»    part
//   white space parts, and no rule looks across it
//
// So a chunk between white space that holds nothing but these is cut here; one with anything else (a
// combining stress mark, a soft hyphen, an emoji, broken UTF-8) goes to ICU. Both must agree:
// segment_test.cc.
#include "stemming/plain_words.h"

#include <array>
#include <cstdint>

namespace kb {

namespace {

enum class Kind : std::uint8_t { letter, digit, comma, sign, space, for_icu };

struct Unit {
    Kind kind = Kind::for_icu;
    std::size_t bytes = 1;
};

constexpr std::array<Kind, 128> ascii_kinds() {
    std::array<Kind, 128> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
        kinds[c] = is_letter              ? Kind::letter
                   : c >= '0' && c <= '9' ? Kind::digit
                   : is_space             ? Kind::space
                   : c == ','             ? Kind::comma
                   : c > ' ' && c < 0x7F  ? Kind::sign
                                          : Kind::for_icu;
    }
    return kinds;
}

constexpr auto kAscii = ascii_kinds();

bool is_sign(unsigned second, unsigned third) {
    switch (second << 8 | third) {  // behind E2
        case 0x8093:                // en dash
        case 0x8094:                // em dash
        case 0x809C:                // quotes
        case 0x809D:
        case 0x809E:
        case 0x80A2:  // bullet
        case 0x80A6:  // «…»
        case 0x8496:  // «№»
        case 0x8692:  // →
            return true;
        default:
            return false;
    }
}

Unit unit_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return {kAscii[first], 1};
    const unsigned second = byte(1);
    if ((second & 0xC0U) != 0x80U) return {};
    // U+0400–U+045F: the letters of Cyrillic that living languages use.
    if (first == 0xD0 || (first == 0xD1 && second <= 0x9F)) return {Kind::letter, 2};
    if (first == 0xC2) {
        if (second == 0xA0) return {Kind::space, 2};
        if (second == 0xAB || second == 0xBB) return {Kind::sign, 2};
        return {};
    }
    if (first == 0xE2 && is_sign(second, byte(2))) return {Kind::sign, 3};
    return {};
}

bool is_digit_at(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

}  // namespace

std::size_t plain_space(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size()) {
        const Unit unit = unit_at(text, end);
        if (unit.kind != Kind::space) break;
        end += unit.bytes;
    }
    return end - at;
}

std::size_t plain_chunk(std::string_view text, std::size_t at, std::vector<Piece>& pieces) {
    pieces.clear();
    Piece piece{{at, at}};
    const auto cut = [&](std::size_t next) {
        if (piece.range.end > piece.range.begin) pieces.push_back(piece);
        piece = Piece{{next, next}};
    };
    while (at < text.size()) {
        const Unit unit = unit_at(text, at);
        const bool is_joint = unit.kind == Kind::comma && at > piece.range.begin &&
                              is_digit_at(text, at - 1) && is_digit_at(text, at + 1);
        if (unit.kind == Kind::for_icu) return 0;
        if (unit.kind == Kind::space) break;
        at += unit.bytes;
        if (unit.kind == Kind::letter || unit.kind == Kind::digit || is_joint) {
            piece.has_letter |= unit.kind == Kind::letter;
            piece.has_digit |= unit.kind == Kind::digit;
            piece.range.end = at;
        } else {
            cut(at);
        }
    }
    cut(at);
    return at;
}

}  // namespace kb
