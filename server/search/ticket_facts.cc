// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers are found by the shapes a company's orders have, or by the word before them («заказ № 40-1234»).
// Where the shapes are known, a number that has none of them is not sure, and neither is one of several. A
// sum, a year and a date are no numbers of anything: «заказ 500 рублей», «заказ 2026-11-20».
#include "server/search/ticket_facts.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "server/search/ticket_name.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kValueCharacters = 80;
constexpr std::size_t kTextBytes = 32'000;  // of a message that facts are looked for in
constexpr std::size_t kMostNumbers = 9;     // to choose from

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

// «12-345», «МК-004512»: signs of a number, a digit among them.
bool is_number_like(std::string_view word) {
    const bool has_digit = std::any_of(word.begin(), word.end(), is_digit);
    const bool is_plain = std::all_of(word.begin(), word.end(), [](char c) {
        return is_digit(c) || c == '-' || c == '/' || c == '_' || static_cast<unsigned char>(c) >= 0x80 ||
               std::isalpha(static_cast<unsigned char>(c)) != 0;
    });
    return has_digit && is_plain && word.size() >= 3 && word.size() <= 40;
}

// «2026-11-20», «20/11/2026», «20-11»: groups that a calendar has.
bool is_date(std::string_view word) {
    std::vector<std::string_view> groups;
    for (std::size_t at = 0; at <= word.size();) {
        const auto end = std::min(word.find_first_of("-/", at), word.size());
        groups.push_back(word.substr(at, end - at));
        at = end + 1;
    }
    const bool is_short = std::all_of(groups.begin(), groups.end(), [](std::string_view group) {
        return !group.empty() && std::all_of(group.begin(), group.end(), is_digit) &&
               (group.size() <= 2 ||
                (group.size() == 4 && (group.starts_with("19") || group.starts_with("20"))));
    });
    return is_short && (groups.size() == 2 || groups.size() == 3);
}

// A sum, a year, a count: what the word behind a number makes of it.
bool makes_amount(std::string_view next) {
    static constexpr std::array<std::string_view, 9> kUnits{"руб", "₽", "р.", "тыс", "шт",
                                                            "год", "г.",  "дн", "мес"};
    const std::string folded = lower(next);
    return folded == "р" || folded == "г" ||
           std::any_of(kUnits.begin(), kUnits.end(),
                       [&](std::string_view unit) { return folded.starts_with(unit); });
}

// «заказ», «Заказа», not «заказал», «заказчик»: the word itself with an ending.
bool is_form_of(const std::string& word, std::string_view beginning) {
    static constexpr std::array<std::string_view, 5> kVerbs{"заказал", "заказыв", "заказан", "заказат",
                                                            "заказчик"};
    return word.starts_with(beginning) &&
           std::none_of(kVerbs.begin(), kVerbs.end(),
                        [&](std::string_view verb) { return word.starts_with(verb); });
}

void add_new(std::vector<std::string>& values, std::string value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

// The number that stands behind the word at `place`; «№», «номер» and the like may stand between.
std::string_view number_behind(const std::vector<std::string_view>& words, std::size_t place) {
    static constexpr std::array<std::string_view, 9> kBetween{"номер", "номером", "№",  "#",   "n",
                                                              "no",    "number",  "за", "счёт"};
    constexpr std::size_t kFarthest = 4;
    for (std::size_t next = place + 1; next < std::min(words.size(), place + kFarthest); ++next) {
        auto candidate = without_edges(words[next], ".,;:!?()\"'#");
        if (candidate.starts_with("№")) candidate.remove_prefix(std::string_view("№").size());
        if (is_number_like(candidate)) {
            const bool is_amount = next + 1 < words.size() && makes_amount(words[next + 1]);
            return is_amount || is_date(candidate) ? std::string_view() : candidate;
        }
        const auto folded = lower(candidate);
        if (!candidate.empty() && std::find(kBetween.begin(), kBetween.end(), folded) == kBetween.end())
            break;
    }
    return {};
}

// Numbers after words with one of these beginnings, each once.
void add_numbers(const std::vector<std::string_view>& words, auto beginnings, std::vector<std::string>& out) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string word = lower(without_edges(words[i], ".,;:!?()\"'"));
        const bool begins =
            std::any_of(beginnings.begin(), beginnings.end(),
                        [&](std::string_view beginning) { return is_form_of(word, beginning); });
        if (!begins || out.size() >= kMostNumbers) continue;
        if (const auto number = number_behind(words, i); !number.empty()) add_new(out, std::string(number));
    }
}

