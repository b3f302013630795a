// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/channels/mail_message.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "server/store/inbox_store.h"

namespace kb {
namespace {

struct Unref {
    template <class T>
    void operator()(T* object) const {
        g_object_unref(object);
    }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_library() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

std::string one_line(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    return text;
}

void add_line(std::string& text, const char* label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", label, one_line(value));
}

// What an operator reads: the words of the person first, then what we know beside them.
std::string letter_text(const Ticket& t) {
    std::string text;
    for (const TicketMessage& message : t.messages)
        if (message.author == "customer") text += message.text + "\n\n";
    for (const AskedAnswer& answer : t.answers)
        text += fmt::format("{}\n{}\n\n", one_line(answer.question), answer.answer);
    text += "-- \n";
    add_line(text, "Номер обращения", t.number);
    add_line(text, "Имя", t.name);
    add_line(text, "Куда ответить", t.contact);
    add_line(text, "Со статьи", t.article_id);
    add_line(text, "Со страницы", t.page);
    if (!t.steps.empty())
        text += fmt::format("Уже сделали: {}\n", one_line(fmt::format("{}", fmt::join(t.steps, "; "))));
    if (!t.suggested.empty())
        text += fmt::format("Мы предложили: {}\n", one_line(fmt::format("{}", fmt::join(t.suggested, ", "))));
    return text;
}

// What a customer reads.
std::string answer_text(const Outgoing& outgoing, const std::string& site_name) {
    return fmt::format("{}\n\n-- \n{}\nНомер обращения: {}\n", outgoing.answer->text, one_line(site_name),
                       outgoing.ticket.number);
}

Owned<GMimeObject> text_part(const std::string& text) {
    GMimeTextPart* part = g_mime_text_part_new_with_subtype("plain");
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text.c_str());
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_BASE64);
    return Owned<GMimeObject>(GMIME_OBJECT(part));
}

Owned<GMimeObject> file_part(const NewFile& file) {
    const std::size_t slash = file.media_type.find('/');
    GMimePart* part = g_mime_part_new_with_type(file.media_type.substr(0, slash).c_str(),
                                                file.media_type.substr(slash + 1).c_str());
    const Owned<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(file.content.data(), file.content.size()));
    const Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part, content.get());
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(part, file.name.c_str());
    return Owned<GMimeObject>(GMIME_OBJECT(part));
}

Owned<GMimeObject> body_of(const Outgoing& outgoing, const std::string& site_name) {
    auto text = text_part(outgoing.answer ? answer_text(outgoing, site_name) : letter_text(outgoing.ticket));
    if (outgoing.files.empty()) return text;
    Owned<GMimeMultipart> parts(g_mime_multipart_new_with_subtype("mixed"));
    g_mime_multipart_add(parts.get(), text.get());
    for (const NewFile& file : outgoing.files) g_mime_multipart_add(parts.get(), file_part(file).get());
    return Owned<GMimeObject>(GMIME_OBJECT(parts.release()));
}

// Left to itself GMime looks for the oldest charset that holds the name.
void add_sender(GMimeMessage* message, const std::string& name, const std::string& address) {
    const Owned<InternetAddress> sender(internet_address_mailbox_new(name.c_str(), address.c_str()));
    internet_address_set_charset(sender.get(), "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM), sender.get());
}

void set_headers(GMimeMessage* message, const Outgoing& outgoing, const MailTarget& mail,
                 const std::string& site_name) {
    const Ticket& t = outgoing.ticket;
    const std::string subject =
        fmt::format("{}[{}] {}", outgoing.answer ? "Re: " : "", t.number,
                    t.subject.empty() ? std::string("Обращение с сайта") : one_line(t.subject));
    g_mime_message_set_subject(message, subject.c_str(), "utf-8");
    add_sender(message, one_line(site_name), mail.from);
    // A ticket goes to the desk, an answer to the customer; each is answered at the other.
    const std::string& to = outgoing.answer ? t.contact : mail.to;
    const std::string& reply_to = outgoing.answer ? mail.to : t.contact;
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, nullptr, to.c_str());
    if (is_mail_address(reply_to))
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, nullptr, reply_to.c_str());
    GDateTime* date = g_date_time_new_from_unix_utc(outgoing.answer ? outgoing.answer->at_s : t.created_s);
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
    const std::string host = mail.from.substr(mail.from.find('@') + 1);
    g_mime_message_set_message_id(message, fmt::format("{}@{}", outgoing.delivery_id, host).c_str());
    if (!outgoing.answer)
        g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", nullptr);
    g_mime_object_set_header(GMIME_OBJECT(message), "X-Podskazka-Ticket", t.number.c_str(), nullptr);
}

}  // namespace

std::string mail_message(const Outgoing& outgoing, const MailTarget& mail, const std::string& site_name) {
    start_library();
    const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
    set_headers(message.get(), outgoing, mail, site_name);
    g_mime_message_set_mime_part(message.get(), body_of(outgoing, site_name).get());

    const std::unique_ptr<GMimeFormatOptions, void (*)(GMimeFormatOptions*)> format(
        g_mime_format_options_new(), g_mime_format_options_free);
    g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(message.get()), format.get(), out.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace kb
