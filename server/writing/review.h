// SPDX-License-Identifier: GPL-2.0-or-later
// Draft → review → published, with a second pair of eyes where the settings ask for one. Who asked for the
// review stands in the file, so that Git shows it too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/article.h"

namespace kb {

// The text to save for `text`: `review_by` is set when it goes to review and taken away when it leaves.
// `before` is the article as it stands in the folder; null: it is new or cannot be read.
std::string with_review(const std::string& text, std::string_view path, const Article* before,
                        const std::string& login);

// In Russian, why `login` may not publish; empty: they may, or nothing is being published.
std::string why_not_publish(std::string_view text, std::string_view path, const Article* before,
                            const std::string& login);

}  // namespace kb
