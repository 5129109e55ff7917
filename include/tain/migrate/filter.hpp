// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// What a comparison leaves alone, such as tables of another application in the same database.
///
/// Patterns are names in which `*` stands for any text and `?` for one character: `legacy_*` is a table (or an enum, or a
/// sequence) with all that it has, `users.tmp_*` a column, constraint or index of a table, `*.ix_tmp_*` one of any table.
/// A table of a schema of PostgreSQL is called `audit_entries`, as everywhere in Tain.
struct filter {
    std::vector<std::string> ignore{};  ///< is taken to be in neither schema
    std::vector<std::string> only{};    ///< when there are any: tables, enums and sequences that none names are ignored

    /// True when a table, an enum or a sequence is looked at.
    bool passes(std::string_view name) const;
    /// True when a member of a table that is looked at is looked at, too.
    bool passes(std::string_view table, std::string_view member) const;
};

/// Returns a schema without what a filter leaves alone: an ignored column goes with the keys, constraints and indexes over
/// it. A foreign key to an ignored table stays.
schema::database filtered(schema::database of, const filter& by);

}  // namespace tain::migrate
