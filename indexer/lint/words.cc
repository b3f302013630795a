// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/words.h"

#include <algorithm>

#include "indexer/lint/phrases.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxKnownWords = 50'000;  // some 10 MB

bool is_russian_letter(char32_t c) {
    return (c >= U'а' && c <= U'я') || (c >= U'А' && c <= U'Я') || c == U'ё' || c == U'Ё';
}
bool is_latin_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// Letters that look the same in both alphabets.
constexpr std::u32string_view kLatinLooks = U"ABCEHKMOPTXaceopx";
constexpr std::u32string_view kRussianLooks = U"АВСЕНКМОРТХасеорх";

bool is_vowel(char32_t c) { return std::u32string_view(U"аеёиоуыэюя").find(c) != std::u32string_view::npos; }

// Whether the letters of one alphabet in a word all look like letters of the other: «сeть» with a Latin e. A
// capital after small letters is a name of its own: «данныеX».
bool has_mixed_part(std::u32string_view part) {
    const auto only = [&](bool (*is_letter)(char32_t), std::u32string_view alike) {
        return std::all_of(part.begin(), part.end(), [&](char32_t c) {
            return !is_letter(c) || alike.find(c) != std::u32string_view::npos;
        });
    };
    const bool has_both = std::any_of(part.begin(), part.end(), is_russian_letter) &&
                          std::any_of(part.begin(), part.end(), is_latin_letter);
    if (!has_both) return false;
    const auto is_capital = [](char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я'); };
    if (is_capital(part.back()) && !is_capital(part[part.size() - 2])) return false;
    return only(is_latin_letter, kLatinLooks) || only(is_russian_letter, kRussianLooks);
}

bool has_mixed_letters(std::u32string_view word) {
    while (!word.empty()) {
        const std::size_t end = std::min(word.find_first_of(U"-\u2010\u2011"), word.size());
        if (has_mixed_part(word.substr(0, end))) return true;
        word.remove_prefix(std::min(end + 1, word.size()));
    }
    return false;
}

// [begin, end) of everything between «{» and «}».
std::vector<ByteRange> slots_of(std::string_view text) {
    std::vector<ByteRange> slots;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        slots.push_back({open, close});
        open = close;
    }
    return slots;
}

// [begin, end) of everything between the outermost «…».
std::vector<ByteRange> quotes_of(std::string_view text) {
    constexpr std::string_view kOpen = "«";
    constexpr std::string_view kClose = "»";
    std::vector<ByteRange> quotes;
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with(kOpen) && depth++ == 0) quotes.push_back({at, text.size()});
        if (depth > 0 && text.substr(at).starts_with(kClose) && --depth == 0) quotes.back().end = at;
    }
    return quotes;
}

// Whether a new line of the source begins at this word, with a capital: a list without its signs.
bool begins_line(const BlockWords& block, std::size_t word) {
    if (word == 0 || !block.words[word].info->is_capital) return false;
    const std::size_t begin = block.words[word - 1].range.end;
    const auto& breaks = block.block->breaks;
    const auto next = std::lower_bound(breaks.begin(), breaks.end(), begin);
    return next != breaks.end() && *next < block.words[word].range.begin;
}

void add_sentences(const std::vector<ByteRange>& ranges, BlockWords& block) {
    std::size_t word = 0;
    for (const ByteRange& range : ranges) {
        Sentence sentence{range, word, word};
        for (; word < block.words.size() && block.words[word].range.begin < range.end; ++word) {
            if (word == sentence.first_word || !begins_line(block, word)) continue;
            sentence.end_word = word;
            block.sentences.push_back(sentence);
            sentence.first_word = word;
        }
        sentence.end_word = word;
        if (sentence.end_word > sentence.first_word) block.sentences.push_back(sentence);
    }
}

}  // namespace

std::string_view BlockWords::between(std::size_t word) const {
    const std::size_t begin = words[word].range.end;
    const std::size_t end = word + 1 < words.size() ? words[word + 1].range.begin : block->text.size();
    return std::string_view(block->text).substr(begin, std::max(begin, end) - begin);
}

const WordInfo* WordReader::info_of(std::string_view word) {
    const bool has_digit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto& held = (has_digit ? passing_ : known_)[std::string(word)];
    if (held) return held.get();
    held = std::make_unique<WordInfo>();
    WordInfo& info = *held;
    const std::u32string letters = to_utf32(word);
    const auto is_cyrillic = [](char32_t c) { return is_russian_letter(c) || c == U'-'; };
    const auto is_upper = [](char32_t c) {
        return (c >= U'А' && c <= U'Я') || c == U'Ё' || (c >= U'A' && c <= U'Z');
    };
    info.is_cyrillic = std::all_of(letters.begin(), letters.end(), is_cyrillic);
    info.is_mixed = has_mixed_letters(letters);
    info.is_capital = !letters.empty() && is_upper(letters.front());
    info.has_inner_capital = letters.size() > 1 && std::any_of(letters.begin() + 1, letters.end(), is_upper);
    info.lower = lower(word);
    std::u32string folded = to_utf32(info.lower);
    if (info.is_cyrillic)
        info.syllables = static_cast<int>(std::count_if(folded.begin(), folded.end(), is_vowel));
    std::replace(folded.begin(), folded.end(), U'ё', U'е');
    info.folded = to_utf8(folded);
    if (info.is_cyrillic) info.phrases = phrases_beginning_with(info.folded);
    return &info;
}

std::vector<BlockWords> WordReader::read(const Prose& prose) {
    if (known_.size() > kMaxKnownWords) known_.clear();
    passing_.clear();
    std::vector<BlockWords> blocks;
    blocks.reserve(prose.blocks.size());
    for (const ProseBlock& block : prose.blocks) {
        BlockWords found;
        found.block = &block;
        segmenter_.words(block.text, raw_);
        const std::vector<ByteRange> slots = slots_of(block.text);
        const std::vector<ByteRange> quotes = quotes_of(block.text);
        for (const RawWord& raw : raw_) {
            const auto holds = [&](const ByteRange& range) {
                return raw.range.begin > range.begin && raw.range.end <= range.end;
            };
            const std::string_view text =
                std::string_view(block.text).substr(raw.range.begin, raw.range.end - raw.range.begin);
            found.words.push_back({raw.range, info_of(text), raw.kind,
                                   std::any_of(slots.begin(), slots.end(), holds),
                                   std::any_of(quotes.begin(), quotes.end(), holds)});
        }
        add_sentences(segmenter_.sentences(block.text), found);
        blocks.push_back(std::move(found));
    }
    return blocks;
}

bool WordReader::is_russian(const std::vector<BlockWords>& blocks) {
    std::size_t russian = 0;
    std::size_t all = 0;
    for (const BlockWords& block : blocks) {
        for (const Word& word : block.words) {
            ++all;
            russian += word.info->is_cyrillic ? 1 : 0;
        }
    }
    return russian * 2 > all;
}

}  // namespace kb
