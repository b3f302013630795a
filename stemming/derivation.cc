// SPDX-License-Identifier: GPL-2.0-or-later
// Articles name things by nouns («Восстановление пароля»), people ask by verbs
// («восстановить пароль»). Snowball strips inflection only, so «восстановлен» and
// «восстанов» stay apart. The derived form strips one derivational suffix more
// and undoes the alternations that Russian word formation brings:
//
//   подтверждение → подтвержден → -ен → подтвержд → жд→д → подтверд
//   подтвердить   →                                          подтверд
//   ссылок        → fleeting о before к → ссылк;  ссылка → ссылк
//   сбрасывать    → сбрасыва → -ыва → сбрас → а→о → сброс;  сброс
//
// Steps: irregular words by table; a prefix with a root that alternates, by
// families (root_families); fleeting vowel; one suffix (longest first, a root must
// remain); final vowel; alternation of the root's end. A family may be met after
// any step. Prefixes are never stripped by rule («вход» is not «выход»).
//
// A suffix is stripped only where the ending says that it is one: «сохранить» ends
// as a verb, so its «ан» is the root's, while that of «списание» is not. «-к» makes nouns
// of prefixed verbs («от-прав-к-а»); in «кнопка» and «планка» it is the root's.
//
// It costs some table look-ups and suffix comparisons a word, cached by the
// analyzer. It errs towards joining («пометить» and «пометка», but also «сегмент» and
// «сегментация»), so the voice is weighed below the stem's.
#include "stemming/derivation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "stemming/root_families.h"
#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kShortest = 3;  // letters that must remain of a root

using Text = std::u32string_view;

struct Change {
    Text from, to;
};

bool is_vowel(char32_t c) { return Text(U"аеиоуыэюя").find(c) != Text::npos; }

bool strip_suffix(std::u32string& word, Text suffix, std::size_t remain) {
    if (word.size() < suffix.size() + remain || !word.ends_with(suffix)) return false;
    word.erase(word.size() - suffix.size());
    return true;
}

// The first change whose left side the word ends with, a letter or more before it.
template <std::size_t size>
bool change_end(std::u32string& word, const std::array<Change, size>& changes) {
    for (const auto& [from, to] : changes) {
        if (word.size() <= from.size() || !word.ends_with(from)) continue;
        word.replace(word.size() - from.size(), from.size(), to);
        return true;
    }
    return false;
}

// Longest first within what can compete: verb stems in -ирова/-ова/-ива and their nouns in
// -ирован/-ован/-иван, -аци.
constexpr std::array<Text, 26> kSuffixes{
    U"ификац", U"ифицирова", U"ированн", U"ирован", U"ировк", U"ирова", U"изаци", U"ованн", U"ивани",
    U"ывани",  U"ирующ",     U"ован",    U"ова",    U"яци",   U"аци",   U"нут",   U"нул",   U"ител",
    U"ев",     U"ир",        U"яц",      U"ац",     U"ну",    U"ова",   U"евани", U"ифицир"};
// Imperfective verbs: the root before may have changed its vowel.
constexpr std::array<Text, 7> kImperfective{U"иванн", U"ыванн", U"иван", U"ыван", U"ива", U"ыва", U"ева"};
// Participles and nouns in -ние; a root may end so, too.
constexpr std::array<Text, 6> kNominal{U"енн", U"анн", U"янн", U"ен", U"ан", U"ян"};

constexpr std::array kImperfectiveVowel{
    Change{U"рабат", U"работ"},    Change{U"сматр", U"смотр"},  Change{U"брас", U"брос"},
    Change{U"станавл", U"станов"}, Change{U"готавл", U"готов"}, Change{U"канч", U"конч"},
    Change{U"капл", U"коп"},       Change{U"мораж", U"мороз"},  Change{U"говар", U"говор"},
    Change{U"спраш", U"спрос"},    Change{U"сва", U"сво"},      Change{U"пазд", U"позд"},
    Change{U"карач", U"корот"},    Change{U"тач", U"точ"},      Change{U"спар", U"спор"},
    Change{U"лам", U"лом"},        Change{U"лавл", U"лов"},     Change{U"праш", U"прос"},
    Change{U"скак", U"скоч"},      Change{U"талк", U"толк"},    Change{U"зван", U"звон"},
    Change{U"пака", U"поко"},      Change{U"карм", U"корм"},    Change{U"канчи", U"конч"}};

