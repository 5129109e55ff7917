// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/tokens.hpp>
#include <tain/driver/connection.hpp>
#include <tain/driver/postgresql/channel.ipp>
#include <tain/driver/postgresql/parameters.ipp>
#include <tain/driver/postgresql/read.ipp>
#include <tain/driver/watch.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tain::driver::postgresql::detail {

inline std::string_view text_of(const statement& what) {
    return what.text[static_cast<std::size_t>(dialect::postgresql)];
}

class native final : public driver::connection {
public:
    explicit native(channel opened) : channel_(std::move(opened)) {}

    // `inline` here already: else the first of them decides that each file which sees this class emits all of it.
    dialect kind() const noexcept override { return dialect::postgresql; }
    bool usable() const noexcept override { return channel_.usable(); }
    bool in_transaction() const noexcept override { return channel_.in_transaction(); }

    inline std::size_t query(const call& what, const sink& to, std::size_t most) override;
    inline std::int64_t execute(const call& what) override;
    inline void execute_each(const call& what, std::span<std::int64_t> changed, std::size_t& done) override;
    inline std::unique_ptr<cursor> open(const call& what) override;
    inline void insert(const insertion& how, void* rows, std::size_t count, std::source_location where) override;
    inline void script(std::string_view sql) override;
    inline text_rows rows(std::string_view sql, std::span<const std::optional<std::string>> parameters) override;
    void forget_statements() noexcept override { cache_.clear(); }

private:
    friend class row_cursor;
    friend class bulk_insert;

    /// The types of a statement's parameters, which a prepared statement is tied to.
    struct signature {
        std::vector<types::cell_kind> kinds{};
        bool arrays = false;

        friend bool operator==(const signature&, const signature&) = default;
    };
    inline prepared& find(const call& what);
    inline prepared& make(const call& what, std::string_view text);
    inline void deallocate_doomed();
    inline void describe(prepared& made, std::source_location where);
    /// Executes a statement and returns its result, which is no error. `used` is set to what was executed.
    inline result run(const call& what, std::string_view insert, prepared*& used);
    inline result run_arrays(const statement& what, std::span<const std::string_view> arrays,
                             std::span<const types::cell_kind> kinds, std::source_location where, prepared*& used);
    inline result run_filled(const call& what, prepared*& used);
    inline void execute_ahead(const call& what, std::size_t width, std::span<std::int64_t> changed, std::size_t& done);
    inline result exchange(prepared& how, bool& stale, std::source_location where);
    [[noreturn]] inline void refuse_copy(std::string_view sql, std::source_location where);

    std::vector<std::string> doomed_{};  // before the cache: statements that end are noted in it
    channel channel_;
    statement_cache<prepared> cache_{};
    parameters values_{};
    signature taken_{};  // of `values_`
    std::uint64_t next_name_ = 1;
};

inline prepared& native::find(const call& what) {
    if (prepared* known = cache_.find(what.what, what.variant)) [[likely]] {
        if (known->kinds == taken_.kinds) [[likely]]
            return *known;
        cache_.drop(*known);  // the same text with parameters of other types
    }
    std::string varied;
    if (what.variant != 0 && what.what.vary) what.what.vary(dialect::postgresql, what.variant, varied);
    return make(what, varied.empty() ? text_of(what.what) : varied);
}

/// Tells the server to forget what the cache has dropped.
inline void native::deallocate_doomed() {
    if (doomed_.empty() || channel_.in_transaction()) return;  // a failure must not spoil the user's transaction
    std::string text;
    for (const std::string& name : doomed_) text.append("DEALLOCATE ").append(name).append(";");
    doomed_.clear();
    const result gone{PQexec(channel_.raw(), text.c_str())};  // a statement that DISCARD dropped already is no error
}

/// Returns the largest number of a `$1` in a statement.
inline std::size_t parameters_in(std::string_view text) {
    std::size_t most = 0;
    lexical::tokenizer cut{text, dialect::postgresql};
    for (lexical::token t; cut.next(t);)
        if (t.kind == lexical::token_kind::parameter)
            most = std::max(most,
                            static_cast<std::size_t>(digits(t.text.data() + 1, static_cast<int>(t.text.size()) - 1)));
    return most;
}

