// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace tain;
using namespace tain::test;

namespace {

constexpr driver::statement put = {
    .text = {"UPDATE t SET name = ?1 WHERE id = ?2", "UPDATE t SET name = $1 WHERE id = $2"}, .hash = 7001};
constexpr driver::statement take = {.text = {"DELETE FROM t WHERE id = ?1", "DELETE FROM t WHERE id = $1"},
                                    .hash = 7002};

struct row {
    std::optional<std::string> name{};
    std::int64_t id = 0;
};

std::vector<cell> cells_of(const std::vector<row>& rows) {
    std::vector<cell> made;
    for (const row& one : rows) {
        made.push_back(one.name ? bound(*one.name) : cell::null(cell_kind::text));
        made.push_back(bound(one.id));
    }
    return made;
}

/// How many rows each changed; the number of the one that failed when one did.
struct outcome {
    std::vector<std::int64_t> changed{};
    std::optional<std::size_t> failed_at{};
    std::string error{};
};

outcome run_each(driver::connection& on, const driver::statement& what, const std::vector<cell>& cells,
                 std::size_t count) {
    outcome made;
    made.changed.assign(count, -1);
    std::size_t done = 99;
    try {
        on.execute_each({.what = what, .parameters = cells, .where = std::source_location::current()}, made.changed,
                        done);
        CHECK(done == count);
    } catch (const error& e) {
        made.failed_at = done;
        made.error = e.what();
    }
    return made;
}

std::unique_ptr<driver::connection> table_of(std::size_t rows) {
    auto db = each_database();
    db->script("CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT UNIQUE)");
    for (std::size_t i = 0; i != rows; ++i) db->script("INSERT INTO t VALUES (" + std::to_string(i) + ", NULL)");
    return db;
}

std::string count_of(driver::connection& on, const std::string& where) {
    return on.rows("SELECT count(*) FROM t WHERE " + where).rows.at(0).at(0).value_or("");
}

}  // namespace

TEST_CASE("a statement runs for each row of values, in a transaction and outside") {
    const auto db = table_of(600);
    const bool in_transaction = GENERATE(true, false);
    std::vector<row> rows;
    for (std::int64_t i = 0; i != 600; ++i)
        rows.push_back({i % 7 == 0 ? std::nullopt : std::optional{"it's " + std::to_string(i)}, i == 300 ? 9999 : i});
    if (in_transaction) db->script("BEGIN");
    const outcome made = run_each(*db, put, cells_of(rows), rows.size());
    CHECK_FALSE(made.failed_at);
    CHECK(made.changed[299] == 1);
    CHECK(made.changed[300] == 0);
    CHECK(made.changed[599] == 1);
    CHECK(db->in_transaction() == in_transaction);
    if (in_transaction) db->script("COMMIT");
    CHECK(count_of(*db, "name = 'it''s 599'") == "1");
    CHECK(count_of(*db, "name IS NULL") == std::to_string(600 / 7 + 1 + 1));

    std::vector<cell> keys;
    for (std::int64_t i = 0; i != 600; ++i) keys.push_back(bound(i));
    if (in_transaction) db->script("BEGIN");
    CHECK_FALSE(run_each(*db, take, keys, 600).failed_at);
    if (in_transaction) db->script("COMMIT");
    CHECK(count_of(*db, "1 = 1") == "0");
}

TEST_CASE("no rows of values, and one") {
    const auto db = table_of(1);
    db->script("BEGIN");
    CHECK_FALSE(run_each(*db, put, {}, 0).failed_at);
    CHECK(run_each(*db, put, cells_of({{"a", 0}}), 1).changed == std::vector<std::int64_t>{1});
    db->script("COMMIT");
    CHECK(count_of(*db, "name = 'a'") == "1");
}

TEST_CASE("the one that fails among many is told, and the connection goes on") {
    const auto db = table_of(600);
    std::vector<row> rows;
    for (std::int64_t i = 0; i != 600; ++i) rows.push_back({"n " + std::to_string(i == 400 ? 2 : i), i});
    db->script("BEGIN");
    const outcome made = run_each(*db, put, cells_of(rows), rows.size());
    CHECK(made.failed_at == 400);
    CHECK(made.error.find("tain: ") == 0);
    db->script("ROLLBACK");
    CHECK(count_of(*db, "name IS NULL") == "600");
    CHECK(db->usable());
    db->script("BEGIN");
    CHECK_FALSE(run_each(*db, put, cells_of({{"x", 1}, {"y", 2}}), 2).failed_at);
    db->script("COMMIT");
    CHECK(count_of(*db, "name IN ('x', 'y')") == "2");
}

TEST_CASE("more values than the sockets hold") {
    const auto db = table_of(300);
    db->script("CREATE TABLE log (id BIGINT, name TEXT)");
    const std::string large(200'000, 'x');
    std::vector<row> rows;
    for (std::int64_t i = 0; i != 300; ++i) rows.push_back({large + std::to_string(i), i});
    db->script("BEGIN");
    CHECK_FALSE(run_each(*db, put, cells_of(rows), rows.size()).failed_at);
    db->script("COMMIT");
    CHECK(count_of(*db, "length(name) > 200000") == "300");
}

#ifdef TAIN_TEST_WITH_POSTGRESQL
TEST_CASE("PostgreSQL: answers that come with many notices, and a server that goes away") {
    const auto db = empty_database(dialect::postgresql);
    db->script(R"(CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT);
INSERT INTO t SELECT n, NULL FROM generate_series(0, 299) AS n;
CREATE FUNCTION talk() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE WARNING ''%'', repeat(''w'', 20000); IF NEW.name = ''die'' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END';
CREATE TRIGGER talks BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION talk())");
    std::vector<row> rows;
    for (std::int64_t i = 0; i != 300; ++i) rows.push_back({"n " + std::to_string(i), i});
    db->script("BEGIN");
    CHECK_FALSE(run_each(*db, put, cells_of(rows), rows.size()).failed_at);
    db->script("COMMIT");
    rows[100].name = "die";
    db->script("BEGIN");
    CHECK(run_each(*db, put, cells_of(rows), rows.size()).failed_at.value_or(999) <=
          100);  // answers on their way can be lost, too
    CHECK_FALSE(db->usable());
}
#endif
