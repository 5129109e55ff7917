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

/// Opens an empty SQLite database in memory, to try migrations on.
std::unique_ptr<driver::connection> scratch_sqlite();

}  // namespace tain::migrate
