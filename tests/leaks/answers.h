// SPDX-License-Identifier: GPL-2.0-or-later
// What two services are compared by, and where hidden words are looked for.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "tests/leaks/random_base.h"

namespace kb::test {

// Status, headers and body as one text, without what is drawn anew each time: the request's number, a form's
// token, a ticket's number.
std::string comparable(const HttpResponse& response);

// A few lines around the first byte in which the two differ.
std::string first_difference(std::string_view with, std::string_view without);

// Own addresses that a page, a feed, a sitemap or a JSON answer names; without fragments.
std::vector<std::string> addresses_in(const HttpResponse& response);

class CanaryWatch {
public:
    explicit CanaryWatch(const std::vector<Canary>& canaries);

    // Places of the canaries that stand in the text, plain or percent-encoded, but for those that stand in
    // `said` too (the caller's own words).
    std::vector<std::string> seen_in(std::string_view text, std::string_view said = {}) const;

private:
    std::map<std::string, std::string, std::less<>> place_of_;
};

}  // namespace kb::test
