// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/state.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using lines = std::vector<std::string>;
using test::fresh_database;

schema::table users() {
    schema::table made{.name = "users", .comment = "who"};
    made.columns.push_back({.name = "id", .type = {types::sql_kind::int64}, .identity = true});
    made.columns.push_back({.name = "email", .type = {types::sql_kind::varchar, 120}});
    made.columns.push_back(
        {.name = "active", .type = {types::sql_kind::boolean}, .server_default = schema::sql_text{"1", "true"}});
    made.primary_key = schema::primary_key{"pk_users", {"id"}};
    made.uniques = {{"uq_users_email", {"email"}}};
    made.checks = {{"ck_users_active", schema::sql_text{"active IN (0, 1)", ""}}};
    return made;
}

schema::table posts() {
    schema::table made{.name = "posts"};
    made.columns.push_back({.name = "id", .type = {types::sql_kind::uuid}});
    made.columns.push_back({.name = "author", .type = {types::sql_kind::int64}});
    made.primary_key = schema::primary_key{"pk_posts", {"id"}};
    made.foreign_keys = {
        {.name = "fk_posts_author_users", .columns = {"author"}, .table = "users", .references = {"id"}}};
    made.indexes = {{.name = "ix_posts_author", .parts = {{.column = "author"}}}};
    return made;
}

schema::column text_column(const std::string& name) {
    return {.name = name, .type = {types::sql_kind::text}, .nullable = true};
}

/// An application: a directory and models.
struct application {
    test::temporary_directory place{};
    project files{place.file("migrations"), schema::database{{users()}}};

    schema::database& models() { return *files.models; }
    lines names() const {
        lines found;
        if (!std::filesystem::exists(files.directory)) return found;
        for (const auto& one : std::filesystem::recursive_directory_iterator{files.directory})
            found.push_back(one.path().string());
        std::sort(found.begin(), found.end());
        return found;
    }
    directory load() const { return directory::load(files.directory); }
};

std::string scratch() {
    const char* const found = std::getenv("TAIN_TEST_POSTGRESQL");
    if (found == nullptr) FAIL("TAIN_TEST_POSTGRESQL is not set: run the tests with make test");
    return found;
}

lines upgrade(const fresh_database& in, const application& of, std::string_view target = "head") {
    return runner{*in.connect(), of.load()}.upgrade(target);
}

}  // namespace

TEST_CASE("a chain of generated revisions leads both databases to the models") {
    application app;
    const fresh_database lite{dialect::sqlite}, pg{dialect::postgresql};
    const new_revision first = autogenerate(app.files, "create users", {.scratch = scratch()});
    CHECK(first.file == app.files.directory + "/" + first.id + "_create_users.sql");
    REQUIRE(first.changes.size() == 1);
    CHECK_THAT(first.changes[0], ContainsSubstring("create table \"users\""));
    for (const fresh_database* const db : {&lite, &pg}) {
        CHECK(upgrade(*db, app) == lines{first.id});
        db->connect()->script("INSERT INTO users (email) VALUES ('a@x.org')");
        CHECK(diff_database(app.files, *db->connect()).operations.empty());
    }

    app.models().tables[0].columns.push_back(text_column("bio"));
    app.models().tables[0].indexes = {{.name = "ix_users_bio", .parts = {{.column = "bio"}}}};
    app.models().tables.push_back(posts());
    const new_revision second = autogenerate(app.files, "posts", {.scratch = scratch()});
    CHECK(app.load().at(second.id).parents == lines{first.id});
    for (const fresh_database* const db : {&lite, &pg}) {
        CHECK_FALSE(diff_database(app.files, *db->connect()).operations.empty());
        CHECK(upgrade(*db, app) == lines{second.id});
        CHECK(diff_database(app.files, *db->connect()).operations.empty());
        CHECK(db->values("SELECT email FROM users") == lines{"a@x.org"});
        CHECK(runner{*db->connect(), app.load()}.downgrade("-1") == lines{second.id});
        CHECK(db->tables() == lines{"users"});
        CHECK(db->values("SELECT email FROM users") == lines{"a@x.org"});
    }
    CHECK(check(app.files, scratch()).empty());
}