// щ is ст or, in words from Church Slavonic, т; ж is г, д or з. Which, the root tells.
constexpr std::array kRootEnds{
    Change{U"ращ", U"рат"},     Change{U"щищ", U"щит"},   Change{U"сещ", U"сет"},
    Change{U"прещ", U"прет"},   Change{U"свещ", U"свет"}, Change{U"свящ", U"свят"},
    Change{U"мущ", U"мут"},     Change{U"лощ", U"лот"},   Change{U"хищ", U"хит"},
    Change{U"сыщ", U"сыт"},     Change{U"гащ", U"гат"},   Change{U"тащ", U"таск"},
    Change{U"щ", U"ст"},        Change{U"раж", U"раз"},   Change{U"ниж", U"низ"},
    Change{U"ближ", U"близ"},   Change{U"груж", U"груз"}, Change{U"мораж", U"мороз"},
    Change{U"морож", U"мороз"}, Change{U"рмож", U"рмоз"}, Change{U"ряж", U"ряд"},
    Change{U"саж", U"сад"},     Change{U"лаж", U"лад"},   Change{U"глаж", U"глад"},
    Change{U"грож", U"гроз"},   Change{U"движ", U"двиг"}, Change{U"беж", U"бег"},
    Change{U"езж", U"езд"},     Change{U"хож", U"ход"},   Change{U"вож", U"вод"},
    Change{U"жд", U"д"},        Change{U"вл", U"в"},      Change{U"бл", U"б"},
    Change{U"пл", U"п"},        Change{U"мл", U"м"},      Change{U"фл", U"ф"},
    Change{U"ч", U"т"},         Change{U"ш", U"с"}};

// «заявок» → «заявк», «настроек» → «настройк», «владелец» → «владелц» as in «владельца».
void drop_fleeting_vowel(std::u32string& word) {
    const std::size_t n = word.size();
    if (n < 4) return;
    const bool before_k = n > 4 && word[n - 1] == U'к' && (word[n - 2] == U'о' || word[n - 2] == U'е');
    const bool before_ts = word[n - 1] == U'ц' && word[n - 2] == U'е';
    if (before_k || before_ts) {
        if (is_vowel(word[n - 3]))
            word[n - 2] = U'й';
        else
            word.erase(n - 2, 1);
    }
    const std::size_t last = word.size() - 1;
    if ((word[last] == U'ц' || before_k) && word[last - 1] == U'ь') word.erase(last - 1, 1);
}

// What Snowball took from the word, «ся» left aside.
Text ending_of(Text word, Text stem) {
    if (!word.starts_with(stem)) return {};
    auto ending = word.substr(stem.size());
    if (ending.ends_with(U"ся") || ending.ends_with(U"сь")) ending.remove_suffix(2);
    return ending;
}

