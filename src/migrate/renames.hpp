// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <cstdint>
#include <vector>

namespace tain::migrate {

/// What `to` may tell of names that were exchanged (a to b, b to a) when both are there before and after.
enum class exchanges : std::uint8_t {
    remembered,  ///< snapshots say which were exchanged already
    unknown,     ///< a live database does not: they are taken for exchanged already
};

/// Returns the renames that `to` declares and that `from` has not seen: tables first, then columns, in an order that
/// works; names that are exchanged take a temporary one on the way.
std::vector<operation> declared_renames(const schema::database& from, const schema::database& to, exchanges told);

/// Changes a name wherever the schema has it: in keys and constraints, also of other tables, and in expressions.
void apply(const rename_table& what, schema::database& to);
void apply(const rename_column& what, schema::database& to);

/// Returns a schema in the names that it has after renames, of constraints and indexes too. Other operations are passed
/// over.
schema::database renamed(schema::database of, const std::vector<operation>& by);

/// Returns the renames of tables and columns among operations, in their order.
std::vector<operation> only_renames(const std::vector<operation>& of);

/// The diff of two schemas that have the same names. Constraints and indexes of what was `renamed_before` that differ in
/// nothing but their name are renamed, too.
std::vector<operation> differences(const schema::database& from, const schema::database& to,
                                   const std::vector<operation>& renamed_before);

}  // namespace tain::migrate