TEST_CASE("nothing changed: nothing is written") {
    application app;
    app.models() = {};
    CHECK(autogenerate(app.files, "nothing").id.empty());
    CHECK_FALSE(std::filesystem::exists(app.files.directory));
    app.models() = {{users()}};
    autogenerate(app.files, "users");
    const lines before = app.names();
    const std::string sum = test::read(app.files.directory + "/tain.sum");
    CHECK(autogenerate(app.files, "again").id.empty());
    CHECK(app.names() == before);
    CHECK(test::read(app.files.directory + "/tain.sum") == sum);
}

TEST_CASE("a revision needs a message") {
    application app;
    for (const char* const message : {"", " ", "\n"}) {
        CHECK_THROWS_MATCHES(autogenerate(app.files, message), error,
                             MessageMatches(ContainsSubstring("needs a message")));
        CHECK_THROWS_MATCHES(empty_revision(app.files, message), error,
                             MessageMatches(ContainsSubstring("needs a message")));
    }
    CHECK_FALSE(std::filesystem::exists(app.files.directory));
}

TEST_CASE("messages of any kind make safe files") {
    application app;
    for (const std::string message : {"a/b ../../x", "*/ DROP TABLE users; --", "it's\n-- tain:upgrade sqlite\nSELECT",
                                      "\xe6\x97\xa5\xe6\x9c\xac", "$$ \" `"}) {
        app.models().tables[0].columns.push_back(
            text_column("c" + std::to_string(app.models().tables[0].columns.size())));
        const new_revision made = autogenerate(app.files, message);
        CHECK(app.load().at(made.id).message == message);
        CHECK(std::filesystem::path{made.file}.parent_path() == app.files.directory);
    }
    CHECK(check(app.files).empty());
}

TEST_CASE("a failure leaves no file") {
    application app;
    app.models().tables[0].checks.push_back({"ck_bad", schema::sql_text{"no_such_function(email) > 0"}});
    CHECK_THROWS_AS(autogenerate(app.files, "bad"), error);
    CHECK_FALSE(std::filesystem::exists(app.files.directory));

    app.models() = {{users()}};
    autogenerate(app.files, "users");
    const lines before = app.names();
    app.models().tables[0].checks.push_back(
        {"ck_pg", schema::sql_text{"length(email) > 0", "no_such_function(email) > 0"}});
    CHECK_THROWS_AS(autogenerate(app.files, "bad", {.scratch = scratch()}), error);
    CHECK(app.names() == before);
    CHECK_THROWS_MATCHES(autogenerate(app.files, "bad", {.scratch = "sqlite:x.db"}), error,
                         MessageMatches(ContainsSubstring("give a PostgreSQL URL")));
    CHECK(app.names() == before);

    app.models() = {{users(), posts()}};
    std::filesystem::remove_all(app.files.directory + "/snapshots");
    CHECK_THROWS_MATCHES(autogenerate(app.files, "unsafe"), error,
                         MessageMatches(ContainsSubstring(".json is missing")));
}

TEST_CASE("a broken chain is found before a revision is written on top of it") {
    application app;
    const new_revision first = autogenerate(app.files, "users");
    test::replace(first.file, "\"email\" VARCHAR(120)", "\"email\" VARCHAR(121)");
    CHECK_THROWS_MATCHES(
        autogenerate(app.files, "more"), error,
        MessageMatches(ContainsSubstring(first.id + "_users.sql, its snapshot or its line in tain.sum was edited")));
    rehash(app.files, {.revisions = {first.id}});
    app.models().tables.push_back(posts());
    CHECK_THROWS_MATCHES(
        autogenerate(app.files, "more"), error,
        MessageMatches(ContainsSubstring("the revisions do not lead to what the last snapshot says on SQLite") &&
                       ContainsSubstring("email")));
    CHECK(app.load().revisions().order() == lines{first.id});
    const lines found = check(app.files);
    CHECK(found.size() >= 2);
    CHECK_THAT(found.front(), ContainsSubstring("no revision has: create table \"posts\""));
    CHECK_THAT(found.back(), ContainsSubstring("on SQLite the revisions lead elsewhere than their last snapshot says"));
}

