// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/revision.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tain::migrate {

/// How far a section that cannot run in one transaction has come.
struct progress {
    direction way = direction::upgrade;
    std::size_t steps = 0;  ///< statements that are done
    std::string done{};     ///< `statements_digest` of those
    bool in_doubt = false;  ///< the next one was begun outside any transaction, and its end was never recorded
};

/// What a database keeps of one revision: a row of `tain_version`.
struct version_row {
    std::string digest{};      ///< `chained_digest` when it was applied
    std::string applied_at{};  ///< UTC
    std::optional<progress> unfinished{};
};

/// The revisions that a database has: the contents of its table `tain_version`.
class state {
public:
    /// Reads the table; a database without one has no revisions. Two round trips. On PostgreSQL the table is looked
    /// for along the search_path.
    static state read(driver::connection& from);

    const std::map<std::string, version_row>& rows() const { return rows_; }

    /// Returns the revisions that are applied. One that is being undone still is; one that is being applied is not.
    std::set<std::string> applied() const;

    /// Returns the revision whose section was interrupted, if there is one.
    const std::string* unfinished() const;

    /// Throws `tain::error`, listing them, when the database has revisions that `of` does not have, or that were edited
    /// since they were applied. `where` names the database.
    void verify(const directory& of) const;

    /// Returns the revisions of `verify`'s second kind.
    std::vector<std::string> edited(const directory& of) const;

private:
    std::map<std::string, version_row> rows_{};
};

/// Writes `tain_version`, within the caller's transaction. Each call is one round trip.
class state_writer {
public:
    /// Makes the table where it is missing. On PostgreSQL it is in the first schema of search_path and is named with it
    /// from then on, whatever a migration does to search_path.
    explicit state_writer(driver::connection& to);

    /// Records a revision as applied, all of it.
    void applied(const std::string& revision, const std::string& digest);
    /// Forgets a revision.
    void undone(const std::string& revision);
    /// Records how far a section is. The row is made when there is none.
    void reached(const std::string& revision, const std::string& digest, const progress& how_far);
    /// Changes the digest of an applied revision.
    void accepted(const std::string& revision, const std::string& digest);

    /// Returns the table's name, quoted.
    const std::string& table() const { return table_; }

private:
    driver::connection& to_;
    std::string table_;
};

/// Returns the statement that makes `tain_version`.
std::string create_state_table(const std::string& table);

/// Returns a digest of the first `count` statements of a section: their tokens alone.
std::string statements_digest(const section& of, std::size_t count, dialect on);

}  // namespace tain::migrate
