// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_directory.hpp"

#include "import.hpp"
#include "models.hpp"

#include <tain/engine/open.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/runner.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <sstream>
#include <string>
#include <tuple>

TEST_CASE("rows of the first revision survive the chain, and an import brings them up to date") {
    const tain::test::temporary_directory directory;
    const auto migrations = tain::migrate::directory::load_existing("migrations");
    for (const std::string& url :
         {"sqlite:" + directory.file("catalog.db"), std::string{std::getenv("TAIN_TEST_POSTGRESQL")}}) {
        const tain::engine db = tain::open(url);
        if (db.kind() == tain::dialect::postgresql) db.script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        INFO(static_cast<int>(db.kind()));
        const auto upgrade = [&](const char* target) {
            const auto connection = db.connect();
            tain::migrate::runner{*connection, migrations}.upgrade(target);
        };
        upgrade("+1");
        db.script(
            "INSERT INTO packages (name, architecture, version, summary) VALUES ('a', 'all', '1', 'first');"
            "INSERT INTO dependencies (package, architecture, kind, position, alternative, target)"
            " VALUES ('a', 'all', 'depends', 0, 0, 'b')");
        upgrade("head");

        const auto old = db.get<Package>(std::tuple{"a", "all"});
        REQUIRE(old);
        CHECK(old->summary == "first");
        CHECK_FALSE(old->installed_size);
        const auto edge = db.get<Dependency>(std::tuple{"a", "all", Kind::depends, 0, 0});
        REQUIRE(edge);
        CHECK(edge->target == "b");
        CHECK_FALSE(edge->target_architecture);

        std::istringstream stream{"Package: a\nArchitecture: all\nVersion: 2\nInstalled-Size: 7\nDepends: b:any\n"};
        catalog::import_packages(db, stream);
        CHECK(db.get<Package>(std::tuple{"a", "all"})->installed_size == 7);
        CHECK(db.get<Dependency>(std::tuple{"a", "all", Kind::depends, 0, 0})->target_architecture == "any");
    }
}
