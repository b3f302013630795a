// SPDX-License-Identifier: GPL-2.0-or-later
// One SQLite connection and the only home of SQLite. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/error.h"

namespace kb {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;
using SqlRow = std::vector<SqlValue>;

std::int64_t integer_of(const SqlValue& value);  // 0 for what is not a number
std::string text_of(const SqlValue& value);      // empty for what is not a text

// The same write may work later: the file is locked by another program, or the disk is full.
struct StoreNotNow : StoreError {
    using StoreError::StoreError;
};

class Database {
public:
    enum class Mode { read_write, read_only };

    // WAL, synchronous NORMAL, 2 s busy timeout. read_write creates the file.
    // Every failure here and below is a StoreError that names the file (a StoreNotNow where waiting may
    // help).
    Database(const std::string& path, Mode mode);
    ~Database();
    Database(Database&&) noexcept;

    // Statements are prepared once and kept.
    void run(const std::string& sql, const std::vector<SqlValue>& arguments = {});
    std::vector<SqlRow> rows(const std::string& sql, const std::vector<SqlValue>& arguments = {});
    void script(const std::string& sql);  // several statements

    // All of `work` or nothing: rolls back when it throws.
    void transaction(const std::function<void()>& work);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
