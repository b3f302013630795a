// SPDX-License-Identifier: GPL-2.0-or-later
// What people wrote to us, kept whole for the configured days: on the disk before anybody is told that it
// was received. Sends nothing; that is the outbox.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

class Store;

// The words of `tickets.status`.
namespace ticket_status {
inline constexpr const char* kNew = "new";
inline constexpr const char* kAnswered = "answered";
inline constexpr const char* kHandedOver = "handed_over";
inline constexpr const char* kClosed = "closed";
}  // namespace ticket_status
bool is_ticket_status(std::string_view word);

struct AskedAnswer {
    std::string question, answer;
};

struct NewFile {
    std::string name;        // already safe to show and to save under
    std::string media_type;  // by content, never by what the sender claims
    std::string content;
};

struct NewTicket {
    std::string token;   // one filled form; the same token again is the same ticket
    std::string source;  // "form", "widget", "api"
    std::string subject, text, name, contact, lang;
    std::string article_id;              // they came from this article; may be empty
    std::string page;                    // address of the page the widget stood on; may be empty
    std::vector<std::string> steps;      // ticked off in that article
    std::vector<AskedAnswer> answers;    // to the article's `ask`
    std::vector<std::string> suggested;  // ids of the articles shown while they wrote
    std::vector<NewFile> files;
};

struct TicketFile {
    std::int64_t id = 0;
    std::string name, media_type;
    std::int64_t size_bytes = 0;
};

struct TicketMessage {
    std::int64_t at_s = 0;
    std::string author;  // "customer", "agent"
    std::string text;
    std::int64_t id = 0;  // given by the store
};

struct Ticket {
    std::int64_t id = 0;
    std::string number, source, status, subject, name, contact, lang, article_id, page;
    std::int64_t created_s = 0, changed_s = 0;
    bool is_erased = false;  // its days are over: only the number, the times and the article are left
    std::vector<TicketMessage> messages;
    std::vector<std::string> steps;
    std::vector<AskedAnswer> answers;
    std::vector<std::string> suggested;
    std::vector<TicketFile> files;
};

struct TicketFilter {
    std::string status;     // empty: all
    bool is_stuck = false;  // only those with a delivery that has failed and is not done
    int limit = 50;
    std::int64_t before_id = 0;  // page on from here; 0: the newest
};

class TicketStore {
public:
    // `store` may be null: then `is_open` is false and everything else throws StoreError.
    explicit TicketStore(Store* store) : store_(store) {}

    bool is_open() const { return store_ != nullptr; }

    // Stored whole, with one delivery for each target, when it returns; gives the number («4839-2041»).
    // A token seen before changes nothing and gives the number it got then.
    std::string add(const NewTicket& ticket, const std::vector<std::string>& targets, std::int64_t now_s);

    // Newest first, without messages, details and files.
    std::vector<Ticket> list(const TicketFilter& filter) const;
    std::optional<Ticket> by_number(std::string_view number) const;
    std::optional<Ticket> by_token(std::string_view token) const;
    std::optional<Ticket> by_id(std::int64_t id) const;
    std::optional<Ticket> head(std::int64_t id) const;  // without messages, details and files
    std::optional<NewFile> file(std::int64_t file_id) const;

    // «Это решило вопрос»: a form that did not have to be sent. Returns at once.
    bool add_solved(const std::string& article_id, std::int64_t now_s);
    std::int64_t solved_count(const std::string& article_id) const;  // of all articles for ""

    // Takes what people wrote out of tickets made before `before_s`, and of those closed before
    // `closed_before_s`; how many. What is not delivered goes too: the days are a promise to the person who
    // wrote.
    int erase_before(std::int64_t before_s, std::int64_t now_s, std::int64_t closed_before_s = 0);

    // The secret of that name; `fresh` becomes it when there is none yet.
    std::string secret(const std::string& name, const std::string& fresh);

private:
    Store& store() const;
    std::optional<Ticket> one(const std::string& condition, const std::string& value) const;
    void read_parts(Ticket& ticket) const;

    Store* store_;
};

}  // namespace kb
