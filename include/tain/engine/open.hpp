// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/engine.hpp>
#include <tain/engine/postgresql.hpp>
#include <tain/engine/sqlite.hpp>
#include <tain/engine/url.hpp>

#include <string_view>

namespace tain {

/// Opens a database by its URL: `sqlite:app.db`, `sqlite:///var/app.db`, `sqlite::memory:`, `postgresql://user@host/name`.
///
/// Throws `connection_error` for a URL that is not valid and for a database that cannot be reached.
///
///     tain::engine db = tain::open(std::getenv("DATABASE_URL"));
inline engine open(std::string_view where, const pool_options& pooled = {}) {
    const url parsed = url::parse(where);
    if (parsed.kind == dialect::sqlite) return sqlite::open(parsed.sqlite, pooled);
    return postgresql::open(parsed.postgresql, pooled);
}

}  // namespace tain
