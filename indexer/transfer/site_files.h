// SPDX-License-Identifier: GPL-2.0-or-later
// The script and the style of an exported site: transfer/data/, made constants at build time.
#pragma once

namespace kb {

extern const char* const kSiteScript;
extern const char* const kSiteStyle;

}  // namespace kb
