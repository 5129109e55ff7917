// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <string>

namespace tain::migrate::postgresql {

/// Returns what ALTER COLUMN says of a column whose numbers are given otherwise; nothing when that is the same. Rows keep their
/// numbers, and the next one follows them: a new start counts when the sequence is restarted.
std::string changed_numbering(const schema::numbering& from, const schema::numbering& to);

/// Returns the statement that changes a sequence.
std::string changed_sequence(const alter_sequence& o);

}  // namespace tain::migrate::postgresql
