// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/tokens.hpp>
#include <tain/driver/sqlite/error.ipp>
#include <tain/driver/statement_cache.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tain::driver::sqlite::detail {

/// How a column is written into its member: the commonest storages, and the way for the rest.
enum class path : std::uint8_t { general, string, optional_string, int64, int32, float64 };

struct column {
    std::uint32_t offset;
    path how;
};

inline path path_of(const field& how) {
    using types::storage;
    if (how.type == storage::text) return how.optional ? path::optional_string : path::string;
    if (how.optional) return path::general;
    return how.type == storage::int64     ? path::int64
           : how.type == storage::int32   ? path::int32
           : how.type == storage::float64 ? path::float64
                                          : path::general;
}

/// A prepared statement with the plan of its rows.
struct prepared : cached<prepared> {
    sqlite3_stmt* handle = nullptr;
    std::vector<field> fields{};
    std::vector<group> groups{};
    std::vector<column> columns{};  // what the row loop needs of `fields`
    std::string_view text{};        // SQLite's own copy
    std::size_t parameters = 0;
    std::size_t last_rows = 0;  // of the last query: how much room to make at once
    bool changes_rows = false;  // INSERT, UPDATE, DELETE: sqlite3_changes() is about it
    // Of a block of rows: whether its table has neither triggers nor other surprises, as of that many preparations.
    bool plain_table = false;
    int checked_at = -1;
    std::unique_ptr<prepared> highest{};   // asks for the table's largest rowid
    std::unique_ptr<char[]> timestamps{};  // their text, 26 bytes a parameter
    bool steps_only = false;               // no use trying to make the next one
    std::unique_ptr<prepared> whole{};     // the same statement in a form that gives all rows in one step

    prepared() = default;
    prepared(const prepared&) = delete;
    prepared& operator=(const prepared&) = delete;
    ~prepared() { sqlite3_finalize(handle); }

    void reset() noexcept { sqlite3_reset(handle); }
};

/// Marks a statement as running, and ends it.
class running {
public:
    explicit running(prepared& what) noexcept : what_(&what) { what.busy = true; }
    running(const running&) = delete;
    running& operator=(const running&) = delete;
    [[gnu::always_inline]] inline ~running() {
        what_->reset();
        what_->busy = false;
        if (what_->forgotten) [[unlikely]]
            forget(what_);
    }

private:
    [[gnu::cold]] static void forget(prepared* what) noexcept { delete what; }

    prepared* what_;
};

/// SQLite takes `$1` for a name and numbers names as they appear: `?1` says what is meant.
inline std::string numbered(std::string_view sql, std::size_t shift = 0) {
    std::string made;
    made.reserve(sql.size());
    lexical::tokenizer cut{sql, dialect::sqlite};
    for (lexical::token t; cut.next(t);) {
        const bool plain = t.kind == lexical::token_kind::parameter && (t.text[0] == '$' || t.text[0] == '?') &&
                           t.text.size() > 1 && t.text.size() < 8 &&
                           t.text.find_first_not_of("0123456789", 1) == std::string_view::npos;
        if (plain)
            made.append("?" + std::to_string(std::stoul(std::string{t.text.substr(1)}) + shift));
        else
            made.append(t.text);
    }
    return made;
}

inline bool nothing_but_space(std::string_view sql) {
    lexical::tokenizer cut{sql, dialect::sqlite};
    for (lexical::token t; cut.next(t);)
        if (t.significant() && t.text != ";") return false;
    return true;
}

/// True for a statement after which sqlite3_changes() tells what it changed.
inline bool is_change(sqlite3_stmt* handle, std::string_view sql) {
    if (sqlite3_stmt_readonly(handle)) return false;
    lexical::tokenizer cut{sql, dialect::sqlite};
    for (lexical::token t; cut.next(t);)
        if (t.significant()) {
            for (const char* word : {"insert", "update", "delete", "replace", "with"})
                if (sqlite3_strnicmp(std::string{t.text}.c_str(), word, 32) == 0) return true;
            return false;
        }
    return false;
}

inline sqlite3_stmt* compile(sqlite3* db, std::string_view sql, unsigned flags, std::string_view* rest,
                             std::source_location where) {
    sqlite3_stmt* made = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), flags, &made, &tail);
    if (code != SQLITE_OK) raise(db, code, sql, where);
    if (rest) *rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    return made;
}

/// Prepares one statement, which must not be empty.
inline std::unique_ptr<prepared> prepare(sqlite3* db, std::string_view text, std::source_location where,
                                         unsigned flags = SQLITE_PREPARE_PERSISTENT) {
    auto made = std::make_unique<prepared>();
    std::string_view rest;
    std::string renamed;
    if (text.find('$') != std::string_view::npos) text = renamed = numbered(text);
    made->handle = compile(db, text, flags, &rest, where);
    if (!made->handle || !nothing_but_space(rest)) {
        const char* why = made->handle
                              ? "tain: the text holds more than one statement; run them one by one, or as a script"
                              : "tain: the text holds no statement; give it one";
        throw database_error(message(why, text, where),
                             {.code = "SQLITE_ERROR", .sql = std::string{text}, .where = where});
    }
    made->text = sqlite3_sql(made->handle);
    made->parameters = static_cast<std::size_t>(sqlite3_bind_parameter_count(made->handle));
    made->changes_rows = is_change(made->handle, made->text);
    return made;
}

}  // namespace tain::driver::sqlite::detail
