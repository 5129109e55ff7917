// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/driver/message.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <new>
#include <source_location>
#include <string>
#include <string_view>

#if SQLITE_VERSION_NUMBER < 3040000
#error "tain: sqlite3.h is older than 3.40; install a newer SQLite"
#endif

namespace tain::driver::sqlite::detail {

struct code_name {
    int code;
    std::string_view name;
};

inline constexpr code_name code_names[] = {
    {SQLITE_ERROR, "SQLITE_ERROR"},
    {SQLITE_INTERNAL, "SQLITE_INTERNAL"},
    {SQLITE_PERM, "SQLITE_PERM"},
    {SQLITE_ABORT, "SQLITE_ABORT"},
    {SQLITE_ABORT_ROLLBACK, "SQLITE_ABORT_ROLLBACK"},
    {SQLITE_BUSY, "SQLITE_BUSY"},
    {SQLITE_BUSY_RECOVERY, "SQLITE_BUSY_RECOVERY"},
    {SQLITE_BUSY_SNAPSHOT, "SQLITE_BUSY_SNAPSHOT"},
    {SQLITE_BUSY_TIMEOUT, "SQLITE_BUSY_TIMEOUT"},
    {SQLITE_LOCKED, "SQLITE_LOCKED"},
    {SQLITE_LOCKED_SHAREDCACHE, "SQLITE_LOCKED_SHAREDCACHE"},
    {SQLITE_NOMEM, "SQLITE_NOMEM"},
    {SQLITE_READONLY, "SQLITE_READONLY"},
    {SQLITE_READONLY_DBMOVED, "SQLITE_READONLY_DBMOVED"},
    {SQLITE_READONLY_DIRECTORY, "SQLITE_READONLY_DIRECTORY"},
    {SQLITE_INTERRUPT, "SQLITE_INTERRUPT"},
    {SQLITE_IOERR, "SQLITE_IOERR"},
    {SQLITE_IOERR_READ, "SQLITE_IOERR_READ"},
    {SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE"},
    {SQLITE_IOERR_FSYNC, "SQLITE_IOERR_FSYNC"},
    {SQLITE_CORRUPT, "SQLITE_CORRUPT"},
    {SQLITE_FULL, "SQLITE_FULL"},
    {SQLITE_CANTOPEN, "SQLITE_CANTOPEN"},
    {SQLITE_CANTOPEN_ISDIR, "SQLITE_CANTOPEN_ISDIR"},
    {SQLITE_PROTOCOL, "SQLITE_PROTOCOL"},
    {SQLITE_SCHEMA, "SQLITE_SCHEMA"},
    {SQLITE_TOOBIG, "SQLITE_TOOBIG"},
    {SQLITE_CONSTRAINT, "SQLITE_CONSTRAINT"},
    {SQLITE_CONSTRAINT_CHECK, "SQLITE_CONSTRAINT_CHECK"},
    {SQLITE_CONSTRAINT_COMMITHOOK, "SQLITE_CONSTRAINT_COMMITHOOK"},
    {SQLITE_CONSTRAINT_DATATYPE, "SQLITE_CONSTRAINT_DATATYPE"},
    {SQLITE_CONSTRAINT_FOREIGNKEY, "SQLITE_CONSTRAINT_FOREIGNKEY"},
    {SQLITE_CONSTRAINT_FUNCTION, "SQLITE_CONSTRAINT_FUNCTION"},
    {SQLITE_CONSTRAINT_NOTNULL, "SQLITE_CONSTRAINT_NOTNULL"},
    {SQLITE_CONSTRAINT_PINNED, "SQLITE_CONSTRAINT_PINNED"},
    {SQLITE_CONSTRAINT_PRIMARYKEY, "SQLITE_CONSTRAINT_PRIMARYKEY"},
    {SQLITE_CONSTRAINT_ROWID, "SQLITE_CONSTRAINT_ROWID"},
    {SQLITE_CONSTRAINT_TRIGGER, "SQLITE_CONSTRAINT_TRIGGER"},
    {SQLITE_CONSTRAINT_UNIQUE, "SQLITE_CONSTRAINT_UNIQUE"},
    {SQLITE_CONSTRAINT_VTAB, "SQLITE_CONSTRAINT_VTAB"},
    {SQLITE_MISMATCH, "SQLITE_MISMATCH"},
    {SQLITE_MISUSE, "SQLITE_MISUSE"},
    {SQLITE_AUTH, "SQLITE_AUTH"},
    {SQLITE_RANGE, "SQLITE_RANGE"},
    {SQLITE_NOTADB, "SQLITE_NOTADB"},
};

/// Returns the code's name in sqlite3.h; of an extended code without a name here, the primary code's and the number.
inline std::string code_text(int code) {
    for (const code_name& known : code_names)
        if (known.code == code) return std::string{known.name};
    for (const code_name& known : code_names)
        if (known.code == (code & 0xff)) return std::string{known.name} + " (" + std::to_string(code) + ')';
    return "SQLITE_" + std::to_string(code);
}

/// Reads what "UNIQUE constraint failed: users.email" and its like tell.
inline void read_constraint(std::string_view text, constraint_kind kind, database_report& to) {
    const std::size_t colon = text.find("failed: ");
    if (colon == std::string_view::npos) return;
    std::string_view rest = text.substr(colon + 8);
    if (kind == constraint_kind::check) {
        to.constraint = rest;
    } else if (rest.starts_with("index '") && rest.ends_with("'")) {
        to.constraint = rest.substr(7, rest.size() - 8);
    } else if (const std::size_t dot = rest.find('.'); dot != std::string_view::npos) {
        to.table = rest.substr(0, dot);
        if (rest.find(", ") == std::string_view::npos) to.column = rest.substr(dot + 1);
    }
}

inline constraint_kind kind_of(int code) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE: return constraint_kind::unique;
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return constraint_kind::primary_key;
        case SQLITE_CONSTRAINT_FOREIGNKEY: return constraint_kind::foreign_key;
        case SQLITE_CONSTRAINT_CHECK: return constraint_kind::check;
        case SQLITE_CONSTRAINT_NOTNULL: return constraint_kind::not_null;
        default: return constraint_kind::other;
    }
}

