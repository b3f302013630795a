// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <map>

#include "indexer/error.h"

namespace kb {
namespace {

constexpr int kBusyTimeout_ms = 2000;
// Rows are written once and rarely read: SQLite's usual 2 MB a connection would only fill up, over a day.
constexpr const char* kPageCache = "PRAGMA cache_size=-256;";  // KiB

struct Binder {
    SQLite::Statement& statement;
    int index;
    void operator()(std::monostate) const { statement.bind(index); }
    void operator()(std::int64_t value) const { statement.bind(index, value); }
    void operator()(double value) const { statement.bind(index, value); }
    void operator()(const std::string& value) const { statement.bind(index, value); }
};

SqlValue value_of(const SQLite::Column& column) {
    if (column.isNull()) return std::monostate{};
    if (column.isInteger()) return column.getInt64();
    if (column.isFloat()) return column.getDouble();
    return column.getString();
}

}  // namespace

std::int64_t integer_of(const SqlValue& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? 0 : *number;
}

std::string text_of(const SqlValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

struct Database::Impl {
    Impl(const std::string& file, Mode mode)
        : path(file),
          connection(
              file,
              mode == Mode::read_write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY,
              kBusyTimeout_ms) {
        if (mode == Mode::read_write) connection.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        connection.exec("PRAGMA foreign_keys=ON;");
        connection.exec(kPageCache);
    }

    SQLite::Statement& statement(const std::string& sql, const std::vector<SqlValue>& arguments) {
        auto known = statements.find(sql);
        if (known == statements.end()) {
            known = statements.emplace(sql, std::make_unique<SQLite::Statement>(connection, sql)).first;
        }
        SQLite::Statement& prepared = *known->second;
        prepared.reset();
        prepared.clearBindings();
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            std::visit(Binder{prepared, static_cast<int>(i) + 1}, arguments[i]);
        }
        return prepared;
    }

    std::string path;
    SQLite::Database connection;
    std::map<std::string, std::unique_ptr<SQLite::Statement>> statements;
};

namespace {

bool may_pass(const SQLite::Exception& error) {
    const int code = error.getErrorCode();
    return code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_FULL || code == SQLITE_IOERR;
}

// Foreign exceptions stop here.
template <class Work>
auto guarded(const std::string& path, const char* doing, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception& e) {
        const std::string message =
            fmt::format("Хранилище {}: не вышло {} ({}). Проверьте место на диске и права на файл.", path,
                        doing, e.what());
        if (may_pass(e)) throw StoreNotNow(message);
        throw StoreError(message);
    }
}

}  // namespace

Database::Database(const std::string& path, Mode mode)
    : impl_(guarded(path, "открыть файл", [&] { return std::make_unique<Impl>(path, mode); })) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;

void Database::run(const std::string& sql, const std::vector<SqlValue>& arguments) {
    guarded(impl_->path, "записать", [&] {
        SQLite::Statement& statement = impl_->statement(sql, arguments);
        statement.exec();
        statement.reset();
    });
}

std::vector<SqlRow> Database::rows(const std::string& sql, const std::vector<SqlValue>& arguments) {
    return guarded(impl_->path, "прочитать", [&] {
        SQLite::Statement& statement = impl_->statement(sql, arguments);
        std::vector<SqlRow> out;
        while (statement.executeStep()) {
            SqlRow row;
            for (int i = 0; i < statement.getColumnCount(); ++i)
                row.push_back(value_of(statement.getColumn(i)));
            out.push_back(std::move(row));
        }
        statement.reset();
        return out;
    });
}

void Database::script(const std::string& sql) {
    guarded(impl_->path, "выполнить", [&] { impl_->connection.exec(sql); });
}

void Database::transaction(const std::function<void()>& work) {
    guarded(impl_->path, "записать", [&] {
        // From the first statement on: a reader that turns writer midway is refused without waiting.
        SQLite::Transaction transaction(impl_->connection, SQLite::TransactionBehavior::IMMEDIATE);
        work();
        transaction.commit();
    });
}

}  // namespace kb