// Whether `text` from `at` on has the shape, both in lower case; how many bytes.
std::size_t shape_at(std::string_view text, std::size_t at, std::string_view shape) {
    std::size_t end = at;
    for (const char c : shape) {
        if (end == text.size() || (c == '#' ? !is_digit(text[end]) : text[end] != c)) return 0;
        ++end;
    }
    const bool is_open = (end < text.size() && is_digit(text[end])) || (at > 0 && is_digit(text[at - 1]));
    return is_open ? 0 : end - at;
}

// Numbers of these shapes, each once, as the customer wrote them.
void add_of_shape(std::string_view text, const std::vector<std::string>& shapes,
                  std::vector<std::string>& out) {
    const std::string lowered = lower(text);
    const bool is_folded = lowered.size() == text.size();  // else folding moved bytes
    const std::string_view read = is_folded ? std::string_view(lowered) : text;
    for (const auto& whole : shapes) {
        const std::string shape = is_folded ? lower(whole) : whole;
        if (shape.empty()) continue;
        for (std::size_t at = 0; at < text.size() && out.size() < kMostNumbers; ++at) {
            const auto bytes = shape_at(read, at, shape);
            if (bytes) add_new(out, std::string(text.substr(at, bytes)));
        }
    }
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

// One is sure where its kind is; of several the agent chooses.
void set_one_of(TicketFacts& facts, std::string_view name, std::vector<std::string> found, bool is_sure) {
    if (found.empty()) return;
    const std::string first = found.front();
    if (found.size() == 1) found.clear();
    const bool is_one = found.empty();
    facts.set(name, is_one ? first : "", is_sure && is_one, std::move(found));
}

}  // namespace

void set_product(TicketFacts& facts, std::vector<std::string> products) {
    set_one_of(facts, "product", std::move(products), true);
}

const TicketFact* TicketFacts::find(std::string_view name) const {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const TicketFact& fact) { return fact.name == name; });
    return found == values.end() ? nullptr : &*found;
}

std::string_view TicketFacts::value(std::string_view name) const {
    const TicketFact* fact = find(name);
    return fact ? std::string_view(fact->value) : std::string_view();
}

void TicketFacts::set(std::string_view name, std::string value, bool is_sure,
                      std::vector<std::string> others) {
    value = safe_value(value);
    for (auto& other : others) other = safe_value(other);
    std::erase(others, "");
    if (value.empty() && others.empty()) return;
    const TicketFact* known = find(name);
    if (known && (known->is_sure || !is_sure)) return;
    std::erase_if(values, [&](const TicketFact& fact) { return fact.name == name; });
    values.push_back({std::string(name), std::move(value), is_sure, std::move(others)});
}

TicketFacts facts_of(const FactSources& sources) {
    TicketFacts facts;
    FoundName name = name_in_field(sources.name);
    facts.set("name", std::move(name.value), name.is_sure);
    std::vector<std::string> shaped;
    std::vector<std::string> orders;
    std::vector<std::string> contracts;
    for (const auto whole : sources.texts) {
        const auto text = whole.substr(0, kTextBytes);
        const auto words = words_in(text);
        FoundName said = name_in_message(text);
        facts.set("name", std::move(said.value), said.is_sure);
        add_of_shape(text, sources.order_shapes, shaped);
        add_numbers(words, std::array<std::string_view, 2>{"заказ", "order"}, orders);
        add_numbers(words, std::array<std::string_view, 3>{"договор", "лицев", "contract"}, contracts);
        facts.set("phone", phone_in(text));
    }
    set_one_of(facts, "order", shaped, true);
    set_one_of(facts, "order", orders, sources.order_shapes.empty());
    set_one_of(facts, "contract", contracts, true);
    return facts;
}

}  // namespace kb
