// SPDX-License-Identifier: GPL-2.0-or-later
// A server holds the cases in memory while another process imports some. It must
// hear of that without reading them all again: each change gives its case the next
// revision, deletions are counted, and both numbers stand in case_state. Who knows
// them asks for what is newer.
#include "server/store/case_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/store/masking.h"
#include "server/store/store.h"
#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr const char* kColumns = "id, text, article, is_solved, lang, source, external_id, at";

StoredCase case_of(const SqlRow& row) {
    return {integer_of(row.at(0)), text_of(row.at(1)), text_of(row.at(2)), integer_of(row.at(3)) != 0,
            text_of(row.at(4)),    text_of(row.at(5)), text_of(row.at(6)), integer_of(row.at(7))};
}

std::vector<StoredCase> cases_of(const std::vector<SqlRow>& rows) {
    std::vector<StoredCase> cases;
    for (const SqlRow& row : rows) cases.push_back(case_of(row));
    return cases;
}

// The same text solved by the same article is the same case: importing a file twice adds nothing.
std::string id_of_content(const NewCase& one) {
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a
    const auto add = [&](std::string_view text) {
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
        hash = hash * 1099511628211u;
    };
    add(one.text);
    add(one.article);
    return fmt::format("~{:016x}", hash);
}

std::string language_of(std::string_view text) {
    for (const char32_t letter : to_utf32(first_code_points(text, 1000)))
        if (is_cyrillic(letter)) return "ru";
    return "en";
}

// As it will stand on the disk.
NewCase as_kept(NewCase one) {
    one.text = std::string(first_code_points(mask_text(one.text), kMaxCaseCharacters));
    if (one.lang.empty()) one.lang = language_of(one.text);
    if (one.external_id.empty()) one.external_id = id_of_content(one);
    return one;
}

std::int64_t next_revision(Database& database) {
    database.run("UPDATE case_state SET revision = revision + 1");
    return integer_of(database.rows("SELECT revision FROM case_state").at(0).at(0));
}

CaseReceipt put_one(Database& database, const NewCase& one) {
    const auto known = database.rows(fmt::format("SELECT {} FROM cases WHERE external_id = ?1", kColumns),
                                     {one.external_id});
    const std::int64_t is_solved = one.is_solved ? 1 : 0;
    if (!known.empty()) {
        const StoredCase old = case_of(known[0]);
        const std::int64_t at_s = one.is_dated ? one.at_s : old.at_s;
        if (old.text == one.text && old.article == one.article && old.is_solved == one.is_solved &&
            old.at_s == at_s)
            return {old.id, CaseChange::unchanged};
        database.run(
            "UPDATE cases SET text = ?2, article = ?3, is_solved = ?4, lang = ?5, source = ?6, at = ?7, "
            "revision = ?8 WHERE id = ?1",
            {old.id, one.text, one.article, is_solved, one.lang, one.source, at_s, next_revision(database)});
        return {old.id, CaseChange::changed};
    }
    database.run(
        "INSERT INTO cases (text, article, is_solved, lang, source, external_id, at, revision) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        {one.text, one.article, is_solved, one.lang, one.source, one.external_id, one.at_s,
         next_revision(database)});
    return {integer_of(database.rows("SELECT last_insert_rowid()").at(0).at(0)), CaseChange::added};
}

std::int64_t changes_of(Database& database) {
    return integer_of(database.rows("SELECT changes()").at(0).at(0));
}

void count_deletions(Database& database, std::int64_t count) {
    if (count > 0) database.run("UPDATE case_state SET deletions = deletions + ?1", {count});
}

}  // namespace

std::vector<CaseReceipt> CaseStore::put(const std::vector<NewCase>& cases) {
    std::vector<NewCase> kept;
    for (const NewCase& one : cases) kept.push_back(as_kept(one));
    std::vector<CaseReceipt> receipts;
    store_.write_now([&](Database& database) {
        receipts.clear();
        for (const NewCase& one : kept) receipts.push_back(put_one(database, one));
    });
    return receipts;
}

bool CaseStore::forget(std::int64_t id) {
    std::int64_t gone = 0;
    store_.write_now([&](Database& database) {
        database.run("DELETE FROM cases WHERE id = ?1", {id});
        gone = changes_of(database);
        count_deletions(database, gone);
    });
    return gone > 0;
}

int CaseStore::prune(const CaseBounds& bounds, std::int64_t now_s) {
    std::int64_t gone = 0;
    store_.write_now([&](Database& database) {
        database.run("DELETE FROM cases WHERE at < ?1", {now_s - bounds.keep_days * kDay_s});
        gone = changes_of(database);
        const std::int64_t left = integer_of(database.rows("SELECT count(*) FROM cases").at(0).at(0));
        if (left > bounds.max_count) {
            const std::int64_t wanted = std::int64_t{bounds.max_count} - bounds.max_count / 20;
            database.run("DELETE FROM cases WHERE id IN (SELECT id FROM cases ORDER BY at, id LIMIT ?1)",
                         {left - wanted});
            gone += changes_of(database);
        }
        count_deletions(database, gone);
    });
    return static_cast<int>(gone);
}

std::vector<StoredCase> CaseStore::list(const Filter& filter) const {
    return cases_of(store_.rows(
        fmt::format("SELECT {} FROM cases WHERE (?1 = '' OR article = ?1) AND (?2 = 0 OR id < ?2) "
                    "ORDER BY id DESC LIMIT ?3",
                    kColumns),
        {filter.article, filter.before_id, std::int64_t{filter.limit}}));
}

std::optional<StoredCase> CaseStore::by_id(std::int64_t id) const {
    const auto rows = store_.rows(fmt::format("SELECT {} FROM cases WHERE id = ?1", kColumns), {id});
    if (rows.empty()) return std::nullopt;
    return case_of(rows[0]);
}

std::vector<std::int64_t> CaseStore::ids_of(const std::vector<std::string>& external_ids) const {
    std::vector<std::int64_t> ids;
    for (const std::string& name : external_ids)
        for (const SqlRow& row : store_.rows("SELECT id FROM cases WHERE external_id = ?1", {name}))
            ids.push_back(integer_of(row.at(0)));
    return ids;
}

std::int64_t CaseStore::count() const {
    return integer_of(store_.rows("SELECT count(*) FROM cases").at(0).at(0));
}

std::vector<std::int64_t> CaseStore::ids() const {
    std::vector<std::int64_t> ids;
    for (const SqlRow& row : store_.rows("SELECT id FROM cases ORDER BY id"))
        ids.push_back(integer_of(row.at(0)));
    return ids;
}

CaseNews CaseStore::news(std::int64_t revision, std::int64_t deletions) const {
    const auto state = store_.rows("SELECT revision, deletions FROM case_state");
    CaseNews news;
    news.revision = integer_of(state.at(0).at(0));
    news.deletions = integer_of(state.at(0).at(1));
    news.has_deletions = news.deletions != deletions;
    if (news.revision != revision)
        news.put = cases_of(store_.rows(
            fmt::format("SELECT {} FROM cases WHERE revision > ?1 ORDER BY id", kColumns), {revision}));
    return news;
}

}  // namespace kb
