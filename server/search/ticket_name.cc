// SPDX-License-Identifier: GPL-2.0-or-later
// Names are looked for where people put them, surest first:
//
//     меня зовут ольга               whoever says so
//     С уважением,⏎Дмитрий Орлов      a signature; so is a last line that is a name
//     договор на Марию Иванову       somebody, perhaps the writer: «Мария», not sure
//     Спасибо, Анна                  the writer or the agent: not sure
//
// Of «Соколова Анна Петровна» a reply takes «Анна Петровна»: the word before a patronymic, or else the first
// word that is a usual first name, which is also how other cases are read: only a usual name has a form we
// know. A rare name counts after «меня зовут» and in the form's field; a firm is no name. What it gets wrong:
// a rare first name behind a surname («Ким Юлдуз» becomes «Ким»), which is why that is not sure either.
#include "server/search/ticket_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "server/search/first_names.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kMostWords = 3;
constexpr std::string_view kEdges = ".,;:!?()\"'«»";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_capitalized(std::string_view word) {
    const auto letter = first_code_points(word, 1);
    return !letter.empty() && lower(letter) != letter;
}

std::string with_capital(std::string_view folded) {
    std::string out(folded);
    // А–Я stand 32 before а–я, which cross from one lead byte to the next; ё stands alone.
    const auto letter = first_code_points(folded, 1);
    if (letter.size() != 2) return out;
    const auto code = (static_cast<unsigned char>(letter[0]) & 0x1FU) << 6U |
                      (static_cast<unsigned char>(letter[1]) & 0x3FU);
    const unsigned capital = letter == "ё" ? 0x401U : code - 0x20U;
    out[0] = static_cast<char>(0xC0U | capital >> 6U);
    out[1] = static_cast<char>(0x80U | (capital & 0x3FU));
    return out;
}

struct NameWord {
    std::string text, folded;
    bool ends_phrase = false;  // a comma or a stop follows
};

// Words from the beginning of `text`, as many as a name may have.
std::vector<NameWord> words_at(std::string_view text) {
    std::vector<NameWord> words;
    for (std::size_t at = 0; at < text.size() && words.size() < kMostWords;) {
        while (at < text.size() && is_blank(text[at])) ++at;
        std::size_t end = at;
        while (end < text.size() && !is_blank(text[end])) ++end;
        std::string_view word = text.substr(at, end - at);
        const bool ends = !word.empty() && kEdges.find(word.back()) != std::string_view::npos;
        while (!word.empty() && kEdges.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
        while (!word.empty() && kEdges.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
        if (word.empty() || std::any_of(word.begin(), word.end(), is_digit)) break;
        words.push_back({std::string(word), lower(word), ends});
        if (ends || (end < text.size() && text[end] == '\n')) break;
        at = end;
    }
    return words;
}

bool is_firm(const std::vector<NameWord>& words) {
    static constexpr std::array<std::string_view, 7> kForms{"ооо", "ао", "оао", "зао", "пао", "тоо", "тсж"};
    return std::any_of(words.begin(), words.end(), [](const NameWord& word) {
        return std::find(kForms.begin(), kForms.end(), word.folded) != kForms.end();
    });
}

// Of «ИП Иванов» the person.
std::vector<NameWord> without_trade(std::vector<NameWord> words) {
    std::erase_if(words, [](const NameWord& word) { return word.folded == "ип"; });
    return words;
}

// What stands where a name is expected, and is no usual one: «Юлдуз». Two such words are not sure.
FoundName rare_name(const std::vector<NameWord>& words) {
    if (words.empty() || is_firm(words)) return {};
    return {words.front().text, words.size() == 1};
}

// «АННА», «анна» → «Анна»; «Анна-Мария» as it is.
std::string shown(const NameWord& word) {
    const auto first = first_code_points(word.text, 1).size();
    const bool is_usual = is_capitalized(word.text) && word.text.size() == word.folded.size() &&
                          (word.text.compare(first, std::string::npos, word.folded, first) == 0 ||
                           word.text.find('-') != std::string::npos);
    return is_usual ? word.text : with_capital(word.folded);
}

// As a reply calls this person: a usual name, with its patronymic. Empty: no usual name.
std::string usual_name(const std::vector<NameWord>& words) {
    for (std::size_t i = 1; i < words.size(); ++i)
        if (is_patronymic(words[i].folded)) return shown(words[i - 1]) + " " + shown(words[i]);
    for (const NameWord& word : words)
        if (is_usual_first_name(word.folded)) return shown(word);
    return {};
}

// The same of «Марии Ивановны Петровой».
std::string usual_name_in_other_case(const std::vector<NameWord>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto first = first_name_of(words[i].folded);
        if (first.empty() || !is_capitalized(words[i].text)) continue;
        const std::string next = i + 1 < words.size() ? patronymic_of(words[i + 1].folded) : "";
        return with_capital(first) + (next.empty() ? "" : " " + with_capital(next));
    }
    return {};
}

// The leading words that begin with a capital letter.
std::vector<NameWord> capitalized(std::vector<NameWord> words) {
    const auto end = std::find_if(words.begin(), words.end(),
                                  [](const NameWord& word) { return !is_capitalized(word.text); });
    words.erase(end, words.end());
    return words;
}

// Calls `read` with what follows each of the phrases, until it finds a name.
FoundName after_any(std::string_view text, std::string_view lowered, const auto& phrases, auto read) {
    for (const std::string_view phrase : phrases) {
        for (auto at = lowered.find(phrase); at != std::string_view::npos;
             at = lowered.find(phrase, at + 1)) {
            const bool is_word =
                at == 0 || is_blank(text[at - 1]) || kEdges.find(text[at - 1]) != kEdges.npos;
            if (!is_word) continue;
            if (FoundName found = read(text.substr(at + phrase.size())); !found.value.empty()) return found;
        }
    }
    return {};
}

// «меня зовут Юлдуз»: any word with a capital, or a usual name without.
FoundName said(std::string_view rest) {
    const auto words = words_at(rest);
    const bool is_small_name = !words.empty() && is_usual_first_name(words.front().folded);
    const auto named = is_small_name ? words : capitalized(words);
    if (auto name = usual_name(named); !name.empty()) return {std::move(name), true};
    return rare_name(named);
}

// Without blanks, stops and dashes before the first word.
std::string_view without_lead(std::string_view text) {
    constexpr std::string_view kDash = "—";
    constexpr std::string_view kSigns = ".,!:-";
    while (!text.empty()) {
        const bool is_dash = text.starts_with(kDash);
        if (!is_dash && !is_blank(text.front()) && kSigns.find(text.front()) == kSigns.npos) break;
        text.remove_prefix(is_dash ? kDash.size() : 1);
    }
    return text;
}

FoundName signed_by(std::string_view rest) {
    const auto words = capitalized(words_at(without_lead(rest)));
    return {usual_name(words), true};
}

FoundName thanks_to(std::string_view rest) {
    const auto words = capitalized(words_at(without_lead(rest)));
    return {usual_name(words), false};
}

FoundName other_case(std::string_view rest) {
    return {usual_name_in_other_case(capitalized(words_at(rest))), false};
}

// «…⏎⏎Мария Иванова»: a last line that is a name and nothing else.
FoundName in_last_line(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    const auto begin = text.rfind('\n');
    if (begin == std::string_view::npos) return {};
    const std::string_view line = without_lead(text.substr(begin + 1));
    const auto words = words_at(line);
    std::size_t bytes = 0;
    for (const NameWord& word : words) bytes += word.text.size();
    const bool is_whole = line.size() <= bytes + words.size() + 1;
    if (!is_whole || capitalized(words).size() != words.size()) return {};
    return {usual_name(words), true};
}

}  // namespace

