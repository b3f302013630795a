// SPDX-License-Identifier: GPL-2.0-or-later
// A name has no shape of its own, so it is looked for where people put one:
//
//     меня зовут Иван Петров      after words that announce it: one to three words with capitals
//     С уважением,⏎Петров И. И.   the same, over a line's end, initials too
//     Подпись: Гюльчатай          only what looks like a name or stands alone: the word has other uses
//     Добрый день, Ольга!         after a greeting: a first name that is on the list
//     Ольга Сергеевна             anywhere: a first name with a patronymic, or with a word that looks like a
//     surname
//     с Марией Петровной          in every case: patronymics are regular, first names are declined by rule
//     позвоните Сергею            a lone first name in another case: after a word that leads to a person
//
// Small letters count for a first name after its announcement («меня зовут иван») and beside a patronymic. A
// lone surname stays: what cannot be told from a word is left as a word.
#include <algorithm>
#include <array>
#include <string>

#include "server/store/personal_data.h"

namespace kb {
namespace {

constexpr std::size_t kMostWords = 3;

// Of the words that announce a name: how far away it may stand, and whether any capital will do.
struct Announcement {
    std::string_view first, second;  // `second` empty: one word is enough
    bool takes_any = false;          // any word with a capital; else a first name on the list
    bool over_lines = false;
    bool takes_small = true;  // a first name on the list without its capital
    bool is_common = false;   // said of much else too: what follows has to look like a name, or stand alone
};
constexpr std::array<Announcement, 30> kAnnouncements{{
    {"меня", "зовут", true, false},
    {"зовут", "меня", true, false},
    {"мое", "имя", true, false},
    {"моя", "фамилия", true, false},
    {"фио", "", true, false},
    {"фамилия", "", true, false, false},
    {"с", "уважением", true, true},
    {"с", "почтением", true, true},
    {"с", "благодарностью", true, true},
    {"наилучшими", "пожеланиями", true, true},
    {"name", "is", true, false},
    {"best", "regards", true, true},
    {"kind", "regards", true, true},
    {"sincerely", "", true, true},
    {"подпись", "", true, true, false, true},
    {"уважаемый", "", true, false, false},
    {"уважаемая", "", true, false, false},
    {"здравствуйте", "", false, false},
    {"здравствуй", "", false, false},
    {"добрый", "день", false, false},
    {"добрый", "вечер", false, false},
    {"доброе", "утро", false, false},
    {"доброго", "дня", false, false},
    {"приветствую", "", false, false},
    {"привет", "", false, false},
    {"спасибо", "", false, true, false},
    {"благодарю", "", false, true, false},
    {"это", "", false, false, false},
    {"dear", "", true, false},
    {"имя", "", false, false, false},
}};
// Capitals that begin no name.
constexpr std::array<std::string_view, 49> kNoNames{"служба",      "команда",    "администрация",
                                                    "отдел",       "ооо",        "оао",
                                                    "зао",         "пао",        "ао",
                                                    "ип",          "компания",   "коллектив",
                                                    "ваш",         "ваша",       "техподдержка",
                                                    "поддержка",   "маяк",       "клиент",
                                                    "клиенты",     "абонент",    "все",
                                                    "я",           "мы",         "вы",
                                                    "у",           "в",          "на",
                                                    "по",          "не",         "подскажите",
                                                    "помогите",    "пожалуйста", "прошу",
                                                    "руководство", "директор",   "менеджер",
                                                    "заранее",     "жду",        "team",
                                                    "support",     "имя",        "фамилия",
                                                    "отчество",    "нет",        "да",
                                                    "есть",        "дата",       "печать",
                                                    "отсутствует"};

template <std::size_t N>
bool ends_with_any(std::string_view word, const std::array<std::string_view, N>& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
        return word.size() > ending.size() + 2 && word.ends_with(ending);
    });
}

