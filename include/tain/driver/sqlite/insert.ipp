// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/native.ipp>
#include <tain/types/scratch.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tain::driver::sqlite::detail {

inline constexpr statement begin_immediate{.text = {"BEGIN IMMEDIATE", "BEGIN"}, .hash = 1};
inline constexpr statement commit{.text = {"COMMIT", "COMMIT"}, .hash = 2};
inline constexpr statement rollback{.text = {"ROLLBACK", "ROLLBACK"}, .hash = 3};
inline constexpr statement savepoint{.text = {"SAVEPOINT tain_insert", "SAVEPOINT tain_insert"}, .hash = 4};
inline constexpr statement release{.text = {"RELEASE tain_insert", "RELEASE tain_insert"}, .hash = 5};
inline constexpr statement rollback_to{.text = {"ROLLBACK TO tain_insert", "ROLLBACK TO tain_insert"}, .hash = 6};

/// A transaction, or inside of one a savepoint, that is rolled back unless it is committed.
class all_or_nothing {
public:
    all_or_nothing(native& on, std::source_location where) : on_(on), where_(where), nested_(on.in_transaction()) {
        on_.execute({.what = nested_ ? savepoint : begin_immediate, .where = where_});
    }
    all_or_nothing(const all_or_nothing&) = delete;
    all_or_nothing& operator=(const all_or_nothing&) = delete;
    ~all_or_nothing() {
        if (!open_ || !on_.in_transaction()) return;  // SQLite rolls back by itself when the disk is full
        try {
            on_.execute({.what = nested_ ? rollback_to : rollback, .where = where_});
            if (nested_) on_.execute({.what = release, .where = where_});
        } catch (...) {  // the error that led here is the one to tell
        }
    }

    void commit_now() {
        on_.execute({.what = nested_ ? release : commit, .where = where_});
        open_ = false;
    }

private:
    native& on_;
    std::source_location where_;
    bool nested_;
    bool open_ = true;
};

/// Returns `INSERT … VALUES (…) …` with `rows` tuples instead of one.
inline std::string with_rows(std::string_view one_row, std::size_t columns, std::size_t rows) {
    std::size_t begin = 0, end = 0, depth = 0;  // of the tuple, parentheses included
    lexical::tokenizer cut{one_row, dialect::sqlite};
    bool values = false;
    for (lexical::token t; end == 0 && cut.next(t);) {
        if (t.kind == lexical::token_kind::word && sqlite3_strnicmp(std::string{t.text}.c_str(), "values", 7) == 0)
            values = true;
        else if (values && t.text == "(" && depth++ == 0)
            begin = cut.offset() - 1;
        else if (values && t.text == ")" && --depth == 0)
            end = cut.offset();
    }
    if (end == 0) return {};
    std::string made = numbered(one_row.substr(0, end));
    const std::string_view tuple = one_row.substr(begin, end - begin);
    for (std::size_t i = 1; i < rows; ++i) made.append(",").append(numbered(tuple, i * columns));
    return made.append(numbered(one_row.substr(end)));
}

/// One call of `insert`.
class bulk_insert {
public:
    bulk_insert(native& on, const insertion& how, void* rows, std::size_t count, std::source_location where)
        : on_(on), how_(how), rows_(static_cast<std::byte*>(rows)), count_(count), where_(where), cells_(on.cells_) {
        cells_.resize(how.columns);
    }

    void run() {
        if (count_ == 0) return;
        const bool checked_key = how_.set_key && how_.largest_key != INT64_MAX;
        if (count_ == 1 && !checked_key && !how_.filled) {
            insert_one(0);
            return;
        }
        if (count_ >= smallest_block) {
            all_or_nothing whole{on_, where_};
            if (insert_blocks()) {
                read_filled();
                whole.commit_now();
                return;
            }
        }
        all_or_nothing whole{on_, where_};
        for (std::size_t row = 0; row < count_; ++row) insert_one(row);
        read_filled();
        whole.commit_now();
    }

private:
    static constexpr std::size_t largest_block = 64;
    static constexpr std::size_t smallest_block = 8;

