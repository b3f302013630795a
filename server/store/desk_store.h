// SPDX-License-Identifier: GPL-2.0-or-later
// What agents do at their desk: which suggestion they took, what no article answers, calls, remarks for an
// article's owner. What customers wrote is masked before it is kept. Bounded by days and by number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

class Store;

// One click beside a suggestion.
struct DeskMark {
    std::int64_t at_s = 0;
    std::string ticket;  // number; empty: a pasted text
    std::string article, section;
    std::string mark;  // "inserted", "opened", "wrong", "solved"
    std::string kind;  // "article", "template", "case"
    std::string agent;
    int place = 0;  // among the suggestions, from 1; 0: not said
};
bool is_desk_mark(std::string_view word);

struct DeskGap {
    std::int64_t id = 0, at_s = 0;
    std::string ticket, text, agent;  // text masked by the store
};

// A call walked along a script.
struct DeskCall {
    std::int64_t id = 0, at_s = 0;
    std::string agent, script;
    std::vector<std::string> path;  // nodes, first to last
    std::string exit;               // the node it ended at: the call's reason
    std::string notes;              // masked by the store
    bool is_solved = false;
    std::string article;  // that solved it; may be empty
};

// A remark under an article for its owner.
struct DeskNote {
    std::int64_t id = 0, at_s = 0;
    std::string article, author, text;
    std::int64_t done_s = 0;  // 0: open
};

struct DeskBounds {
    int keep_days = 730;
    int max_count = 50'000;  // rows of each kind
};

class DeskStore {
public:
    // `store` outlives this; everything throws StoreError. What is added is on the disk when it returns.
    explicit DeskStore(Store& store, const DeskBounds& bounds = {}) : store_(store), bounds_(bounds) {}

    void add_mark(const DeskMark& mark);
    // Of one ticket, oldest first.
    std::vector<DeskMark> marks_of(const std::string& ticket) const;

    std::int64_t add_gap(const DeskGap& gap);
    std::vector<DeskGap> gaps(int limit) const;  // newest first

    std::int64_t add_call(const DeskCall& call);
    std::vector<DeskCall> calls(int limit) const;  // newest first

    std::int64_t add_note(const DeskNote& note);
    std::vector<DeskNote> notes_of(const std::string& article) const;  // open ones first, newest first; ≤ 100
    std::vector<DeskNote> open_notes(int limit) const;                 // newest first
    bool finish_note(std::int64_t id, std::int64_t now_s);             // false: no such note

private:
    Store& store_;
    DeskBounds bounds_;
};

}  // namespace kb
