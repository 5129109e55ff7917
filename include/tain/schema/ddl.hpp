// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/schema/definition.hpp>
#include <tain/schema/order.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

/// DDL from a schema value. Statements are laid out for people and come without a semicolon. All throw
/// `std::invalid_argument` for a name that no database can hold.
namespace tain::schema {

/// Returns what makes SQLite begin with a key's first number, for a table that is new or was rebuilt: its greatest key
/// goes on from there. Empty when nothing is needed.
std::string first_number(const table& of, dialect to);

/// Returns CREATE TABLE with its columns and named constraints, but without its indexes (and comments).
///
/// A foreign key that is not in `inline_keys` is left out; null takes them all. `as` names the new table otherwise
/// than `of.name`, as SQLite's rebuild needs; foreign keys to the table itself still name `of.name`.
std::string create_table(const table& of, dialect to, const std::vector<foreign_key>* inline_keys = nullptr,
                         std::string_view as = {});

/// Returns `CREATE [UNIQUE] INDEX … ON … (…) [WHERE …]`. The index must apply to the dialect (`applies`).
std::string create_index(const index& of, std::string_view table, dialect to, std::string_view schema = {});

/// Returns `CREATE SCHEMA IF NOT EXISTS …`. PostgreSQL only.
std::string create_schema(std::string_view schema);

// `schema` is that of the table, as in `table::schema_name`: PostgreSQL's statements name it.
std::string drop_table(std::string_view table, std::string_view schema = {});
std::string drop_index(std::string_view index, std::string_view schema = {});

/// Returns `ALTER TABLE … ADD CONSTRAINT …`, which SQLite does not have.
std::string add_constraint(std::string_view table, std::string_view definition, std::string_view schema = {});

/// Returns `ALTER TABLE … DROP CONSTRAINT …`, which SQLite does not have.
std::string drop_constraint(std::string_view table, std::string_view name, std::string_view schema = {});

/// Return CREATE TYPE … AS ENUM and DROP TYPE. PostgreSQL only.
std::string create_enum(const enumeration& of);
std::string drop_enum(std::string_view name);

std::string create_sequence(const sequence& of);
std::string drop_sequence(std::string_view name);

/// Return what makes a column's own sequence, before its table and after the column: `CREATE SEQUENCE …` and
/// `ALTER SEQUENCE … OWNED BY …`. The column must have one. PostgreSQL only.
std::string create_own_sequence(const column& of, std::string_view schema = {});
std::string own_sequence_of(const column& of, std::string_view table, std::string_view schema = {});

/// Return COMMENT ON; an empty text removes the comment. PostgreSQL only.
std::string comment_on_table(std::string_view table, std::string_view text, std::string_view schema = {});
std::string comment_on_column(std::string_view table, std::string_view column, std::string_view text,
                              std::string_view schema = {});

/// Returns all COMMENT ON of a table; none on SQLite, which has no comments.
std::vector<std::string> comments_of(const table& of, dialect to);

/// Returns the statements that create every table of a database, with indexes and comments, in an order that works:
/// schemas first, then referenced tables; on PostgreSQL foreign keys that close a cycle are added after the tables.
///
///     for (const std::string& statement : schema::create_all(app_schema, dialect::sqlite)) connection.script(statement);
std::vector<std::string> create_all(const database& of, dialect to);

/// Returns the statements that drop every table of a database that is there (IF EXISTS), referencing tables first.
///
/// Run them in one transaction: on SQLite, tables that reference each other or themselves are dropped with deferred
/// foreign keys, which last until its end.
std::vector<std::string> drop_all(const database& of, dialect to);

}  // namespace tain::schema

#ifndef TAIN_COMPILED
#include <tain/schema/ddl.ipp>
#endif
