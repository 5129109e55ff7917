// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "round_trip.hpp"
#include "schema_words.hpp"

#include <tain/migrate/rebuild.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

namespace tain::test {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

constexpr dialect lite = dialect::sqlite;

schema::database posts(const column_word& body) {
    return schema_of(
        {table_word{"users", {id(), text("name")}},
         table_word{"posts", {id(), bigint("user_id").null(), text("title"), body}}
             .reference({"user_id"}, "users", {"id"}, action::cascade)
             .index({"title"}),
         table_word{"comments", {id(), bigint("post_id")}}.reference({"post_id"}, "posts", {"id"}, action::cascade)});
}

const schema::database before = posts(text("body"));
const schema::database after = posts(text("body").null());

/// The upgrade rebuilds `posts`, between a parent and children that would go with it.
std::string upgrade() { return render(migrate::diff(before, after), lite, before, after); }

std::shared_ptr<driver::connection> filled() {
    auto db = empty_database(lite);
    create(*db, before);
    fill(*db, before);
    return db;
}

/// The SQL of an object, as SQLite keeps it.
std::string sql_of(driver::connection& db, const std::string& name) {
    return single(db, "SELECT sql FROM sqlite_schema WHERE name = '" + name + "'");
}

void check_untouched(driver::connection& db) {
    CHECK(single(db, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%tain%'") == "0");
    CHECK(matches(db, before));
    CHECK(single(db, "SELECT count(*) FROM posts") == "3");
    CHECK(single(db, "SELECT count(*) FROM comments") == "3");
    CHECK(single(db, "PRAGMA legacy_alter_table") == "0");
}

}  // namespace

TEST_CASE("a rebuild says what it rebuilds and what it drops on purpose") {
    CHECK(migrate::rebuilt_tables(upgrade()) == names{"posts"});
    const std::string section =
        "-- tain:rebuild \"odd \"\"name\"\"\" drops column \"a\" \"b\" constraint \"c\"\n"
        "SELECT '-- tain:rebuild \"no\"';\n-- tain:rebuild [other]\n";
    CHECK(migrate::rebuilt_tables(section) == names{"odd \"name\"", "other"});
    CHECK(migrate::rebuilt_tables("CREATE TABLE t (a);").empty());
    CHECK_THROWS_AS(migrate::rebuilt_tables("-- tain:rebuild"), error);
    CHECK_THROWS_AS(migrate::rebuilt_tables("-- tain:rebuild \"t\" drops \"c\""), error);
}

TEST_CASE("a rebuild keeps triggers, views on views, and children that would cascade") {
    const auto db = filled();
    db->script(R"sql(
        CREATE TABLE log (what TEXT);
        CREATE TRIGGER on_insert AFTER INSERT ON posts BEGIN INSERT INTO log VALUES ('post ' || new.title); END;
        CREATE TRIGGER on_title AFTER UPDATE OF title ON posts WHEN old.title <> new.title
            BEGIN INSERT INTO log VALUES ('title'); END;
        CREATE TRIGGER from_elsewhere AFTER DELETE ON comments
            BEGIN UPDATE posts SET title = 'no comment' WHERE id = old.post_id; END;
        CREATE VIEW titles AS SELECT id, title FROM posts;
        CREATE VIEW long_titles AS SELECT * FROM titles WHERE length(title) > 1;
        CREATE TRIGGER into_view INSTEAD OF INSERT ON titles BEGIN INSERT INTO posts (title) VALUES (new.title); END;)sql");
    const char* kept[] = {"on_insert", "on_title", "from_elsewhere", "titles", "long_titles", "into_view", "comments"};
    std::vector<std::string> texts;
    for (const char* name : kept) texts.push_back(sql_of(*db, name));
    run_section(*db, upgrade());
    for (std::size_t i = 0; i != std::size(kept); ++i) CHECK(sql_of(*db, kept[i]) == texts[i]);
    CHECK(single(*db, "SELECT count(*) FROM comments") == "3");
    CHECK(single(*db, "SELECT count(*) FROM log") == "0");
    db->script("INSERT INTO posts (title, body) VALUES ('new', NULL); DELETE FROM comments WHERE id = 1");
    CHECK(single(*db, "SELECT group_concat(what) FROM log") == "post new,title");
    db->script("INSERT INTO titles (title) VALUES ('through the view')");
    CHECK(single(*db, "SELECT count(*) FROM long_titles") == "3");
    CHECK(single(*db, "PRAGMA integrity_check") == "ok");
    CHECK(single(*db, "PRAGMA foreign_keys") == "1");
    db->script("DELETE FROM users WHERE id = 2");
    CHECK(single(*db, "SELECT count(*) FROM comments") == "1");
}

TEST_CASE("a rebuild puts back indexes that it does not know") {
    const auto db = filled();
    db->script("CREATE INDEX by_hand ON posts (lower(title) DESC) WHERE user_id > 0");
    const std::string text = sql_of(*db, "by_hand");
    run_section(*db, upgrade());
    CHECK(sql_of(*db, "by_hand") == text);
    CHECK(sql_of(*db, "ix_posts_title") != "NULL");
}

TEST_CASE("a rebuild keeps rowids where there is no integer key") {
    const auto db = empty_database(lite);
    const schema::database from = schema_of({table_word{"t", {text("k"), text("v")}}});
    const schema::database to = schema_of({table_word{"t", {text("k"), text("v").null()}}});
    create(*db, from);
    db->script("INSERT INTO t (rowid, k, v) VALUES (7, 'a', 'x'), (42, 'b', 'y')");
    run_section(*db, render(migrate::diff(from, to), lite, from, to));
    CHECK(single(*db, "SELECT group_concat(rowid) FROM t") == "7,42");
}

TEST_CASE("a rebuild whose columns are called rowid keeps them apart") {
    const auto db = empty_database(lite);
    const schema::database from = schema_of({table_word{"t", {text("rowid"), text("_rowid_")}}});
    const schema::database to = schema_of({table_word{"t", {text("rowid"), text("_rowid_").null()}}});
    create(*db, from);
    db->script("INSERT INTO t (oid, rowid, _rowid_) VALUES (7, 'a', 'x')");
    run_section(*db, render(migrate::diff(from, to), lite, from, to));
    CHECK(single(*db, "SELECT oid || rowid || _rowid_ FROM t") == "7ax");
}

TEST_CASE("a rebuild keeps the counter of AUTOINCREMENT where the file keeps the option") {
    const auto db = empty_database(lite);
    db->script(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL);"
        "INSERT INTO t (id, a) VALUES (500, 'gone'), (3, 'x'); DELETE FROM t WHERE id = 500");
    const std::string section = R"sql(
        -- tain:rebuild "t"
        CREATE TABLE "_tain_new_t" (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
        INSERT INTO "_tain_new_t" (id, a) SELECT id, a FROM t;
        DROP TABLE t;
        PRAGMA legacy_alter_table = ON;
        ALTER TABLE "_tain_new_t" RENAME TO t;
        PRAGMA legacy_alter_table = OFF;)sql";
    run_section(*db, section);
    db->script("INSERT INTO t (a) VALUES ('next')");
    CHECK(single(*db, "SELECT max(id) FROM t") == "501");
    CHECK(single(*db, "SELECT count(*) FROM sqlite_sequence") == "1");
}

TEST_CASE("a rebuild that has statistics says so") {
    const auto db = filled();
    for (const bool expected : {false, true}) {
        if (expected) db->script("ANALYZE");
        const std::string section = upgrade();
        db->script("PRAGMA foreign_keys = OFF; BEGIN");
        {
            migrate::rebuild_guard guard{*db, section};
            CHECK(guard.had_statistics() == expected);
        }
        db->script("ROLLBACK; PRAGMA foreign_keys = ON");
    }
}

TEST_CASE("a rebuild refuses, by name, what it would lose") {
    struct {
        const char* table;
        const char* lost;
    } const cases[] = {
        {"extra TEXT, PRIMARY KEY (id)", "\"posts\": column \"extra\""},
        {"PRIMARY KEY (id), CHECK (length(title) < 99)", "CHECK (length(title) < 99)"},
        {"PRIMARY KEY (id), CONSTRAINT short CHECK (length(body) < 99)", "CONSTRAINT \"short\" CHECK"},
        {"PRIMARY KEY (id), UNIQUE (title, body)", "UNIQUE (\"title\", \"body\")"},
        {"PRIMARY KEY (id), FOREIGN KEY (title) REFERENCES users (name)", "FOREIGN KEY (\"title\")"},
        {"PRIMARY KEY (id, title)", "PRIMARY KEY (\"id\", \"title\")"},
        {"extra INT AS (id + 1), PRIMARY KEY (id)", "column \"extra\""},
    };
    for (const auto& one : cases) {
        const auto db = empty_database(lite);
        db->script(
            "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
            "CREATE TABLE posts (id INTEGER NOT NULL, user_id BIGINT REFERENCES users ON DELETE CASCADE,"
            "title TEXT NOT NULL, body TEXT NOT NULL, " +
            std::string{one.table} +
            "); INSERT INTO users VALUES (1, 't'); INSERT INTO posts (id, title, body) VALUES (1, 't', 'b')");
        INFO(one.table);
        CHECK_THROWS_MATCHES(run_section(*db, upgrade()), error, MessageMatches(ContainsSubstring(one.lost)));
        CHECK(single(*db, "SELECT count(*) FROM posts") == "1");
        CHECK(sql_of(*db, "posts").find(one.table) != std::string::npos);
    }
}

TEST_CASE("a rebuild refuses to lose options and clauses") {
    struct {
        const char* table;
        const char* lost;
    } const cases[] = {
        {"CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID", "WITHOUT ROWID"},
        {"CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL) STRICT", "STRICT"},
        {"CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL COLLATE NOCASE)", "COLLATE NOCASE"},
        {"CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY ON CONFLICT REPLACE, v TEXT NOT NULL)", "ON CONFLICT REPLACE"},
        {"CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL ON CONFLICT IGNORE)", "NOT NULL ON CONFLICT"},
        {"CREATE TABLE t (k TEXT NOT NULL PRIMARY KEY, v TEXT NOT NULL AS (k || '!') STORED)",
         "GENERATED ALWAYS AS (k || '!') of column \"v\""},
    };
    const schema::database from = schema_of({table_word{"t", {text("k"), text("v")}}});
    const schema::database to = schema_of({table_word{"t", {text("k"), text("v").null()}}});
    for (const auto& one : cases) {
        const auto db = empty_database(lite);
        db->script(one.table);
        CHECK_THROWS_MATCHES(run_section(*db, render(migrate::diff(from, to), lite, from, to)), error,
                             MessageMatches(ContainsSubstring(one.lost)));
        CHECK(sql_of(*db, "t") == one.table);
    }
    const auto counted = empty_database(lite);
    const schema::database with = schema_of({table_word{"t", {id(), text("v")}}});
    const schema::database then = schema_of({table_word{"t", {id(), text("v").null()}}});
    counted->script("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, v TEXT NOT NULL)");
    CHECK_THROWS_MATCHES(run_section(*counted, render(migrate::diff(with, then), lite, with, then)), error,
                         MessageMatches(ContainsSubstring("AUTOINCREMENT")));
}

TEST_CASE("a rebuild refuses to break what stands around the table") {
    const schema::database without = [] {
        schema::database made = before;
        made.tables[1].columns.pop_back();
        made.tables[1].columns[2].nullable = true;  // so that it is a rebuild
        return made;
    }();
    const std::string section = render(migrate::diff(before, without), lite, before, without);
    struct {
        const char* object;
        const char* broken;
    } const cases[] = {
        {"CREATE VIEW bodies AS SELECT body FROM posts", "view \"bodies\""},
        {"CREATE TRIGGER on_body AFTER UPDATE OF body ON posts BEGIN SELECT 1; END", "trigger \"on_body\""},
        {"CREATE TRIGGER on_post AFTER INSERT ON posts BEGIN SELECT new.body; END", "trigger \"on_post\""},
        {"CREATE TRIGGER other AFTER DELETE ON users BEGIN UPDATE posts SET body = ''; END", "trigger \"other\""},
        {"CREATE INDEX by_body ON posts (body)", "index \"by_body\""},
    };
    for (const auto& one : cases) {
        const auto db = filled();
        db->script(one.object);
        CHECK_THROWS_MATCHES(run_section(*db, section), error, MessageMatches(ContainsSubstring(one.broken)));
        CHECK(single(*db, "SELECT count(*) FROM posts WHERE body <> ''") == "3");
        CHECK(single(*db, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '\\_tain%' ESCAPE '\\'") == "0");
    }
    const auto db = filled();
    run_section(*db, section);
    CHECK(matches(*db, without));
}

TEST_CASE("a table is not dropped under what still needs it") {
    const schema::database without = schema_of({before.tables[0]});
    const schema::database with = schema_of({before.tables[0], table_word{"tags", {id(), text("name")}}});
    const std::string section = render(migrate::diff(with, without), lite, with, without);
    CHECK(migrate::rebuilt_tables(section) == names{"tags"});
    struct {
        const char* object;
        const char* broken;
    } const cases[] = {
        {"CREATE TABLE stranger (id INTEGER PRIMARY KEY, tag INT REFERENCES tags ON DELETE CASCADE);"
         "INSERT INTO stranger VALUES (1, 1)",
         "a foreign key of table \"stranger\""},
        {"CREATE TABLE stranger (id INTEGER PRIMARY KEY, tag INT REFERENCES tags ON DELETE SET NULL)",
         "a foreign key of table \"stranger\""},
        {"CREATE VIEW names AS SELECT name FROM tags", "view \"names\""},
        {"CREATE TRIGGER tr AFTER INSERT ON users BEGIN INSERT INTO tags (name) VALUES (new.name); END",
         "trigger \"tr\""},
    };
    for (const auto& one : cases) {
        const auto db = empty_database(lite);
        create(*db, with);
        db->script("INSERT INTO tags VALUES (1, 'a')");
        db->script(one.object);
        CHECK_THROWS_MATCHES(run_section(*db, section), error, MessageMatches(ContainsSubstring(one.broken)));
        CHECK(single(*db, "SELECT count(*) FROM tags") == "1");
        if (std::string_view{one.object}.find("INSERT INTO stranger") != std::string_view::npos)
            CHECK(single(*db, "SELECT count(*) FROM stranger WHERE tag = 1") == "1");
    }
}

TEST_CASE("what was broken before a rebuild does not stop it") {
    const auto db = filled();
    db->script(
        "CREATE VIEW broken AS SELECT no_such_column FROM posts;"
        "PRAGMA foreign_keys = OFF; INSERT INTO comments (id, post_id) VALUES (99, 999);"
        "PRAGMA foreign_keys = ON");
    run_section(*db, upgrade());
    CHECK(matches(*db, after));
    CHECK(single(*db, "SELECT count(*) FROM comments") == "4");
}

TEST_CASE("a copy that leaves rows or columns out is refused") {
    const std::string whole = upgrade();
    const auto edited = [&](const std::string& from, const std::string& to) {
        std::string made = whole;
        REQUIRE(made.find(from) != std::string::npos);
        made.replace(made.find(from), from.size(), to);
        return made;
    };
    struct {
        std::string section, message;
    } const cases[] = {
        {edited("FROM \"posts\"", "FROM \"posts\" WHERE id > 1"), "copied 2 of 3 rows"},
        {edited("\"title\", \"body\")\nSELECT \"id\", \"user_id\", \"title\", \"body\"",
                "\"title\")\nSELECT \"id\", \"user_id\", \"title\""),
         "the values of column \"body\""},
        {edited("CREATE TABLE \"_tain_new_posts\"", "CREATE TABLE \"elsewhere\""), "has no CREATE TABLE"},
        {edited("INSERT INTO \"_tain_new_posts\"", "INSERT INTO \"elsewhere\""), "copies nothing"},
    };
    for (const auto& one : cases) {
        const auto db = filled();
        CHECK_THROWS_MATCHES(run_section(*db, one.section), error, MessageMatches(ContainsSubstring(one.message)));
        check_untouched(*db);
    }
    const auto db = filled();
    run_section(*db, edited("-- tain:rebuild",
                            "DELETE FROM comments WHERE id = 1; DELETE FROM posts WHERE id = 1;\n-- tain:rebuild"));
    CHECK(single(*db, "SELECT count(*) FROM posts") == "2");
}

TEST_CASE("a rebuild needs a transaction without foreign keys, and the table") {
    const auto db = filled();
    const std::string section = upgrade();
    CHECK_THROWS_MATCHES((migrate::rebuild_guard{*db, section}), error,
                         MessageMatches(ContainsSubstring("needs a transaction")));
    db->script("BEGIN");
    CHECK_THROWS_MATCHES((migrate::rebuild_guard{*db, section}), error,
                         MessageMatches(ContainsSubstring("foreign keys are on")));
    db->script("ROLLBACK; CREATE TABLE _tain_new_posts (a)");
    CHECK_THROWS_MATCHES(run_section(*db, section), error, MessageMatches(ContainsSubstring("is in the way")));
    db->script("DROP TABLE _tain_new_posts");
    check_untouched(*db);
    db->script("DROP TABLE comments; DROP TABLE posts");
    CHECK_THROWS_MATCHES(run_section(*db, section), error, MessageMatches(ContainsSubstring("no table \"posts\"")));
}

TEST_CASE("a rebuild that fails at any statement leaves everything as it was") {
    const std::string whole = upgrade();
    const std::vector<std::string> places = {"CREATE TABLE", "INSERT INTO",
                                             "DROP TABLE",   "PRAGMA legacy_alter_table = ON",
                                             "ALTER TABLE",  "PRAGMA legacy_alter_table = OFF",
                                             "CREATE INDEX"};
    for (const std::string& place : places) {
        std::string section = whole;
        section.insert(section.find(place), "SELECT * FROM no_such_table;\n");
        const auto db = filled();
        CHECK_THROWS_AS(run_section(*db, section), database_error);
        check_untouched(*db);
    }
}

}  // namespace tain::test
