// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using ids = std::vector<std::string>;
using test::fresh_database;
using test::project;

const std::string a = "aaaaaaaaaaaa", b = "bbbbbbbbbbbb", c = "cccccccccccc";

/// Ends the process, as a crash does, after the n-th statement.
class killer final : public driver::observer {
public:
    explicit killer(int after) : left_(after) {}
    void on_statement(const driver::statement_event&) noexcept override {
        if (--left_ == 0) ::_exit(42);
    }

private:
    int left_;
};

enum class way { up, down };

/// Migrates in a process of its own, which dies after `statements`. True when it came to its end before.
bool survives(const fresh_database& in, const project& from, way where, int statements) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        try {
            const directory files = from.load();
            const auto open = in.connect();
            killer kill{statements};
            open->observe(&kill);
            runner run{*open, files};
            if (where == way::up)
                run.upgrade("head");
            else
                run.downgrade("base");
            open->observe(nullptr);
        } catch (const std::exception& e) {
            std::fprintf(stderr, "%s\n", e.what());
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    INFO("the process ended with " << WEXITSTATUS(status));
    REQUIRE((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 42));
    return WEXITSTATUS(status) == 0;
}

/// What a database holds in the end: tables, rows and indexes.
ids content(const fresh_database& in) {
    ids found = in.tables();
    for (const std::string& table : in.tables())
        for (const std::string& row : in.values("SELECT x FROM " + table + " ORDER BY x"))
            found.push_back(table + ":" + row);
    for (const std::string& index :
         in.values(in.kind() == dialect::sqlite
                       ? "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'ix%' ORDER BY name"
                       : "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisvalid "
                         "AND c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 'ix%' ORDER BY 1"))
        found.push_back(index);
    return found;
}

}  // namespace

TEST_CASE("a migrator that dies at any statement leaves the old or the new revision, and the next one goes on",
          "[processes]") {
    const dialect kind = GENERATE(dialect::sqlite, dialect::postgresql);
    const std::string mark = GENERATE("", "-- tain:no-transaction\n");
    const project p;
    p.add(a, {}, mark + "CREATE TABLE ta (x INTEGER);\nINSERT INTO ta VALUES (1);\nINSERT INTO ta VALUES (2);\n",
          mark + "DROP TABLE ta;\n");
    if (kind == dialect::sqlite)
        p.add(b, {a}, "CREATE TABLE tb (x INTEGER);\nINSERT INTO tb SELECT x FROM ta;\nCREATE INDEX ix_b ON tb (x);\n",
              mark + "DROP TABLE tb;\n");
    else
        p.add(b, {a},
              mark + "CREATE TABLE tb (x INTEGER);\nINSERT INTO tb SELECT x FROM ta;\nCREATE INDEX " +
                  (mark.empty() ? "" : "CONCURRENTLY ") + "ix_b ON tb (x);\n",
              mark + (mark.empty() ? "" : "DROP INDEX CONCURRENTLY ix_b;\n") + "DROP TABLE tb;\n");
    p.add(c, {b}, mark + "UPDATE tb SET x = x + 10;\n", mark + "UPDATE tb SET x = x - 10;\n");
    const directory files = p.load();

    const fresh_database whole{kind};
    runner{*whole.connect(), files}.upgrade("head");
    const ids complete = content(whole);
    REQUIRE(complete.size() == 7);

    // A process on PostgreSQL takes a while: one statement of three, and every one in `make test-long`.
    const int step = kind == dialect::sqlite || std::getenv("TAIN_EVERY_STATEMENT") ? 1 : 3;
    int deaths = 0;
    for (bool alive = false; !alive; ++deaths) {
        const fresh_database db{kind};
        alive = survives(db, p, way::up, deaths * step + 1);
        if (mark.empty()) {
            const std::set<std::string> applied = state::read(*db.connect()).applied();
            CHECK(db.tables().size() == std::min<std::size_t>(applied.size(), 2));
            CHECK(state::read(*db.connect()).unfinished() == nullptr);
        }
        runner{*db.connect(), files}.upgrade("head");
        REQUIRE(content(db) == complete);
        CHECK(state::read(*db.connect()).unfinished() == nullptr);
    }
    CHECK(deaths > 12 / step);

    deaths = 0;
    for (bool alive = false; !alive; ++deaths) {
        const fresh_database db{kind};
        runner{*db.connect(), files}.upgrade("head");
        alive = survives(db, p, way::down, deaths * step + 1);
        runner{*db.connect(), files}.downgrade("base");
        REQUIRE(content(db).empty());
        CHECK(state::read(*db.connect()).rows().empty());
    }
    CHECK(deaths > 8 / step);
}
