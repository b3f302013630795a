// SPDX-License-Identifier: GPL-2.0-or-later
// What a page adds to the HTML of an article. That HTML comes from parse_markdown: its tags are where
// they seem to be, and its attributes are quoted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

struct PictureTexts {
    std::string zoom_label;   // «Увеличить картинку: {title}»
    std::string table_label;  // «Таблица»
};

// Tables scroll in a box of their own that a keyboard can reach. A picture links to itself, knows its
// size and loads when it is near; «![…](film.mp4)» is a player, with subtitles when film.vtt lies beside it.
// `articles_dir` may be empty: then sizes stay unknown.
std::string with_furniture(std::string_view html, const PictureTexts& texts, const std::string& articles_dir);

// The HTML of the items of numbered lists that stand at the top of the text.
std::vector<std::string> list_items(std::string_view html);

}  // namespace kb