// «Петрович», «Петровича», «Сергеевной», «Ильиничне»: patronymics are regular in every case.
bool is_patronymic(std::string_view low) {
    static constexpr std::array<std::string_view, 26> kEndings{
        "вич",  "вича",  "вичу", "вичем", "виче", "ьич",   "ьича",  "ьичу", "ьичом",
        "ьиче", "ична",  "ичны", "ичне",  "ичну", "ичной", "овна",  "овны", "овне",
        "овну", "овной", "евна", "евны",  "евне", "евну",  "евной", "оглы"};
    static constexpr std::array<std::string_view, 4> kOthers{"кузьмич", "никитич", "фомич", "лукич"};
    const bool is_other = std::any_of(kOthers.begin(), kOthers.end(), [&](std::string_view other) {
        return low.starts_with(other) && low.size() <= other.size() + 4;
    });
    return is_other || (low.size() >= 10 && ends_with_any(low, kEndings));
}
// «Основной», «Ежедневной», «Наличной» look like one: these count beside a first name only.
bool may_be_adjective(std::string_view low) { return low.ends_with("ной") || low.ends_with("чны"); }

bool looks_like_surname(std::string_view low) {
    static constexpr std::array<std::string_view, 22> kEndings{
        "ов",  "ев",   "ин",  "ын", "ский", "цкий", "ская",  "цкая", "ова", "ева", "ина",
        "ына", "енко", "чук", "юк", "ян",   "дзе",  "швили", "ых",   "их",  "ко",  "ой"};
    return ends_with_any(low, kEndings);
}

// «с Иваном Петровым», «у Марии Ковальской»: counts beside a first name or a patronymic only.
bool is_surname_form(std::string_view low) {
    static constexpr std::array<std::string_view, 27> kEndings{
        "ову",  "овым", "овой", "ове",   "еву",   "евым", "евой",  "еве",   "ину",
        "иным", "иной", "ине",  "ыну",   "ыным",  "ыной", "ского", "скому", "ским",
        "ском", "скую", "ской", "цкого", "цкому", "цкую", "чука",  "чуку",  "чуком"};
    return looks_like_surname(low) || ends_with_any(low, kEndings);
}

// How the ending of a first name changes: «Сергей» → «Сергея, Сергею, Сергеем, Сергее».
struct Declension {
    std::string_view ending;
    std::array<std::string_view, 5> forms;
};
constexpr std::array<Declension, 7> kDeclensions{{{"", {"а", "у", "ом", "е", "ем"}},
                                                  {"й", {"я", "ю", "ем", "е", "и"}},
                                                  {"ь", {"я", "ю", "ем", "и", "ью"}},
                                                  {"а", {"ы", "и", "е", "у", "ой"}},
                                                  {"а", {"ей", "ы", "и", "е", "у"}},
                                                  {"я", {"и", "е", "ю", "ей", "и"}},
                                                  {"ел", {"ла", "лу", "лом", "ле", "ла"}}}};

// The name in the first case that this is a form of; empty: none on the list.
std::string first_name_of_form(std::string_view low) {
    for (const Declension& declension : kDeclensions) {
        for (const std::string_view form : declension.forms) {
            if (low.size() < form.size() + 4 || !low.ends_with(form)) continue;
            std::string name(low.substr(0, low.size() - form.size()));
            name += declension.ending;
            if (is_first_name(name)) return name;
        }
    }
    return "";
}
bool is_first_name_form(std::string_view low) {
    return is_first_name(low) || !first_name_of_form(low).empty();
}

// Names that are words, towns or products too: alone in another case they stay.
bool is_word_too(std::string_view name) {
    static constexpr std::array<std::string_view, 22> kWords{
        "алиса", "вера",   "владимир", "герман", "ева", "лев",  "лика",  "лука",  "любовь", "майя", "марк",
        "марта", "маруся", "надежда",  "ника",   "рая", "роза", "роман", "савва", "слава",  "тома", "влад"};
    return std::find(kWords.begin(), kWords.end(), name) != kWords.end();
}

// Words after which a person comes: «позвоните Сергею», «договор с Еленой».
bool leads_to_person(std::string_view low) {
    static constexpr std::array<std::string_view, 40> kWords{
        "у",         "с",         "со",         "от",         "к",           "ко",         "для",
        "про",       "через",     "позвоните",  "звоните",    "передайте",   "напишите",   "перезвоните",
        "сообщите",  "спросите",  "попросите",  "пригласите", "позовите",    "менеджеру",  "мастеру",
        "оператору", "инженеру",  "менеджером", "мастером",   "оператором",  "инженером",  "менеджера",
        "мастера",   "оператора", "инженера",   "сотруднику", "сотрудником", "сотрудника", "мужу",
        "жене",      "мужа",      "жены",       "мужем",      "женой"};
    return std::find(kWords.begin(), kWords.end(), low) != kWords.end();
}

