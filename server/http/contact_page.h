// SPDX-License-Identifier: GPL-2.0-or-later
// The contact form as a page, with what a person has written so far and the answers found for it.
#pragma once

#include <vector>

#include "server/http/contact_form.h"
#include "server/http/page_lang.h"
#include "server/http/services.h"

namespace kb {

struct ContactPage {
    ContactForm form;
    std::vector<FormProblem> problems;
    std::vector<Hit> suggestions;  // best first
    bool has_looked = false;       // suggestions were asked for: none means that there are none
    int status = 200;
};

HttpResponse contact_page(const Services& services, const Exchange& exchange, const ContactPage& shown);

// At most three, above the searcher's threshold; none while there is no index.
std::vector<Hit> suggestions_for(const Services& services, const Exchange& exchange, const ContactForm& form);

}  // namespace kb
