// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rendering.hpp"

#include <tain/migrate/operation.hpp>
#include <tain/schema/ddl.hpp>
#include <tain/schema/schema.hpp>

#include <set>
#include <string>

namespace tain::migrate::postgresql {

/// A script in the making.
struct progress {
    const change& what;
    schema::database from;  ///< after the renames at the start
    schema::database to;    ///< before those at the end
    schema::database now;   ///< after what is written so far
    script& out;
    std::set<std::string> known_schemas{};  ///< of PostgreSQL
    bool one_by_one = false;                ///< some statement must not stand in a transaction with others

    /// A table's name as SQL spells it.
    std::string at(const std::string& table) const { return schema::qualified(table, now.schema_of(table)); }
    /// True for a table that others use meanwhile.
    bool online(const std::string& table) const { return what.online && from.find_table(table) != nullptr; }
};

/// Writes the statements that an operation takes at this point. It is the caller who brings `now` up to date.
void write(const operation& one, progress& of);

/// Writes ADD CONSTRAINT, whoever else uses the table.
void add_constraint(const std::string& table, const std::string& definition, progress& of);

}  // namespace tain::migrate::postgresql
