// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"
#include "support/captured.hpp"

#include <tain/migrate.hpp>
#include <tain/tain.hpp>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <unistd.h>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace first {
struct User {
    std::int64_t id = 0;
    std::string email{};
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, active))
}  // namespace first

namespace second {
enum class mood { calm, excited };
BOOST_DESCRIBE_ENUM(mood, calm, excited)

struct User {
    std::int64_t id = 0;
    std::string email{};
    bool active = true;
    std::optional<std::string> bio{};
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, active, bio))

struct Post {
    boost::uuids::uuid id{};
    std::int64_t author_id = 0;
    mood state = mood::calm;
    std::chrono::sys_time<std::chrono::microseconds> at{};
    std::vector<std::byte> body{};
    double score = 0;
    std::int16_t rank = 0;
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, author_id, state, at, body, score, rank))
}  // namespace second

}  // namespace

template <>
inline constexpr auto tain::mapping<first::User> =
    table("users", primary_key<&first::User::id>, unique<&first::User::email>);
template <>
inline constexpr auto tain::mapping<second::User> =
    table("users", primary_key<&second::User::id>, unique<&second::User::email>,
          index<&second::User::bio, &second::User::active>);
template <>
inline constexpr auto tain::mapping<second::Post> = table(
    "posts", primary_key<&second::Post::id>, foreign_key<&second::Post::author_id>.references<&second::User::id>());

namespace {

using namespace tain;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;
using test::captured;

struct outcome {
    int code = 0;
    std::string out{};
    std::string err{};
};

/// An application's migrator at two times of its life, in a directory of its own.
struct tool {
    test::temporary_directory place{};

    using program = int (*)(int, char**, const char*);
    static constexpr program v1 = &migrate::main<models<first::User>>;
    static constexpr program v2 = &migrate::main<models<second::User, second::Post>>;
    static int without_models(int argc, char** argv, const char* directory) {
        return migrate::command_line(argc, argv, directory, nullptr);
    }

    outcome run(program of, std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "/usr/bin/app_migrate");
        std::vector<char*> argv;
        for (std::string& one : arguments) argv.push_back(one.data());
        const std::string directory = place.file("migrations");
        outcome made;
        {
            const captured out{stdout, place.file("out")}, err{stderr, place.file("err")};
            made.code = of(static_cast<int>(argv.size()), argv.data(), directory.c_str());
        }
        made.out = test::read(place.file("out"));
        made.err = test::read(place.file("err"));
        INFO(made.out + made.err);
        if (made.code == 0) CHECK(made.err == "");
        return made;
    }
    std::string only_head(program of) const { return run(of, {"heads"}).out.substr(0, 12); }
};

std::string scratch() {
    const char* const found = std::getenv("TAIN_TEST_POSTGRESQL");
    if (found == nullptr) FAIL("TAIN_TEST_POSTGRESQL is not set: run the tests with make test");
    return found;
}

}  // namespace

