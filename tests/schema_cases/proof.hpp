// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "case_file.hpp"

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::test {

/// Proves a case on a real database and returns what was not as it should be, a line each:
///
/// the diff of the live database with the wanted schema says what the case expects; applied to the rows of the case, a
/// second diff is empty and the rows are there; undone, the old schema and all rows are back. Where the case expects
/// nothing, the diff the other way round is empty, too. Where rows refuse the change, nothing has changed, and without
/// them it goes through.
std::vector<std::string> faults_of(const schema_case& one, dialect in);

/// The two schemas of a case as a database has them, with the renames that the case declares.
struct schema_change {
    schema::database before{};
    schema::database wanted{};
};
schema_change change_of(const schema_case& one, dialect in);

/// The operations as cases write them; those of constraints without a name end where the name would be.
std::vector<std::string> codes_of(const std::vector<migrate::operation>& of);

}  // namespace tain::test
