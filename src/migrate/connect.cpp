// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/error.hpp>
#include <tain/driver/sqlite/connection.hpp>
#include <tain/engine/url.hpp>
#include <tain/migrate/connect.hpp>

#ifdef TAIN_POSTGRESQL
#include <tain/driver/postgresql/connection.hpp>
#endif

namespace tain::migrate {

std::unique_ptr<driver::connection> connect(std::string_view url, bool must_exist) {
    tain::url where = url::parse(url);
    if (where.kind == dialect::sqlite) {
        if (must_exist && where.sqlite.path != ":memory:") where.sqlite.create = false;
        return driver::sqlite::connect(where.sqlite);
    }
#ifdef TAIN_POSTGRESQL
    return driver::postgresql::connect(where.postgresql);
#else
    throw error("tain: this tool was built without PostgreSQL; build it with TAIN_POSTGRESQL=ON");
#endif
}

std::unique_ptr<driver::connection> connect_to_read(std::string_view url) {
    driver::sqlite::options file = url::parse(url).sqlite;
    if (file.path.empty() || file.path == ":memory:") return connect(url, true);
    file.create = false;
    file.wal = false;
    try {
        return driver::sqlite::connect(file);
    } catch (const connection_error& e) {
        if (file.read_only || !e.code().starts_with("SQLITE_READONLY")) throw;
        file.read_only = true;
        return driver::sqlite::connect(file);
    }
}

std::unique_ptr<driver::connection> scratch_sqlite() { return driver::sqlite::connect({.path = ":memory:"}); }

}  // namespace tain::migrate
