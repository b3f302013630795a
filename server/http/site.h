// SPDX-License-Identifier: GPL-2.0-or-later
// What the settings make of the pages, worked out once: texts, colours, logo. Immutable, shared by threads.
#pragma once

#include <string>

#include "server/config.h"
#include "server/http/page_texts.h"

namespace kb {

struct SiteLogo {
    std::string path;  // below /static/; empty: the built-in mark
    std::string content_type, etag, bytes;
    int width = 32;  // shown, in CSS pixels, at a height of 32
};

class Site {
public:
    // Throws ConfigError: a text nobody has, a logo that cannot be read.
    explicit Site(const Config& config);

    const PageTexts& texts() const { return texts_; }
    // CSS that stands inline in every page; empty for the built-in look.
    const std::string& style() const { return style_; }
    // What the Content-Security-Policy needs to let it: "'sha256-…'".
    const std::string& style_source() const { return style_source_; }
    const SiteLogo& logo() const { return logo_; }
    // The texts of scripts as JSON for inside <script>.
    const std::string& script_texts(Lang lang) const { return lang == Lang::ru ? russian_ : english_; }

private:
    PageTexts texts_;
    std::string style_, style_source_;
    std::string russian_, english_;  // texts of scripts
    SiteLogo logo_;
};

// The custom properties of a theme; see web/help/help.css. Empty when nothing is chosen.
std::string theme_style(const Look& look);

}  // namespace kb
