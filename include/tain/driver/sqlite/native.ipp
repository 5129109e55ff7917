// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/sqlite/bind.ipp>
#include <tain/driver/sqlite/gather.ipp>
#include <tain/driver/watch.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace tain::driver::sqlite::detail {

struct close_database {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
using database = std::unique_ptr<sqlite3, close_database>;

class native final : public driver::connection {
public:
    explicit native(database db) : db_(std::move(db)) {}

    // `inline` here already: else the first of them decides that each file which sees this class emits all of it.
    dialect kind() const noexcept override { return dialect::sqlite; }
    bool usable() const noexcept override { return true; }
    bool in_transaction() const noexcept override { return sqlite3_get_autocommit(db_.get()) == 0; }
    bool at_rest() const noexcept override { return sqlite3_get_autocommit(db_.get()) != 0; }

    inline std::size_t query(const call& what, const sink& to, std::size_t most) override;
    inline std::int64_t execute(const call& what) override;
    inline std::unique_ptr<cursor> open(const call& what) override;
    inline void insert(const insertion& how, void* rows, std::size_t count, std::source_location where) override;
    inline void script(std::string_view sql) override;
    inline text_rows rows(std::string_view sql, std::span<const std::optional<std::string>> parameters) override;
    void forget_statements() noexcept override { cache_.clear(); }

private:
    friend class row_cursor;
    friend class bulk_insert;

    prepared& find(const call& what) {
        if (prepared* known = cache_.find(what.what, what.variant)) [[likely]]
            return *known;
        return make(what);
    }
    [[gnu::cold]] prepared& make(const call& what);
    prepared* gathering_form(prepared& of, const call& what);
    std::size_t gather(prepared& plan, prepared& from, const call& what, const sink& to);
    std::size_t read(const call& what, const sink& to, std::size_t most, watch* timed);
    std::size_t read_watched(const call& what, const sink& to, std::size_t most);
    std::int64_t run(prepared& what, std::source_location where);
    void run_now(const statement& what, std::source_location where) { execute({.what = what, .where = where}); }

