// SPDX-License-Identifier: GPL-2.0-or-later
// A word is right when hunspell knows it, or its stem is the stem of one of the own words («роутерами» by
// «роутер»), or all its parts joined by hyphens are right. Names cannot be told from slips, so no word with a
// capital letter is judged; nor are words of two letters and words with digits or Latin letters.
#include "indexer/lint/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <set>
#include <unordered_map>

#include "indexer/lint/subject.h"
#include "indexer/lint/support_words.h"
#include "stemming/normalize.h"
#include "stemming/stemmer.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr const char* kAffixes = "/usr/share/hunspell/ru_RU.aff";
constexpr const char* kWords = "/usr/share/hunspell/ru_RU.dic";
constexpr std::size_t kMaxRemembered = 200'000;
constexpr std::size_t kMaxWordBytes = 120;  // longer ones are no words

// Live prefixes, which no dictionary can list with every word.
constexpr std::array kPrefixes = std::to_array<std::string_view>({
    "авиа", "авто",  "аудио",  "веб", "видео", "гео",    "гипер", "кибер", "медиа", "меж",     "микро",
    "мини", "много", "мульти", "не",  "недо",  "онлайн", "пере",  "полно", "после", "пред",    "псевдо",
    "само", "сверх", "смарт",  "со",  "суб",   "супер",  "теле",  "фото",  "чат",   "электро",
});
constexpr std::size_t kShortestRest = 4 * 2;  // four letters

bool is_judged(const Word& word) {
    const WordInfo& info = *word.info;
    return word.kind == TokenKind::word && !word.is_slot && info.is_cyrillic && !info.is_capital &&
           !info.has_inner_capital && info.syllables > 0 && info.folded.size() > 2 * 2 &&
           info.folded.size() <= kMaxWordBytes;
}

}  // namespace

OwnWords::OwnWords() {
    for (std::string_view words = support_words(); !words.empty();) {
        const std::size_t end = std::min(words.find(' '), words.size());
        add_word(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

// «мегабит» loses its «ит», which looks like a verb's ending, «мегабитах» does not; «кэшируют» has another
// stem than «кэшировать».
void OwnWords::add_word(std::string_view word) {
    constexpr std::string_view kVerb = "овать";
    Stemmer stemmer;
    const std::string folded = fold_word(word);
    stems_.insert(stemmer.stem(folded));
    if (folded.ends_with("т") || folded.ends_with("л")) stems_.insert(stemmer.stem(folded + "а"));
    if (!folded.ends_with(kVerb)) return;
    const std::string root = folded.substr(0, folded.size() - kVerb.size());
    for (const char* ending : {"ует", "уют", "уем", "уйте", "ующий"})
        stems_.insert(stemmer.stem(root + ending));
}

void OwnWords::add(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        std::string_view line = bytes.substr(0, std::min(end, bytes.find('#')));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t'))
            line.remove_suffix(1);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (!line.empty() && line.size() <= kMaxWordBytes) add_word(line);
    }
}

struct SpellingDictionary::Impl {
    std::unique_ptr<Hunspell> hunspell;
    Stemmer stemmer;
    std::unordered_map<std::string, bool> remembered;

    bool knows_whole(const std::string& word, const OwnWords* own) {
        if (hunspell->spell(word)) return true;
        return own != nullptr && own->contains(stemmer.stem(fold_word(word)));
    }
    // «переподключитесь» by «подключитесь», «видеозвонок» by «звонок», «списаний» by «списание».
    bool knows_piece(const std::string& word, const OwnWords* own) {
        if (knows_whole(word, own)) return true;
        if (word.ends_with("ний") && knows_whole(word.substr(0, word.size() - 2) + "е", own)) return true;
        for (const std::string_view prefix : kPrefixes) {
            if (!word.starts_with(prefix) || word.size() < prefix.size() + kShortestRest) continue;
            if (knows_whole(word.substr(prefix.size()), own)) return true;
        }
        return false;
    }
    bool knows_parts(std::string_view word, const OwnWords* own) {
        if (word.find('-') == std::string_view::npos) return false;
        while (!word.empty()) {
            const std::size_t end = std::min(word.find('-'), word.size());
            const std::string part(word.substr(0, end));
            if (part.size() > 2 * 2 && !knows_piece(part, own)) return false;
            word.remove_prefix(std::min(end + 1, word.size()));
        }
        return true;
    }
};

SpellingDictionary::SpellingDictionary() : impl_(std::make_unique<Impl>()) {
    std::error_code error;
    if (std::filesystem::exists(kAffixes, error) && std::filesystem::exists(kWords, error))
        impl_->hunspell = std::make_unique<Hunspell>(kAffixes, kWords);
}

SpellingDictionary::~SpellingDictionary() = default;
SpellingDictionary::SpellingDictionary(SpellingDictionary&&) noexcept = default;

bool SpellingDictionary::is_installed() const { return impl_->hunspell != nullptr; }

bool SpellingDictionary::knows(std::string_view word, const OwnWords* own) {
    if (!is_installed()) return true;
    const std::string text(word);
    if (const auto found = impl_->remembered.find(text); found != impl_->remembered.end())
        return found->second;
    if (impl_->remembered.size() > kMaxRemembered) impl_->remembered.clear();
    const bool is_known = impl_->knows_piece(text, own) || impl_->knows_parts(text, own);
    impl_->remembered.emplace(text, is_known);
    return is_known;
}

std::vector<std::string> SpellingDictionary::suggestions(std::string_view word) {
    if (!is_installed() || word.size() > kMaxWordBytes) return {};
    std::vector<std::string> found = impl_->hunspell->suggest(std::string(word));
    if (found.size() > 5) found.resize(5);
    return found;
}

std::vector<std::string> find_misspelt(const Subject& subject, const std::vector<BlockWords>& blocks,
                                       SpellingDictionary& dictionary) {
    std::vector<std::string> unknown;
    std::set<std::string_view> seen;
    for (const BlockWords& block : blocks) {
        for (const Word& word : block.words) {
            if (!is_judged(word) || dictionary.knows(word.info->lower, subject.context.own_words)) continue;
            if (!seen.insert(word.info->lower).second) continue;
            unknown.push_back(word.info->lower);
            subject.report("spelling", *block.block, word.range.begin,
                           fmt::format("Слова «{}» нет в словаре.", block.text(word)));
        }
    }
    return unknown;
}

}  // namespace kb