    /// Inserts in blocks of rows; false, with the work to be rolled back, where the keys cannot be proven.
    bool insert_blocks() {
        const int limit = sqlite3_limit(on_.db_.get(), SQLITE_LIMIT_VARIABLE_NUMBER, -1);
        std::size_t done = 0;
        for (std::size_t size = largest_block; size >= smallest_block; size /= 2) {
            if (count_ - done < size || how_.columns == 0 || size * how_.columns > static_cast<std::size_t>(limit))
                continue;
            prepared* block = block_of(size);
            if (!block) return false;
            if (how_.set_key && !keys_will_follow(*block)) return false;
            for (; count_ - done >= size; done += size)
                if (!insert_block(*block, done, size)) return false;
        }
        if (done == 0) return false;
        for (; done < count_; ++done) insert_one(done);
        return true;
    }

    prepared* block_of(std::size_t size) {
        const std::uint64_t variant = UINT64_MAX - size;
        if (prepared* known = on_.cache_.find(*how_.one_row, variant)) return known;
        const std::string text = with_rows(text_of(*how_.one_row), how_.columns, size);
        if (text.empty()) return nullptr;
        return &on_.cache_.keep(*how_.one_row, variant, prepare(on_.db_.get(), text, where_));
    }

    static int preparations(const prepared& of) {
        return sqlite3_stmt_status(of.handle, SQLITE_STMTSTATUS_REPREPARE, 0);
    }

    /// Inserts one block and writes its keys. SQLite prepares a statement again when the schema has changed: what was
    /// found out about the table does not hold then.
    bool insert_block(prepared& block, std::size_t first, std::size_t size) {
        types::scratch keep{dialect::sqlite};
        watch timed{on_.observer_, block.text};
        {
            const running guard{block};
            origin from{.insert = text_of(*how_.one_row), .where = where_};
            for (std::size_t row = 0; row < size; ++row) {
                from.row = first + row;
                how_.bind(cells_.data(), rows_ + from.row * how_.stride, keep);
                for (std::size_t i = 0; i < how_.columns; ++i) {
                    const std::size_t at = row * how_.columns + i;
                    if (!bind_quickly(block, at, cells_[i])) bind_cell(block, at, i, cells_[i], from);
                }
            }
            expect(on_.run(block, where_), size);
        }
        timed.done(static_cast<std::int64_t>(size));
        if (!how_.set_key) return true;
        if (preparations(block) != block.checked_at) return false;
        const std::int64_t last = sqlite3_last_insert_rowid(on_.db_.get());
        for (std::size_t row = 0; row < size; ++row)
            set_key(first + row, last - static_cast<std::int64_t>(size - 1 - row));
        return true;
    }

    void insert_one(std::size_t row) {
        types::scratch keep{dialect::sqlite};
        const call what{.what = *how_.one_row, .where = where_};
        watch timed{on_.observer_, text_of(*how_.one_row)};
        prepared& one = on_.find(what);
        {
            const running guard{one};
            how_.bind(cells_.data(), rows_ + row * how_.stride, keep);
            if (cells_.size() != one.parameters) bind_all(one, cells_, where_);  // throws
            const origin from{.insert = text_of(*how_.one_row), .row = count_ == 1 ? SIZE_MAX : row, .where = where_};
            for (std::size_t i = 0; i < how_.columns; ++i)
                if (!bind_quickly(one, i, cells_[i])) bind_cell(one, i, i, cells_[i], from);
            expect(on_.run(one, where_), 1);
        }
        timed.done(1);
        if (how_.set_key) set_key(row, sqlite3_last_insert_rowid(on_.db_.get()));
    }

    /// Reads what the database filled. By key and after the INSERT, since RETURNING does not see what triggers change.
    void read_filled() {
        if (!how_.filled) return;
        std::vector<types::cell> key(how_.key_columns);
        for (std::size_t row = 0; row < count_; ++row) {
            types::scratch keep{dialect::sqlite};
            void* const object = how_.object_of(rows_ + row * how_.stride);
            how_.bind_key(key.data(), object, keep);
            if (on_.query({.what = *how_.filled, .parameters = key, .where = where_}, sink::one(object), 1) == 1)
                continue;
            refuse_missing(how_, row, text_of(*how_.filled), where_);
        }
    }

