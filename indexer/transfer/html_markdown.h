// SPDX-License-Identifier: GPL-2.0-or-later
// Foreign HTML as Markdown a writer can go on with. Says what it had to leave behind. The home of libxml2.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kb {

struct HtmlPage {
    std::string title;     // of <title>, else of the first <h1>; plain; may be empty
    std::string markdown;  // headings from the second level down, the title not repeated
    // What was lost, in words for a report («скрипт», «встроенное окно»), and how often.
    std::map<std::string, int> losses;
};

inline constexpr std::size_t kMaxHtmlPageBytes = 2 * 1024 * 1024;

// Any bytes; encodings are told by <meta> or are UTF-8. A larger page gives an empty one with a loss.
// Raw HTML never gets into the Markdown, nor do addresses of unsafe schemes.
HtmlPage html_to_markdown(std::string_view html);

}  // namespace kb
