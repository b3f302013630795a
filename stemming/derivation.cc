// SPDX-License-Identifier: GPL-2.0-or-later
// Articles name things by nouns («Восстановление пароля»), people ask by verbs
// («восстановить пароль»). Snowball strips inflection only, so «восстановлен» and
// «восстанов» stay apart. The derived form strips one derivational suffix more
// and undoes the alternations of consonants that Russian word formation brings:
//
//   подтверждение → подтвержден → -ен → подтвержд → жд→д → подтверд
//   подтвердить   →                                          подтверд
//   ссылок        → ссылок  → fleeting о before к → ссылк;  ссылка → ссылк
//
// Steps: irregular words by table; participles and past tense; verb and noun
// suffixes (longest first, at least three letters must remain); final vowel;
// fleeting vowel; alternation of the last consonant. Prefixes are never
// stripped by rule («вход» is not «выход»); perfective verbs whose noun has no
// prefix («заблокировать» – «блокировка») stand in the table by their root.
//
// It costs one table look-up and a few suffix comparisons a word, cached by the
// analyzer. It errs towards joining: «право» and «правка» meet in «прав», so the
// voice is weighed below the stem's.
#include "stemming/derivation.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kShortest = 3;  // letters that must remain of a root

using Text = std::u32string_view;

bool is_vowel(char32_t c) { return Text(U"аеиоуыэюя").find(c) != Text::npos; }

bool strip_suffix(std::u32string& word, Text suffix, std::size_t remain) {
    if (word.size() < suffix.size() + remain || !word.ends_with(suffix)) return false;
    word.erase(word.size() - suffix.size());
    return true;
}

struct Root {
    Text stem, root;
};

// Roots of words whose forms have nothing regular in common.
// clang-format off
constexpr Root kIrregularRoots[]{
    {U"вход", U"вход"}, {U"войт", U"вход"}, {U"вошел", U"вход"}, {U"вошл", U"вход"},
    {U"войд", U"вход"}, {U"вхож", U"вход"}, {U"заход", U"вход"}, {U"зайт", U"вход"},
    {U"зайд", U"вход"}, {U"зашел", U"вход"}, {U"зашл", U"вход"}, {U"захож", U"вход"},
    {U"залогин", U"логин"}, {U"выход", U"выход"}, {U"выйт", U"выход"}, {U"вышел", U"выход"},
    {U"вышл", U"выход"}, {U"выйд", U"выход"}, {U"выхож", U"выход"}, {U"приход", U"приход"},
    {U"прийт", U"приход"}, {U"пришел", U"приход"}, {U"пришл", U"приход"}, {U"прид", U"приход"},
    {U"переход", U"переход"}, {U"перейт", U"переход"}, {U"перешел", U"переход"},
    {U"перешл", U"переход"}, {U"перейд", U"переход"}, {U"возврат", U"возврат"}, {U"верн", U"возврат"},
    {U"вернул", U"возврат"}, {U"возвраща", U"возврат"}, {U"возвращен", U"возврат"},
    {U"вернут", U"возврат"}, {U"покупк", U"куп"}, {U"покупок", U"куп"}, {U"покупа", U"куп"},
    {U"куп", U"куп"}, {U"купл", U"куп"}, {U"куплен", U"куп"}, {U"регистрац", U"регистр"},
    {U"зарегистрирова", U"регистр"}, {U"зарегистрир", U"регистр"}, {U"зарегистрирован", U"регистр"},
    {U"регистрирова", U"регистр"}, {U"регистрир", U"регистр"}, {U"блокировк", U"блок"},
    {U"заблокирова", U"блок"}, {U"заблокирован", U"блок"}, {U"заблокир", U"блок"},
    {U"блокирова", U"блок"}, {U"блокир", U"блок"}, {U"печат", U"печат"}, {U"распечата", U"печат"},
    {U"распечатк", U"печат"}, {U"напечата", U"печат"}, {U"ремонт", U"ремонт"},
    {U"отремонтирова", U"ремонт"}, {U"ремонтирова", U"ремонт"}, {U"перенест", U"перенос"},
    {U"перенес", U"перенос"}, {U"перенесен", U"перенос"}, {U"перенос", U"перенос"},
    {U"перевест", U"перевод"}, {U"перевед", U"перевод"}, {U"перевел", U"перевод"},
    {U"переведен", U"перевод"}, {U"перевож", U"перевод"}, {U"вывест", U"вывод"}, {U"вывед", U"вывод"},
    {U"вывел", U"вывод"}, {U"выведен", U"вывод"}, {U"вывож", U"вывод"}, {U"ввест", U"ввод"},
    {U"введ", U"ввод"}, {U"ввел", U"ввод"}, {U"введен", U"ввод"}, {U"ввож", U"ввод"},
    {U"найт", U"наход"}, {U"найд", U"наход"}, {U"нашел", U"наход"}, {U"нашл", U"наход"},
    {U"найден", U"наход"}, {U"нахож", U"наход"}, {U"окон", U"окн"}, {U"окн", U"окн"},
    {U"чисел", U"числ"}, {U"числ", U"числ"}, {U"денег", U"деньг"}, {U"деньг", U"деньг"},
    {U"дня", U"день"}, {U"день", U"день"}, {U"ден", U"день"}, {U"дне", U"день"}, {U"печа", U"печат"},
    {U"может", U"мог"}, {U"хоч", U"хот"}, {U"хот", U"хот"}, {U"могут", U"мог"}, {U"дней", U"день"},
    {U"дни", U"день"}, {U"дню", U"день"}, {U"днем", U"день"}, {U"писем", U"письм"},
    {U"письм", U"письм"}, {U"импорт", U"импорт"}, {U"экспорт", U"экспорт"}, {U"брат", U"брат"},
    {U"взя", U"брат"}, {U"взят", U"брат"}, {U"возьм", U"брат"}, {U"сайт", U"сайт"},
    {U"роутер", U"роутер"}, {U"деактивац", U"деактив"}, {U"смотр", U"смотр"}, {U"посмотр", U"смотр"},
    {U"просмотр", U"смотр"}, {U"просматрива", U"смотр"}, {U"звонк", U"звон"}, {U"звонок", U"звон"},
    {U"позвон", U"звон"}, {U"звон", U"звон"}, {U"дозвон", U"звон"}
};
// clang-format on

