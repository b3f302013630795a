// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/reply_template.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kSlotCharacters = 40;
constexpr std::size_t kSlotBytes = 200;
constexpr std::size_t kLinkBytes = 3000;

struct SlotName {
    std::string_view word;  // as writers put it, folded
    std::string_view name;
    std::string_view label;
};

constexpr std::array kSlotNames{
    SlotName{"name", "name", "имя"},
    SlotName{"имя", "name", "имя"},
    SlotName{"имя клиента", "name", "имя"},
    SlotName{"фио", "name", "имя"},
    SlotName{"order", "order", "номер заказа"},
    SlotName{"номер заказа", "order", "номер заказа"},
    SlotName{"заказ", "order", "номер заказа"},
    SlotName{"contract", "contract", "номер договора"},
    SlotName{"номер договора", "contract", "номер договора"},
    SlotName{"договор", "contract", "номер договора"},
    SlotName{"лицевой счёт", "contract", "номер договора"},
    SlotName{"product", "product", "товар"},
    SlotName{"товар", "product", "товар"},
    SlotName{"устройство", "product", "товар"},
    SlotName{"модель", "product", "товар"},
    SlotName{"link", "link", "ссылка"},
    SlotName{"ссылка", "link", "ссылка"},
    SlotName{"term", "term", "срок"},
    SlotName{"срок", "term", "срок"},
    SlotName{"phone", "phone", "телефон"},
    SlotName{"телефон", "phone", "телефон"},
    SlotName{"date", "date", "дата"},
    SlotName{"дата", "date", "дата"},
    SlotName{"agent", "agent", "сотрудник"},
    SlotName{"сотрудник", "agent", "сотрудник"},
    SlotName{"ticket", "ticket", "номер обращения"},
    SlotName{"номер обращения", "ticket", "номер обращения"},
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

const SlotName* slot_named(const std::string& word) {
    const auto* found = std::find_if(kSlotNames.begin(), kSlotNames.end(),
                                     [&](const SlotName& slot) { return slot.word == word; });
    return found == kSlotNames.end() ? nullptr : found;
}

struct Place {
    std::size_t bytes = 0;  // in the template
    std::string word;       // between the brackets
};

// A place to fill in that begins at `at`.
std::optional<Place> place_at(std::string_view text, std::size_t at) {
    if (text[at] != '{') return std::nullopt;
    const std::size_t open = text.substr(at).starts_with("{{") ? 2 : 1;
    const auto near = text.substr(0, std::min(text.size(), at + kSlotBytes));  // a wall of «{» costs no more
    const std::size_t close = near.find('}', at + open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto word = trim(text.substr(at + open, close - at - open));
    const bool is_word = !word.empty() && word.find_first_of("{\n<>\"'=;$") == std::string_view::npos &&
                         count_code_points(word) <= kSlotCharacters;
    if (!is_word || (open == 2 && text.substr(close).substr(0, 2) != "}}")) return std::nullopt;
    return Place{close + open - at, lower(word)};
}

// «[Кабинет](https://…)» at `at` as «Кабинет: https://…»; pictures go.
std::optional<std::size_t> take_link(std::string_view line, std::size_t at, std::string& out) {
    const auto text = line.substr(0, std::min(line.size(), at + kLinkBytes));
    const bool is_image = text[at] == '!';
    const std::size_t open = at + (is_image ? 1 : 0);
    if (open >= text.size() || text[open] != '[') return std::nullopt;
    const std::size_t middle = text.find("](", open);
    if (middle == std::string_view::npos) return std::nullopt;
    const std::size_t close = text.find(')', middle);
    if (close == std::string_view::npos) return std::nullopt;
    if (is_image) return close + 1;
    const auto title = text.substr(open + 1, middle - open - 1);
    auto url = text.substr(middle + 2, close - middle - 2);
    url = url.substr(0, url.find(' '));
    for (const std::string_view scheme : {"mailto:", "tel:"})
        if (url.starts_with(scheme)) url.remove_prefix(scheme.size());
    out += title;
    if (url != title && !url.empty() && !url.starts_with("#")) out.append(": ").append(url);
    return close + 1;
}

// One line of Markdown without its marks of emphasis.
void append_plain(std::string_view line, std::string& out) {
    for (std::size_t at = 0; at < line.size();) {
        if (const auto end = take_link(line, at, out)) {
            at = *end;
        } else if (line[at] == '\\' && at + 1 < line.size() &&
                   std::ispunct(static_cast<unsigned char>(line[at + 1])) != 0) {
            out += line[at + 1];
            at += 2;
        } else if (line.substr(at).starts_with("**") || line.substr(at).starts_with("__")) {
            at += 2;
        } else if (line[at] == '`' || (line[at] == '*' && at > 0)) {
            ++at;
        } else {
            out += line[at++];
        }
    }
}

}  // namespace

std::string plain_reply(std::string_view markdown) {
    std::string out;
    for (std::string_view rest = markdown; !rest.empty();) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        while (line.starts_with('#')) line.remove_prefix(1);
        if (line.starts_with("* ")) {
            out += "-";
            line.remove_prefix(1);
        }
        append_plain(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line, out);
        out += '\n';
    }
    return std::string(trim(out));
}

ReplyText fill_reply(std::string_view text, const TicketFacts& facts) {
    ReplyText reply;
    for (std::size_t at = 0; at < text.size();) {
        const auto place = place_at(text, at);
        if (!place) {
            reply.text += text[at++];
            continue;
        }
        const auto* known = slot_named(place->word);
        const std::string name(known ? known->name : std::string_view(place->word));
        const TicketFact* fact = facts.find(name);
        const bool is_known = fact && fact->is_sure;
        const bool is_listed = std::any_of(reply.slots.begin(), reply.slots.end(),
                                           [&](const Slot& slot) { return slot.name == name; });
        if (!is_listed)
            reply.slots.push_back({name, std::string(known ? known->label : std::string_view(place->word)),
                                   fact ? fact->value : "", is_known,
                                   fact ? fact->others : std::vector<std::string>()});
        reply.text += is_known ? fact->value : "{{" + name + "}}";
        at += place->bytes;
    }
    return reply;
}

}  // namespace kb
