// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <cstdint>

#include <string>
#include <string_view>

namespace tain::migrate {

/// One section that is being run, and where.
struct section_run {
    driver::connection& on;
    const directory& of;
    const std::string& id;
    direction way;
    const section& what;
    const run_options& how;

    const revision& owner() const { return of.at(id); }

    /// True when the revision is still to be applied (or undone); false when another migrator was faster.
    /// Throws `tain::error` when another migrator has changed what it builds on.
    bool is_due(const state& now) const;

    /// Records the revision as applied or undone.
    void record(state_writer& to) const;

    /// Returns the error for a failed statement; null where the failure is no statement's. `kept` says what is left of
    /// the section.
    migration_error failure(const sql_statement* statement, const error& why, std::string_view kept) const;
};

/// Runs a section in one transaction, with its record. False when another migrator was faster.
bool run_transaction(const section_run& run);

/// Runs a `-- tain:no-transaction` section, from where an interrupted run left it. False when another migrator was faster.
bool run_steps(const section_run& run);

/// True when SQLite ignores or refuses the statement within a transaction.
bool runs_outside_transactions(const sql_statement& of);

/// What a PostgreSQL database tells of a statement whose end was never recorded.
enum class outcome : std::uint8_t { not_done, done, unknown };

/// Finds out about a statement that cannot run in a transaction. Removes the invalid index that a failed or interrupted
/// CREATE INDEX CONCURRENTLY leaves behind. `was_begun`: an earlier run began it and its end was never recorded.
outcome recover(driver::connection& on, const sql_statement& of, bool was_begun);

/// True when a repeated statement failed because it had been done before: CREATE of what is there, DROP of what is not.
bool was_done_before(const sql_statement& of, const database_report& failure);

}  // namespace tain::migrate
