// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/connection.hpp>

#include <memory>
#include <string>

/// The PostgreSQL driver. This header needs neither libpq's nor libpqxx's when the program links
/// `tain::compiled_postgresql`.
namespace tain::driver::postgresql {

/// Connects to a PostgreSQL server; `where` is a URL or libpq's `key=value` pairs. What it leaves open is taken from
/// PGHOST and the like, as psql does.
///
/// The session speaks UTF-8 and ISO dates whatever the server's defaults are; its name and time zone are not touched.
/// Notices are dropped. The connection must be used by one thread at a time.
/// Throws `connection_error` in one sentence that never holds the password, when the URL cannot be read, the server
/// cannot be reached or does not let the user in, or the database does not exist.
///
///     auto db = tain::driver::postgresql::connect("postgresql://ann@localhost/app");
///
/// Cost: what connecting costs, and one round trip more.
std::unique_ptr<driver::connection> connect(const std::string& where);

}  // namespace tain::driver::postgresql

#ifndef TAIN_COMPILED
#include <tain/driver/postgresql/connection.ipp>  // IWYU pragma: keep
#endif
