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

std::unique_ptr<driver::connection> scratch_sqlite() { return driver::sqlite::connect({.path = ":memory:"}); }

}  // namespace tain::migrate
