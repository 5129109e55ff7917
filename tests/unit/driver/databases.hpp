// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/driver/sqlite/connection.hpp>

#ifdef TAIN_TEST_WITH_POSTGRESQL
#include <tain/driver/postgresql/connection.hpp>
#endif

#include "support/message_of.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace tain::test {

#ifdef TAIN_TEST_WITH_POSTGRESQL
/// The URL of the PostgreSQL that the tests run on. No server is a failure, not a skip.
inline std::string postgresql_url() {
    const char* url = std::getenv("TAIN_TEST_POSTGRESQL");
    if (!url || !*url) throw std::runtime_error("TAIN_TEST_POSTGRESQL is not set: these tests need a PostgreSQL");
    return url;
}

/// One more PostgreSQL connection, in the schema that `empty_database` made.
inline std::unique_ptr<driver::connection> join_postgresql() {
    auto made = driver::postgresql::connect(postgresql_url());
    made->script("SET search_path = tain_unit");
    return made;
}
#endif

/// A connection to a database without tables.
inline std::unique_ptr<driver::connection> empty_database([[maybe_unused]] dialect kind) {
#ifdef TAIN_TEST_WITH_POSTGRESQL
    if (kind == dialect::postgresql) {
        auto made = driver::postgresql::connect(postgresql_url());
        made->script("DROP SCHEMA IF EXISTS tain_unit CASCADE; CREATE SCHEMA tain_unit; SET search_path = tain_unit");
        return made;
    }
#endif
    return driver::sqlite::connect({.path = ":memory:"});
}

/// A database without tables, of each kind in turn: a test case that asks for it is run once for each.
inline std::unique_ptr<driver::connection> each_database() {
#ifdef TAIN_TEST_WITH_POSTGRESQL
    return empty_database(GENERATE(dialect::sqlite, dialect::postgresql));
#else
    return empty_database(dialect::sqlite);
#endif
}

}  // namespace tain::test
