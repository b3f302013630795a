// SPDX-License-Identifier: GPL-2.0-or-later
// An article drafted from a solved ticket, without a language model: what was said, sorted under four
// headings, without what names a person. A writer makes an article of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kb {

// Plain text; empty parts are left out of the draft.
struct DraftParts {
    std::string title;     // empty: the subject, or the problem's first sentence that tells something
    std::string subject;   // the ticket's; one word is no title
    std::string category;  // may be empty
    std::string problem, situation, solution, result;
    std::vector<std::string> wordings;  // of the customer: become aliases
    std::vector<std::string> names;     // of people, to be taken out
};

struct Draft {
    std::string title;
    std::string markdown;  // a whole file, front matter first
    int masked = 0;        // places where something was taken out
};
Draft draft_of(const DraftParts& parts);

// Text that Markdown shows as it is, its lines and lists kept.
std::string escaped_markdown(std::string_view text);

// Writes it into `articles_dir`/internal/drafts, whole or not at all, under a name nobody has yet; the path
// below the articles folder. Throws HttpError when the folder leads out of the articles folder or cannot be
// written.
std::string save_draft(const std::string& articles_dir, const Draft& draft);

}  // namespace kb
