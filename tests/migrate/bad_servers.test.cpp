// SPDX-License-Identifier: BSL-1.0
#include "bad_database.hpp"
#include "fixture.hpp"

#include <tain/migrate/compare.hpp>
#include <tain/migrate/digest.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/migrate/runner.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace tain;
using namespace tain::test;

schema::database wanted() {
    return schema_of({table_word{"users", {id(), text("name").null().by_default("'x'")}}
                          .unique({"name"})
                          .check("name", "name <> ''")
                          .with_index({.name = "ix_low", .parts = {part_of("lower(name)")}})});
}

/// A role of its own that uses a schema with the models' table and owns nothing.
class guest {
public:
    guest() : admin_(db_.connect()) {
        admin_->script("CREATE ROLE " + role_ + "; GRANT USAGE ON SCHEMA " + schema() + " TO " + role_);
        create(*admin_, wanted());
    }
    guest(const guest&) = delete;
    guest& operator=(const guest&) = delete;
    ~guest() {
        try {
            for (const std::string& one : later_) admin_->script(one);
            admin_->script("DROP OWNED BY " + role_ + "; DROP ROLE " + role_);
        } catch (const std::exception& e) {
            WARN(e.what());
        }
    }

    std::string url() const { return db_.url() + "%20-crole%3D" + role_; }
    const std::string& role() const { return role_; }
    std::string schema() const { return db_.values("SELECT current_schema()").at(0); }
    std::string database() const { return db_.values("SELECT quote_ident(current_database())").at(0); }
    /// Runs a statement as the owner, and another one at the end.
    void script(const std::string& now, const std::string& later = {}) {
        admin_->script(now);
        if (!later.empty()) later_.push_back(later);
    }
    std::string diff() const { return run_tool({"diff", "--url", url()}, wanted).out; }

private:
    fresh_database db_{dialect::postgresql};
    std::string role_ = "tain_guest_" + migrate::random_revision_id();
    std::unique_ptr<driver::connection> admin_;
    names later_{};
};

const std::string same = "the database is as the models say\n";

/// Calls a function after each statement of the connection that it watches.
struct meddler : driver::observer {
    void on_statement(const driver::statement_event&) noexcept override {
        if (++count == at || at == 0) run();
    }
    std::function<void()> run{};
    int at = 0;  ///< after which statement; 0: after each
    int count = 0;
};

}  // namespace

TEST_CASE("what no model describes is told, and stays") {
    guest one;
    one.script(R"sql(
        CREATE VIEW shown AS SELECT name FROM users;
        CREATE MATERIALIZED VIEW kept AS SELECT name FROM users;
        CREATE DOMAIN short AS TEXT CHECK (length(VALUE) < 9);
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER seen BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
        CREATE RULE r AS ON DELETE TO users DO ALSO NOTHING;
        CREATE POLICY p ON users USING (true);
        ALTER TABLE users ENABLE ROW LEVEL SECURITY;
        ALTER TABLE users ADD CONSTRAINT x EXCLUDE (name WITH =);)sql");
    const std::string before = run_tool({"inspect", "--url", one.url()}, wanted).out;
    const std::string said = one.diff();
    CHECK(said.starts_with(same));
    for (const char* what :
         {"view shown", "materialized view kept", "domain short", "function f()", "trigger seen of users",
          "rule r of users", "policy p of users", "row security users of users", "exclusion constraint x of users"}) {
        INFO(said);
        CHECK(said.find(std::string{"left alone: "} + what) != std::string::npos);
    }
    CHECK(run_tool({"inspect", "--url", one.url()}, wanted).out == before);
}

TEST_CASE("a role that may only use a schema compares it") {
    const guest one;
    CHECK(one.diff() == same);
    CHECK(run_tool({"inspect", "--url", one.url()}, wanted).code == 0);
    const project p;
    p.add("aaaaaaaaaaaa", {}, "CREATE TABLE t (x INTEGER);");
    const printed said = run_tool({"upgrade", "--url", one.url()}, wanted, p.directory());
    CHECK(said.code == 1);
    check_words(said.err, {"permission denied for schema " + one.schema(), "grant"});
    CHECK(one.diff() == same);
}

TEST_CASE("a role without TEMPORARY is told which right it lacks") {
    guest one;
    one.script("REVOKE TEMPORARY ON DATABASE " + one.database() + " FROM PUBLIC",
               "GRANT TEMPORARY ON DATABASE " + one.database() + " TO PUBLIC");
    check_commands({"diff"}, one.url(), wanted,
                   {"GRANT TEMPORARY ON DATABASE " + one.database() + " TO " + one.role(), "--scratch"});
    CHECK(run_tool({"inspect", "--url", one.url()}, wanted).code == 0);
}

TEST_CASE("a role without USAGE on the schema is told") {
    guest one;
    one.script("REVOKE USAGE ON SCHEMA " + one.schema() + " FROM " + one.role());
    check_refused(one.url(), wanted, {"names no schema that exists and that the role may use", "grant USAGE"});
}