class Reader {
public:
    Reader(const PersonalText& text, PersonalRanges& out) : text_(text), out_(out) {}
    void read();

private:
    std::string_view low(std::size_t i) const { return text_.low_of(text_.words[i]); }
    bool has(std::size_t i) const { return i < text_.words.size(); }
    bool is_capital(std::size_t i) const { return text_.is_capital(text_.words[i]); }
    std::string_view gap_before(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : text_.words[i - 1].end;
        return text_.text.substr(begin, text_.words[i].begin - begin);
    }
    bool is_initial(std::size_t i) const {  // «И.»
        const PersonalWord& word = text_.words[i];
        return is_capital(i) && word.end - word.begin <= 2 && word.end < text_.text.size() &&
               text_.text[word.end] == '.';
    }
    bool is_next_to(std::size_t i) const;
    bool may_be_name(std::size_t i) const;
    std::size_t end_of_name(std::size_t first) const;
    std::size_t announced(std::size_t i) const;
    std::size_t named_after(std::size_t next, const Announcement& by) const;
    bool is_signature(std::size_t first, std::size_t end) const;
    std::size_t plain_name(std::size_t i) const;
    std::size_t name_in_case(std::size_t i) const;
    std::size_t end_of_person(std::size_t last) const;
    void take(std::size_t first, std::size_t last);

    const PersonalText& text_;
    PersonalRanges& out_;
};

// Only blanks, or an initial's full stop, stand between this word and the one before it.
bool Reader::is_next_to(std::size_t i) const {
    const std::string_view gap = gap_before(i);
    if (gap == " " || gap == "\u00A0" || gap == "  ") return true;
    return (gap == "." || gap == ". ") && is_initial(i - 1);
}

bool Reader::may_be_name(std::size_t i) const {
    return is_capital(i) && std::find(kNoNames.begin(), kNoNames.end(), low(i)) == kNoNames.end();
}

// The place after the last word of the name that begins at `first`.
std::size_t Reader::end_of_name(std::size_t first) const {
    const bool is_small = !is_capital(first);
    std::size_t next = first + 1;
    for (; has(next) && next < first + kMostWords && is_next_to(next); ++next) {
        const bool has_ending = is_patronymic(low(next)) || looks_like_surname(low(next));
        const bool is_latin = static_cast<unsigned char>(low(next).front()) < 0x80;
        const bool is_part = has_ending || is_first_name(low(next)) || is_latin;
        const bool goes_on = is_small ? has_ending : is_initial(next) || (may_be_name(next) && is_part);
        if (!goes_on) break;
    }
    return next;
}

// After words that announce it, the name may begin at `next`: behind a comma, a colon, a line's end.
std::size_t Reader::named_after(std::size_t next, const Announcement& by) const {
    if (!has(next)) return next;
    const std::string_view gap = gap_before(next);
    const bool is_near =
        gap.size() <= 6 &&
        gap.find_first_not_of(by.over_lines ? " ,:!.-—–\r\n" : " ,:!-—–") == std::string_view::npos;
    if (!is_near) return next;
    const bool is_known = is_first_name(low(next));
    if (!is_capital(next)) return is_known && by.takes_small ? end_of_name(next) : next;
    if (!may_be_name(next)) return next;
    const bool has_patronymic = has(next + 1) && is_next_to(next + 1) && is_patronymic(low(next + 1));
    if (!by.takes_any && !is_known && !has_patronymic) return next;
    const std::size_t end = end_of_name(next);
    return by.is_common && !is_known && !has_patronymic && !is_signature(next, end) ? next : end;
}

// «Подпись: Гюльчатай⏎», «подпись⏎Петров И. И.», not «подпись Authenticode в сборке»: a stranger's name is
// known by its initials, or by standing alone, behind a colon or with a surname's ending.
bool Reader::is_signature(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i)
        if (end - first > 1 && (is_initial(i) || is_first_name(low(i)))) return true;
    const std::string_view after = std::string_view(text_.text).substr(text_.words[end - 1].end);
    const std::size_t mark = after.find_first_not_of(" .,");
    const bool is_alone = mark == std::string_view::npos || after[mark] == '\r' || after[mark] == '\n';
    const std::string_view gap = gap_before(first);
    const bool has_colon =
        gap.find(':') != std::string_view::npos && gap.find('\n') == std::string_view::npos;
    return is_alone && (has_colon || looks_like_surname(low(first)));
}

