// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/sqlite.hpp>

#include "support/temporary_directory.hpp"

#ifdef TAIN_TEST_WITH_POSTGRESQL
#include <tain/postgresql.hpp>
#endif

#include <cstdlib>
#include <stdexcept>

namespace tain::test {

namespace {

const std::string& test_url() {
    static const std::string url = [] {
        const char* given = std::getenv("TAIN_TEST_URL");
        if (!given || !*given) throw std::runtime_error("TAIN_TEST_URL is not set: sqlite, or the URL of a PostgreSQL");
        return std::string{given};
    }();
    return url;
}

engine new_file(const pool_options& pooled) {
    static const temporary_directory directory;
    static int files = 0;
    return sqlite::open({.path = directory.file(std::to_string(++files) + ".db")}, pooled);
}

}  // namespace

bool on_postgresql() { return test_url() != "sqlite"; }

engine empty_database(const pool_options& pooled) {
    if (!on_postgresql()) return new_file(pooled);
#ifdef TAIN_TEST_WITH_POSTGRESQL
    engine made = postgresql::open(test_url(), pooled);
    made.script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return made;
#else
    throw std::runtime_error("the tests were built without the PostgreSQL driver");
#endif
}

}  // namespace tain::test
