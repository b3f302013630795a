// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/first_names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kb {

namespace {

// clang-format off
constexpr std::array<std::string_view, 136> kNames{
    "александр", "александра", "алексей", "алёна", "алена", "алина", "алиса", "алла", "альбина", "анастасия", "анатолий", "ангелина",
    "андрей", "анна", "антон", "антонина", "арина", "аркадий", "артём", "артем", "артур", "богдан", "борис", "вадим", "валентин",
    "валентина", "валерий", "валерия", "варвара", "василий", "василиса", "вера", "вероника", "виктор", "виктория", "виталий", "влада",
    "владимир", "владислав", "всеволод", "вячеслав", "галина", "геннадий", "георгий", "герман", "глеб", "григорий", "дарина", "дарья",
    "денис", "диана", "дмитрий", "ева", "евгений", "евгения", "егор", "екатерина", "елена", "елизавета", "жанна", "захар", "зинаида",
    "злата", "зоя", "иван", "игорь", "илья", "инна", "иосиф", "ирина", "камила", "карина", "кирилл", "клавдия", "константин",
    "ксения", "лариса", "лев", "леонид", "лидия", "любовь", "людмила", "майя", "максим", "маргарита", "марина", "мария", "марк",
    "матвей", "милана", "мирон", "михаил", "надежда", "наталия", "наталья", "никита", "николай", "нина", "оксана", "олег", "олеся",
    "ольга", "павел", "пётр", "петр", "полина", "раиса", "регина", "роберт", "роман", "руслан", "савелий", "светлана", "святослав",
    "семён", "семен", "сергей", "снежана", "софия", "софья", "станислав", "степан", "таисия", "тамара", "татьяна", "тимофей", "тимур",
    "ульяна", "фёдор", "федор", "эдуард", "юлия", "юрий", "яков", "яна", "ярослав"};
// clang-format on

std::string without_end(std::string_view word, std::string_view end, std::string_view other) {
    return std::string(word.substr(0, word.size() - end.size())).append(other);
}

std::string genitive_of(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kHissing{"га", "ка", "ха", "жа", "ша", "ща", "ча"};
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOdd{
        {{"лев", "льва"}, {"пётр", "петра"}, {"петр", "петра"}, {"павел", "павла"}, {"любовь", "любови"}}};
    for (const auto& [odd, form] : kOdd)
        if (name == odd) return std::string(form);
    for (const auto end : kHissing)
        if (name.ends_with(end)) return without_end(name, "а", "и");
    if (name.ends_with("а")) return without_end(name, "а", "ы");
    if (name.ends_with("я")) return without_end(name, "я", "и");
    if (name.ends_with("ь")) return without_end(name, "ь", "я");
    if (name.ends_with("й")) return without_end(name, "й", "я");
    return std::string(name) + "а";
}

// Of men it is the genitive.
std::string accusative_of(std::string_view name) {
    if (name.ends_with("а")) return without_end(name, "а", "у");
    if (name.ends_with("я")) return without_end(name, "я", "ю");
    return name == "любовь" ? std::string(name) : genitive_of(name);
}

using NamesByForm = std::unordered_map<std::string, std::string_view>;

NamesByForm names_by_form() {
    NamesByForm names;
    for (const auto name : kNames) {
        if (name == "петр") continue;  // «Петра» is «Пётр»
        names.emplace(genitive_of(name), name);
        names.emplace(accusative_of(name), name);
    }
    return names;
}

}  // namespace

bool is_usual_first_name(std::string_view folded) {
    return std::find(kNames.begin(), kNames.end(), folded) != kNames.end();
}

std::string_view first_name_of(std::string_view folded) {
    static const NamesByForm names = names_by_form();
    const auto found = names.find(std::string(folded));
    return found == names.end() ? std::string_view() : found->second;
}

bool is_patronymic(std::string_view folded) {
    return folded.ends_with("вич") || folded.ends_with("вна") || folded.ends_with("ична") ||
           folded.ends_with("инична");
}

std::string patronymic_of(std::string_view folded) {
    for (const std::string_view end : {"вны", "вну", "чны", "чну"})
        if (folded.ends_with(end)) return std::string(folded.substr(0, folded.size() - 2)) + "а";
    if (folded.ends_with("вича")) return std::string(folded.substr(0, folded.size() - 2));
    return {};
}

}  // namespace kb
