// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/texts.h"

#include <array>
#include <utility>

namespace kb {

const char* via_title(Via via) {
    switch (via) {
        case Via::exact:
            return "точно";
        case Via::stem:
            return "та же основа";
        case Via::derived:
            return "тот же корень";
        case Via::correction:
            return "исправлена опечатка";
        case Via::layout:
            return "исправлена раскладка";
        case Via::translit:
            return "прочитано русскими буквами";
        case Via::synonym:
            return "синоним";
        case Via::alias:
            return "из aliases статьи";
        case Via::ngram:
            return "похожие буквы";
        case Via::case_:
            return "из решённых обращений";
    }
    return "";
}

std::string removed_title(std::string_view kind) {
    constexpr std::array<std::pair<std::string_view, const char*>, 6> kTitles = {{
        {"greeting", "приветствие"},
        {"quote", "старая переписка"},
        {"signature", "подпись"},
        {"disclaimer", "приписка о секретности"},
        {"header", "заголовок письма"},
        {"html", "разметка"},
    }};
    for (const auto& [name, title] : kTitles) {
        if (name == kind) return title;
    }
    return std::string(kind);
}

const char* rewritten_reason(Via via) {
    switch (via) {
        case Via::layout:
            return "Похоже, не переключилась раскладка.";
        case Via::translit:
            return "Мы прочитали запрос русскими буквами.";
        default:
            return "Мы исправили опечатку.";
    }
}

}  // namespace kb
