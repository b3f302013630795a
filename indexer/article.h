// SPDX-License-Identifier: GPL-2.0-or-later
// An article as its writer meant it: front matter, sections, links. Knows nothing of files or the index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stemming/token.h"

namespace kb {

enum class Audience : std::uint8_t { public_, internal };
// Only `published` ones are in the index; `review` waits for a second pair of eyes.
enum class Status : std::uint8_t { draft, review, published, archived };
enum class ArticleType : std::uint8_t { article, steps, qa, video, template_, script, policy, limitation };
enum class Level : std::uint8_t { none, basic, advanced };

// The words used in front matter, JSON and URLs: "public", "template", "" for Level::none …
const char* audience_name(Audience audience);
const char* status_name(Status status);
const char* type_name(ArticleType type);
const char* level_name(Level level);

// One question support needs answered before it can help, and the reason to ask it.
struct AskQuestion {
    std::string question;
    std::string why;  // may be empty
};

// A heading and what stands under it up to the next heading of any level.
struct Section {
    std::string title;     // plain text; empty for the lead before the first heading
    std::string anchor;    // unique within the article; empty for the lead
    int level = 0;         // 1–6; 0 for the lead
    std::string text;      // plain text, a newline between blocks; what is searched and quoted
    std::string html;      // safe HTML of the body, without the heading
    std::string markdown;  // source of the body, without the heading
    int line = 0;          // of the heading (or of the lead's first line) in the file, from 1
};

struct Link {
    std::string text;    // anchor text, plain
    std::string target;  // as written
    std::string path;    // of the article it points to, below the articles folder, with .md; empty: elsewhere
    std::string anchor;  // after «#»; may be empty
    int line = 0;
    bool is_image = false;
};

struct Article {
    std::string path;  // below the articles folder, '/' between parts, with .md
    std::string id;    // permanent; path without .md unless given
    std::string slug;  // last part of the URL /a/{slug}; the id unless given
    std::string title;
    std::string summary;  // plain text; the first sentence or two of the body unless given
    std::string lang = "ru";
    std::string category;  // "internet/wifi"; from the folder unless given
    std::vector<std::string> tags;
    Audience audience = Audience::public_;
    Status status = Status::published;
    ArticleType type = ArticleType::article;
    Level level = Level::none;
    std::vector<std::string> aliases;
    std::vector<AskQuestion> ask;
    std::vector<std::string> related;      // ids
    std::vector<std::string> pin_for;      // queries this article must answer first
    std::vector<std::string> suggest_for;  // pages of other sites it is shown on: "/checkout*"
    std::vector<std::string> redirect_from;
    std::string review_after;  // YYYY-MM-DD or empty
    std::string updated;       // the day the text last changed for its readers; YYYY-MM-DD or empty
    std::string checked;       // the day somebody last followed it and it was right; YYYY-MM-DD or empty
    std::string publish_at;    // when the server publishes it, and when it archives it: "2027-05-01 09:00" in
    std::string archive_at;    // the server's time zone, the time may be missing; or empty
    std::string review_by;     // login of who asked for a review in the workshop; or empty
    std::string owner;
    std::string escalate_to;
    std::vector<std::string> collect;  // what to have at hand before handing over
    std::string price,
        term;  // of doing it for the customer: «от 500 ₽», «1–2 дня»; may be empty
    std::vector<std::string> attachments;  // paths below the articles folder
    std::vector<std::string> lint_ignore;  // codes of rules that are silent about this article
    std::string translation_of;            // id of the article this one translates; may be empty
    // paragraph_hash() of the original's paragraphs on the day of the translation, in order.
    std::vector<std::string> translated_paragraphs;

    std::vector<Section> sections;  // the lead first (may have empty text)
    std::vector<Link> links;
    int word_count = 0;
};

}  // namespace kb
