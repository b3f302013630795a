// SPDX-License-Identifier: GPL-2.0-or-later
// From a ticket to a Question: which of its many words say what it is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/index_reader.h"
#include "server/search/question.h"
#include "server/search/ranking_weights.h"
#include "server/search/snippet.h"

namespace kb {

// One message of a conversation, and how much its words count beside the others'.
struct TicketPart {
    std::string_view text;
    double weight = 1;
};

// `removed` gets what was recognised as greeting, quote, signature and so on.
Question read_conversation(std::string_view subject, const std::vector<TicketPart>& parts,
                           const IndexReader& reader, const RankingWeights& weights, TextTools& tools,
                           std::vector<RemovedPart>& removed);

// The same of a ticket with one message.
Question read_ticket(std::string_view subject, std::string_view text, const IndexReader& reader,
                     const RankingWeights& weights, TextTools& tools, std::vector<RemovedPart>& removed);

// The question's words as typed, those that count most first, at most a dozen.
std::vector<std::string> key_terms(const Question& question, const IndexReader& reader);

}  // namespace kb
