// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/schema/schema.hpp>

#include <optional>
#include <string>

namespace tain::migrate {

/// How a column's values become values of its new type, as an expression over the column; nothing where the database
/// does it by itself on assignment. Both dialects give the same values, or refuse.
std::optional<std::string> conversion(const schema::column& from, const schema::column& to, dialect in);

}  // namespace tain::migrate
