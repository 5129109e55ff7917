// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>
#include <tain/driver/sqlite/connection.hpp>

#include <string>
#include <string_view>

namespace tain {

/// A database's URL, taken apart.
///
/// `sqlite:app.db` (relative), `sqlite:///var/app.db` (absolute), `sqlite::memory:`; after a `?` come `mode=ro`, `rw`
/// (must exist) or `rwc` (made when missing, as without it), `busy_timeout=` in milliseconds and `wal=on` or `off`, joined
/// by `&`. `%41` is a byte in hexadecimal. `postgresql://user@host:5432/name?sslmode=…` (or `postgres://…`) is libpq's own form
/// (PostgreSQL's documentation, "Connection URIs") and is handed to it as it is.
struct url {
    dialect kind{};
    driver::sqlite::options sqlite{};  ///< for SQLite
    std::string postgresql{};          ///< for PostgreSQL

    /// Throws `connection_error` that says what is wrong with the text, and never repeats it: it may hold a password.
    static url parse(std::string_view text);
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/url.ipp>  // IWYU pragma: keep
#endif
