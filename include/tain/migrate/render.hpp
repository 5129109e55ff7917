// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::migrate {

/// How a section is written.
struct render_options {
    /// On PostgreSQL: tables that are there are changed while others read and write them. Indexes are made and dropped
    /// CONCURRENTLY; checks and foreign keys are added NOT VALID and validated; unique constraints and primary keys take
    /// over an index that was built before; NOT NULL follows a CHECK that was validated. The section begins with
    /// `-- tain:no-transaction`: its statements go one by one, and one that was interrupted goes on where it was. What
    /// PostgreSQL cannot do so is pointed out by a `-- review:` line. Nothing on SQLite, where one connection writes at a
    /// time.
    bool online = false;
};

/// Returns the SQL script of one section of a migration: statements ending in semicolons, laid out for review. Empty
/// when the operations mean nothing in this dialect. `from` and `to` are the schemas that the operations lead from and
/// to.
///
/// Lines that begin with `-- review:` tell what the script needs from a person, such as values for a column that is
/// NOT NULL and has no default: without them it works on an empty table and fails on others, losing nothing.
///
/// On SQLite, what ALTER TABLE cannot do safely with rows present becomes one rebuild for each table. It stands under a
/// directive that says what it leaves out on purpose; `rebuild_guard` runs such a section:
///
///     -- tain:rebuild "posts" drops column "draft" constraint "ck_posts_length"
///
/// A table is dropped under `-- tain:rebuild "drafts" drops table`, so that rows of tables that reference it, unknown to
/// the models, are not deleted with it.
std::string render(const std::vector<operation>& of, dialect to_dialect, const schema::database& from,
                   const schema::database& to, const render_options& how = {});

}  // namespace tain::migrate
