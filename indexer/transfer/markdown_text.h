// SPDX-License-Identifier: GPL-2.0-or-later
// Foreign text made fit to stand in Markdown.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// Text as Markdown that shows it as it is: «*» → «\\*», «{{» → «\\{\\{».
std::string markdown_escaped(std::string_view text);

// A paragraph that would begin a list, a heading or a quote no longer does.
std::string with_plain_beginning(std::string text);

// Text as people type it into a cell, lines and all, as Markdown: «1) Раз\n2) Два» becomes a list, other
// lines stay lines. Ends with a line end.
std::string text_markdown(std::string_view text);

// One blank for any white space; without blanks and line ends around.
std::string squeezed(std::string_view text);
std::string trimmed(std::string_view text);

// Relative addresses, http, https, mailto and tel.
bool is_safe_address(std::string_view address);

// Signs that would end a link's address are percent-encoded.
std::string address_in_markdown(std::string_view address);

}  // namespace kb
