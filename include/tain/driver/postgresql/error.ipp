// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/driver/message.hpp>

#include <libpq-fe.h>

#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

namespace tain::driver::postgresql::detail {

struct clear_result {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using result = std::unique_ptr<PGresult, clear_result>;

inline std::string diagnostic(const PGresult* from, int what) {
    const char* said = from ? PQresultErrorField(from, what) : nullptr;
    return said ? said : "";
}

/// libpq's own messages end in a line break, and some have several lines.
inline std::string one_line(std::string_view text) {
    std::string made;
    for (const char c : text) {
        if (c != '\n' && c != '\t' && c != '\r')
            made.push_back(c);
        else if (!made.empty() && made.back() != ' ')
            made.push_back(' ');
    }
    while (!made.empty() && made.back() == ' ') made.pop_back();
    return made;
}

inline constraint_kind kind_of(std::string_view code) {
    if (code == "23505") return constraint_kind::unique;
    if (code == "23503" || code == "23001") return constraint_kind::foreign_key;
    if (code == "23514") return constraint_kind::check;
    if (code == "23502") return constraint_kind::not_null;
    if (code == "23P01") return constraint_kind::exclusion;
    return constraint_kind::other;
}

inline std::string_view advice(constraint_kind kind) {
    switch (kind) {
        case constraint_kind::unique:
        case constraint_kind::primary_key: return "change the value, or update the row that has it";
        case constraint_kind::foreign_key:
            return "insert the referenced row first, or remove the referencing rows first";
        case constraint_kind::check: return "correct the value";
        case constraint_kind::not_null: return "give the column a value";
        case constraint_kind::exclusion: return "change the value, or the row that it conflicts with";
        case constraint_kind::other: break;
    }
    return "correct the row";
}

inline bool is_loss(std::string_view code) {
    return code.starts_with("08") || code == "57P01" || code == "57P02" || code == "57P03" || code == "57P05" ||
           code == "25P03";
}

inline bool is_conflict(std::string_view code) {
    return code == "40001" || code == "40P01" || code == "55P03" || code == "57014";
}

/// True where the server does not know a statement any more as it was prepared: after DDL changed its result, or
/// after DISCARD or DEALLOCATE.
inline bool is_stale(const PGresult* from) {
    const std::string code = diagnostic(from, PG_DIAG_SQLSTATE);
    return code == "26000" || (code == "0A000" && diagnostic(from, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery");
}

/// Throws what a failed call amounts to; `from` may be null.
[[noreturn]] inline void raise(PGconn* connection, const PGresult* from, std::string_view sql,
                               std::source_location where) {
    database_report report;
    report.code = diagnostic(from, PG_DIAG_SQLSTATE);
    report.server = diagnostic(from, PG_DIAG_MESSAGE_PRIMARY);
    if (report.server.empty()) report.server = one_line(from ? PQresultErrorMessage(from) : PQerrorMessage(connection));
    report.constraint = diagnostic(from, PG_DIAG_CONSTRAINT_NAME);
    report.table = diagnostic(from, PG_DIAG_TABLE_NAME);
    report.column = diagnostic(from, PG_DIAG_COLUMN_NAME);
    report.sql = sql;
    report.where = where;
    const bool lost = PQstatus(connection) != CONNECTION_OK || is_loss(report.code);
    if (lost && report.code.empty()) report.code = "08006";

    // Copies: the report is moved into the exception, perhaps before its message is put together.
    const std::string said = report.server, code = report.code;
    const auto say = [&](std::string_view opening, std::string_view fix, bool server = true) {
        std::string text = "tain: ";
        text.append(opening);
        if (server) text.append(": ").append(said);
        text.append(" (").append(code.empty() ? "no SQLSTATE" : code).append("); ").append(fix);
        return message(std::move(text), sql, where);
    };
    if (lost)
        throw connection_error(
            say("the connection to PostgreSQL was lost", "connect again, and run the transaction again"), report);
    if (code.starts_with("23")) {
        const constraint_kind kind = kind_of(code);
        throw constraint_error(say("a constraint refused the row", advice(kind)), kind, report);
    }
    if (is_conflict(code))
        throw conflict_error(say("another transaction was in the way", "run the transaction again"), report);
    if (from && is_stale(from))
        throw conflict_error(say("the schema changed under a prepared statement", "run the transaction again"), report);
    if (code == "25P02")
        throw database_error(
            say("an earlier statement of the transaction failed", "roll it back, to a savepoint or altogether"),
            report);
    if (code == "42501")
        throw database_error(say("the role may not do this", "grant it the right, or connect with another role"),
                             report);
    if (code == "25006")
        throw database_error(say("the server or the transaction only reads", "connect to one that may write"), report);
    // The server quotes the value itself in its words about class 22.
    if (code.starts_with("22"))
        throw database_error(say("PostgreSQL refused a value (its words, with the value, are in the error's report)",
                                 "correct the value, or widen the column", false),
                             report);
    throw database_error(say("PostgreSQL refused the statement",
                             "correct the statement, or bring the database to the "
                             "schema that it expects"),
                         report);
}

}  // namespace tain::driver::postgresql::detail