TEST_CASE("check lists what no revision has") {
    application app;
    CHECK(check(app.files).size() == 1);
    autogenerate(app.files, "users");
    CHECK(check(app.files).empty());
    app.models().tables[0].columns.push_back(text_column("bio"));
    app.models().tables[0].comment = "people";
    const lines found = check(app.files);
    REQUIRE(found.size() == 2);
    CHECK_THAT(found[0] + found[1],
               ContainsSubstring("no revision has: add column \"users\".\"bio\"") && ContainsSubstring("people"));
    app.files.models.reset();
    CHECK_THROWS_MATCHES(check(app.files), error, MessageMatches(ContainsSubstring("the application's own migrator")));
}

TEST_CASE("an empty revision is for SQL written by hand") {
    application app;
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    autogenerate(app.files, "users");
    const new_revision made = empty_revision(app.files, "fill");
    CHECK(check(app.files).empty());
    for (const char* const on : {"sqlite", "postgresql"})
        test::replace(made.file, std::string{"upgrade "} + on + "\n",
                      std::string{"upgrade "} + on + "\nINSERT INTO users (email) VALUES ('x');\n");
    CHECK_THROWS_MATCHES(app.load(), error, MessageMatches(ContainsSubstring("rehash " + made.id)));
    CHECK(rehash(app.files, {.revisions = {made.id.substr(0, 6)}}).files == lines{made.id});
    CHECK(upgrade(db, app).size() == 2);
    CHECK(db.values("SELECT email FROM users") == lines{"x"});
    CHECK(check(app.files, scratch()).empty());
}

TEST_CASE("branches are merged, and what both changed differently is refused by name") {
    application left;
    autogenerate(left.files, "users");
    application right;
    std::filesystem::copy(left.files.directory, right.files.directory, std::filesystem::copy_options::recursive);
    left.models().tables[0].columns.push_back(text_column("bio"));
    right.models().tables[0].columns.push_back(text_column("nick"));
    right.models().tables.push_back(posts());
    const auto bring_together = [&] {
        std::filesystem::copy(right.files.directory, left.files.directory,
                              std::filesystem::copy_options::recursive | std::filesystem::copy_options::skip_existing);
        sum both = parse_sum(test::read(left.files.directory + "/tain.sum"), "left");
        both.merge(parse_sum(test::read(right.files.directory + "/tain.sum"), "right"));
        test::write(left.files.directory + "/tain.sum", write_sum(both));
    };

    SECTION("changes that go together") {
        const std::string bio = autogenerate(left.files, "bio").id;
        const std::string nick = autogenerate(right.files, "nick").id;
        const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
        upgrade(db, left);
        bring_together();
        CHECK_THROWS_MATCHES(autogenerate(left.files, "more"), error,
                             MessageMatches(ContainsSubstring("there are 2 heads")));
        REQUIRE(check(left.files).size() == 1);
        CHECK_THAT(check(left.files)[0], ContainsSubstring("there are 2 heads") && ContainsSubstring("`merge`"));
        const new_revision made = merge(left.files, {}, "", scratch());
        CHECK(left.load().at(made.id).parents.size() == 2);
        left.models().tables[0].columns.push_back(text_column("nick"));
        left.models().tables.push_back(posts());
        CHECK(check(left.files, scratch()).empty());
        CHECK(upgrade(db, left) == lines{nick, made.id});
        CHECK(diff_database(left.files, *db.connect()).operations.empty());
        CHECK(runner{*db.connect(), left.load()}.downgrade("base").size() == 4);
        CHECK(db.tables().empty());
        CHECK(bio != nick);
    }
    SECTION("changes that don't") {
        left.models().tables[0].columns[1].type.length = 200;
        right.models().tables[0].columns[1].type.length = 300;
        autogenerate(left.files, "bio");
        autogenerate(right.files, "nick");
        bring_together();
        const lines before = left.names();
        CHECK_THROWS_MATCHES(merge(left.files, {}, ""), error,
                             MessageMatches(ContainsSubstring("table \"users\", column \"email\"")));
        CHECK(left.names() == before);
    }
    SECTION("one head alone") {
        CHECK_THROWS_MATCHES(merge(left.files, {}, ""), error, MessageMatches(ContainsSubstring("is the only head")));
    }
}

