// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// Returns the tables that a section rebuilds or drops, as its `-- tain:rebuild "table"` directives name them, in order.
///
/// Throws `error` for a directive that cannot be read.
std::vector<std::string> rebuilt_tables(std::string_view section);

/// Runs a section that rebuilds or drops SQLite tables, so that nothing the section does not know is lost.
///
/// The caller turns foreign keys off, begins the transaction, and commits; the guard works inside it:
///
///     connection.script("PRAGMA foreign_keys = OFF");   // silently ignored inside a transaction
///     connection.script("BEGIN IMMEDIATE");
///     rebuild_guard guard{connection, section};         // refuses, by name, what would be lost; saves the rest
///     guard.run();                                      // the section; refuses when a copy loses rows
///     guard.finish();                                   // triggers, indexes, sequences; views and foreign keys checked
///     connection.script("COMMIT");                      // then foreign keys as they were, and
///     if (guard.had_statistics()) connection.script("ANALYZE");
///
/// Whatever throws, the caller rolls back: the database is as it was. Borrows both arguments.
class rebuild_guard {
public:
    /// Runs what comes before the rebuilds up to the last ALTER TABLE … RENAME, so that names are the new ones; then saves
    /// the rebuilt tables' triggers, indexes and sequences.
    ///
    /// Throws `error` that lists everything the section would lose: columns, constraints and indexes of the live tables
    /// that it neither restores nor names as dropped, options such as STRICT or a COLLATE; also when foreign keys are
    /// on, when no transaction is open, when a table is missing.
    rebuild_guard(driver::connection& on, std::string_view section);
    rebuild_guard(const rebuild_guard&) = delete;
    rebuild_guard& operator=(const rebuild_guard&) = delete;
    /// Turns `legacy_alter_table` back to what it was.
    ~rebuild_guard();

    /// Runs the section. Each rebuilt table's rows are counted between the copy and the drop of the old table.
    ///
    /// Throws `database_error` for a statement that fails, `error` when a copy has not as many rows as the table.
    void run();

    /// Puts triggers, unknown indexes and sequences back, and proves that views and triggers still compile and that
    /// foreign keys hold as before.
    ///
    /// Throws `error` that names what broke.
    void finish();

    /// True when a rebuilt table had statistics of ANALYZE, which its rebuild removed.
    bool had_statistics() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace tain::migrate