// Of a verb in -ить: before it stands the root.
bool is_verb_ending(Text ending) {
    static constexpr std::array<Text, 14> kEndings{U"ить", U"ил", U"ила", U"ило", U"или", U"ите", U"ишь",
                                                   U"ит",  U"им", U"ят",  U"ив",  U"ивш", U"ю",   U"ьте"};
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

// «отправк» is made of a verb and «чистк» too; «кнопк» is not.
bool strip_noun_k(std::u32string& word) {
    static constexpr std::array<Text, 6> kBare{U"чистк", U"стройк", U"резк", U"плавк", U"стирк", U"смазк"};
    if (word.size() < 5 || word.back() != U'к' || is_vowel(word[word.size() - 2])) return false;
    if (!has_verb_prefix(word) && std::find(kBare.begin(), kBare.end(), word) == kBare.end()) return false;
    word.pop_back();
    return true;
}

std::optional<std::u32string> known_root(Text stem) {
    auto root = irregular_root(stem);
    return root ? root : root_family(stem);
}

// One derivational suffix; the name of the root when that is known under way.
std::optional<std::u32string> strip_derivation(std::u32string& word, bool keep_root) {
    for (const Text suffix : {U"дава", U"знава", U"става"})
        if (word.size() > suffix.size() && word.ends_with(suffix)) word.resize(word.size() - 2);
    for (const Text suffix : {U"анн", U"ан", U"ни"}) {
        auto shorter = word;
        if (!strip_suffix(shorter, suffix, kShortest)) continue;
        if (auto root = root_family(shorter)) return root;
    }
    for (const Text suffix : kImperfective) {
        if (!strip_suffix(word, suffix, kShortest + 1)) continue;
        change_end(word, kImperfectiveVowel);
        return root_family(word);
    }
    for (const Text suffix : {U"ованн", U"ован", U"ова", U"овк"}) {
        auto shorter = word;
        if (!strip_suffix(shorter, suffix, kShortest)) continue;
        if (auto root = known_root(shorter)) return root;
    }
    for (const Text suffix : kSuffixes) {
        if (!strip_suffix(word, suffix, suffix == U"ител" ? kShortest + 2 : kShortest + 1)) continue;
        if (suffix.starts_with(U"ифи")) word += U"ифик";
        return root_family(word);
    }
    if (!keep_root && !word.ends_with(U"ственн"))
        for (const Text suffix : kNominal)
            if (strip_suffix(word, suffix, kShortest + 1)) return root_family(word);
    strip_noun_k(word);
    return root_family(word);
}

std::u32string derive(std::u32string word, bool keep_root) {
    drop_fleeting_vowel(word);
    if (auto root = known_root(word)) return *root;
    if (auto root = strip_derivation(word, keep_root)) return *root;
    while (word.size() > kShortest && (is_vowel(word.back()) || word.back() == U'й' || word.back() == U'ь'))
        word.pop_back();
    if (auto root = root_family(word)) return *root;
    if (word.size() > kShortest + 1 || (word.size() > kShortest && word.back() != U'л'))
        change_end(word, kRootEnds);
    strip_suffix(word, U"ов", kShortest + 1);
    if (auto root = root_family(word)) return *root;
    return word;
}

// What to begin from where Snowball left three letters or fewer: «замена» → «зам» has lost its root, «носит»
// → «нос» has not.
std::u32string longer_stem(const std::u32string& word, const std::u32string& stem) {
    const auto ending = ending_of(word, stem);
    if (ending.starts_with(U"ен")) return stem + U"ен";
    return word.size() < stem.size() + 2 || is_verb_ending(ending) ? stem : word;
}

// As the word stands, and as Snowball leaves it; «пришла» is «пришел», «пришлите» is not.
std::optional<std::u32string> root_of_forms(const std::u32string& word, const std::u32string& stem) {
    const auto ending = ending_of(word, stem);
    if (stem.ends_with(U"шл") && (ending == U"а" || ending == U"о" || ending == U"и"))
        if (auto root = known_root(stem.substr(0, stem.size() - 1) + U"ел")) return root;
    auto root = known_root(word);
    return root ? root : known_root(stem);
}

}  // namespace

std::string derived_form(std::string_view word, std::string_view stem) {
    const auto short_form = to_utf32(stem);
    if (script_of(short_form) != Script::cyrillic) return std::string(stem);
    const auto long_form = to_utf32(word);
    if (is_thing(long_form, short_form)) return std::string(stem);
    if (const auto name = noun_name(long_form, short_form)) return to_utf8(*name);
    if (const auto root = root_of_forms(long_form, short_form))
        return to_utf8(reflexive_root(*root, long_form));
    const auto base = short_form.size() > kShortest ? short_form : longer_stem(long_form, short_form);
    if (base.size() <= kShortest) return to_utf8(base);
    const bool keep_root = is_verb_ending(ending_of(long_form, base));
    return to_utf8(reflexive_root(derive(base, keep_root), long_form));
}

}  // namespace kb