const std::unordered_map<Text, Text>& irregular_roots() {
    static const auto kRoots = [] {
        std::unordered_map<Text, Text> roots;
        for (const auto& [stem, root] : kIrregularRoots) roots.emplace(stem, root);
        return roots;
    }();
    return kRoots;
}

// Longest first within what can compete. What they strip: verb stems in
// -ирова/-ова/-ива, their nouns in -ирован/-ован/-иван/-ен/-ан, -ац, -к, and
// the past tense and participles Snowball leaves.
constexpr std::array<Text, 35> kSuffixes{
    U"ированн", U"ирован", U"ировк", U"ирова", U"изаци", U"ованн", U"ивани", U"ывани", U"ирующ",
    U"ован",    U"иван",   U"ыван",  U"нут",   U"нул",   U"ова",   U"ива",   U"ыва",   U"яци",
    U"аци",     U"енн",    U"анн",   U"янн",   U"ител",  U"ир",    U"яц",    U"ац",    U"ен",
    U"ан",      U"ян",     U"ел",    U"ул",    U"ал",    U"ил",    U"ну",    U"к"};

// «заявок» → «заявк», «настроек» → «настройк»: the same rule makes «звонок» «звонк», as in «звонка».
void drop_fleeting_vowel(std::u32string& word) {
    const std::size_t n = word.size();
    if (n < 5 || word[n - 1] != U'к' || (word[n - 2] != U'о' && word[n - 2] != U'е')) return;
    const char32_t before = word[n - 3];
    if (is_vowel(before)) {
        word[n - 2] = U'й';
    } else {
        word.erase(n - 2, 1);
        if (word[word.size() - 2] == U'ь') word.erase(word.size() - 2, 1);
    }
}

// жд→д, вл→в (and б, п, м, ф), щ→т, ч→т, ш→с, ж→г: one letter for what alternates.
void fold_alternation(std::u32string& word) {
    if (word.size() <= kShortest) return;
    const char32_t last = word.back();
    const char32_t before = word[word.size() - 2];
    if (last == U'л' && Text(U"вбпмф").find(before) != Text::npos)
        word.pop_back();
    else if (last == U'д' && before == U'ж')
        word.erase(word.size() - 2, 1);
    else if (last == U'щ' || last == U'ч')
        word.back() = U'т';
    else if (last == U'ж')
        word.back() = U'г';
    else if (last == U'ш')
        word.back() = U'с';
}

std::u32string strip_derivation(std::u32string word) {
    drop_fleeting_vowel(word);
    for (const Text suffix : kSuffixes)
        if (strip_suffix(word, suffix, suffix == U"к" ? kShortest : kShortest + 1)) break;
    while (word.size() > kShortest && (is_vowel(word.back()) || word.back() == U'й' || word.back() == U'ь'))
        word.pop_back();
    if (word.size() > kShortest + 1 && word.ends_with(U"гн")) word.pop_back();
    fold_alternation(word);
    strip_suffix(word, U"ов", kShortest + 1);
    return word;
}

}  // namespace

std::string derived_form(std::string_view word, std::string_view stem) {
    const auto letters = to_utf32(stem);
    if (script_of(letters) != Script::cyrillic) return std::string(stem);
    const auto found = irregular_roots().find(letters);
    if (found != irregular_roots().end()) return to_utf8(found->second);
    const auto whole = irregular_roots().find(to_utf32(word));
    if (whole != irregular_roots().end()) return to_utf8(whole->second);
    auto whole_word = to_utf32(word);
    if (letters.size() > kShortest) return to_utf8(strip_derivation(letters));
    if (whole_word.size() < letters.size() + 2) return std::string(stem);
    // Snowball took too much («замена» → «зам», «замену» → «замен»): begin from the word.
    return to_utf8(strip_derivation(std::move(whole_word)));
}

}  // namespace kb