    database db_;  // before the cache: statements are finalized first
    statement_cache<prepared> cache_{};
    std::vector<types::cell> cells_{};  // of `insert`, kept for its memory
    gathering* gathering_ = nullptr;    // what the aggregate function is called for
    bool gathers_ = false;              // it is known to SQLite
};

inline std::string_view text_of(const statement& what) { return what.text[static_cast<std::size_t>(dialect::sqlite)]; }

/// Makes the row plan of a newly prepared statement.
inline void plan_rows(const statement& what, prepared& to) {
    to.fields.resize(what.fields);
    to.groups.resize(what.groups);
    if (what.shape) what.shape(to.fields.data(), to.groups.data());
    for (const field& one : to.fields) to.columns.push_back({one.offset, path_of(one)});
}

inline prepared& native::make(const call& what) {
    std::string varied;
    std::string_view text = text_of(what.what);
    if (what.variant != 0 && what.what.vary) {
        what.what.vary(dialect::sqlite, what.variant, varied);
        text = varied;
    }
    std::unique_ptr<prepared> made = prepare(db_.get(), text, what.where);
    plan_rows(what.what, *made);
    return cache_.keep(what.what, what.variant, std::move(made));
}

/// From how many rows on a result is gathered: the second statement must pay for its preparation.
inline constexpr std::size_t worth_gathering = 32;

/// The form of a statement that gives all rows in one step; null: it has none.
[[gnu::noinline]] inline prepared* native::gathering_form(prepared& of, const call& what) {
    if (of.whole || of.steps_only) return of.whole.get();
    of.steps_only = true;
    // Raw SQL is its author's: it may end in a semicolon, or lean on what is not promised.
    if (what.what.anchor || !reads_unordered(of.handle, of.text)) return nullptr;
    if (of.fields.size() > static_cast<std::size_t>(sqlite3_limit(db_.get(), SQLITE_LIMIT_FUNCTION_ARG, -1)))
        return nullptr;
    if (!gathers_ && !(gathers_ = provide_gathering(db_.get(), &gathering_))) return nullptr;
    of.whole = prepare(db_.get(), gathering_text(of.text, of.fields.size()), what.where);
    of.whole->text = of.text;  // what errors show
    return of.whole.get();
}

[[gnu::noinline]] inline std::size_t native::gather(prepared& plan, prepared& from, const call& what, const sink& to) {
    gathering run{
        plan, what.what, what.where, {.to = to, .expected = plan.last_rows, .most = SIZE_MAX, .fields = plan.fields}};
    const running guard{from};
    bind_all(from, what.parameters, what.where);
    gathering* const outer = std::exchange(gathering_, &run);
    const int code = sqlite3_step(from.handle);
    gathering_ = outer;
    if (run.failure) [[unlikely]]
        std::rethrow_exception(run.failure);
    if (code != SQLITE_ROW) [[unlikely]]
        raise(db_.get(), code, from.text, what.where);
    run.rows.finish();
    return run.rows.count;
}

[[gnu::always_inline]] inline std::size_t native::read(const call& what, const sink& to, std::size_t most,
                                                       watch* timed) {
    prepared& from = find(what);
    if (timed) timed->text(from.text);
    const running guard{from};
    if (from.last_rows >= worth_gathering && most == SIZE_MAX)
        if (prepared* const whole = gathering_form(from, what)) return from.last_rows = gather(from, *whole, what, to);
    bind_all(from, what.parameters, what.where);
    filling rows{.to = to, .expected = from.last_rows, .most = most, .fields = from.fields};
    int code = SQLITE_ROW;
    while (rows.count < most && (code = sqlite3_step(from.handle)) == SQLITE_ROW) {
        if (rows.count == 0) check_columns(what.what, from, what.where);
        if (rows.full()) rows.grow();
        if (!read_row(from, stepped{from.handle}, rows.next())) [[unlikely]]
            refuse_row(from, stepped{from.handle}, rows.next(), what.what, what.where);
        ++rows.count;
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) [[unlikely]]
        raise(db_.get(), code, from.text, what.where);
    rows.finish();
    return from.last_rows = rows.count;
}

[[gnu::noinline]] inline std::size_t native::read_watched(const call& what, const sink& to, std::size_t most) {
    watch timed{observer_, text_of(what.what)};
    const std::size_t count = read(what, to, most, &timed);
    timed.done(static_cast<std::int64_t>(count));
    return count;
}

inline std::size_t native::query(const call& what, const sink& to, std::size_t most) {
    return observer_ ? read_watched(what, to, most) : read(what, to, most, nullptr);
}

/// Runs a bound statement to its end and returns how many rows it changed.
inline std::int64_t native::run(prepared& what, std::source_location where) {
    int code = sqlite3_step(what.handle);
    while (code == SQLITE_ROW) code = sqlite3_step(what.handle);
    if (code != SQLITE_DONE) [[unlikely]]
        raise(db_.get(), code, what.text, where);
    return what.changes_rows ? sqlite3_changes64(db_.get()) : 0;
}

inline std::int64_t native::execute(const call& what) {
    watch timed{observer_, text_of(what.what)};
    prepared& found = find(what);
    timed.text(found.text);
    const running guard{found};
    bind_all(found, what.parameters, what.where);
    const std::int64_t changed = run(found, what.where);
    timed.done(changed);
    return changed;
}

/// The rows of a running statement. Tells the observer at its end, of the time spent in here alone.
class row_cursor final : public cursor {
public:
    row_cursor(native& owner, prepared& from, const call& what)
        : owner_(owner), from_(from), guard_(from), what_(what.what), where_(what.where) {
        bind_all(from_, what.parameters, where_);
    }
    row_cursor(const row_cursor&) = delete;
    row_cursor& operator=(const row_cursor&) = delete;
    ~row_cursor() override {
        if (owner_.observer_) owner_.observer_->on_statement({from_.text, spent_, rows_, failed_});
    }

    bool next(void* row) override {
        if (done_) return false;
        const auto start = now();
        failed_ = done_ = true;  // until it turns out otherwise
        const int code = sqlite3_step(from_.handle);
        if (code != SQLITE_ROW && code != SQLITE_DONE) raise(owner_.db_.get(), code, from_.text, where_);
        if (code == SQLITE_ROW) {
            if (rows_ == 0) check_columns(what_, from_, where_);
            const stepped values{from_.handle};
            auto* const to = static_cast<std::byte*>(row);
            if (!read_row(from_, values, to)) refuse_row(from_, values, to, what_, where_);
            ++rows_;
            done_ = false;
        } else {
            from_.reset();  // lets go of the read lock at once
        }
        failed_ = false;
        spent_ += now() - start;
        return !done_;
    }

private:
    std::chrono::steady_clock::time_point now() const noexcept {
        return owner_.observer_ ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point{};
    }

    native& owner_;
    prepared& from_;
    running guard_;
    const statement what_;  // raw SQL's is not static
    std::source_location where_;
    std::chrono::nanoseconds spent_{};
    std::int64_t rows_ = 0;
    bool done_ = false;
    bool failed_ = false;
};

inline std::unique_ptr<cursor> native::open(const call& what) {
    watch timed{observer_, text_of(what.what)};
    prepared& found = find(what);
    timed.text(found.text);
    auto made = std::make_unique<row_cursor>(*this, found, what);
    timed.cancel();  // the cursor tells in the end
    return made;
}

}  // namespace tain::driver::sqlite::detail
