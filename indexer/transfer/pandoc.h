// SPDX-License-Identifier: GPL-2.0-or-later
// Pandoc as a program beside us, where it is installed: no shell, no network, no files written, bounded time
// and memory.
#pragma once

#include <string>
#include <string_view>

namespace kb {

// Its path out of PATH; empty: it is not installed.
std::string pandoc_path();

struct PandocPage {
    std::string html;     // of a whole page; pictures are named as in the document's word/ folder
    std::string problem;  // in Russian, without a full stop; empty: all is well
};

// The document's .docx as HTML. `path` is pandoc_path()'s. Throws IoError when no process can be made.
PandocPage docx_as_html(const std::string& path, std::string_view docx);

}  // namespace kb
