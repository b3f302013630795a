// SPDX-License-Identifier: GPL-2.0-or-later
// Quotes, dashes, blanks beside signs. Looks at Russian prose only; code is already a sign of its own there.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/lint/subject.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

bool is_russian(char32_t c) {
    return (c >= U'а' && c <= U'я') || (c >= U'А' && c <= U'Я') || c == U'ё' || c == U'Ё';
}
bool is_small(char32_t c) { return (c >= U'а' && c <= U'я') || c == U'ё'; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// A block as code points, each with its byte.
struct Letters {
    explicit Letters(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const CodePoint point = decode_at(text, at);
            values.push_back(point.value);
            bytes.push_back(at);
            at += point.bytes;
        }
    }
    // U+0000 outside the block.
    char32_t at(std::ptrdiff_t index) const {
        return index < 0 || index >= std::ssize(values) ? U'\0' : values[static_cast<std::size_t>(index)];
    }

    std::vector<char32_t> values;
    std::vector<std::size_t> bytes;
};

void find_straight_quotes(const Subject& subject, const ProseBlock& block, const Letters& letters) {
    std::ptrdiff_t open = -1;
    bool has_russian = false;
    for (std::ptrdiff_t i = 0; i < std::ssize(letters.values); ++i) {
        has_russian |= is_russian(letters.at(i));
        if (letters.at(i) != U'"') continue;
        if (open < 0) {
            const bool is_closing =
                letters.at(i + 1) == U' ' || letters.at(i + 1) == U'\0';  // «15" »: inches
            open = is_closing ? -1 : i;
            has_russian = false;
            continue;
        }
        if (has_russian) {
            const std::size_t begin = letters.bytes[static_cast<std::size_t>(open)];
            const std::size_t end = letters.bytes[static_cast<std::size_t>(i)] + 1;
            const std::string inside = block.text.substr(begin + 1, end - begin - 2);
            subject.report("straight-quotes", block, begin,
                           fmt::format("Прямые кавычки: \"{}\".", first_code_points(inside, 40)),
                           fmt::format("Замените на «{}».", first_code_points(inside, 40)));
        }
        open = -1;
    }
}

// Between numbers a lone hyphen may be a minus.
void find_hyphens(const Subject& subject, const ProseBlock& block, const Letters& letters) {
    for (std::ptrdiff_t i = 2; i + 2 < std::ssize(letters.values); ++i) {
        if (letters.at(i) != U'-' || letters.at(i - 1) != U' ' || letters.at(i + 1) != U' ') continue;
        const char before = subject.prose.sign_before(block, letters.bytes[static_cast<std::size_t>(i)]);
        if (before != ' ' && before != '\n') continue;  // «**-**»: the sign itself is meant
        const bool is_minus = is_digit(letters.at(i - 2)) && is_digit(letters.at(i + 2));
        const bool is_russian_near = is_russian(letters.at(i - 2)) || is_russian(letters.at(i + 2));
        if (is_minus || !is_russian_near) continue;
        subject.report("hyphen-for-dash", block, letters.bytes[static_cast<std::size_t>(i)],
                       "Дефис вместо тире.");
    }
}

void find_blanks(const Subject& subject, const ProseBlock& block, const Letters& letters) {
    for (std::ptrdiff_t i = 1; i + 1 < std::ssize(letters.values); ++i) {
        const char32_t c = letters.at(i);
        const std::size_t byte = letters.bytes[static_cast<std::size_t>(i)];
        if (c == U' ' && is_russian(letters.at(i - 1)) &&
            std::u32string_view(U",;").find(letters.at(i + 1)) != std::u32string_view::npos) {
            subject.report(
                "stray-space", block, byte,
                fmt::format("Лишний пробел перед «{}».", to_utf8(std::u32string(1, letters.at(i + 1)))));
        }
        if (c == U',' && is_russian(letters.at(i - 1)) && is_russian(letters.at(i + 1))) {
            subject.report("missing-space", block, byte, "Нет пробела после запятой.");
        }
        if (c == U'.' && is_small(letters.at(i - 1)) && is_small(letters.at(i - 2)) &&
            is_russian(letters.at(i + 1)) && !is_small(letters.at(i + 1)) && is_small(letters.at(i + 2))) {
            subject.report("missing-space", block, byte, "Нет пробела после точки.");
        }
    }
}