TEST_CASE("the command line leads an application's database through its life") {
    const test::fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const tool t;
    CHECK(t.run(tool::v1, {"check"}).code == 1);
    const outcome made = t.run(tool::v1, {"revision", "--autogenerate", "-m", "Create users", "--scratch", scratch()});
    CHECK(made.code == 0);
    CHECK_THAT(made.out, StartsWith("wrote ") && ContainsSubstring("_create_users.sql\n  create table \"users\""));
    CHECK(t.run(tool::v1, {"check", "--scratch", scratch()}).out == "models and migrations agree\n");
    const std::string first = t.only_head(tool::v1);
    const outcome up = t.run(tool::v1, {"upgrade", "--url", db.url()});
    CHECK(up.out == "applying " + first + " Create users\nthe database is at " + first + "\n");
    CHECK(t.run(tool::v1, {"upgrade", "--url", db.url()}).out ==
          "nothing to apply\nthe database is at " + first + "\n");
    CHECK(t.run(tool::v1, {"diff", "--url", db.url()}).out == "the database is as the models say\n");
    CHECK(t.run(tool::v1, {"current", "--url", db.url()}).out == first + " Create users (head)\n");
    db.connect()->script("INSERT INTO users (email, active) VALUES ('a@x.org', " +
                         std::string{db.kind() == dialect::sqlite ? "1" : "true"} + ")");

    const outcome missing = t.run(tool::v2, {"check"});
    CHECK(missing.code == 1);
    CHECK_THAT(missing.out,
               ContainsSubstring("no revision has: create table \"posts\"") && ContainsSubstring("\"bio\""));
    CHECK(t.run(tool::v2, {"diff", "--url", db.url()}).code == 2);
    CHECK(t.run(tool::v2, {"revision", "--autogenerate", "-m", "Posts", "--scratch", scratch()}).code == 0);
    CHECK(t.run(tool::v2, {"revision", "--autogenerate", "-m", "Again"}).out ==
          "nothing changed since the last revision: nothing was written\n");
    CHECK(t.run(tool::v2, {"upgrade", "head", "--url", db.url()}).code == 0);
    CHECK(t.run(tool::v2, {"diff", "--url", db.url()}).code == 0);
    CHECK_THAT(t.run(tool::v2, {"history", "--url", db.url()}).out,
               ContainsSubstring("(head) (applied 2") && ContainsSubstring("after " + first));
    CHECK(t.run(tool::v2, {"downgrade", "-1", "--url", db.url()}).code == 0);
    CHECK(db.values("SELECT email FROM users") == std::vector<std::string>{"a@x.org"});
    CHECK_THAT(t.run(tool::v2, {"current", "--url", db.url()}).out, ContainsSubstring("pending: "));
    CHECK_THAT(t.run(tool::v2, {"stamp", "head", "--url", db.url()}).err,
               ContainsSubstring("is not as") && ContainsSubstring("create table \"posts\"") &&
                   ContainsSubstring("--unchecked"));
    CHECK(t.run(tool::v2, {"stamp", "head", "--url", db.url(), "--unchecked"}).code == 0);
    CHECK(t.run(tool::v2, {"stamp", first.substr(0, 8), "--url", db.url()}).code == 0);
    CHECK(t.run(tool::v2, {"upgrade", "+1", "--url", db.url()}).code == 0);
    CHECK(t.run(tool::v2, {"downgrade", "base", "--url", db.url()}).code == 0);
    CHECK(db.tables().empty());
}

TEST_CASE("a live database is compared, inspected and checked from the command line") {
    const test::fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const tool t;
    CHECK(t.run(tool::v1, {"revision", "--autogenerate", "-m", "Create users"}).code == 0);
    const std::string first = t.only_head(tool::v1);
    db.connect()->script("CREATE TABLE users (id INTEGER); DROP TABLE users");  // a file of SQLite has to be there
    CHECK_THAT(t.run(tool::v1, {"check", "--url", db.url()}).out,
               ContainsSubstring("the database lacks revision " + first + "\n") &&
                   ContainsSubstring("the database differs: create table \"users\""));
    CHECK(t.run(tool::v1, {"upgrade", "--url", db.url()}).code == 0);
    CHECK(t.run(tool::v1, {"check", "--url", db.url()}).out == "models, migrations and the database agree\n");

    db.connect()->script("CREATE VIEW names AS SELECT email FROM users; CREATE TABLE legacy_notes (note TEXT)");
    const outcome found = t.run(tool::v1, {"diff", "--url", db.url()});
    CHECK(found.code == 2);
    CHECK(found.out == "drop table \"legacy_notes\"\nleft alone: view names\n");
    CHECK(t.run(tool::v1, {"check", "--url", db.url()}).code == 1);
    CHECK(t.run(tool::v1, {"diff", "--json", "--url", db.url()}).out ==
          "{\n  \"operations\": [\n    {\"kind\": \"drop_table\", \"table\": \"legacy_notes\", \"description\": "
          "\"drop table \\\"legacy_notes\\\"\"}\n  ],\n  \"left_alone\": [\n    {\"kind\": \"view\", \"name\": "
          "\"names\", \"table\": \"\"}\n  ]\n}\n");
    const outcome ours = t.run(tool::v1, {"diff", "--url", db.url(), "--ignore", "legacy_*", "--ignore", "names"});
    CHECK(ours.code == 0);
    CHECK(ours.out == "the database is as the models say\n");
    CHECK(t.run(tool::v1, {"diff", "--url", db.url(), "--only", "users"}).code == 0);
    CHECK(t.run(tool::v1, {"check", "--url", db.url(), "--only", "users"}).code == 0);

    const outcome sql = t.run(&tool::without_models, {"inspect", "--url", db.url()});
    CHECK_THAT(sql.out, ContainsSubstring("CREATE TABLE \"users\"") &&
                            ContainsSubstring("CREATE TABLE \"legacy_notes\"") &&
                            ContainsSubstring("\n-- view names\nCREATE VIEW"));
    CHECK_THAT(t.run(&tool::without_models, {"inspect", "--format", "json", "--only", "users", "--url", db.url()}).out,
               StartsWith("{") && ContainsSubstring("\"users\"") && !ContainsSubstring("legacy"));
    CHECK(t.run(tool::v1, {"inspect", "--url", db.url(), "--format", "xml"}).code == 64);
}

