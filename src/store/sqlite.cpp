// The checks around SQLite's C interface.
#include "store/sqlite.hpp"

namespace x278::store {

namespace {

void check(int code)
{
    if (code != SQLITE_OK) throw SqliteFailure(code);
}

// SQLite takes a null pointer for NULL, and NULLs are never equal to one another: an
// empty key would not be found again.
[[nodiscard]] const char* bytes_of(std::string_view text) noexcept { return text.data() == nullptr ? "" : text.data(); }

}  // namespace

bool SqliteFailure::is_damage() const noexcept
{
    const int primary = code_ & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

bool SqliteFailure::is_in_use() const noexcept
{
    const int primary = code_ & 0xff;
    return primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
}

Statement::Statement(sqlite3* connection, std::string_view sql)
{
    sqlite3_stmt* handle = nullptr;
    check(sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr));
    handle_.reset(handle);
}

Statement& Statement::bind(int parameter, std::string_view text)
{
    check(sqlite3_bind_text64(handle_.get(), parameter, bytes_of(text), text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind_bytes(int parameter, std::string_view bytes)
{
    check(sqlite3_bind_blob64(handle_.get(), parameter, bytes_of(bytes), bytes.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number)
{
    check(sqlite3_bind_int64(handle_.get(), parameter, number));
    return *this;
}

Statement& Statement::bind_real(int parameter, double number)
{
    check(sqlite3_bind_double(handle_.get(), parameter, number));
    return *this;
}

Statement& Statement::bind_null(int parameter)
{
    check(sqlite3_bind_null(handle_.get(), parameter));
    return *this;
}

void Statement::run()
{
    while (next()) {}
}

bool Statement::next()
{
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    reset();
    if (code != SQLITE_DONE) throw SqliteFailure(code);
    return false;
}

std::string_view Statement::text(int column) const
{
    // The pointer is asked for before the length: asking may convert the value.
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

Connection::Connection(const std::string& file)
{
    sqlite3*  handle = nullptr;
    const int code   = sqlite3_open_v2(
          file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    handle_.reset(handle);  // to be closed even when it could not be opened
    check(code);
}

void Connection::execute(const char* sql) { check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr)); }

std::string Connection::text_of(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.next() ? std::string(statement.text(0)) : std::string();
}

std::int64_t Connection::number_of(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.next() ? statement.number(0) : 0;
}

void Connection::roll_back() noexcept
{
    if (sqlite3_get_autocommit(handle_.get()) != 0) return;
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace x278::store
