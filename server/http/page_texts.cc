// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/page_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>

#include "indexer/error.h"
#include "server/http/assets.h"
#include "stemming/edit_distance.h"

namespace kb {
namespace {

// The names between braces; a brace that opens or closes nothing is a name nobody has: «{».
std::set<std::string, std::less<>> places_of(std::string_view text) {
    std::set<std::string, std::less<>> names;
    for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos;
         at = text.find_first_of("{}", at + 1)) {
        const std::size_t close = text.find('}', at);
        const std::string_view name =
            text[at] == '{' && close != std::string_view::npos ? text.substr(at + 1, close - at - 1) : "{";
        names.emplace(name);
        if (name != "{") at = close;
    }
    return names;
}

std::string nearest_key(std::string_view key) {
    std::string_view best;
    std::size_t best_distance = 5;
    for (const TextRow& row : text_rows()) {
        const std::size_t distance = edit_distance(key, row.key, best_distance);
        if (distance < best_distance) {
            best_distance = distance;
            best = row.key;
        }
    }
    return best.empty() ? "Все ключи перечислены в web/texts.txt." : fmt::format("Возможно, «{}»?", best);
}

std::string filled(std::string text, PageTexts::Places places) {
    for (const auto& [name, value] : places) {
        const std::string place = fmt::format("{{{}}}", name);
        for (std::size_t at = text.find(place); at != std::string::npos;
             at = text.find(place, at + value.size()))
            text.replace(at, place.size(), value);
    }
    return text;
}

}  // namespace

PageTexts::PageTexts(const std::vector<TextOverride>& overrides) {
    static std::atomic<std::uint64_t> made = 0;
    id_ = ++made;
    for (const TextRow& row : text_rows()) {
        russian_.emplace(row.key, row.ru);
        english_.emplace(row.key, row.en);
    }
    for (const TextOverride& given : overrides) replace(given);
}

void PageTexts::replace(const TextOverride& given) {
    Table& texts = table(given.lang == "en" ? Lang::en : Lang::ru);
    const auto known = texts.find(given.key);
    if (known == texts.end()) {
        throw ConfigError(fmt::format("Файл настроек, строка {}: в texts нет текста «{}». {}", given.line,
                                      given.key, nearest_key(given.key)));
    }
    const auto allowed = places_of(known->second);
    for (const std::string& place : places_of(given.text)) {
        if (allowed.contains(place)) continue;
        throw ConfigError(fmt::format("Файл настроек, строка {}: в тексте «{}» не бывает места «{{{}}}». {}",
                                      given.line, given.key, place,
                                      allowed.empty()
                                          ? "Фигурных скобок в нём быть не должно."
                                          : fmt::format("Можно: {{{}}}.", fmt::join(allowed, "}, {"))));
    }
    known->second = given.text;
}

const std::string& PageTexts::get(Lang lang, std::string_view key) const {
    const Table& texts = lang == Lang::ru ? russian_ : english_;
    const auto found = texts.find(key);
    if (found == texts.end()) throw std::logic_error("no text " + std::string(key));
    return found->second;
}

const std::string* PageTexts::find(Lang lang, std::string_view key) const {
    const Table& texts = lang == Lang::ru ? russian_ : english_;
    const auto found = texts.find(key);
    return found == texts.end() ? nullptr : &found->second;
}

std::string PageTexts::with(Lang lang, std::string_view key, Places places) const {
    return filled(get(lang, key), places);
}

std::string PageTexts::counted(Lang lang, std::string_view key, std::int64_t number) const {
    return filled(std::string(plural_form(number, lang, get(lang, key))), {{"n", std::to_string(number)}});
}

std::vector<std::pair<std::string, std::string>> PageTexts::beginning_with(std::string_view start,
                                                                           Lang lang) const {
    std::vector<std::pair<std::string, std::string>> out;
    for (const TextRow& row : text_rows()) {
        if (row.key.starts_with(start)) out.emplace_back(row.key.substr(start.size()), get(lang, row.key));
    }
    return out;
}

}  // namespace kb
