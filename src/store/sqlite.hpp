// SQLite's C interface, owned and checked: a connection, its statements, a transaction.
//
// Whatever fails throws SqliteFailure; the store turns it into an Error once, at its door.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace x278::store {

// What SQLite answered instead of doing what it was asked. Says nothing of any value
// bound or stored: those are patient data.
class SqliteFailure : public std::exception {
public:
    explicit SqliteFailure(int code) noexcept : code_(code) {}

    [[nodiscard]] int         code() const noexcept { return code_; }  // extended result code
    [[nodiscard]] bool        is_damage() const noexcept;              // the file is not, or is no longer, a database
    [[nodiscard]] bool        is_in_use() const noexcept;              // someone else holds the lock
    [[nodiscard]] const char* what() const noexcept override { return sqlite3_errstr(code_); }

private:
    int code_;
};

// One prepared statement, kept for the life of its connection. Parameters and columns
// are counted as SQLite does: parameters from 1, columns from 0.
class Statement {
public:
    Statement(sqlite3* connection, std::string_view sql);

    // The bytes must live until the statement is run or bound again.
    Statement& bind(int parameter, std::string_view text);
    Statement& bind_bytes(int parameter, std::string_view bytes);
    Statement& bind(int parameter, std::int64_t number);
    Statement& bind_real(int parameter, double number);
    Statement& bind_null(int parameter);

    // Runs a statement that answers no rows.
    void run();

    // Steps to the next row; false after the last, which also makes it ready to be bound again.
    [[nodiscard]] bool next();

    // Makes the statement ready to be bound again, when not all its rows were wanted.
    void reset() noexcept { sqlite3_reset(handle_.get()); }

    // Valid until the next step or reset.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::int64_t     number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    [[nodiscard]] double           real(int column) const { return sqlite3_column_double(handle_.get(), column); }
    [[nodiscard]] bool             is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

// Resets a statement of which a row was read, when the reader leaves.
class StatementReset {
public:
    explicit StatementReset(Statement& statement) noexcept : statement_(statement) {}
    ~StatementReset() { statement_.reset(); }
    StatementReset(const StatementReset&)            = delete;
    StatementReset& operator=(const StatementReset&) = delete;

private:
    Statement& statement_;
};

class Connection {
public:
    // Makes the file when missing. ':memory:' keeps nothing.
    explicit Connection(const std::string& file);

    // Runs statements that take no parameters and whose rows nobody wants.
    void execute(const char* sql);

    // The first column of the first row, as text.
    [[nodiscard]] std::string  text_of(std::string_view sql);
    [[nodiscard]] std::int64_t number_of(std::string_view sql);

    [[nodiscard]] Statement prepare(std::string_view sql) { return {handle_.get(), sql}; }

    // Ends the transaction, if one is open: after some failures SQLite has ended it by itself.
    void roll_back() noexcept;

private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

// All of what happens until commit(), or nothing of it.
class Transaction {
public:
    explicit Transaction(Connection& connection) : connection_(connection) { connection_.execute("BEGIN IMMEDIATE"); }
    ~Transaction() { connection_.roll_back(); }  // nothing is left to roll back after a commit
    Transaction(const Transaction&)            = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit() { connection_.execute("COMMIT"); }

private:
    Connection& connection_;
};

}  // namespace x278::store