TEST_CASE("concurrent runs neither corrupt the directory nor generate the same twice") {
    application app;
    std::vector<std::thread> threads;
    std::vector<std::string> ids(4), failures(4);
    for (std::size_t i = 0; i < ids.size(); ++i)
        threads.emplace_back([&, i] {
            try {
                ids[i] = i % 2 == 0 ? autogenerate(app.files, "users").id : empty_revision(app.files, "data").id;
            } catch (const std::exception& e) {
                failures[i] = e.what();
            }
        });
    for (std::thread& one : threads) one.join();
    CHECK(failures == std::vector<std::string>(4));
    CHECK(ids[0].empty() != ids[2].empty());
    const directory files = app.load();
    CHECK(files.revisions().order().size() == 3);
    CHECK(files.revisions().heads().size() == 1);
    CHECK(check(app.files).empty());
    for (const std::string& name : app.names()) CHECK(name.find(".tmp") == std::string::npos);
}

TEST_CASE("an edit that a database has applied is accepted only when it is allowed by name") {
    application app;
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const new_revision first = autogenerate(app.files, "users");
    app.models().tables.push_back(posts());
    const new_revision second = autogenerate(app.files, "posts");
    upgrade(db, app);
    test::replace(first.file, "-- tain:downgrade sqlite\n", "-- tain:downgrade sqlite\nSELECT 1;\n");
    CHECK_THROWS_MATCHES(rehash(app.files, {.revisions = {first.id}, .url = db.url()}), error,
                         MessageMatches(ContainsSubstring("is applied in this database in another form") &&
                                        ContainsSubstring("--allow-edit " + first.id)));
    CHECK_THROWS_AS(app.load(), error);
    const rehash_result made = rehash(app.files, {.revisions = {first.id}, .allow_edit = {first.id}, .url = db.url()});
    CHECK(made.files.size() == 2);
    CHECK(made.database == lines{first.id, second.id});
    CHECK(upgrade(db, app).empty());
}

TEST_CASE("a revision whose file is gone is forgotten unless the database has it") {
    application app;
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const new_revision first = autogenerate(app.files, "users");
    upgrade(db, app);
    std::filesystem::remove(first.file);
    std::filesystem::remove(app.files.directory + "/snapshots/" + first.id + ".json");
    CHECK_THROWS_MATCHES(rehash(app.files, {.revisions = {first.id}, .url = db.url()}), error,
                         MessageMatches(ContainsSubstring("undo it with `downgrade`")));
    CHECK(rehash(app.files, {.revisions = {first.id}}).files == lines{first.id});
    CHECK(app.load().revisions().order().empty());
}

TEST_CASE("an edit of what git's base has is accepted only when it is allowed by name") {
    application app;
    const auto git = [&](const std::string& arguments) {
        REQUIRE(std::system(("git -C '" + app.place.path() +
                             "' -c user.name=t -c user.email=t@x.org -c init.defaultBranch=main " + arguments +
                             " >/dev/null 2>&1")
                                .c_str()) == 0);
    };
    git("init");
    const new_revision first = autogenerate(app.files, "users");
    git("add -A");
    git("commit -m base");
    git("checkout -b feature");
    app.models().tables.push_back(posts());
    const new_revision second = autogenerate(app.files, "posts");
    git("add -A");
    git("commit -m more");
    test::replace(second.file, "-- tain:downgrade sqlite\n", "-- tain:downgrade sqlite\nSELECT 1;\n");
    CHECK(rehash(app.files, {.revisions = {second.id}}).files == lines{second.id});
    test::replace(first.file, "-- tain:downgrade sqlite\n", "-- tain:downgrade sqlite\nSELECT 1;\n");
    CHECK_THROWS_MATCHES(rehash(app.files, {.revisions = {first.id}}), error,
                         MessageMatches(ContainsSubstring("git's base has it in another form") &&
                                        ContainsSubstring("--allow-edit " + first.id)));
    CHECK(rehash(app.files, {.revisions = {first.id}, .allow_edit = {first.id}}).files.size() == 2);
    // A damaged tain.sum is mended with what the base has: that is no edit.
    git("checkout -- .");
    std::filesystem::remove(app.files.directory + "/tain.sum");
    CHECK(rehash(app.files, {.revisions = {first.id, second.id}}).files.size() == 2);
    git("diff --exit-code");
}

