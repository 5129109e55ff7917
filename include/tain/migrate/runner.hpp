// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/revision.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate {

/// A statement of a revision that failed. The database is as it was before that revision, unless its section is marked
/// `-- tain:no-transaction`: then the statements before it stay, are recorded, and are not run again.
class migration_error : public error {
public:
    migration_error(const std::string& message, std::string revision, std::string file, std::size_t line,
                    database_report report)
        : error(message),
          revision_(std::move(revision)),
          file_(std::move(file)),
          line_(line),
          report_(std::move(report)) {}

    const std::string& revision() const noexcept { return revision_; }
    const std::string& file() const noexcept { return file_; }
    /// Returns the line of the file at which the statement begins, or 0 where it is no statement of the file.
    std::size_t line() const noexcept { return line_; }
    const database_report& report() const noexcept { return report_; }

private:
    std::string revision_;
    std::string file_;
    std::size_t line_;
    database_report report_;
};

/// What to do with a statement that was interrupted outside any transaction, so that nobody knows whether it is done,
/// and that Tain cannot find out about or safely repeat.
enum class in_doubt : std::uint8_t { refuse, again, done };

struct run_options {
    std::chrono::milliseconds lock_timeout{60'000};  ///< how long to wait for another migrator
    /// How long a statement may wait for a table that others use, on PostgreSQL (its `lock_timeout`); while it waits, all
    /// others wait behind it. Zero: as the server or the URL says.
    std::chrono::milliseconds table_lock_timeout{0};
    migrate::in_doubt in_doubt = migrate::in_doubt::refuse;
    /// Told of each revision before its statements run. On SQLite, and for most sections on PostgreSQL, this is within
    /// the transaction: use another connection for what it does.
    std::function<void(const revision&, direction)> begin{};
};

/// Applies and undoes revisions. One at a time works on a database: on PostgreSQL under a session's advisory lock, on
/// SQLite within BEGIN IMMEDIATE. Before anything is changed the database's digests are compared with the files'.
///
/// Each revision is one transaction, with its row in `tain_version`: it is there whole or not at all. A section marked
/// `-- tain:no-transaction` goes statement by statement, each with its record in a transaction where it can be; an
/// interrupted one goes on where it was.
///
/// All functions throw `tain::error` for a target that cannot be reached, a revision that was edited and a lock that
/// others hold too long; `migration_error` for a statement that fails. They return the revisions that they applied or
/// undid, in that order. The connection must not be in a transaction, and is usable afterwards.
class runner {
public:
    /// Borrows both.
    runner(driver::connection& on, const directory& of, run_options how = {})
        : on_(on), of_(of), how_(std::move(how)) {}

    /// Applies what is missing before `target` (see `upgrade_path`), and it.
    ///
    ///     auto db = tain::migrate::connect("sqlite:app.db");
    ///     tain::migrate::runner{*db, tain::migrate::directory::load("migrations")}.upgrade("head");
    std::vector<std::string> upgrade(std::string_view target);

    /// Undoes what came after `target` (see `downgrade_path`).
    std::vector<std::string> downgrade(std::string_view target);

    /// Makes the database say that it has exactly `target` and what is before it, without running anything. Returns
    /// the revisions whose rows were made or removed.
    std::vector<std::string> stamp(std::string_view target);

    /// Makes the database take the files' digests of edited revisions, and of those that follow them. Returns the
    /// revisions whose rows were changed.
    std::vector<std::string> accept(const std::vector<std::string>& edited);

private:
    std::vector<std::string> run(direction way, std::string_view target);
    bool run_one(const std::string& id, direction way);
    const section& section_of(const std::string& id, direction way) const;

    driver::connection& on_;
    const directory& of_;
    run_options how_;
};

}  // namespace tain::migrate
