// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <cstddef>
#include <vector>

namespace tain::schema {

/// Returns the indexes of a database's tables in an order in which they can be created: a table after those that its
/// foreign keys reference, otherwise as declared. Where tables reference each other in a cycle, the cycle begins with
/// the one declared first; references of a table to itself and to tables outside the database don't count.
std::vector<std::size_t> creation_order(const database& of);

/// True when `key` cannot be part of its table's CREATE TABLE on PostgreSQL because the table that it references
/// comes later in `order`, which only happens in a cycle.
bool comes_too_early(const database& of, const std::vector<std::size_t>& order, const table& owner,
                     const foreign_key& key);

}  // namespace tain::schema

#ifndef TAIN_COMPILED
#include <tain/schema/order.ipp>
#endif
