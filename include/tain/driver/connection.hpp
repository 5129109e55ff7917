// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/driver/plan.hpp>
#include <tain/types/cell.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tain::driver {

/// One execution of a statement. Everything is borrowed until the call that takes it returns.
struct call {
    const statement& what;
    std::span<const types::cell> parameters{};
    std::uint64_t variant = 0;  ///< run-time shape (changed-column mask, padded list length); 0: `what.text` as it is
    std::source_location where{};
};

/// What an observer is told about a statement that ended, well or not.
struct statement_event {
    std::string_view text;
    std::chrono::nanoseconds duration{};
    std::int64_t rows = 0;  ///< rows read, or changed
    bool failed = false;
};

/// Sees every statement that a connection runs. Called on the thread that ran it, after it; must not throw.
class observer {
public:
    virtual void on_statement(const statement_event& event) noexcept = 0;

protected:
    ~observer() = default;
};

/// The rows of a running statement, one at a time. Destroying it ends the statement; its connection must outlive it.
class cursor {
public:
    virtual ~cursor() = default;
    /// Writes the next row into the object at `row`; false when there is none. Members that were written before are
    /// overwritten, but an object that an outer join did not find is left alone: its std::optional must be empty.
    /// Throws `row_error` and `database_error`; there are no more rows then.
    virtual bool next(void* row) = 0;
};

/// A result without types, for introspection and migrations: column names, and each value as text or NULL.
struct text_rows {
    std::vector<std::string> columns;
    std::vector<std::vector<std::optional<std::string>>> rows;
};

/// One connection to one database. Used by one thread at a time.
///
/// Prepared statements are cached by the address of their static `statement`, its hash and the variant. A cached
/// statement that is still running (a cursor is open on it) is not reset: a second one is prepared.
/// Every call throws `database_error` or one of its kinds; after `connection_error` `usable()` is false.
class connection {
public:
    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection() = default;

    virtual dialect kind() const noexcept = 0;
    /// False after the connection was lost; a pool then discards it.
    virtual bool usable() const noexcept = 0;
    /// True between BEGIN and COMMIT or ROLLBACK, as the database itself sees it.
    virtual bool in_transaction() const noexcept = 0;
    /// True when it can be lent to the next one as it is: `usable()`, and not `in_transaction()`.
    virtual bool at_rest() const noexcept { return usable() && !in_transaction(); }

    /// Runs a statement and appends its rows to `to`, at most `most` of them. Returns how many. One round trip.
    virtual std::size_t query(const call& what, const sink& to, std::size_t most = SIZE_MAX) = 0;
    /// Runs a statement that returns no rows; returns how many rows it changed. One round trip.
    virtual std::int64_t execute(const call& what) = 0;
    /// Runs a statement that returns no rows once for each row of values, in their order: `what.parameters` holds as many
    /// for each, one behind the other. `changed` has a place for each, for how many rows of the table it changed. `done`
    /// counts those that ran: when one throws, it is the number of that one (after `connection_error`: of the first whose
    /// answer is missing). What ran before stays as far as the transaction around it does.
    /// Cost: on PostgreSQL within a transaction, a round trip for every 256; else that of `execute` for each.
    virtual void execute_each(const call& what, std::span<std::int64_t> changed, std::size_t& done) {
        done = 0;
        const std::size_t width = what.parameters.size() / (changed.empty() ? 1 : changed.size());
        for (; done != changed.size(); ++done)
            changed[done] =
                execute({what.what, {what.parameters.data() + done * width, width}, what.variant, what.where});
    }
    /// Runs a statement and leaves its rows to be taken one by one. The parameters are borrowed by the cursor.
    virtual std::unique_ptr<cursor> open(const call& what) = 0;
    /// Inserts `count` objects that stand one after another at `rows`; writes generated keys back into them when
    /// `how.set_key` is set (`rows` must then be mutable), each matched to its object by proof.
    /// All or nothing: outside a transaction it makes one of its own. After an error the rows' keys are unspecified.
    virtual void insert(const insertion& how, void* rows, std::size_t count, std::source_location where) = 0;

    /// Runs SQL text of any number of statements, without parameters, dropping rows.
    virtual void script(std::string_view sql) = 0;
    /// Runs one statement given as text with text parameters ($1 or ?1), and returns its rows untyped.
    virtual text_rows rows(std::string_view sql, std::span<const std::optional<std::string>> parameters = {}) = 0;

    /// Drops every cached prepared statement. Called after a migration changed the schema.
    virtual void forget_statements() noexcept = 0;

    void observe(observer* by) noexcept { observer_ = by; }

protected:
    observer* observer_ = nullptr;
};

}  // namespace tain::driver
