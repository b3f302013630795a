// SPDX-License-Identifier: GPL-2.0-or-later
// Each table has an id that grows with time, so both bounds are one cheap statement after each insert: what
// is too old, and what is more than the number allowed behind the newest.
#include "server/store/desk_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/store/masking.h"
#include "server/store/store.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::int64_t kDay_s = 86'400;
constexpr std::size_t kTextCharacters = 4000;  // of a gap or a note that are kept
constexpr std::int64_t kMarksOfTicket = 200;
constexpr char kBetweenNodes = '\n';

std::string masked(std::string_view text) {
    return std::string(first_code_points(mask_text(text), kTextCharacters));
}

std::int64_t last_id(Database& database) {
    return integer_of(database.rows("SELECT last_insert_rowid()").at(0).at(0));
}

void prune(Database& database, const char* table, const DeskBounds& bounds, std::int64_t now_s) {
    database.run(fmt::format("DELETE FROM {0} WHERE at < ?1 OR id <= (SELECT max(id) FROM {0}) - ?2", table),
                 {now_s - bounds.keep_days * kDay_s, std::int64_t{bounds.max_count}});
}

std::string joined(const std::vector<std::string>& path) {
    std::string out;
    for (const auto& node : path) {
        if (!out.empty()) out += kBetweenNodes;
        out += node;
    }
    return out;
}

std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> out;
    for (std::string_view rest = path; !rest.empty();) {
        const auto end = std::min(rest.find(kBetweenNodes), rest.size());
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

DeskNote note_of(const SqlRow& row) {
    return {integer_of(row.at(0)), integer_of(row.at(1)), text_of(row.at(2)),
            text_of(row.at(3)),    text_of(row.at(4)),    integer_of(row.at(5))};
}

std::vector<DeskNote> notes_of_rows(const std::vector<SqlRow>& rows) {
    std::vector<DeskNote> notes;
    for (const SqlRow& row : rows) notes.push_back(note_of(row));
    return notes;
}

}  // namespace

bool is_desk_mark(std::string_view word) {
    constexpr std::array<std::string_view, 4> kWords{"inserted", "opened", "wrong", "solved"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

void DeskStore::add_mark(const DeskMark& mark) {
    store_.write_now([&](Database& database) {
        database.run(
            "INSERT INTO desk_marks (at, ticket, article, section, mark, kind, agent, place) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            {mark.at_s, mark.ticket, mark.article, mark.section, mark.mark, mark.kind, mark.agent,
             std::int64_t{mark.place}});
        prune(database, "desk_marks", bounds_, mark.at_s);
    });
}

std::vector<DeskMark> DeskStore::marks_of(const std::string& ticket) const {
    std::vector<DeskMark> marks;
    for (const SqlRow& row :
         store_.rows("SELECT at, ticket, article, section, mark, kind, agent, place FROM desk_marks "
                     "WHERE ticket = ?1 AND ticket <> '' ORDER BY id LIMIT ?2",
                     {ticket, kMarksOfTicket}))
        marks.push_back({integer_of(row.at(0)), text_of(row.at(1)), text_of(row.at(2)), text_of(row.at(3)),
                         text_of(row.at(4)), text_of(row.at(5)), text_of(row.at(6)),
                         static_cast<int>(integer_of(row.at(7)))});
    return marks;
}

std::int64_t DeskStore::add_gap(const DeskGap& gap) {
    std::int64_t id = 0;
    store_.write_now([&](Database& database) {
        database.run("INSERT INTO desk_gaps (at, ticket, text, agent) VALUES (?1, ?2, ?3, ?4)",
                     {gap.at_s, gap.ticket, masked(gap.text), gap.agent});
        id = last_id(database);
        prune(database, "desk_gaps", bounds_, gap.at_s);
    });
    return id;
}

std::vector<DeskGap> DeskStore::gaps(int limit) const {
    std::vector<DeskGap> gaps;
    for (const SqlRow& row :
         store_.rows("SELECT id, at, ticket, text, agent FROM desk_gaps ORDER BY id DESC LIMIT ?1",
                     {std::int64_t{limit}}))
        gaps.push_back({integer_of(row.at(0)), integer_of(row.at(1)), text_of(row.at(2)), text_of(row.at(3)),
                        text_of(row.at(4))});
    return gaps;
}

std::int64_t DeskStore::add_call(const DeskCall& call) {
    std::int64_t id = 0;
    store_.write_now([&](Database& database) {
        database.run(
            "INSERT INTO desk_calls (at, agent, script, path, exit, notes, is_solved, article) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            {call.at_s, call.agent, call.script, joined(call.path), call.exit, masked(call.notes),
             std::int64_t{call.is_solved ? 1 : 0}, call.article});
        id = last_id(database);
        prune(database, "desk_calls", bounds_, call.at_s);
    });
    return id;
}

std::vector<DeskCall> DeskStore::calls(int limit) const {
    std::vector<DeskCall> calls;
    for (const SqlRow& row :
         store_.rows("SELECT id, at, agent, script, path, exit, notes, is_solved, article FROM desk_calls "
                     "ORDER BY id DESC LIMIT ?1",
                     {std::int64_t{limit}}))
        calls.push_back({integer_of(row.at(0)), integer_of(row.at(1)), text_of(row.at(2)), text_of(row.at(3)),
                         split(text_of(row.at(4))), text_of(row.at(5)), text_of(row.at(6)),
                         integer_of(row.at(7)) != 0, text_of(row.at(8))});
    return calls;
}

std::int64_t DeskStore::add_note(const DeskNote& note) {
    std::int64_t id = 0;
    store_.write_now([&](Database& database) {
        database.run("INSERT INTO desk_notes (at, article, author, text) VALUES (?1, ?2, ?3, ?4)",
                     {note.at_s, note.article, note.author, masked(note.text)});
        id = last_id(database);
        prune(database, "desk_notes", bounds_, note.at_s);
    });
    return id;
}

std::vector<DeskNote> DeskStore::notes_of(const std::string& article) const {
    return notes_of_rows(
        store_.rows("SELECT id, at, article, author, text, done FROM desk_notes WHERE article = ?1 "
                    "ORDER BY done > 0, id DESC LIMIT 100",
                    {article}));
}

std::vector<DeskNote> DeskStore::open_notes(int limit) const {
    return notes_of_rows(store_.rows(
        "SELECT id, at, article, author, text, done FROM desk_notes WHERE done = 0 ORDER BY id DESC LIMIT ?1",
        {std::int64_t{limit}}));
}

bool DeskStore::finish_note(std::int64_t id, std::int64_t now_s) {
    std::int64_t changed = 0;
    store_.write_now([&](Database& database) {
        database.run("UPDATE desk_notes SET done = CASE done WHEN 0 THEN ?2 ELSE done END WHERE id = ?1",
                     {id, now_s});
        changed = integer_of(database.rows("SELECT changes()").at(0).at(0));
    });
    return changed > 0;
}

}  // namespace kb
