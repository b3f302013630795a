// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/migrations.h"

#include <fmt/format.h>

#include <array>

#include "indexer/error.h"

namespace kb {
namespace {

// Step N brings a file from version N to N + 1. Steps are only ever added.
// Days are days since 1970-01-01 UTC. Queries are stored masked; what a
// person wrote to us stands in tickets, messages, ticket_details and ticket_files only, for the days set.
constexpr std::array kSteps = {
    R"(CREATE TABLE votes (
           article_id TEXT NOT NULL,
           day INTEGER NOT NULL,
           helpful INTEGER NOT NULL DEFAULT 0,
           unhelpful INTEGER NOT NULL DEFAULT 0,
           PRIMARY KEY (article_id, day)
       ) WITHOUT ROWID;
       CREATE TABLE views (
           article_id TEXT NOT NULL,
           day INTEGER NOT NULL,
           count INTEGER NOT NULL,
           PRIMARY KEY (article_id, day)
       ) WITHOUT ROWID;
       CREATE TABLE searches (
           id INTEGER PRIMARY KEY,
           at INTEGER NOT NULL,
           kind TEXT NOT NULL,
           audience TEXT NOT NULL,
           query TEXT NOT NULL,
           results INTEGER NOT NULL,
           verdict TEXT NOT NULL
       );
       CREATE INDEX searches_by_time ON searches (at);
       CREATE TABLE clicks (
           query TEXT NOT NULL,
           article_id TEXT NOT NULL,
           day INTEGER NOT NULL,
           count INTEGER NOT NULL,
           PRIMARY KEY (query, article_id, day)
       ) WITHOUT ROWID;)",
    // A form is stored with everything a person wrote before anything is sent. `token` names one filled
    // form, so that sending it twice gives one ticket; `number` is what the person is told.
    R"(CREATE TABLE tickets (
           id INTEGER PRIMARY KEY,
           number TEXT NOT NULL UNIQUE,
           token TEXT NOT NULL UNIQUE,
           source TEXT NOT NULL,
           status TEXT NOT NULL,
           subject TEXT NOT NULL,
           name TEXT NOT NULL,
           contact TEXT NOT NULL,
           lang TEXT NOT NULL,
           article_id TEXT NOT NULL,
           page TEXT NOT NULL,
           created INTEGER NOT NULL,
           changed INTEGER NOT NULL,
           is_erased INTEGER NOT NULL DEFAULT 0
       );
       CREATE INDEX tickets_by_time ON tickets (created);
       CREATE INDEX tickets_by_status ON tickets (status, created);
       CREATE TABLE messages (
           id INTEGER PRIMARY KEY,
           ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           at INTEGER NOT NULL,
           author TEXT NOT NULL,
           text TEXT NOT NULL
       );
       CREATE INDEX messages_by_ticket ON messages (ticket_id);
       CREATE TABLE ticket_details (
           ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           kind TEXT NOT NULL,
           position INTEGER NOT NULL,
           name TEXT NOT NULL,
           value TEXT NOT NULL,
           PRIMARY KEY (ticket_id, kind, position)
       ) WITHOUT ROWID;
       CREATE TABLE ticket_files (
           id INTEGER PRIMARY KEY,
           ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           name TEXT NOT NULL,
           media_type TEXT NOT NULL,
           size INTEGER NOT NULL,
           content BLOB NOT NULL
       );
       CREATE INDEX ticket_files_by_ticket ON ticket_files (ticket_id);
       CREATE TABLE outbox (
           id TEXT PRIMARY KEY,
           ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           target TEXT NOT NULL,
           attempts INTEGER NOT NULL DEFAULT 0,
           next_at INTEGER NOT NULL,
           delivered INTEGER NOT NULL DEFAULT 0,
           error TEXT NOT NULL DEFAULT '',
           UNIQUE (ticket_id, target)
       );
       CREATE INDEX outbox_by_time ON outbox (delivered, next_at);
       CREATE TABLE solved_forms (
           article_id TEXT NOT NULL,
           day INTEGER NOT NULL,
           count INTEGER NOT NULL,
           PRIMARY KEY (article_id, day)
       ) WITHOUT ROWID;
       CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);)",
    // What readers said is wrong with an article or, where `section` is its anchor, with a section.
    R"(CREATE TABLE remarks (
           id INTEGER PRIMARY KEY,
           at INTEGER NOT NULL,
           article_id TEXT NOT NULL,
           section TEXT NOT NULL,
           reason TEXT NOT NULL,
           comment TEXT NOT NULL
       );
       CREATE INDEX remarks_by_article ON remarks (article_id, at);)",
    // Solved cases, masked. `external_id` is the ticket's where it comes from. Every change takes the next
    // revision, so that a running server reads only what is new to it; deletions are counted.
    R"(CREATE TABLE cases (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           text TEXT NOT NULL,
           article TEXT NOT NULL,
           is_solved INTEGER NOT NULL,
           lang TEXT NOT NULL,
           source TEXT NOT NULL,
           external_id TEXT NOT NULL UNIQUE,
           at INTEGER NOT NULL,
           revision INTEGER NOT NULL
       );
       CREATE INDEX cases_by_time ON cases (at);
       CREATE INDEX cases_by_article ON cases (article, id);
       CREATE INDEX cases_by_revision ON cases (revision);
       CREATE TABLE case_state (revision INTEGER NOT NULL, deletions INTEGER NOT NULL);
       INSERT INTO case_state VALUES (0, 0);)",
    // Who works here. Passwords stand as argon2id texts, everything else secret as its SHA-256. A link
    // without an account makes the first admin.
    R"(CREATE TABLE accounts (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           login TEXT NOT NULL UNIQUE,
           name TEXT NOT NULL,
           role TEXT NOT NULL,
           password TEXT NOT NULL DEFAULT '',
           is_disabled INTEGER NOT NULL DEFAULT 0,
           created INTEGER NOT NULL,
           seen INTEGER NOT NULL DEFAULT 0
       );
       CREATE TABLE sessions (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           hash TEXT NOT NULL UNIQUE,
           account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
           created INTEGER NOT NULL,
           seen INTEGER NOT NULL,
           expires INTEGER NOT NULL,
           address TEXT NOT NULL,
           browser TEXT NOT NULL
       );
       CREATE INDEX sessions_by_account ON sessions (account_id);
       CREATE TABLE account_links (
           hash TEXT NOT NULL PRIMARY KEY,
           account_id INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
           expires INTEGER NOT NULL
       ) WITHOUT ROWID;
       CREATE TABLE api_tokens (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           hash TEXT NOT NULL UNIQUE,
           account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
           name TEXT NOT NULL,
           role TEXT NOT NULL,
           scopes TEXT NOT NULL,
           created INTEGER NOT NULL,
           seen INTEGER NOT NULL DEFAULT 0,
           expires INTEGER NOT NULL
       );
       CREATE INDEX api_tokens_by_account ON api_tokens (account_id);
       CREATE TABLE audit (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           account_id INTEGER NOT NULL,
           who TEXT NOT NULL,
           action TEXT NOT NULL,
           object TEXT NOT NULL,
           address TEXT NOT NULL
       );
       CREATE INDEX audit_by_time ON audit (at);)",
    // What agents do at their desk; texts masked. `customer` of a ticket is its contact in one spelling, so
    // that earlier tickets of the same person are found. Answers of agents are delivered too: a delivery
    // belongs to a ticket's message, or to the ticket as it came for 0.
    R"(CREATE TABLE desk_marks (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           ticket TEXT NOT NULL,
           article TEXT NOT NULL,
           section TEXT NOT NULL,
           mark TEXT NOT NULL,
           kind TEXT NOT NULL,
           agent TEXT NOT NULL,
           place INTEGER NOT NULL
       );
       CREATE INDEX desk_marks_by_ticket ON desk_marks (ticket, id);
       CREATE INDEX desk_marks_by_time ON desk_marks (at);
       CREATE TABLE desk_gaps (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           ticket TEXT NOT NULL,
           text TEXT NOT NULL,
           agent TEXT NOT NULL
       );
       CREATE INDEX desk_gaps_by_time ON desk_gaps (at);
       CREATE TABLE desk_calls (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           agent TEXT NOT NULL,
           script TEXT NOT NULL,
           path TEXT NOT NULL,
           exit TEXT NOT NULL,
           notes TEXT NOT NULL,
           is_solved INTEGER NOT NULL,
           article TEXT NOT NULL
       );
       CREATE INDEX desk_calls_by_time ON desk_calls (at);
       CREATE TABLE desk_notes (
           id INTEGER PRIMARY KEY AUTOINCREMENT,
           at INTEGER NOT NULL,
           article TEXT NOT NULL,
           author TEXT NOT NULL,
           text TEXT NOT NULL,
           done INTEGER NOT NULL DEFAULT 0
       );
       CREATE INDEX desk_notes_by_article ON desk_notes (article, id);
       CREATE INDEX desk_notes_by_time ON desk_notes (at);
       ALTER TABLE tickets ADD COLUMN customer TEXT NOT NULL DEFAULT '';
       UPDATE tickets SET customer = lower(trim(contact));
       CREATE INDEX tickets_by_customer ON tickets (customer, id);
       ALTER TABLE outbox RENAME TO outbox_before;
       CREATE TABLE outbox (
           id TEXT PRIMARY KEY,
           ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
           target TEXT NOT NULL,
           message_id INTEGER NOT NULL DEFAULT 0,
           attempts INTEGER NOT NULL DEFAULT 0,
           next_at INTEGER NOT NULL,
           delivered INTEGER NOT NULL DEFAULT 0,
           error TEXT NOT NULL DEFAULT '',
           UNIQUE (ticket_id, target, message_id)
       );
       INSERT INTO outbox (id, ticket_id, target, attempts, next_at, delivered, error)
           SELECT id, ticket_id, target, attempts, next_at, delivered, error FROM outbox_before;
       DROP TABLE outbox_before;
       CREATE INDEX outbox_by_time ON outbox (delivered, next_at);)",
};

std::int64_t version_of(Database& database) {
    return integer_of(database.rows("PRAGMA user_version").at(0).at(0));
}

}  // namespace

int latest_schema_version() { return static_cast<int>(kSteps.size()); }

void migrate(Database& database) {
    const std::int64_t found = version_of(database);
    if (found > latest_schema_version()) {
        throw StoreError(
            fmt::format("Хранилище записано более новой программой (версия {}, эта знает {}). "
                        "Обновите программу или укажите другой файл.",
                        found, latest_schema_version()));
    }
    for (std::int64_t step = found; step < latest_schema_version(); ++step) {
        database.transaction([&] {
            database.script(kSteps[static_cast<std::size_t>(step)]);
            database.script(fmt::format("PRAGMA user_version = {}", step + 1));
        });
    }
}

}  // namespace kb
