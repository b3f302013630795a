// SPDX-License-Identifier: GPL-2.0-or-later
// Requests to every route of the table, made from words. What stands for {…} and for each parameter is
// looked up in tables here; a route that they do not know is a mistake, so that no new route goes untested.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "server/http/routes.h"
#include "tests/leaks/random_base.h"

namespace kb::test {

// Who asks. A customer's browser brings along what anonymous callers do not have; for one who is vouched for
// another site of the operator has signed (customer_token.h).
enum class Visitor { anonymous, customer, vouched };

// `words` are tried where text goes, ids, slugs and addresses of the base where these go. Throws
// std::logic_error that says what to add where the tables do not know the route.
std::vector<HttpRequest> calls_of(const Route& route, const RandomBase& base,
                                  const std::vector<std::string>& words, Visitor visitor,
                                  std::mt19937& random);

HttpRequest get_request(const std::string& target, Visitor visitor);

}  // namespace kb::test
