// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/migrate/filter.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <vector>

namespace tain::migrate {

/// Returns the operations that change a live database into the desired schema; none when it has that schema already.
///
/// Shadow against live: the desired schema is created beside the live one and read back in the same way, so that the
/// database spells types, defaults and checks alike on both sides. On SQLite the shadow is a database in memory, and
/// expressions are compared parsed (case of keywords, white space and needless parentheses do not count). On PostgreSQL
/// it is `pg_temp` in a transaction that is rolled back, or in a savepoint when the connection is in a transaction; the
/// role needs the TEMPORARY right on the database, nothing else, and no table of users is locked or changed.
///
/// With `scratch`, a connection to another PostgreSQL, the shadow is made there, in the same way, and the live database is
/// only read: for a standby, and for a role without TEMPORARY. It needs the extensions, types and functions that the
/// models use. SQLite takes no notice of it.
///
/// Declared renames are applied where the database has the old name and lacks the new one. Whether two names that are
/// declared to be exchanged were exchanged, a database does not tell: they are taken for it.
///
/// What `passing` leaves alone is in neither schema.
///
/// Texts are in the connection's dialect. Throws `database_error` when the desired schema cannot be created there,
/// such as for a check that calls an unknown function, a right that the role lacks, or a database that only reads; the
/// connections are usable, the databases unchanged.
/// Cost: about a dozen round trips on PostgreSQL, one more with `scratch`; four on SQLite.
std::vector<operation> compare(driver::connection& live, const schema::database& desired, const filter& passing = {},
                               driver::connection* scratch = nullptr);

}  // namespace tain::migrate
