// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/migrations.h"

#include <fmt/format.h>

#include <array>

#include "indexer/error.h"

namespace kb {
namespace {

// Step N brings a file from version N to N + 1. Steps are only ever added.
// Days are days since 1970-01-01 UTC. Queries are stored masked, tickets never.
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