// The place after the name that is announced by the words at `i`; 0: nothing is. Takes it.
std::size_t Reader::announced(std::size_t i) const {
    for (const Announcement& by : kAnnouncements) {
        if (low(i) != by.first) continue;
        const bool is_pair = !by.second.empty();
        if (is_pair && (!has(i + 1) || low(i + 1) != by.second)) continue;
        const std::size_t next = i + (is_pair ? 2 : 1);
        const std::size_t end = named_after(next, by);
        if (end > next) return end;
    }
    return 0;
}

// «Ольга Сергеевна», «Иван Петров», «Петров Иван Ильич», «Петров И. И.»; the place after it, or `i`.
std::size_t Reader::plain_name(std::size_t i) const {
    if (!may_be_name(i) || !has(i + 1) || !is_next_to(i + 1) || !is_capital(i + 1)) return i;
    const bool is_first = is_first_name(low(i));
    const bool is_surname = looks_like_surname(low(i)) && !is_first;
    if (is_first && (is_patronymic(low(i + 1)) || looks_like_surname(low(i + 1)))) return end_of_name(i);
    if (is_surname && is_first_name(low(i + 1))) return end_of_name(i);
    const bool has_initials = is_initial(i + 1) && has(i + 2) && is_next_to(i + 2) && is_initial(i + 2);
    return is_surname && has_initials ? i + 3 : i;
}

// A surname behind the name's last word goes along; the place after it.
std::size_t Reader::end_of_person(std::size_t last) const {
    const std::size_t next = last + 1;
    const bool is_surname = has(next) && is_next_to(next) && may_be_name(next) && is_surname_form(low(next));
    return is_surname ? next + 1 : next;
}

// «Марией Петровной», «Ивановой Марией Петровной», «Иваном Петровым», and «Сергею» behind a word that leads
// to a person; the place after it, or `i`.
std::size_t Reader::name_in_case(std::size_t i) const {
    const bool has_next = has(i + 1) && is_next_to(i + 1);
    const bool is_first = is_first_name_form(low(i));
    const auto is_pair = [&](std::size_t at) {  // a name and its patronymic
        if (!has(at + 1) || !is_next_to(at + 1) || !is_patronymic(low(at + 1))) return false;
        if (is_first_name_form(low(at))) return is_capital(at) == is_capital(at + 1);
        return may_be_name(at) && is_capital(at + 1) && !low(at).ends_with("те") &&
               !may_be_adjective(low(at + 1));
    };
    if (has_next && may_be_name(i) && is_surname_form(low(i)) && is_pair(i + 1)) return i + 3;
    if (is_pair(i)) return end_of_person(i + 1);
    if (!may_be_name(i)) return i;
    const bool is_next_name = has_next && may_be_name(i + 1);
    if (is_next_name && is_first && !is_first_name(low(i)) && is_surname_form(low(i + 1))) return i + 2;
    if (is_next_name && is_surname_form(low(i)) && !is_first && !first_name_of_form(low(i + 1)).empty())
        return i + 2;
    const std::string name = first_name_of_form(low(i));
    const bool is_led = i > 0 && is_next_to(i) && leads_to_person(low(i - 1));
    return is_led && !name.empty() && !is_word_too(name) ? i + 1 : i;
}

void Reader::take(std::size_t first, std::size_t last) {
    std::size_t end = text_.words[last].end;
    if (is_initial(last)) ++end;
    out_.push_back({text_.words[first].begin, end, Personal::name});
}

void Reader::read() {
    for (std::size_t i = 0; has(i);) {
        if (const std::size_t end = announced(i); end > 0) {
            // what announces it is one word or two: the name begins at the first that is not part of it
            std::size_t first = i + 1;
            for (const Announcement& by : kAnnouncements)
                if (low(i) == by.first && has(i + 1) && low(i + 1) == by.second) first = i + 2;
            take(first, end - 1);
            i = end;
        } else if (const std::size_t plain = plain_name(i); plain > i) {
            take(i, plain - 1);
            i = plain;
        } else if (const std::size_t in_case = name_in_case(i); in_case > i) {
            take(i, in_case - 1);
            i = in_case;
        } else {
            ++i;
        }
    }
}

}  // namespace

void find_names(const PersonalText& text, PersonalRanges& out) { Reader(text, out).read(); }

}  // namespace kb
