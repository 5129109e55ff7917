// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/tokens.hpp>
#include <tain/driver/sqlite/read.ipp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// A result of many rows is taken in one step: the statement becomes the argument list of an aggregate function, which
/// SQLite calls with the values of each row. That spares sqlite3_step() a row and sqlite3_column_value() a value, a third
/// of what reading a row costs. The documentation of SQLite says nothing of the order in which an aggregate sees
/// its rows, so a statement that asks for an order is stepped through.
namespace tain::driver::sqlite::detail {

/// The objects of a result as they are made.
struct filling {
    const sink& to;
    std::size_t expected;  // as many rows as the last time
    std::size_t most;
    std::span<const field> fields;
    std::size_t count = 0;
    std::size_t room = to.ready;
    std::byte* first = static_cast<std::byte*>(to.first);

    bool full() const noexcept { return count == room; }
    /// Makes room for more rows, or for the first.
    [[gnu::noinline]] void grow() {
        constexpr std::size_t most_bytes = std::size_t{8} << 20;
        if (room != 0)
            room = std::max(room * 2, std::size_t{16});
        else if (expected == 0)
            room = 8;
        else if (expected * to.stride <= most_bytes) [[likely]]  // a division takes as long as reading a value
            room = expected;
        else
            room = std::max(most_bytes / to.stride, std::size_t{1});
        room = std::min(room, most);
        first = static_cast<std::byte*>(to.resize(to.rows, room, fields));
    }
    std::byte* next() const noexcept { return first + count * to.stride; }
    void finish() {
        if (count != room) to.resize(to.rows, count, fields);
    }
};

/// One run of such a statement.
struct gathering {
    const prepared& plan;
    const statement& what;
    std::source_location where;
    filling rows;
    std::exception_ptr failure{};

    [[gnu::always_inline]] void take(passed values) {
        if (rows.full()) rows.grow();
        if (!read_row(plan, values, rows.next())) [[unlikely]]
            refuse_row(plan, values, rows.next(), what, where);
        ++rows.count;
    }
};

/// What SQLite calls for each row. No exception may pass through SQLite: it is kept, and SQLite told to stop.
inline void gather_row(sqlite3_context* to, int count, sqlite3_value** values) noexcept {
    gathering* const run = *static_cast<gathering**>(sqlite3_user_data(to));
    if (!run || static_cast<std::size_t>(count) != run->plan.fields.size()) {
        sqlite3_result_error(to, "this function is the library's own", -1);
        return;
    }
    try {
        run->take(passed{values});
    } catch (...) {
        run->failure = std::current_exception();
        sqlite3_result_error_code(to, SQLITE_ABORT);
    }
}
inline void gathered(sqlite3_context*) noexcept {}

inline constexpr const char* gather_name = "tain_gather";

/// Makes the function known to a connection, once. `run` is where it finds what it is called for.
inline bool provide_gathering(sqlite3* db, gathering** run) {
    return sqlite3_create_function_v2(db, gather_name, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, run, nullptr, gather_row,
                                      gathered, nullptr) == SQLITE_OK;
}

/// True for a statement that reads, and does not care for the order of its rows.
inline bool reads_unordered(sqlite3_stmt* handle, std::string_view sql) {
    if (!sqlite3_stmt_readonly(handle)) return false;
    bool first = true;
    lexical::tokenizer cut{sql, dialect::sqlite};
    for (lexical::token t; cut.next(t);) {
        if (!t.significant()) continue;
        const auto is = [&](std::string_view word) {
            return t.text.size() == word.size() &&
                   sqlite3_strnicmp(t.text.data(), word.data(), static_cast<int>(word.size())) == 0;
        };
        if (first && !is("SELECT") && !is("WITH")) return false;
        if (is("ORDER")) return false;
        first = false;
    }
    return !first;
}

/// `WITH "tain:rows"(c0, c1) AS (the statement) SELECT tain_gather(c0, c1) FROM "tain:rows"`: SQLite folds the two
/// SELECTs into one where it can.
inline std::string gathering_text(std::string_view sql, std::size_t columns) {
    std::string names;
    for (std::size_t i = 0; i < columns; ++i) names.append(i == 0 ? "c" : ", c").append(std::to_string(i));
    std::string made = "WITH \"tain:rows\"(";
    made.append(names).append(") AS (\n").append(sql).append("\n) SELECT ").append(gather_name);
    made.append("(").append(names).append(") FROM \"tain:rows\"");
    return made;
}

}  // namespace tain::driver::sqlite::detail
