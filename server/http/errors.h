// SPDX-License-Identifier: GPL-2.0-or-later
// Every way the service can refuse, in one table, and the one place under main() that catches.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace kb {

enum class Refusal {
    bad_request,
    bad_json,
    bad_token,
    sign_in_needed,
    customers_only,
    bad_csrf,
    forbidden,
    not_found,
    method_not_allowed,
    request_timeout,
    precondition_failed,
    length_required,
    body_too_large,
    ticket_too_large,
    target_too_long,
    unsupported_media,
    expectation_failed,
    query_too_long,
    bad_parameter,
    too_many_votes,
    too_many_requests,
    head_too_large,
    internal_error,
    overloaded,
    not_ready,
    store_unavailable,
    odd_version,
};

// A row of the table. `code` is stable: clients may rely on it.
struct RefusalRow {
    Refusal refusal;
    int status;
    const char* code;
    const char* title;  // Russian, one sentence without a full stop
};
const std::vector<RefusalRow>& refusal_table();
const RefusalRow& refusal_row(Refusal refusal);
const RefusalRow& refusal_of_status(int status);

// Thrown by handlers; `what()` is the detail, a Russian sentence that may be shown.
struct HttpError : std::runtime_error {
    HttpError(Refusal why, const std::string& detail, int retry_s = 0)
        : std::runtime_error(detail), refusal(why), retry_after_s(retry_s) {}
    Refusal refusal;
    int retry_after_s;  // 0: what is usual for this refusal
};

// application/problem+json of RFC 9457.
HttpResponse problem_response(Refusal refusal, std::string_view detail, std::string_view request_id);

struct Failure {
    Refusal refusal;
    std::string detail;          // for the client; never what an exception says of our insides
    std::string private_detail;  // for the log; may be empty
    int retry_after_s = 0;       // 0: what is usual for this refusal
};

// Runs `work`; whatever it throws becomes a Failure for `on_failure` to dress.
HttpResponse answer_or(const std::function<HttpResponse()>& work,
                       const std::function<HttpResponse(const Failure&)>& on_failure);

// Runs work whose failure must not spoil an answer; false when it threw.
bool try_quietly(const std::function<void()>& work);

}  // namespace kb