FoundName name_in_field(std::string_view field) {
    const auto words = without_trade(words_at(field));
    if (auto name = usual_name(words); !name.empty()) return {std::move(name), true};
    return rare_name(capitalized(words));
}

FoundName name_in_message(std::string_view text) {
    using Phrases = std::vector<std::string_view>;
    static const Phrases kSaid{"меня зовут ", "мое имя ",       "моё имя ",   "my name is ",
                               "зовут меня ", "вас беспокоит ", "пишет вам ", "вам пишет "};
    static const Phrases kIs{"это ", "я, ", "я - ", "я — "};
    static const Phrases kFarewells{"с уважением",
                                    "с ув.",
                                    "с наилучшими пожеланиями",
                                    "с благодарностью",
                                    "всего доброго",
                                    "искренне ваш",
                                    "искренне ваша",
                                    "best regards",
                                    "kind regards",
                                    "заранее спасибо",
                                    "заранее благодарю"};
    static const Phrases kThanks{"спасибо,", "спасибо!", "благодарю,"};
    static const Phrases kHolders{
        "на имя ",       "от имени ",   "от лица ",     "оформлен на ", "оформлена на ",
        "оформлено на ", "записан на ", "записана на ", "договор на ",  "счёт на ",
        "счет на ",      "заказ на ",   "для ",         "от "};
    const std::string lowered = lower(text);
    if (lowered.size() != text.size()) return in_last_line(text);  // folding moved bytes
    if (auto found = after_any(text, lowered, kSaid, said); !found.value.empty()) return found;
    if (auto found = after_any(text, lowered, kFarewells, signed_by); !found.value.empty()) return found;
    if (auto found = in_last_line(text); !found.value.empty()) return found;
    if (auto found = after_any(text, lowered, kIs, signed_by); !found.value.empty()) return found;
    if (auto found = after_any(text, lowered, kHolders, other_case); !found.value.empty()) return found;
    return after_any(text, lowered, kThanks, thanks_to);
}

}  // namespace kb
