// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/driver/postgresql/connection.hpp>
#include <tain/driver/sqlite/connection.hpp>
#include <tain/migrate/rebuild.hpp>
#include <tain/schema/ddl.hpp>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

/// Fresh databases of both kinds, and what the migration runner does with a section.
namespace tain::test {

inline constexpr dialect dialects_of_all[] = {dialect::sqlite, dialect::postgresql};

/// SQLite in memory, or an empty schema of the PostgreSQL that TAIN_TEST_POSTGRESQL names, without which a test fails.
/// There is one PostgreSQL connection: asking for it again empties its schema, and drops those that tests make.
inline std::shared_ptr<driver::connection> empty_database(dialect of) {
    if (of == dialect::sqlite) return driver::sqlite::connect({.path = ":memory:"});
    static const std::shared_ptr<driver::connection> server = [] {
        const char* url = std::getenv("TAIN_TEST_POSTGRESQL");
        if (url == nullptr) throw std::runtime_error("TAIN_TEST_POSTGRESQL names no database to test with");
        return driver::postgresql::connect(url);
    }();
    if (server->in_transaction()) server->script("ROLLBACK");
    server->script(
        "DROP SCHEMA IF EXISTS tain_test, audit, log CASCADE; CREATE SCHEMA tain_test; SET search_path TO tain_test");
    return server;
}

inline void create(driver::connection& on, const schema::database& what) {
    for (const std::string& statement : schema::create_all(what, on.kind())) on.script(statement);
}

/// Runs a section in a transaction, under the guard when it rebuilds tables; rolls back when it fails.
inline void run_section(driver::connection& on, std::string_view section) {
    const bool rebuilds = on.kind() == dialect::sqlite && !migrate::rebuilt_tables(section).empty();
    if (rebuilds) on.script("PRAGMA foreign_keys = OFF");
    on.script("BEGIN");
    try {
        if (rebuilds) {
            migrate::rebuild_guard guard{on, section};
            guard.run();
            guard.finish();
        } else {
            on.script(section);
        }
        on.script("COMMIT");
    } catch (...) {
        on.script("ROLLBACK");
        if (rebuilds) on.script("PRAGMA foreign_keys = ON");
        throw;
    }
    if (rebuilds) on.script("PRAGMA foreign_keys = ON");
}

inline std::string single(driver::connection& on, std::string_view sql) {
    return on.rows(sql).rows.at(0).at(0).value_or("NULL");
}

}  // namespace tain::test
