// SPDX-License-Identifier: GPL-2.0-or-later
// Solved cases on the disk: what a person wrote, masked, and which article solved it or did not. What is
// kept is bounded by days and by number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

class Store;

struct NewCase {
    std::string text;         // masked by the store before it is kept
    std::string article;      // id of the article
    bool is_solved = true;    // false: the article was tried and did not help
    std::string lang;         // "ru", "en"; empty: by the letters of the text
    std::string source;       // "api", "import", "desk"
    std::string external_id;  // of the ticket where it comes from; empty: made from text and article
    std::int64_t at_s = 0;    // when it was answered, Unix time
    bool is_dated = true;     // false: `at_s` is only a guess; a case known already keeps its time
};

struct StoredCase {
    std::int64_t id = 0;  // given once, never again
    std::string text, article;
    bool is_solved = true;
    std::string lang, source, external_id;
    std::int64_t at_s = 0;
};

enum class CaseChange { added, changed, unchanged };

struct CaseReceipt {
    std::int64_t id = 0;
    CaseChange change = CaseChange::added;
};

struct CaseBounds {
    int keep_days = 730;
    int max_count = 50'000;
};

// What changed since somebody looked.
struct CaseNews {
    std::vector<StoredCase> put;  // new ones and those that became others
    bool has_deletions = false;   // then ask ids()
    std::int64_t revision = 0;    // for the next look
    std::int64_t deletions = 0;
};

inline constexpr std::size_t kMaxCaseCharacters = 8000;  // of a text; the rest is cut off

class CaseStore {
public:
    // `store` outlives this.
    explicit CaseStore(Store& store) : store_(store) {}

    // Whole or not at all; a case with a known external id takes the place of that one, and one that is
    // the same already changes nothing. On the disk when it returns. Throws StoreError.
    std::vector<CaseReceipt> put(const std::vector<NewCase>& cases);

    bool forget(std::int64_t id);  // false: there is no such case
    // Forgets what is older than the days and, when there are more than the number allowed, the oldest down
    // to nineteen in twenty of it. Returns how many.
    int prune(const CaseBounds& bounds, std::int64_t now_s);

    struct Filter {
        std::string article;         // only of this article; empty: all
        std::int64_t before_id = 0;  // only cases put before this one; 0: from the newest
        int limit = 50;
    };
    std::vector<StoredCase> list(const Filter& filter) const;  // newest first
    std::optional<StoredCase> by_id(std::int64_t id) const;
    std::vector<std::int64_t> ids_of(const std::vector<std::string>& external_ids) const;
    std::int64_t count() const;
    std::vector<std::int64_t> ids() const;

    // From 0, 0 on: everything.
    CaseNews news(std::int64_t revision, std::int64_t deletions) const;

private:
    Store& store_;
};

}  // namespace kb
