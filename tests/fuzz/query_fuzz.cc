// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes after the «?» are a search over a real small index, or refused by name. What comes back is valid
// UTF-8, and its marks lie inside of their snippets.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/http/errors.h"
#include "server/http/params.h"
#include "stemming/utf8.h"
#include "tests/support/small_base.h"

namespace {

void check(bool is_well) {
    if (!is_well) std::abort();
}

void check_marks(const std::vector<kb::ByteRange>& marks, std::string_view text) {
    std::size_t end = 0;
    for (const auto& mark : marks) {
        check(mark.begin >= end && mark.begin < mark.end && mark.end <= text.size());
        check(kb::is_valid_utf8(text.substr(mark.begin, mark.end - mark.begin)));
        end = mark.end;
    }
}

}  // namespace

// The base is built before the clock of the first input runs.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
    kb::test::small_base();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        const kb::SearchRequest request = kb::search_request(kb::parse_query(bytes));
        check(kb::is_valid_utf8(request.query));
        const auto& searcher = *kb::test::small_base().searcher;
        const auto answer = searcher.search(kb::Caller::public_, request);
        check(kb::is_valid_utf8(answer.shown_query));
        for (const auto& hit : answer.hits) {
            check(kb::is_valid_utf8(hit.snippet.text));
            check_marks(hit.snippet.marks, hit.snippet.text);
            check(hit.confidence >= 0 && hit.confidence <= 1);
        }
        for (const auto& completion : searcher.complete(kb::Caller::public_, request.query, 8))
            check_marks(completion.marks, completion.text);
    } catch (const kb::HttpError&) {  // a refusal by name
    }
    return 0;
}
