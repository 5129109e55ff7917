// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::migrate {

/// Returns what an operation gives the rows that are there: of a new column, or of one that becomes NOT NULL. Null:
/// nothing is declared.
const schema::sql_text* backfill_of(const operation& of);

/// Returns what a column's rows are filled with, as an UPDATE spells it; empty: nothing is declared.
std::string fill_of(const schema::column& of, dialect in);

/// True when the backfill of one of the operations names the column or table.
bool feeds_backfill(const std::string& name, const std::vector<operation>& all);

/// Puts the columns that backfills read behind everything that is done to columns.
void hold_back_columns(std::vector<operation>& of);

/// Takes out the tables that backfills among `readers` read, which must not be dropped before them.
std::vector<operation> take_tables_read(std::vector<operation>& from, const std::vector<operation>& readers);

/// Returns, a sentence each, the columns whose rows would have nothing in them, and the three ways out.
std::vector<std::string> unfilled(const std::vector<operation>& of, dialect in);

}  // namespace tain::migrate
