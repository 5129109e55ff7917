// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate::sqlite {

/// A CREATE TABLE of SQLite, read from its text: what pragmas do not tell (names of constraints, checks, collations,
/// conflict clauses, the spelling of types) is only there.
struct table_definition {
    /// Texts in SQLite's dialect; columns of constraints are spelled as the column definitions spell them.
    /// A foreign key without a column list references the primary key: `references` is empty then.
    schema::table table{};
    std::vector<std::string> generated{};  ///< columns that cannot be written
    bool autoincrement = false;
    bool rowid_alias = false;  ///< the one key column is the rowid
};

/// Throws `error` for text that is no CREATE TABLE with columns.
table_definition read_table(std::string_view sql);

/// Returns the index of a CREATE INDEX. `on` is its table, for telling columns from expressions.
schema::index read_index(std::string_view sql, const schema::table& on);

/// Returns the logical type of a declared one; `other` for a name that Tain would not write.
types::sql_type type_of_declared(std::string_view declared);

}  // namespace tain::migrate::sqlite