/// What to do about a refused row.
inline std::string_view advice(constraint_kind kind) {
    switch (kind) {
        case constraint_kind::unique:
        case constraint_kind::primary_key: return "change the value, or update the row that has it";
        case constraint_kind::foreign_key:
            return "insert the referenced row first, or remove the referencing rows first";
        case constraint_kind::check: return "correct the value";
        case constraint_kind::not_null: return "give the column a value";
        case constraint_kind::exclusion:
        case constraint_kind::other: break;
    }
    return "correct the row";
}

/// Throws what a failed call on `db` amounts to.
[[noreturn]] inline void raise(sqlite3* db, int code, std::string_view sql, std::source_location where) {
    database_report report;
    report.server = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    report.code = code_text(code);
    report.sql = sql;
    report.where = where;
    const std::string said = report.server + " (" + report.code + ')';
    const auto say = [&](std::string_view opening, std::string_view fix) {
        std::string text = "tain: ";
        return message(text.append(opening).append(": ").append(said).append("; ").append(fix), sql, where);
    };
    const char* const path = db ? sqlite3_db_filename(db, "main") : nullptr;
    const std::string file = path && *path ? " \"" + std::string{path} + '"' : std::string{};
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT: {
            const constraint_kind kind = kind_of(code);
            read_constraint(report.server, kind, report);
            throw constraint_error(say("a constraint refused the row", advice(kind)), kind, report);
        }
        case SQLITE_BUSY:
            throw conflict_error(say("another connection holds the lock on the database",
                                     "run the transaction again, or open with a longer busy_timeout"),
                                 report);
        case SQLITE_INTERRUPT:
            throw conflict_error(say("the statement was interrupted", "run the transaction again"), report);
        case SQLITE_LOCKED:
            if (code == SQLITE_LOCKED_SHAREDCACHE)
                throw conflict_error(say("another connection holds the lock on a table", "run the transaction again"),
                                     report);
            throw database_error(say("a result of this connection is still being read from what the statement changes",
                                     "finish or destroy that result first"),
                                 report);
        case SQLITE_NOMEM: throw std::bad_alloc();
        case SQLITE_READONLY:
            throw database_error(say("the database is read-only",
                                     "open it with read_only = false, or make the file and "
                                     "its directory writable"),
                                 report);
        case SQLITE_FULL:
            throw database_error(say("the disk is full, or a table has its largest rowid", "make room"), report);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw database_error(
                say("the database file" + file + " is damaged", "restore it from a copy, or try sqlite3's .recover"),
                report);
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            throw database_error(say("the database file" + file + " cannot be read or written",
                                     "see that the disk is sound and has room, and that the file is still there"),
                                 report);
        default:
            throw database_error(say("SQLite refused the statement",
                                     "correct the statement, or bring the database to "
                                     "the schema that it expects"),
                                 report);
    }
}

}  // namespace tain::driver::sqlite::detail