bool is_unit(std::string_view word) {
    constexpr std::array<std::string_view, 34> kUnits = {
        "кб",  "мб",   "гб",     "тб",    "мбит",      "гбит",   "кбит",   "мин",   "сек",
        "с",   "ч",    "г",      "кг",    "м",         "см",     "мм",     "км",    "руб",
        "₽", "дней", "дня",    "день",  "часов",     "часа",   "час",    "минут", "минуты",
        "лет", "года", "рублей", "рубля", "процентов", "секунд", "секунды"};
    return std::find(kUnits.begin(), kUnits.end(), word) != kUnits.end();
}

// Told once for an article: a writer mends them all at one go.
void find_breaking_blanks(const Subject& subject, const std::vector<BlockWords>& blocks) {
    int count = 0;
    const BlockWords* first_block = nullptr;
    std::size_t first = 0;
    for (const BlockWords& block : blocks) {
        for (std::size_t at = 0; at + 1 < block.words.size(); ++at) {
            if (block.words[at].kind != TokenKind::number || block.between(at) != " ") continue;
            if (!is_unit(block.words[at + 1].info->folded)) continue;
            if (count++ > 0) continue;
            first_block = &block;
            first = at;
        }
    }
    if (count == 0) return;
    const Word& number = first_block->words[first];
    subject.report(
        "no-break-space", *first_block->block, number.range.begin,
        fmt::format("Число может оторваться от единицы: «{} {}» (таких мест: {}).", first_block->text(number),
                    first_block->text(first_block->words[first + 1]), count));
}

void find_capital_you(const Subject& subject, const BlockWords& block) {
    constexpr std::array<std::string_view, 18> kForms = {
        "вы",    "вас",    "вам",   "вами",  "ваш",    "ваша",  "ваше", "ваши",  "вашего",
        "вашей", "вашему", "вашем", "вашим", "вашими", "ваших", "вашу", "вашею", "вашею"};
    const std::string& wanted = subject.context.settings.you;
    for (const Sentence& sentence : block.sentences) {
        for (std::size_t at = sentence.first_word + 1; at < sentence.end_word; ++at) {
            const WordInfo& info = *block.words[at].info;
            if (std::find(kForms.begin(), kForms.end(), info.folded) == kForms.end()) continue;
            const std::string_view before = block.between(at - 1);
            const bool is_inside = before == " " || before == ", " || before == "\u00A0";
            if (!is_inside || info.has_inner_capital || info.is_capital == (wanted == "upper")) continue;
            const char sign = subject.prose.sign_before(*block.block, block.words[at].range.begin);
            if (std::string_view("*_[").find(sign) != std::string_view::npos)
                continue;  // a title begins here
            const char* how = info.is_capital ? "с маленькой буквы" : "с большой буквы";
            subject.report("capital-you", *block.block, block.words[at].range.begin,
                           fmt::format("«{}» внутри предложения.", block.text(block.words[at])),
                           fmt::format("Напишите {}.", how));
        }
    }
}

}  // namespace

void find_typography(const Subject& subject, const std::vector<BlockWords>& blocks) {
    const bool is_letter_to_one = subject.article.type == ArticleType::template_;
    for (const BlockWords& block : blocks) {
        const Letters letters(block.block->text);
        find_straight_quotes(subject, *block.block, letters);
        find_hyphens(subject, *block.block, letters);
        find_blanks(subject, *block.block, letters);
        if (!is_letter_to_one && subject.context.settings.you != "any") find_capital_you(subject, block);
    }
    if (subject.findings.wants("no-break-space")) find_breaking_blanks(subject, blocks);
}

}  // namespace kb
