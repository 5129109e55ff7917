// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/connection.hpp>
#include <tain/driver/sqlite/native.ipp>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace tain::driver::sqlite::detail {

[[noreturn]] inline void refuse_open(const options& how, sqlite3* db, int code) {
    database_report report;
    report.code = code_text(code);
    report.server = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    std::string text = "tain: cannot open the SQLite database \"" + how.path + "\": ";
    const int system = db ? sqlite3_system_errno(db) : 0;
    switch (code & 0xff) {
        case SQLITE_CANTOPEN:
            text += system != 0 ? std::system_category().message(system) : report.server;
            if (system == EISDIR)
                text += "; name a file";
            else if (system == EACCES)
                text += "; let this user read and write it, and enter its directory";
            else
                text += how.read_only || !how.create
                            ? "; it must exist: correct its name, or open it with create = true to make it"
                            : "; its directory must exist and be writable";
            break;
        case SQLITE_NOTADB:
            text += "the file is no SQLite database, or it is encrypted, or of a newer SQLite; name another file";
            break;
        case SQLITE_CORRUPT:
            text += "the file is damaged (" + report.server + "); restore it from a copy, or try sqlite3's .recover";
            break;
        case SQLITE_BUSY: text += "another connection holds its lock; open it again later"; break;
        case SQLITE_READONLY: text += "it or its directory is not writable; open it with read_only = true"; break;
        case SQLITE_ERROR:
            if (report.server == "unsupported file format") {
                text += "a newer SQLite made it than " + std::string{sqlite3_libversion()} + "; install that one";
                break;
            }
            [[fallthrough]];
        default: text += report.server + " (" + report.code + "); see that the file can be read and written"; break;
    }
    throw connection_error(text, report);
}

/// Runs a pragma or a first read; returns SQLite's code.
inline int run_once(sqlite3* db, const char* sql, std::string* first_value = nullptr) {
    sqlite3_stmt* made = nullptr;
    int code = sqlite3_prepare_v2(db, sql, -1, &made, nullptr);
    if (code != SQLITE_OK) return code;
    code = sqlite3_step(made);
    if (code == SQLITE_ROW && first_value)
        if (const unsigned char* text = sqlite3_column_text(made, 0))
            *first_value = reinterpret_cast<const char*>(text);
    const int end = sqlite3_finalize(made);
    return end != SQLITE_OK ? end : code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/// Turns write-ahead logging on unless it is: the file remembers it. SQLite does not wait for a lock here by itself.
inline int use_wal(sqlite3* db, std::chrono::milliseconds patience) {
    std::string mode;
    int code = run_once(db, "PRAGMA journal_mode", &mode);
    if (code != SQLITE_OK || mode == "wal") return code;
    for (std::chrono::milliseconds waited{0};; waited += std::chrono::milliseconds{10}) {
        code = run_once(db, "PRAGMA journal_mode = WAL");
        if ((code & 0xff) != SQLITE_BUSY || waited >= patience) return code;
        sqlite3_sleep(10);
    }
}

inline database open_database(const options& how) {
    if (how.path.empty() || how.path.find('\0') != std::string::npos)
        throw connection_error("tain: cannot open a SQLite database without a file name; name a file, or \":memory:\"",
                               {});
    if (sqlite3_libversion_number() < 3'040'000)
        throw connection_error("tain: the SQLite library is " + std::string{sqlite3_libversion()} +
                                   ", older than 3.40; install a newer one",
                               {});
    const bool memory = how.path == ":memory:";
    const int access = how.read_only && !memory ? SQLITE_OPEN_READONLY
                       : how.create || memory   ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                : SQLITE_OPEN_READWRITE;
    sqlite3* raw = nullptr;
    int code = sqlite3_open_v2(how.path.c_str(), &raw, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    database db{raw};
    if (code != SQLITE_OK) refuse_open(how, raw, code);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(
        raw, static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(how.busy_timeout.count(), 0, INT_MAX)));
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);

    // A file that is no database shows at the first read only; so does a file that was opened read-only for lack of
    // permission although writing was asked for.
    code = run_once(raw, "SELECT 1 FROM sqlite_schema LIMIT 1");
    if (code == SQLITE_OK && !memory && !how.read_only && sqlite3_db_readonly(raw, "main") == 1) code = SQLITE_READONLY;
    if (code == SQLITE_OK && how.wal && !memory && !how.read_only) code = use_wal(raw, how.busy_timeout);
    if (code != SQLITE_OK) refuse_open(how, raw, code);
    return db;
}

}  // namespace tain::driver::sqlite::detail
