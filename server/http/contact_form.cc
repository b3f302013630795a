// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/contact_form.h"

#include <algorithm>

#include "server/file_type.h"
#include "server/http/multipart.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxSubject = 300;
constexpr std::size_t kMaxText = 20'000;
constexpr std::size_t kMaxContact = 200;
constexpr std::size_t kMaxKept = 200'000;     // bytes of a text that is too long,
constexpr std::size_t kMaxKeptLine = 10'000;  // and of a line
constexpr std::size_t kMaxAnswer = 2'000;
constexpr std::size_t kMaxShort = 300;  // ids, steps, addresses
constexpr std::size_t kMaxItems = 30;

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return "";
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// Browsers send lines with CRLF; other control characters are nobody's words.
std::string clean(std::string_view text, bool is_one_line) {
    std::string out;
    for (const char c : text) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (!is_control || (c == '\n' && !is_one_line))
            out += c;
        else if (c == '\t' || c == '\n')
            out += ' ';
    }
    return trimmed(out);
}

std::string short_text(std::string_view text) {
    return std::string(first_code_points(clean(text, true), kMaxShort));
}

std::vector<std::string> comma_list(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty() && out.size() < kMaxItems) {
        const std::string_view item = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), item.size() + 1));
        if (std::string value = short_text(item); !value.empty()) out.push_back(std::move(value));
    }
    return out;
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80) --most;
    return text.substr(0, most);
}

// A field within its length; what is longer is said and kept for the person to shorten, though not without
// end.
std::string field(const NamedValues& fields, const char* name, std::size_t most, bool is_one_line,
                  std::vector<FormProblem>& problems) {
    const std::string_view sent = value_or(fields, name);
    std::string value = clean(first_bytes(sent, is_one_line ? kMaxKeptLine : kMaxKept), is_one_line);
    if (count_code_points(value) > most)
        problems.push_back({name, "form_too_long", {{"most", std::to_string(most)}}});
    return value;
}

std::vector<AskedAnswer> answers_of(const NamedValues& fields) {
    std::vector<AskedAnswer> out;
    std::string question;
    for (const NamedValue& pair : fields) {
        if (pair.name == "ask_question") question = short_text(pair.value);
        if (pair.name != "ask_answer" || question.empty() || out.size() == kMaxItems) continue;
        out.push_back(
            {std::move(question), std::string(first_code_points(clean(pair.value, false), kMaxAnswer))});
        question.clear();
    }
    return out;
}

void take_files(const FormBody& body, const RequestSettings& settings, ReadForm& out) {
    const std::size_t most_bytes = static_cast<std::size_t>(settings.max_file_megabytes) * 1024 * 1024;
    for (const UploadedFile& file : body.files) {
        if (file.field != "files") continue;
        const std::string shown = short_text(file.name);
        if (out.form.files.size() == static_cast<std::size_t>(settings.max_files)) {
            out.problems.push_back(
                {"files", "form_too_many_files", {{"most", std::to_string(settings.max_files)}}});
            return;
        }
        if (file.content.size() > most_bytes) {
            out.problems.push_back(
                {"files",
                 "form_file_too_big",
                 {{"name", shown}, {"most", std::to_string(settings.max_file_megabytes)}}});
            continue;
        }
        const auto type = file_type_of(file.content);
        if (!type) {
            out.problems.push_back({"files", "form_file_unknown", {{"name", shown}}});
            continue;
        }
        out.form.files.push_back(
            {safe_file_name(file.name, *type), type->media_type, std::string(file.content)});
    }
}

}  // namespace

ContactForm form_of_query(const NamedValues& query) {
    ContactForm form;
    form.subject = std::string(first_code_points(clean(value_or(query, "q"), true), kMaxSubject));
    form.article_id = short_text(value_or(query, "article"));
    form.page = short_text(value_or(query, "page"));
    form.steps = comma_list(value_or(query, "steps"));
    return form;
}

ReadForm read_contact_form(const HttpRequest& request, const RequestSettings& settings) {
    const FormBody body = parse_form(request);
    ReadForm out;
    ContactForm& form = out.form;
    form.solved_by = short_text(value_or(body.fields, "solved"));
    if (value_or(body.fields, "wish") == "look") form.wish = FormWish::look;
    if (!form.solved_by.empty()) form.wish = FormWish::solved;
    form.subject = field(body.fields, "subject", kMaxSubject, true, out.problems);
    form.text = field(body.fields, "text", kMaxText, false, out.problems);
    form.contact = field(body.fields, "contact", kMaxContact, true, out.problems);
    form.article_id = short_text(value_or(body.fields, "article"));
    form.page = short_text(value_or(body.fields, "page"));
    form.steps = comma_list(value_or(body.fields, "steps"));
    form.suggested = comma_list(value_or(body.fields, "suggested"));
    form.answers = answers_of(body.fields);
    form.token = short_text(value_or(body.fields, "token"));
    form.is_trap_filled = !value_or(body.fields, "website").empty();
    take_files(body, settings, out);
    return out;
}

bool says_nothing(const ContactForm& form) { return form.subject.empty() && form.text.empty(); }

NewTicket ticket_of(ContactForm form, std::string source, std::string lang) {
    NewTicket ticket;
    ticket.token = std::move(form.token);
    ticket.source = std::move(source);
    ticket.lang = std::move(lang);
    ticket.subject = std::move(form.subject);
    ticket.text = std::move(form.text);
    ticket.contact = std::move(form.contact);
    ticket.article_id = std::move(form.article_id);
    ticket.page = std::move(form.page);
    ticket.steps = std::move(form.steps);
    for (AskedAnswer& answer : form.answers) {
        if (!answer.answer.empty()) ticket.answers.push_back(std::move(answer));
    }
    ticket.suggested = std::move(form.suggested);
    ticket.files = std::move(form.files);
    return ticket;
}

}  // namespace kb
