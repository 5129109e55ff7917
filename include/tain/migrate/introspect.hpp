// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/schema/schema.hpp>

#include <string_view>

namespace tain::migrate {

/// Returns what a database has: tables, columns, keys, constraints, indexes, and comments on PostgreSQL.
///
/// SQL text (checks, defaults, index expressions) is filled for the connection's dialect only, as the database has it.
/// What the schema's fields cannot say stands in `unmodeled`; types without a logical type in `type_text`.
/// Left out: `tain_version`, views, triggers; on SQLite internal and virtual tables and their shadow tables; on
/// PostgreSQL everything outside the current schema (the first existing one of search_path), what belongs to an
/// extension, partitions, inherited and exclusion constraints. Options of a table (STRICT, WITHOUT ROWID, AUTOINCREMENT,
/// storage parameters) have no place in a schema value either; `rebuild_guard` refuses to lose SQLite's.
///
/// Other sessions may change the schema meanwhile: what is returned was there as a whole at one time. On SQLite it is
/// read in a transaction, on PostgreSQL read again until nothing changed under it; no table is locked.
///
/// Throws `database_error`; `error` when a definition cannot be read, search_path names no schema that exists, or others
/// change the schema without a pause.
/// Cost: four round trips on SQLite, eight on PostgreSQL, however many tables there are.
schema::database introspect(driver::connection& of);

/// The same with the tables of further schemas of PostgreSQL, such as `schema::schemas_of(models)`; those that are not
/// there have none. SQLite has no schemas.
///
/// Throws `error` when a table's name with its schema in front (`audit_entries`) is that of another table.
schema::database introspect(driver::connection& of, const std::vector<std::string>& schemas);

/// Reads another PostgreSQL schema than the current one, such as `audit`. Objects outside it are not looked at.
///
/// Throws `unsupported` on SQLite, `error` when there is no such schema.
schema::database introspect_schema(driver::connection& of, std::string_view name);

}  // namespace tain::migrate