TEST_CASE("a catalog that the role may not read") {
    guest one;
    for (const char* catalog : {"pg_attribute", "pg_constraint", "pg_class"}) {
        one.script(std::string{"REVOKE SELECT ON pg_catalog."} + catalog + " FROM PUBLIC");
        const std::string column = catalog;
        check_refused(one.url(), wanted, {"cannot be read", "permission denied for table " + column, "SELECT"});
        one.script(std::string{"GRANT SELECT ON pg_catalog."} + catalog + " TO PUBLIC");
    }
    CHECK(one.diff() == same);
}

TEST_CASE("a database that only reads says what to do") {
    guest one;
    one.script("SELECT 1");
    check_commands({"diff"}, one.url() + "%20-cdefault_transaction_read_only%3Don", wanted,
                   {"only reads", "--scratch"});
}

TEST_CASE("servers that cannot be reached") {
    const std::string url = fresh_database{dialect::postgresql}.url();
    const std::string bare = url.substr(0, url.find("options="));
    check_refused(bare + "dbname=no_such_database", wanted,
                  {"\"no_such_database\" does not exist", "create the database"});
    check_refused(bare + "user=no_such_role&password=x", wanted, {"no_such_role", "user"});
    check_refused("postgresql://me:secret@127.0.0.1:1/db", wanted, {"127.0.0.1", "port 1", "see that the server runs"});
}

TEST_CASE("a schema that changes while it is read is read as it was or as it is") {
    const char* const changes[] = {
        "ALTER TABLE authors RENAME TO writers; DROP TABLE books",
        "ALTER TABLE authors RENAME COLUMN name TO called",
        "ALTER TABLE authors DROP COLUMN age, ADD COLUMN age TEXT DEFAULT 'x'",
        "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'; DROP INDEX ix_low; ALTER TABLE authors DROP CONSTRAINT ck",
        "DROP TABLE books, authors; DROP SEQUENCE numbers; DROP TYPE mood",
    };
    const fresh_database db{dialect::postgresql};
    const auto on = db.connect(), other = db.connect();
    const std::string schema = db.values("SELECT current_schema()").at(0);
    for (const char* const change : changes) {
        int statements = 1;
        for (int at = 1; at <= statements; ++at) {
            INFO(change << " after statement " << at);
            other->script("DROP SCHEMA " + schema + " CASCADE; CREATE SCHEMA " + schema);
            other->script(R"sql(
                CREATE TYPE mood AS ENUM ('sad', 'ok');
                CREATE SEQUENCE numbers;
                CREATE TABLE authors (id INT PRIMARY KEY, name TEXT DEFAULT 'n', age INT DEFAULT 1 + 1, feels mood DEFAULT 'ok',
                                      CONSTRAINT ck CHECK (name <> '' AND age > 0));
                CREATE INDEX ix_low ON authors (lower(name)) WHERE age > 1;
                CREATE TABLE books (id INT PRIMARY KEY, author INT REFERENCES authors, title TEXT UNIQUE,
                                    n BIGINT DEFAULT nextval('numbers'));)sql");
            const schema::database before = migrate::introspect(*on);
            meddler by;
            by.run = [&] { other->script("BEGIN; " + std::string{change} + "; COMMIT"); };
            by.at = at;
            on->observe(&by);
            schema::database found;
            std::string failure;
            try {
                found = migrate::introspect(*on);
            } catch (const error& e) {
                failure = e.what();
            }
            on->observe(nullptr);
            statements = std::max(statements, std::min(by.count, 8));
            const schema::database after = migrate::introspect(*on);
            CHECK(failure == "");
            CHECK(before != after);
            CHECK((found == before || found == after));
        }
        CHECK(statements == 8);
    }
}

TEST_CASE("a comparison beside changes says what one of both schemas lacks") {
    const schema::database models =
        schema_of({table_word{"t", {id(), integer("a"), text("b").null()}}.check("a", "a > 0")});
    const fresh_database db{dialect::postgresql};
    const auto on = db.connect(), other = db.connect();
    int statements = 1;
    for (int at = 1; at <= statements; ++at) {
        INFO("after statement " << at);
        other->script("DROP TABLE IF EXISTS t");
        create(*other, models);
        meddler by;
        by.run = [&] { other->script("ALTER TABLE t RENAME COLUMN a TO c"); };
        by.at = at;
        on->observe(&by);
        const auto found = migrate::compare(*on, models);
        on->observe(nullptr);
        statements = by.count;
        CHECK((found.empty() || found == migrate::compare(*on, models)));
        CHECK_FALSE(on->in_transaction());
    }
    CHECK(statements > 8);
}

TEST_CASE("a schema that changes all the time is an error") {
    const fresh_database db{dialect::postgresql};
    const auto on = db.connect(), other = db.connect();
    int number = 0;
    meddler by;
    by.run = [&] { other->script("CREATE TABLE t" + std::to_string(++number) + " (x INTEGER)"); };
    on->observe(&by);
    check_words(message_of<error>([&] { migrate::introspect(*on); }),
                {"changes the schema while it is read", "try again"});
    on->observe(nullptr);
    CHECK(migrate::introspect(*on).tables.size() == static_cast<std::size_t>(number));
}
