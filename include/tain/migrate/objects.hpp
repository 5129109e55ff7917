// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>

#include <string>
#include <vector>

namespace tain::migrate {

/// Something in a database that a schema value does not hold, and that no migration made from models touches: a view, a
/// trigger, a function …
struct object {
    std::string kind{};   ///< `view`, `materialized view`, `trigger`, `function`, `partition`, `policy` …
    std::string name{};   ///< as the database has it
    std::string table{};  ///< the table that it belongs to, if it belongs to one
    std::string
        definition{};  ///< in the database's own words: SQL that makes it anew, or its parts where there is none

    friend bool operator==(const object&, const object&) = default;
};

/// Returns what stands beside the tables, in an order in which it can be made anew: on SQLite views, triggers and virtual tables; on PostgreSQL
/// views, materialized views, triggers, functions, rules, policies, partitions, foreign tables, exclusion constraints,
/// domains, composite types of the current schema, and extensions. What belongs to an extension is not listed.
///
/// Throws `database_error`. One round trip.
std::vector<object> other_objects(driver::connection& of);

/// True for what tables may be made of, such as domains and extensions: it comes before them.
bool comes_before_tables(const object& of);

}  // namespace tain::migrate