TEST_CASE("the environment names the database") {
    const test::fresh_database db{dialect::sqlite};
    const tool t;
    t.run(tool::v1, {"revision", "--autogenerate", "-m", "x"});
    CHECK(t.run(tool::v1, {"current"}).err ==
          "tain: which database? give --url, or set TAIN_DATABASE_URL: sqlite:app.db or postgresql://user@host/name\n");
    REQUIRE(::setenv("TAIN_DATABASE_URL", db.url().c_str(), 1) == 0);
    CHECK(t.run(tool::v1, {"upgrade"}).code == 0);
    CHECK(t.run(tool::v1, {"current"}).code == 0);
    REQUIRE(::unsetenv("TAIN_DATABASE_URL") == 0);
    CHECK(db.tables() == std::vector<std::string>{"users"});
}

TEST_CASE("wrong usage, failures and findings have their own exit codes") {
    const tool t;
    CHECK(t.run(tool::v1, {"--help"}).code == 0);
    for (const char* const command : {"revision", "merge", "rehash", "document", "upgrade", "downgrade", "stamp",
                                      "current", "history", "heads", "check", "diff", "inspect"}) {
        CHECK_THAT(t.run(tool::v1, {"--help"}).out, ContainsSubstring(std::string{"\n  "} + command + " "));
        CHECK_THAT(t.run(tool::v1, {command, "--help"}).out, ContainsSubstring(std::string{"app_migrate "} + command));
    }
    for (const std::vector<std::string>& wrong :
         std::vector<std::vector<std::string>>{{},
                                               {"nonsense"},
                                               {"revision"},
                                               {"revision", "-m"},
                                               {"downgrade"},
                                               {"upgrade", "--nonsense"},
                                               {"upgrade", "head", "head"},
                                               {"upgrade", "--in-doubt", "perhaps"},
                                               {"upgrade", "--dialect", "mysql", "--sql"},
                                               {"upgrade", "--from", "base"},
                                               {"stamp"},
                                               {"rehash"},
                                               {"document"}}) {
        const outcome found = t.run(tool::v1, wrong);
        CHECK(found.code == 64);
        CHECK_FALSE(found.err.empty());
    }
    CHECK_THAT(
        t.run(tool::v1, {"upgrad", "--url", "sqlite::memory:"}).err,
        StartsWith("tain: there is no command \"upgrad\"; the commands are ") && ContainsSubstring(", upgrade, "));
    const auto fails = [&](std::vector<std::string> arguments, const std::string& why) {
        const outcome found = t.run(tool::v1, std::move(arguments));
        CHECK(found.code == 1);
        CHECK_THAT(found.err, StartsWith("tain: ") && ContainsSubstring(why));
        CHECK(found.err.find("tain: tain:") == std::string::npos);
        CHECK(found.err.find('\x1b') == std::string::npos);
    };
    fails({"upgrade", "--url", "sqlite::memory:"}, "is not there; name the directory with --directory");
    fails({"revision", "--autogenerate", "-m", " "}, "needs a message");
    CHECK(t.run(tool::v1, {"revision", "--autogenerate", "-m", "x"}).code == 0);
    fails({"upgrade", "nonsense", "--url", "sqlite::memory:"}, "there is no revision \"nonsense\"");
    fails({"upgrade", "--url", "mysql://x"}, "neither sqlite: nor postgresql://");
    fails({"current", "--url", "sqlite:" + t.place.file("none.db")}, "cannot open the SQLite database");
    CHECK_FALSE(std::filesystem::exists(t.place.file("none.db")));
    fails({"upgrade", "--url", "postgresql://nobody:secret@localhost:1/x"}, "cannot connect to PostgreSQL");
    CHECK(t.run(tool::v1, {"upgrade", "--url", "postgresql://nobody:secret@localhost:1/x"}).err.find("secret") ==
          std::string::npos);
    fails({"upgrade", "--sql"}, "add --dialect");
    fails({"merge"}, "is the only head");
    CHECK(t.run(&tool::without_models, {"check"}).code == 1);
    CHECK(t.run(&tool::without_models, {"upgrade", "--url", "sqlite::memory:"}).code == 0);
}

