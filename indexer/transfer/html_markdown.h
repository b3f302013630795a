// SPDX-License-Identifier: GPL-2.0-or-later
// Foreign HTML as Markdown a writer can go on with. Says what it had to leave behind. The home of libxml2.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// Stands before and after a number in Markdown; no text of a page has it.
inline constexpr char kAddressMark = '\x01';

struct HtmlAddress {
    std::string target;  // as written in the page: safe, or «data:image/…» of a picture
    bool is_image = false;
};

struct HtmlPage {
    std::string title;     // of <title>, else of the first <h1>; plain; may be empty
    std::string markdown;  // headings from the second level down, the title not repeated; in place of
                           // addresses[N] kAddressMark, N, kAddressMark
    std::vector<HtmlAddress> addresses;
    // What was lost, in words for a report («скрипт», «встроенное окно»), and how often.
    std::map<std::string, int> losses;
    bool is_confluence = false;
    std::string way;       // of Confluence: the pages above this one, «Сеть/Wi-Fi»
    bool is_list = false;  // of Confluence: a list of pages and no article
};

inline constexpr std::size_t kMaxHtmlPageBytes = 2 * 1024 * 1024;

// Any bytes; encodings are told by <meta> or are UTF-8. A larger page gives an empty one with a loss.
// Raw HTML never gets into the Markdown, nor do addresses of unsafe schemes.
HtmlPage html_to_markdown(std::string_view html);

// `marked` with `address(N)` for each mark.
std::string with_addresses(std::string_view marked, const std::function<std::string(std::size_t)>& address);

}  // namespace kb
