// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/migrate/filter.hpp>
#include <tain/migrate/objects.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/schema/schema.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the command line does, as functions: they print nothing, and throw `tain::error` for all that goes wrong.
namespace tain::migrate {

/// What the commands work on: a directory of migrations and, in an application's own migrator, its models.
struct project {
    std::string directory = "migrations";
    std::optional<schema::database> models{};

    /// Throws `tain::error` where there are no models: in the `tain` tool, which knows of no application.
    const schema::database& wanted() const;
};

/// A revision that was written, or why none was.
struct new_revision {
    std::string id{};  ///< empty: nothing changed, and nothing was written
    std::string file{};
    std::vector<std::string> changes{};  ///< a line each: `add column …`
    std::vector<std::string> review{};   ///< what a person should look at
};

/// What a new revision needs to be told.
struct revision_options {
    std::optional<std::string> scratch{};  ///< a PostgreSQL URL: the chain and the new revision are tried there, too
    /// Renames that no mapping declares: `users.name=full_name` for a column, `users=accounts` for a table.
    std::vector<std::string> renamed{};
    /// What is dropped although something that looks like it is new: `users.name`, `users`.
    std::vector<std::string> dropped{};
    /// Asked about everything else that may be a rename. Returns its new name, one of `to`, or nothing: it is dropped.
    /// Without it, such a change is refused.
    std::function<std::optional<std::string>(const possible_rename&)> ask{};
    bool online = false;  ///< on PostgreSQL, while others use the tables (see `render_options`)
};

/// Writes a revision that changes what the last snapshot says into what the models say; none when that is the same.
///
/// Proved before it is written, on an empty SQLite database and, when `scratch` is a PostgreSQL URL, in a schema of its
/// own there, which is removed again: that the chain of revisions leads to the last snapshot; that the new revision
/// then leads to the models, its downgrade back, and its upgrade to the models again.
/// Several at once go one after the other. Files appear whole or not at all, and not when anything fails.
/// A column or table that is gone beside a new one that may be the same is never dropped silently: it is declared with
/// `renamed_from`, said in the options, or asked for.
/// Throws `tain::error` when the chain is broken, when there are several heads, for an empty message, for an answer that
/// fits nothing, and for what may be a rename and has no answer, naming both.
new_revision autogenerate(const project& in, const std::string& message, const revision_options& how = {});

/// Writes a revision with empty sections, for SQL written by hand. Its snapshot is the one before: it is meant for data,
/// and for what models don't know. Edited, it is accepted with `rehash`.
new_revision empty_revision(const project& in, const std::string& message);

/// Writes a revision that joins heads: those named, or all. Its snapshot is what both sides made of the last one that
/// they share; a table or column that both changed in different ways is refused by name. Proved like `autogenerate`.
new_revision merge(const project& in, const std::vector<std::string>& revisions, const std::string& message,
                   const std::optional<std::string>& scratch = {});

/// Returns, a line each, what is not as it should be: changes of the models that no revision has, several heads, a
/// chain that does not lead to the last snapshot on SQLite (and PostgreSQL, with a `scratch` URL).
std::vector<std::string> check(const project& in, const std::optional<std::string>& scratch = {});

/// Returns, a line each, how a live database is behind: revisions that it lacks, that are not here or were edited since,
/// and what differs from the models. Only reads. `scratch` is that of `compare`.
std::vector<std::string> check_database(const project& in, driver::connection& live, const filter& passing = {},
                                        driver::connection* scratch = nullptr);

/// What `diff_database` found.
struct database_diff {
    std::vector<operation> operations{};  ///< what would change the database into what the models say
    std::vector<object> left_alone{};     ///< what no model describes, and no migration touches
    std::string note{};                   ///< why a difference may be none: servers of two versions print differently
};

/// Compares a live database with the models. Only reads. `scratch` is that of `compare`.
/// Cost: that of `compare`, and one round trip; with differences and `scratch` two more.
database_diff diff_database(const project& in, driver::connection& live, const filter& passing = {},
                            driver::connection* scratch = nullptr);

/// Returns a diff as JSON: `{"operations": [{"kind", "table", "description"}, …], "left_alone": [{"kind", "name", "table"},
/// …]}`, a line each, a newline at the end. Kinds are those of `operation`: `add_column`, `alter_column` …
std::string write_json(const database_diff& of);

/// Returns a database's schema as SQL that creates it: tables, indexes and comments as Tain writes them, then what stands
/// beside them, where the database tells its SQL. Only reads.
std::string inspect(driver::connection& live, const filter& passing = {});

/// What to accept, and in spite of what.
struct rehash_options {
    std::vector<std::string> revisions{};   ///< ids or their beginnings; a revision without a file is forgotten
    std::vector<std::string> allow_edit{};  ///< those that others have, or a database has applied, and yet may change
    std::string url{};                      ///< a database that must not have applied an edited revision
    bool take_models = false;               ///< the snapshots are made anew from the models
};

/// What `rehash` did.
struct rehash_result {
    std::vector<std::string> files{};     ///< revisions whose lines in tain.sum changed
    std::vector<std::string> database{};  ///< revisions whose rows in the database changed
};

/// Accepts edited revisions: writes their lines of `tain.sum` anew, and those of the revisions after them. Refuses what
/// git's base or the database has in another form, unless it is allowed by name; then the database, too, takes the new
/// digests.
rehash_result rehash(const project& in, const rehash_options& how);

/// One revision of `history`.
struct history_entry {
    std::string id{};
    std::vector<std::string> parents{};
    std::string message{};
    std::string created{};
    std::string file{};
    bool is_head = false;
    bool is_applied = false;
    std::string applied_at{};
};

/// Returns all revisions, newest first. With a connection, what it has applied too.
std::vector<history_entry> history(const project& in, driver::connection* on = nullptr);

/// Makes the database say that it has exactly `target` and what is before it (see `runner::stamp`). Unless `unchecked`,
/// its schema must be the one that the target's snapshot holds. Returns the revisions whose rows were made or removed.
/// `scratch` is that of `compare`.
///
/// Throws `tain::error` that lists what differs; nothing has changed then.
std::vector<std::string> stamp(const project& in, driver::connection& on, std::string_view target,
                               bool unchecked = false, driver::connection* scratch = nullptr);

/// What a database has.
struct current_state {
    std::vector<std::string> heads{};    ///< the last revisions that are applied
    std::vector<std::string> pending{};  ///< what is not applied yet, in order
    std::vector<std::string> unknown{};  ///< applied here, and not in the directory
    std::vector<std::string> edited{};   ///< edited since they were applied
    std::string unfinished{};            ///< a revision that was interrupted, and how far it is
};
current_state current(const project& in, driver::connection& on);

/// Returns the SQL script that an upgrade (or downgrade) from the revisions at and before `from` to `target` would run,
/// with the rows of `tain_version`, to be run elsewhere. `from` is a target too: `base` for an empty database.
///
/// Refuses SQLite sections that rebuild or drop tables unless `unguarded`: nobody would look after triggers and rows there.
std::string offline_sql(const project& in, direction way, dialect on, std::string_view target, std::string_view from,
                        bool unguarded = false);

}  // namespace tain::migrate