TEST_CASE("a revision is edited, accepted, and merged from the command line") {
    const tool t;
    t.run(tool::v1, {"revision", "--autogenerate", "-m", "x"});
    const std::string id = t.only_head(tool::v1);
    test::replace(t.place.file("migrations/" + id + "_x.sql"), "-- tain:downgrade sqlite\n",
                  "-- tain:downgrade sqlite\nSELECT 1;\n");
    CHECK_THAT(t.run(tool::v1, {"check"}).err, ContainsSubstring("rehash " + id));
    CHECK(t.run(tool::v1, {"rehash", id}).out == "tain.sum: " + id + "\n");
    CHECK(t.run(tool::v1, {"rehash", id}).out == "nothing to accept: tain.sum agrees already\n");
    CHECK(t.run(tool::v1, {"check"}).code == 0);
    const outcome empty = t.run(tool::v1, {"revision", "-m", "fill"});
    CHECK(empty.code == 0);
    CHECK_THAT(empty.out, ContainsSubstring("then accept it with `rehash "));
    const std::string sql = t.run(tool::v1, {"upgrade", "--sql", "--dialect", "postgresql"}).out;
    CHECK_THAT(sql,
               ContainsSubstring("BEGIN;\nCREATE TABLE \"users\"") && ContainsSubstring("INSERT INTO tain_version"));
    CHECK_THAT(t.run(tool::v1, {"downgrade", "base", "--sql", "--dialect", "sqlite", "--unguarded"}).out,
               ContainsSubstring("DROP TABLE \"users\"") && ContainsSubstring("DELETE FROM tain_version"));
}

TEST_CASE("the schema page is written and checked from the command line") {
    const tool t;
    const std::string page = t.place.file("schema.md");
    CHECK_THAT(t.run(tool::v2, {"document", "--file", page}).err, ContainsSubstring("there is no " + page));
    test::write(page, "<!-- tain:schema:begin -->\n<!-- tain:schema:end -->\n");
    const outcome stale = t.run(tool::v2, {"document", "--file", page, "--check"});
    CHECK(stale.code == 1);
    CHECK_THAT(stale.err, ContainsSubstring("is stale"));
    CHECK(t.run(tool::v2, {"document", "--file", page}).out == page + " is written\n");
    CHECK(t.run(tool::v2, {"document", "--file", page, "--check"}).out == page + " is up to date\n");
    CHECK(t.run(tool::v1, {"document", "--file", page, "--check"}).code == 1);
    CHECK_THAT(test::read(page), ContainsSubstring("users ||--o{ posts : \"author_id\""));
}
