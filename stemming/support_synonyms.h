// SPDX-License-Identifier: GPL-2.0-or-later
// The general support thesaurus that ships with the product, in the format of a synonyms file.
#pragma once

#include <string_view>

namespace kb {

std::string_view support_synonyms();

}  // namespace kb
