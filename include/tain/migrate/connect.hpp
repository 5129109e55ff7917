// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>

#include <memory>
#include <string_view>

namespace tain::migrate {

/// Connects to a database by its URL (see `tain::url`): `sqlite:app.db`, `sqlite:///var/app.db`, `sqlite::memory:`,
/// `postgresql://user@host/name`. With `must_exist` a SQLite file is not made when there is none.
///
/// Throws `connection_error` for a URL that cannot be read and a database that cannot be reached; `tain::error` where
/// the migrations were built without PostgreSQL.
std::unique_ptr<driver::connection> connect(std::string_view url, bool must_exist = false);

/// Connects to a database that is only read: a SQLite file is not made, its journal stays as it is, and one that may not
/// be written is opened all the same.
///
/// Throws like `connect`.
std::unique_ptr<driver::connection> connect_to_read(std::string_view url);

/// Opens an empty SQLite database in memory, to try migrations on.
std::unique_ptr<driver::connection> scratch_sqlite();

}  // namespace tain::migrate