    void expect(std::int64_t changed, std::size_t rows) const {
        if (changed == static_cast<std::int64_t>(rows) || how_.upsert) [[likely]]
            return;
        database_report report;
        report.sql = text_of(*how_.one_row);
        report.where = where_;
        throw database_error(message("tain: the database inserted " + std::to_string(changed) + " of " +
                                         std::to_string(rows) + " rows into table " + std::string{how_.table} +
                                         " without an error: a trigger or an ON CONFLICT clause of a constraint drops "
                                         "rows; nothing was inserted, use an INSERT statement that expects it",
                                     report.sql, where_),
                             report);
    }

    void set_key(std::size_t row, std::int64_t key) {
        if (how_.set_key(rows_ + row * how_.stride, key) == types::fault::none) [[likely]]
            return;
        throw row_error(message("tain: the key that the database generated for row " + std::to_string(row + 1) +
                                    " of table " + std::string{how_.table} +
                                    " does not fit into the key's member; make it std::int64_t",
                                text_of(*how_.one_row), where_));
    }

    /// True when a block's keys are sure to follow one another: the table has no triggers (they could insert into it
    /// too), is a real table, and is far from the largest rowid, where SQLite turns to random ones.
    bool keys_will_follow(prepared& block) {
        if (const int now = preparations(block); now != block.checked_at) {
            block.plain_table = is_plain_table();
            block.checked_at = now;
        }
        if (!block.plain_table) return false;
        if (!block.highest)
            block.highest = prepare(on_.db_.get(), "SELECT max(rowid) FROM " + std::string{how_.table}, where_);
        const running guard{*block.highest};
        if (const int code = sqlite3_step(block.highest->handle); code != SQLITE_ROW)
            raise(on_.db_.get(), code, block.highest->text, where_);
        const std::int64_t highest = sqlite3_column_int64(block.highest->handle, 0);
        return highest < INT64_MAX - static_cast<std::int64_t>(count_);
    }

    bool is_plain_table() const {
        std::string name;
        lexical::tokenizer cut{how_.table, dialect::sqlite};
        for (lexical::token t; cut.next(t);) {
            if (!name.empty() ||
                (t.kind != lexical::token_kind::quoted_identifier && t.kind != lexical::token_kind::word))
                return false;  // a name with a schema, say
            const bool quoted = t.kind == lexical::token_kind::quoted_identifier;
            const std::string_view inside = quoted ? t.text.substr(1, t.text.size() - 2) : t.text;
            for (std::size_t i = 0; i < inside.size(); ++i) {
                name.push_back(inside[i]);
                if (quoted && inside[i] == '"') ++i;
            }
        }
        const std::unique_ptr<prepared> asked = prepare(
            on_.db_.get(),
            "SELECT sum(type = 'trigger'), sum(type = 'table' AND rootpage > 0 AND sql NOT LIKE '%WITHOUT%ROWID%')"
            " FROM (SELECT * FROM sqlite_schema UNION ALL SELECT * FROM sqlite_temp_schema)"
            " WHERE tbl_name = ?1 COLLATE NOCASE",
            where_, 0);
        const types::cell value = types::cell::of_bytes(name.data(), name.size());
        bind_all(*asked, {&value, 1}, where_);
        if (const int code = sqlite3_step(asked->handle); code != SQLITE_ROW)
            raise(on_.db_.get(), code, asked->text, where_);
        return sqlite3_column_int64(asked->handle, 0) == 0 && sqlite3_column_int64(asked->handle, 1) > 0;
    }

    native& on_;
    const insertion& how_;
    std::byte* rows_;
    std::size_t count_;
    std::source_location where_;
    std::vector<types::cell>& cells_;  // of one row
};

inline void native::insert(const insertion& how, void* rows, std::size_t count, std::source_location where) {
    bulk_insert{*this, how, rows, count, where}.run();
}

}  // namespace tain::driver::sqlite::detail
