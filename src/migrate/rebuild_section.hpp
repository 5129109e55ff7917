// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sqlite_definition.hpp"

#include <tain/migrate/revision.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate::sqlite {

/// One `-- tain:rebuild` directive.
struct rebuild_directive {
    std::string table{};
    bool drops_table = false;  ///< nothing takes its place
    std::vector<std::string> dropped_columns{};
    std::vector<std::string> dropped_constraints{};
    std::vector<std::string> dropped_clauses{};      ///< of columns, such as NOT NULL ON CONFLICT IGNORE
    std::vector<std::string> dropped_collations{};   ///< of these columns, which stay
    std::vector<std::string> dropped_expressions{};  ///< of generated columns, which stay as plain ones
    std::vector<std::string> dropped_options{};
};

/// Throws `error` for a directive that cannot be read.
std::vector<rebuild_directive> read_directives(std::string_view section);

/// The name that a rebuilt table has until it takes the old one's.
std::string temporary_name(std::string_view table);

/// A rebuild as the section's statements carry it out.
struct rebuild_steps {
    rebuild_directive directive{};
    table_definition fresh{};           ///< what CREATE TABLE makes
    std::vector<std::string> copied{};  ///< columns that the copy fills
};

/// What a section does to tables that are rebuilt.
struct rebuild_section {
    std::vector<sql_statement> statements{};
    std::vector<rebuild_steps> rebuilds{};  ///< without tables that are dropped
    std::vector<std::string> indexes{};     ///< names of all indexes that it creates or drops
};

/// Throws `error` when a rebuild lacks its CREATE TABLE or its copy.
rebuild_section read_section(std::string_view text);

/// Returns the table that a `DROP TABLE` statement drops; empty for other statements.
std::string dropped_table(std::string_view statement);

/// True for `ALTER TABLE … RENAME …`, of a table or a column.
bool renames(std::string_view statement);

}  // namespace tain::migrate::sqlite