inline prepared& native::make(const call& what, std::string_view text) {
    if (const std::size_t wanted = parameters_in(text); wanted != taken_.kinds.size())
        throw row_error(message("tain: the statement has " + std::to_string(wanted) + " parameters but " +
                                    std::to_string(taken_.kinds.size()) + " values are bound; give one value for each",
                                text, what.where));
    deallocate_doomed();
    auto made = std::make_unique<prepared>();
    made->plan->text = text;
    made->name = "tain_" + std::to_string(next_name_++);
    made->kinds = taken_.kinds;
    std::vector<Oid> types;
    for (const types::cell_kind one : made->kinds) {
        made->formats.push_back(one == types::cell_kind::text && !taken_.arrays ? 0 : 1);
        types.push_back(taken_.arrays ? array_of(one).array : parameter_type(one));
    }
    const result prepared_now{PQprepare(channel_.raw(), made->name.c_str(), made->plan->text.c_str(),
                                        static_cast<int>(types.size()), types.data())};
    if (PQresultStatus(prepared_now.get()) != PGRES_COMMAND_OK)
        raise(channel_.raw(), prepared_now.get(), text, what.where);
    made->doomed = &doomed_;
    made->plan->fields.resize(what.what.fields);
    made->plan->groups.resize(what.what.groups);
    if (what.what.shape) what.what.shape(made->plan->fields.data(), made->plan->groups.data());
    if (may_gain_from_binary(*made->plan)) describe(*made, what.where);
    return cache_.keep(what.what, what.variant, std::move(made));
}

inline void native::describe(prepared& made, std::source_location where) {
    const result told{PQdescribePrepared(channel_.raw(), made.name.c_str())};
    if (PQresultStatus(told.get()) != PGRES_COMMAND_OK) raise(channel_.raw(), told.get(), made.plan->text, where);
    made.plan->binary = choose_binary(told.get());
    learn_columns(*made.plan, told.get());
}

inline void native::refuse_copy(std::string_view sql, std::source_location where) {
    channel_.drain();
    throw database_error(
        message("tain: COPY moves rows outside of a statement's result; use insert, or libpqxx's streams", sql, where),
        {.code = "0A000", .sql = std::string{sql}, .where = where});
}

inline result native::exchange(prepared& how, bool& stale, std::source_location where) {
    stale = false;
    if (!channel_.send(how.name.c_str(), values_.count(), values_.values(), values_.lengths(), how.formats.data(),
                       how.plan->binary))
        raise(channel_.raw(), nullptr, how.plan->text, where);
    result first = channel_.receive();
    switch (PQresultStatus(first.get())) {
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK: break;
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT: channel_.end_copy(first.get()); refuse_copy(how.plan->text, where);
        case PGRES_EMPTY_QUERY:
            channel_.drain();
            throw database_error(message("tain: the text holds no statement; give it one", how.plan->text, where),
                                 {.code = "03000", .sql = how.plan->text, .where = where});
        default:
            channel_.drain();
            stale = is_stale(first.get());
            return first;
    }
    channel_.drain();
    return first;
}

inline result native::run(const call& what, std::string_view insert, prepared*& used) {
    taken_.arrays = false;
    taken_.kinds.clear();
    for (const types::cell& one : what.parameters) taken_.kinds.push_back(one.kind);
    values_.fill(what.parameters, text_of(what.what), insert, what.where);
    return run_filled(what, used);
}

inline result native::run_arrays(const statement& what, std::span<const std::string_view> arrays,
                                 std::span<const types::cell_kind> kinds, std::source_location where, prepared*& used) {
    taken_.arrays = true;
    taken_.kinds.assign(kinds.begin(), kinds.end());
    values_.fill(arrays);
    return run_filled({.what = what, .where = where}, used);
}

