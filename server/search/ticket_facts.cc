// SPDX-License-Identifier: GPL-2.0-or-later
// Names are found where people put them: in the form's field, after «меня зовут», under «с уважением». Of
// «Соколова Анна Петровна» a reply takes «Анна Петровна»: the word before a patronymic, or else the first
// word that is a usual first name, or else the first word. Numbers are found by the word before them
// («заказ № 40-1234») or by the shapes a company's orders have. What it gets wrong: a rare first name behind
// a surname («Ким Юлдуз» becomes «Ким»); the agent sees every value before it goes out.
#include "server/search/ticket_facts.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "server/search/first_names.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kValueCharacters = 80;
constexpr std::size_t kTextBytes = 32'000;  // of a message that facts are looked for in

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view without_edges(std::string_view word, std::string_view signs) {
    while (!word.empty() && signs.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    while (!word.empty() && signs.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    return word;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && is_blank(text[at])) ++at;
        std::size_t end = at;
        while (end < text.size() && !is_blank(text[end])) ++end;
        if (end > at) words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

// One line without control characters and without what templates and pages read as their own.
std::string safe_value(std::string_view text) {
    std::string out;
    for (const char c : valid_utf8(text)) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        if (std::string_view("{}<>").find(c) != std::string_view::npos) continue;
        if (!is_control && c != ' ')
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(trim(first_code_points(out, kValueCharacters)));
}

bool is_capitalized(std::string_view word) {
    const auto letter = first_code_points(word, 1);
    return !letter.empty() && lower(letter) != letter;
}

bool is_patronymic(const std::string& folded) {
    return folded.ends_with("вич") || folded.ends_with("вна") || folded.ends_with("ична") ||
           folded.ends_with("инична");
}

// How a reply calls a person whose whole name this is.
std::string called(std::string_view whole) {
    std::vector<std::string> words;
    for (const auto word : words_in(whole)) words.emplace_back(without_edges(word, ".,;:!?()\"'"));
    std::erase(words, "");
    for (std::size_t i = 1; i < words.size(); ++i)
        if (is_patronymic(lower(words[i]))) return words[i - 1] + " " + words[i];
    for (const auto& word : words)
        if (is_first_name(lower(word))) return word;
    return words.empty() ? "" : words.front();
}

// «Анна Петровна, …» → both words: up to three that begin with a capital letter.
std::string names_at(std::string_view text) {
    std::string out;
    int count = 0;
    for (const auto raw : words_in(text)) {
        const auto word = without_edges(raw, ".,;:!?()\"'");
        if (count == 3 || !is_capitalized(word) || std::any_of(word.begin(), word.end(), is_digit)) break;
        out += (out.empty() ? "" : " ") + std::string(word);
        ++count;
        if (word.size() < raw.size() && raw.back() != word.back()) break;  // a comma or a stop ends it
    }
    return out;
}

std::string name_in(std::string_view text) {
    static constexpr std::array<std::string_view, 6> kBefore{"меня зовут ", "мое имя ",    "моё имя ",
                                                             "my name is ", "зовут меня ", "вас беспокоит "};
    static constexpr std::array<std::string_view, 7> kFarewells{"с уважением",     "с наилучшими пожеланиями",
                                                                "best regards",    "kind regards",
                                                                "заранее спасибо", "всего доброго",
                                                                "спасибо,"};
    const std::string lowered = lower(text);
    if (lowered.size() != text.size()) return {};  // folding moved bytes
    for (const auto before : kBefore) {
        const auto at = lowered.find(before);
        if (at == std::string::npos) continue;
        if (auto name = names_at(text.substr(at + before.size())); !name.empty()) return name;
    }
    for (const auto farewell : kFarewells) {
        const auto at = lowered.rfind(farewell);
        if (at == std::string::npos) continue;
        const auto rest = text.substr(at + farewell.size());
        auto name = names_at(without_edges(rest, " \t\r\n.,!:-"));
        if (!name.empty()) return name;
    }
    return {};
}

// «12-345», «МК-004512»: signs of a number, a digit among them.
bool is_number_like(std::string_view word) {
    const bool has_digit = std::any_of(word.begin(), word.end(), is_digit);
    const bool is_plain = std::all_of(word.begin(), word.end(), [](char c) {
        return is_digit(c) || c == '-' || c == '/' || c == '_' || static_cast<unsigned char>(c) >= 0x80 ||
               std::isalpha(static_cast<unsigned char>(c)) != 0;
    });
    return has_digit && is_plain && word.size() >= 3 && word.size() <= 40;
}

// The number after a word with one of these beginnings; «№», «номер» and the like may stand between.
std::string number_after(const std::vector<std::string_view>& words, auto beginnings) {
    static constexpr std::array<std::string_view, 9> kBetween{"номер", "номером", "№",  "#",   "n",
                                                              "no",    "number",  "за", "счёт"};
    constexpr std::size_t kFarthest = 4;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = lower(words[i]);
        const bool begins =
            std::any_of(beginnings.begin(), beginnings.end(),
                        [&](std::string_view beginning) { return word.starts_with(beginning); });
        if (!begins) continue;
        for (std::size_t next = i + 1; next < std::min(words.size(), i + kFarthest); ++next) {
            auto candidate = without_edges(words[next], ".,;:!?()\"'#");
            if (candidate.starts_with("№")) candidate.remove_prefix(std::string_view("№").size());
            if (is_number_like(candidate)) return std::string(candidate);
            const auto folded = lower(candidate);
            if (!candidate.empty() && std::find(kBetween.begin(), kBetween.end(), folded) == kBetween.end())
                break;
        }
    }
    return {};
}

// Whether `text` from `at` on has the shape; how many bytes.
std::size_t shape_at(std::string_view text, std::size_t at, std::string_view shape) {
    std::size_t end = at;
    for (const char c : shape) {
        if (end == text.size() || (c == '#' ? !is_digit(text[end]) : text[end] != c)) return 0;
        ++end;
    }
    const bool is_open = (end < text.size() && is_digit(text[end])) || (at > 0 && is_digit(text[at - 1]));
    return is_open ? 0 : end - at;
}

std::string of_shape(std::string_view text, const std::vector<std::string>& shapes) {
    for (const auto& shape : shapes) {
        if (shape.empty()) continue;
        for (std::size_t at = 0; at < text.size(); ++at)
            if (const auto bytes = shape_at(text, at, shape)) return std::string(text.substr(at, bytes));
    }
    return {};
}

// «+7 916 123-45-67», «8 (916) 1234567».
std::string phone_in(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins =
            text.substr(at).starts_with("+7") || (text[at] == '8' && (at == 0 || !is_digit(text[at - 1])));
        if (!begins) continue;
        std::size_t digits = 0;
        std::size_t end = at;
        for (std::size_t i = at;
             i < text.size() &&
             (is_digit(text[i]) || std::string_view(" -()+").find(text[i]) != std::string_view::npos);
             ++i) {
            if (!is_digit(text[i])) continue;
            ++digits;
            end = i + 1;
        }
        if (digits == 11) return std::string(text.substr(at, end - at));
    }
    return {};
}

}  // namespace

std::string_view TicketFacts::value(std::string_view name) const {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& pair) { return pair.first == name; });
    return found == values.end() ? std::string_view() : std::string_view(found->second);
}

void TicketFacts::set(std::string_view name, std::string value) {
    value = safe_value(value);
    if (!value.empty() && this->value(name).empty()) values.emplace_back(name, std::move(value));
}

TicketFacts facts_of(const FactSources& sources) {
    TicketFacts facts;
    facts.set("name", called(sources.name));
    for (const auto whole : sources.texts) {
        const auto text = whole.substr(0, kTextBytes);
        const auto words = words_in(text);
        facts.set("name", called(name_in(text)));
        facts.set("order", of_shape(text, sources.order_shapes));
        facts.set("order", number_after(words, std::array<std::string_view, 2>{"заказ", "order"}));
        facts.set("contract",
                  number_after(words, std::array<std::string_view, 3>{"договор", "лицев", "contract"}));
        facts.set("phone", phone_in(text));
    }
    return facts;
}

}  // namespace kb
