// SPDX-License-Identifier: GPL-2.0-or-later
// What a person filled in, as fields and files, and what is wrong with it. Knows no page and no store.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server/http/message.h"
#include "server/request_config.h"
#include "server/store/ticket_store.h"

namespace kb {

// What the button meant.
enum class FormWish { send, look, solved };

struct ContactForm {
    FormWish wish = FormWish::send;
    std::string solved_by;  // id of the article that helped
    std::string subject, text, contact;
    std::string article_id;
    std::string page;                // of a site the widget stands on
    std::vector<std::string> steps;  // ticked off in the article
    std::vector<AskedAnswer> answers;
    std::vector<std::string> suggested;  // ids the person has been shown
    std::string token;
    bool is_trap_filled = false;  // the field that people do not see
    std::vector<NewFile> files;   // those that are accepted
};

// A sentence of web/texts.txt, with its places filled in.
struct FormProblem {
    std::string field;  // "subject", "text", "contact", "files"; empty: the form as a whole
    std::string text_key;
    std::vector<std::pair<std::string, std::string>> places;
};

struct ReadForm {
    ContactForm form;
    std::vector<FormProblem> problems;  // of its files and lengths; an empty form is none yet
};

// ?q=…&article=…&steps=1,2: what the page before already knows.
ContactForm form_of_query(const NamedValues& query);

// The posted form. Throws HttpError for a body that is no form.
ReadForm read_contact_form(const HttpRequest& request, const RequestSettings& settings);

// One of subject and text has to say something.
bool says_nothing(const ContactForm& form);

NewTicket ticket_of(ContactForm form, std::string source, std::string lang);

}  // namespace kb
