// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <vector>

namespace tain::migrate {

/// Returns the operations that change schema `from` into schema `to`; none when they mean the same.
///
/// Compares values exactly, SQL text included: both sides must have been spelled by the same writer, such as two
/// snapshots. To compare models with a database use `compare`. The order of tables, columns, constraints and checks
/// does not count; the order of columns within a key or an index does. A constraint without a name, which only
/// databases have, is the same as one with a name if all else is.
///
/// What `to` declares to have been renamed (`renamed_from`) is renamed where `from` has the old name and lacks the new
/// one, first of all; a declaration that was applied says nothing more.
///
/// The order is one in which they can be applied: foreign keys are dropped first and added last; indexes and
/// constraints go before and come after the columns; referenced tables come first and go last. The same input gives
/// the same list. Throws nothing but `std::bad_alloc`.
std::vector<operation> diff(const schema::database& from, const schema::database& to);

}  // namespace tain::migrate
