// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/connection.hpp>

#include <chrono>
#include <memory>
#include <string>

/// The SQLite driver. This header does not need sqlite3.h when the program links `tain::compiled`.
namespace tain::driver::sqlite {

/// How a database is opened.
struct options {
    std::string path;        ///< a file name, or `:memory:` for a database of this connection's own
    bool read_only = false;  ///< refuses every write; the file must exist
    bool create = true;      ///< makes the file when there is none
    std::chrono::milliseconds busy_timeout{5000};  ///< how long to wait for another connection's lock
    bool wal = true;  ///< write-ahead logging, so that readers and the writer don't wait for each other
};

/// Opens a SQLite database.
///
/// Foreign keys are enforced, double quotes name columns only (never strings), and the schema's own text is not
/// trusted to call functions with side effects. The connection must be used by one thread at a time.
/// Throws `connection_error` in one sentence, with the path, when the directory or file is missing, cannot be
/// read or written, or is no SQLite database.
///
///     auto db = tain::driver::sqlite::connect({.path = "app.db"});
///
/// Storage: booleans are 0 and 1; UUIDs are BLOBs of 16 bytes; timestamps are TEXT `YYYY-MM-DD HH:MM:SS.ffffff` in
/// UTC, years 0001 to 9999, so that they sort as they should. NaN is refused on bind: SQLite would store NULL.
std::unique_ptr<driver::connection> connect(const options& how);

}  // namespace tain::driver::sqlite

#ifndef TAIN_COMPILED
#include <tain/driver/sqlite/connection.ipp>  // IWYU pragma: keep
#endif
