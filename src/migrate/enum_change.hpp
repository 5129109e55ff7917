// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "script.hpp"

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::migrate::postgresql {

/// Writes what changes an enum's values: ADD VALUE where there are only new ones; or else a new type, to which every column
/// of the old one is converted by its text. A row with a value that is no more is refused by the server.
///
/// `now` is the schema at this point, `to` the one that the script leads to; `used` says whether the script uses the
/// values that are new, which a transaction that adds them must not.
void change_enum(const alter_enum& what, const schema::database& now, const schema::database& to, bool used,
                 script& into);

/// What names a column in an expression, or references it, and has to make way while its type becomes another one.
struct dependents {
    std::vector<drop_check> checks{};
    std::vector<drop_index> indexes{};
    std::vector<drop_foreign_key> foreign_keys{};
};
dependents dependents_of(const std::string& table, const std::string& column, const schema::database& in);

}  // namespace tain::migrate::postgresql
