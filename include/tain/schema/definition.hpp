// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

/// The parts of a CREATE or ALTER TABLE. All throw `std::invalid_argument` for a name that no database can hold.
namespace tain::schema {

/// Returns a column's type as a definition spells it. An identity is INTEGER on SQLite, where only that is the rowid. In a
/// `strict` table SQLite knows but six names (its stricttables.html), of which the type's storage chooses one.
std::string type_of(const column& of, dialect to, bool strict = false);

/// Returns what follows DEFAULT: literals and CURRENT_TIMESTAMP as they are, anything else in parentheses, once; NULL for
/// nothing.
std::string default_of(std::string_view expression, dialect to);

/// True when the column has a default in this dialect.
bool has_default(const column& of, dialect to);

/// True when the column is calculated in this dialect.
bool is_generated(const column& of, dialect to);

/// Returns `"age" INTEGER NOT NULL DEFAULT 0`.
std::string definition(const column& of, dialect to, bool strict = false);

/// Returns ` COLLATE "C"`, or nothing.
std::string collation(const column& of, dialect to);

/// Returns ` STRICT, WITHOUT ROWID` and the like, which end a CREATE TABLE of SQLite; nothing on PostgreSQL.
std::string options(const table& of, dialect to);

/// Return `CONSTRAINT "name" …`; without a name only what follows.
std::string definition(const primary_key& of);
std::string definition(const unique& of);
std::string definition(const check& of, dialect to);
std::string definition(const foreign_key& of);

/// Returns `"a", "b"`.
std::string column_list(const std::vector<std::string>& columns);

/// False when a check has no condition in this dialect: it does not exist there.
bool applies(const check& of, dialect to);

/// False when a constraint cannot exist in this dialect.
bool applies(const unique& of, dialect to);

/// False when an index cannot exist in this dialect: an expression or condition is given for the other one only, or
/// it needs an access method that SQLite lacks (`hash` is an ordinary index there).
bool applies(const index& of, dialect to);

namespace detail {

/// What the statements of ddl.hpp are made of too.
std::string without_comments(std::string_view text, dialect to);
std::string parenthesized(std::string_view text, dialect to);
std::string unmodeled(std::string_view text);

}  // namespace detail

}  // namespace tain::schema

#ifndef TAIN_COMPILED
#include <tain/schema/definition.ipp>
#endif
