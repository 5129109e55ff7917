// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/schema/schema.hpp>

#include <functional>
#include <string>

namespace tain::migrate {

/// True when two SQL expressions mean the same to the database.
using same_expression = std::function<bool(const schema::table& on, const std::string& a, const std::string& b)>;

/// Gives the expressions of `of` the spelling that `as` has for them, where both mean the same, so that an exact
/// comparison finds real differences only. Objects belong together by name, checks without a name by what they say.
void respell_expressions(schema::database& of, const schema::database& as, dialect in, const same_expression& same);

/// Gives tables and columns of `of` the names that `as` has where only the case of letters differs, as SQLite has it.
void respell_names(schema::database& of, const schema::database& as);

/// Gives columns of SQLite's tables that become STRICT, or are so no more, the types that `as` has where they are stored
/// alike: the option changes then, not they.
void respell_types(schema::database& of, const schema::database& as);

}  // namespace tain::migrate
