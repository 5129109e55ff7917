// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/schema/schema.hpp>

#include <functional>
#include <string>
#include <vector>

namespace tain::migrate {

/// Reads a schema with several queries so that all of them see the same one, whatever other sessions do meanwhile.
///
/// SQLite reads in a transaction. PostgreSQL's functions that print definitions look at the newest catalog, whatever the
/// transaction's snapshot is, and a lock would need rights: so the catalog's row versions are compared before and after,
/// and what was read while they changed is read again.
///
/// `namespaces` are those of PostgreSQL that are read, each an expression of type oid.
/// Throws `tain::error` when the schema was changed each time; `database_error` when the catalog may not be read.
/// Cost: two round trips beside those of `read`.
schema::database read_steadily(driver::connection& of, const std::vector<std::string>& namespaces,
                               const std::function<schema::database()>& read);

}  // namespace tain::migrate
