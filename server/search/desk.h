// SPDX-License-Identifier: GPL-2.0-or-later
// What an agent's desk asks about a ticket, and what it is told: articles, reply templates and solved cases
// in one order. For staff only.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "server/search/products.h"
#include "server/search/reply_template.h"
#include "server/search/searcher.h"

namespace kb {

struct DeskMessage {
    bool is_customer = true;
    std::string text;
};

struct DeskRequest {
    std::string subject;
    std::vector<DeskMessage> messages;           // oldest first
    std::string name;                            // of the customer as the ticket has it; may be empty
    std::string number;                          // of the ticket; may be empty
    std::vector<std::string> order_shapes;       // «МК-######»
    std::vector<ProductNames> products;          // the company's own
    std::string category;                        // prior, not a filter
    Level level = Level::none;                   // none: as guessed
    int limit = 5;                               // 1–9
    std::vector<std::string> sent;               // ids of articles this ticket has already got
    std::vector<std::string> wrong;              // ids of articles the agent has refused for this ticket
    std::unordered_set<std::int64_t> own_cases;  // of the same customer
};

enum class DeskKind : std::uint8_t { article, template_, case_ };
const char* desk_kind_name(DeskKind kind);  // "article", "template", "case"

// An article so near to another one that only a line or two tells them apart.
struct DeskVariant {
    ArticleCard article;
    std::string difference;  // a line only it has
    std::string own;         // a line only the other one has
};

struct DeskItem {
    DeskKind kind = DeskKind::article;
    Hit hit;                           // of a case: its article, and the case's words as the snippet
    ReplyText reply;                   // templates only
    std::vector<std::string> collect;  // what to have at hand before handing over
    std::string price, term;           // of doing it for the customer
    bool is_sent = false;              // this ticket has got it
    std::int64_t case_id = 0;          // cases only
    std::vector<DeskVariant> variants;
};

struct DeskCase {
    SimilarCase found;
    bool is_same_customer = false;
};

struct DeskAnswer {
    Verdict verdict = Verdict::none;
    Level guessed = Level::none;
    Level used = Level::none;
    bool wants_service = false;    // «сделайте за меня»
    std::string text;              // of the first message
    std::vector<ByteRange> marks;  // in `text`: words that the items answer to
    std::vector<DeskItem> items;  // best first, the nearest also where there is no answer; then what was sent
    std::vector<DeskCase> cases;  // of the same customer first, then by likeness; at most 5
    std::vector<std::string> terms;
    std::vector<RemovedPart> removed;
    TicketFacts facts;  // what templates are filled from
};

}  // namespace kb