inline result native::run_filled(const call& what, prepared*& used) {
    used = &find(what);
    const bool may_repeat = !channel_.in_transaction();
    bool stale = false;
    result got = exchange(*used, stale, what.where);
    if (stale) {
        const std::string text = used->plan->text;
        if (diagnostic(got.get(), PG_DIAG_SQLSTATE) == "26000") used->name.clear();  // nothing to deallocate
        cache_.drop(*used);
        if (may_repeat) {  // nothing was executed yet
            used = &make(what, text);
            got = exchange(*used, stale, what.where);
        } else {
            raise(channel_.raw(), got.get(), text, what.where);
        }
    }
    const ExecStatusType state = PQresultStatus(got.get());
    if (state != PGRES_TUPLES_OK && state != PGRES_COMMAND_OK)
        raise(channel_.raw(), got.get(), used->plan->text, what.where);
    if (used->plan->wires.empty() && PQnfields(got.get()) != 0) learn_columns(*used->plan, got.get());
    return got;
}

inline void check_columns(const statement& what, const row_plan& from, const PGresult* got,
                          std::source_location where) {
    const auto columns = static_cast<std::size_t>(PQnfields(got));
    if (columns == what.fields) [[likely]]
        return;
    throw row_error(message("tain: the statement returns " + std::to_string(columns) + " columns but the row has " +
                                std::to_string(what.fields) + " members; select one column for each",
                            from.text, where));
}

/// How many rows an INSERT, UPDATE, DELETE or MERGE changed; 0 for other commands.
inline std::int64_t changed_rows(PGresult* from) {
    const std::string_view command = PQcmdStatus(from);
    const bool change = command.starts_with("INSERT") || command.starts_with("UPDATE") ||
                        command.starts_with("DELETE") || command.starts_with("MERGE");
    const std::string_view count = change ? PQcmdTuples(from) : "";
    return digits(count.data(), static_cast<int>(count.size()));
}

inline std::size_t native::query(const call& what, const sink& to, std::size_t most) {
    watch timed{observer_, text_of(what.what)};
    prepared* from = nullptr;
    const result got = run(what, {}, from);
    timed.text(from->plan->text);
    check_columns(what.what, *from->plan, got.get(), what.where);
    const std::size_t count = std::min(static_cast<std::size_t>(PQntuples(got.get())), most);
    auto* const first =
        static_cast<std::byte*>(count == to.ready ? to.first : to.resize(to.rows, count, from->plan->fields));
    if (count != 0) {
        taken room;
        row_faults faults;
        for (std::size_t i = 0; i < count; ++i) {
            read_row(*from->plan, got.get(), static_cast<int>(i), first + i * to.stride, room, faults);
            if (!faults.empty()) [[unlikely]]
                faults.raise(what.what, from->plan->text, what.where);
        }
    }
    timed.done(static_cast<std::int64_t>(count));
    return count;
}

inline std::int64_t native::execute(const call& what) {
    watch timed{observer_, text_of(what.what)};
    prepared* from = nullptr;
    const result got = run(what, {}, from);
    timed.text(from->plan->text);
    const std::int64_t changed = changed_rows(got.get());
    timed.done(changed);
    return changed;
}

/// The rows of a result that has arrived whole: other statements may run while they are taken.
class row_cursor final : public cursor {
public:
    row_cursor(result rows, std::shared_ptr<const row_plan> plan, const call& what)
        : rows_(std::move(rows)), plan_(std::move(plan)), what_(what.what), where_(what.where) {}

    bool next(void* row) override {
        if (at_ >= PQntuples(rows_.get())) return false;
        row_faults faults;
        read_row(*plan_, rows_.get(), at_++, static_cast<std::byte*>(row), room_, faults);
        if (!faults.empty()) {
            at_ = PQntuples(rows_.get());
            faults.raise(what_, plan_->text, where_);
        }
        return true;
    }

private:
    result rows_;
    std::shared_ptr<const row_plan> plan_;
    const statement what_;  // raw SQL's is not static
    std::source_location where_;
    taken room_{};
    int at_ = 0;
};

inline std::unique_ptr<cursor> native::open(const call& what) {
    watch timed{observer_, text_of(what.what)};
    prepared* from = nullptr;
    result got = run(what, {}, from);
    timed.text(from->plan->text);
    check_columns(what.what, *from->plan, got.get(), what.where);
    timed.done(PQntuples(got.get()));
    return std::make_unique<row_cursor>(std::move(got), from->plan, what);
}

}  // namespace tain::driver::postgresql::detail
