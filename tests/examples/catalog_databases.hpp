// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/temporary_directory.hpp"

#include <tain/engine/engine.hpp>
#include <tain/engine/open.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/runner.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tain::test {

/// An empty catalog on each database, upgraded through the chain of migrations.
class catalog_databases {
public:
    struct one {
        std::string name;
        tain::engine db;
    };

    catalog_databases() {
        add("SQLite", "sqlite:" + directory_.file("catalog.db"));
        const char* const url = std::getenv("TAIN_TEST_POSTGRESQL");
        if (!url) throw std::runtime_error("TAIN_TEST_POSTGRESQL is not set: run make test");
        tain::open(url).script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        add("PostgreSQL", url);
    }

    std::vector<one>::const_iterator begin() const { return all_.begin(); }
    std::vector<one>::const_iterator end() const { return all_.end(); }
    const tain::engine& sqlite() const { return all_[0].db; }
    const tain::engine& postgresql() const { return all_[1].db; }

private:
    void add(std::string name, const std::string& url) {
        tain::engine db = tain::open(url);
        const auto connection = db.connect();
        const auto migrations = migrate::directory::load_existing("migrations");
        migrate::runner{*connection, migrations}.upgrade("head");
        all_.push_back({std::move(name), std::move(db)});
    }

    temporary_directory directory_{};
    std::vector<one> all_{};
};

}  // namespace tain::test
