// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace bench::sqlite {

/// Throws what SQLite says unless `code` is one of its three ways to say yes.
inline void check(sqlite3* on, int code) {
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(on));
}

/// A connection, closed at the end.
class database {
public:
    explicit database(int flags) {
        check(handle_,
              sqlite3_open_v2(":memory:", &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | flags, nullptr));
    }
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database() { sqlite3_close_v2(handle_); }

    operator sqlite3*() const { return handle_; }
    void script(const std::string& sql) {
        check(handle_, sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
    }

private:
    sqlite3* handle_ = nullptr;
};

/// A statement held prepared, finalized at the end.
class prepared {
public:
    prepared(sqlite3* on, const std::string& sql) {
        check(on, sqlite3_prepare_v3(on, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &handle_, nullptr));
    }
    prepared(const prepared&) = delete;
    prepared& operator=(const prepared&) = delete;
    ~prepared() { sqlite3_finalize(handle_); }

    operator sqlite3_stmt*() const { return handle_; }

private:
    sqlite3_stmt* handle_ = nullptr;
};

}  // namespace bench::sqlite