TEST_CASE("the models' snapshot of a head can be taken anew") {
    application app;
    const new_revision first = autogenerate(app.files, "users");
    app.models().tables[0].comment = "people";
    test::replace(first.file, "'who'", "'people'");
    rehash(app.files, {.revisions = {first.id}, .take_models = true});
    CHECK(check(app.files, scratch()).empty());
}

TEST_CASE("history and current tell where things are") {
    application app;
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const new_revision first = autogenerate(app.files, "users");
    upgrade(db, app);
    const new_revision second = empty_revision(app.files, "second");
    const auto open = db.connect();
    const std::vector<history_entry> found = history(app.files, open.get());
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == second.id);
    CHECK(found[0].is_head);
    CHECK_FALSE(found[0].is_applied);
    CHECK(found[1].is_applied);
    CHECK(found[1].applied_at.size() == 20);
    const current_state now = current(app.files, *open);
    CHECK(now.heads == lines{first.id});
    CHECK(now.pending == lines{second.id});
    CHECK(now.unknown.empty());
    CHECK(now.edited.empty());
    CHECK(now.unfinished.empty());
    CHECK(current(app.files, *fresh_database{db.kind()}.connect()).pending == lines{first.id, second.id});
}

TEST_CASE("an upgrade can be written as a script that another tool runs") {
    application app;
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const new_revision first = autogenerate(app.files, "users");
    app.models().tables.push_back(posts());
    const new_revision second = autogenerate(app.files, "posts");
    db.connect()->script(offline_sql(app.files, direction::upgrade, db.kind(), first.id, "base"));
    CHECK(current(app.files, *db.connect()).heads == lines{first.id});
    db.connect()->script(offline_sql(app.files, direction::upgrade, db.kind(), "head", first.id));
    CHECK(diff_database(app.files, *db.connect()).operations.empty());
    CHECK(upgrade(db, app).empty());
    db.connect()->script(offline_sql(app.files, direction::downgrade, db.kind(), "base", "head", true));
    CHECK(db.tables().empty());
    CHECK(current(app.files, *db.connect()).heads.empty());
    CHECK(second.id != first.id);
}

TEST_CASE("a script that would rebuild tables without guards is refused") {
    application app;
    autogenerate(app.files, "users");
    app.models().tables[0].columns[1].nullable = true;
    autogenerate(app.files, "nullable");
    CHECK_THROWS_MATCHES(offline_sql(app.files, direction::upgrade, dialect::sqlite, "head", "base"), error,
                         MessageMatches(ContainsSubstring("--unguarded")));
    const fresh_database db{dialect::sqlite};
    db.connect()->script(offline_sql(app.files, direction::upgrade, dialect::sqlite, "head", "base", true));
    CHECK(diff_database(app.files, *db.connect()).operations.empty());
    CHECK_NOTHROW(offline_sql(app.files, direction::upgrade, dialect::postgresql, "head", "base"));
}

TEST_CASE("revisions of tables in schemas are tried where no such schema is, and leave none behind") {
    const auto server = connect(scratch());
    server->script("DROP SCHEMA IF EXISTS audit CASCADE");
    const auto there = [&] {
        return server->rows("SELECT to_regnamespace('audit')::text").rows.at(0).at(0).has_value();
    };
    application app;
    schema::table entries = users();
    entries.name = "audit_users";
    entries.schema_name = "audit";
    schema::table reference = posts();
    reference.foreign_keys[0].table = "audit_users";
    reference.foreign_keys[0].schema_name = "audit";
    app.files.models = schema::database{{entries, reference}};
    CHECK_FALSE(autogenerate(app.files, "audit", {.scratch = scratch()}).file.empty());
    CHECK(check(app.files, scratch()).empty());
    CHECK_FALSE(there());

    server->script("CREATE SCHEMA audit; CREATE TABLE audit.precious (id INT)");
    CHECK_THROWS_MATCHES(check(app.files, scratch()), error,
                         MessageMatches(ContainsSubstring("in which no schema of the models is")));
    CHECK(server->rows("SELECT to_regclass('audit.precious')::text").rows.at(0).at(0) == "audit.precious");
    server->script("DROP SCHEMA audit CASCADE");
}
