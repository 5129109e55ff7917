// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

namespace tain::test {
namespace {

/// A column of a table that also has a key and a neighbor.
schema::database with(schema::column c) { return schema_of({table_word{"t", {id(), std::move(c), text("kept")}}}); }

std::vector<change_case> type_cases() {
    const names type{"alter t.c: type"};
    return {
        {"varchar grows", with(varchar("c", 6)), with(varchar("c", 12)), type},
        {"varchar shrinks over values that fit", with(varchar("c", 30)), with(varchar("c", 10)), type},
        {"varchar to text", with(varchar("c", 30)), with(text("c")), type},
        {"text to varchar", with(text("c")), with(varchar("c", 255)), type},
        {"varchar with a length to one without", with(varchar("c", 30)), with(varchar("c", 0)), type},
        {"smallint to integer", with(small("c")), with(integer("c")), type},
        {"integer to bigint", with(integer("c")), with(bigint("c")), type},
        {"bigint to integer", with(bigint("c")), with(integer("c")), type},
        {"bigint to smallint", with(bigint("c")), with(small("c")), type},
        {"integer to text", with(integer("c")), with(text("c")), type},
        {"integer to varchar", with(integer("c")), with(varchar("c", 10)), type},
        {"varchar to integer", with(varchar("c", 10)), with(integer("c")), type},
        {"integer to double", with(integer("c")), with(real("c")), type},
        {"double to integer", with(real("c")), with(integer("c")), type},
        {"double to real", with(real("c")), with(short_real("c")), type},
        {"text to double", with(text("c")), with(real("c")), type},
        {"boolean to text", with(boolean("c")), with(text("c")), type},
        {"boolean to integer", with(boolean("c")), with(integer("c")), type},
        {"text to blob", with(text("c")), with(blob("c")), type},
        {"timestamp to text", with(timestamp("c")), with(text("c")), type},
        {"a type with its default",
         with(integer("c").by_default("5")),
         with(text("c").by_default("'five'")),
         {"alter t.c: type default"}},
        {"type and nullability in one operation",
         with(integer("c")),
         with(bigint("c").null()),
         {"alter t.c: type null"}},
    };
}

std::vector<change_case> null_and_default_cases() {
    const names null{"alter t.c: null"}, by_default{"alter t.c: default"};
    return {
        {"required becomes optional", with(text("c")), with(text("c").null()), null},
        {"optional becomes required where no row is NULL", with(text("c").null()), with(text("c")), null},
        {"optional becomes required, with a default", with(text("c").null().by_default("'x'")),
         with(text("c").by_default("'x'")), null},
        {"a default is added", with(text("c")), with(text("c").by_default("'x'")), by_default},
        {"a default is removed", with(text("c").by_default("'x'")), with(text("c")), by_default},
        {"a text default changes", with(text("c").by_default("'//slash'")), with(text("c").by_default("'s//l//ash'")),
         by_default},
        {"a default with a quote", with(text("c")), with(text("c").by_default("'has '' quote'")), by_default},
        {"an integer default changes", with(integer("c").by_default("15")), with(integer("c").by_default("20")),
         by_default},
        {"a negative default", with(integer("c")), with(integer("c").by_default("-1")), by_default},
        {"a real default changes", with(real("c").by_default("5.2")), with(real("c").by_default("5.3")), by_default},
        {"an empty text as default", with(text("c")), with(text("c").by_default("''")), by_default},
        {"a boolean default", with(boolean("c")), with(boolean("c").by_default("1", "true")), by_default},
        {"a function as default", with(text("c")), with(text("c").by_default("substr('name', 1, 3)")), by_default},
        {"the time as default", with(timestamp("c")), with(timestamp("c").by_default("CURRENT_TIMESTAMP")), by_default},
        {"a default that differs on SQLite only", with(boolean("c").by_default("0", "true")),
         with(boolean("c").by_default("1", "true")), by_default},
    };
}

std::vector<change_case> collation_cases() {
    const names collation{"alter t.c: collation"};
    const schema::column plain = text("c"), folded = text("c").collated("NOCASE", "C");
    return {
        {"a collation is added", with(plain), with(folded), collation},
        {"a collation is removed", with(folded), with(plain), collation},
        {"a collation changes", with(folded), with(text("c").collated("RTRIM", "POSIX")), collation},
        {"a collation of SQLite only", with(plain), with(text("c").collated("NOCASE", "")), collation},
        {"a collation of PostgreSQL only", with(plain), with(text("c").collated("", "C")), collation},
        {"a collation stays when its type changes",
         with(varchar("c", 20).collated("NOCASE", "C")),
         with(text("c").collated("NOCASE", "C")),
         {"alter t.c: type"}},
        {"a column comes with its collation",
         schema_of({table_word{"t", {id()}}}),
         schema_of({table_word{"t", {id(), text("c").null().collated("NOCASE", "C")}}}),
         {"add_col t.c"}},
    };
}

/// Defaults that must read back as what they are, however they are spelled.
std::vector<schema::column> stable_defaults() {
    return {text("c").by_default("'some default'"),
            text("c").by_default("'//slash'"),
            text("c").by_default("'has '' quote'"),
            varchar("c", 20).by_default("'x'"),
            integer("c").by_default("15"),
            integer("c").by_default("-1"),
            bigint("c").by_default("10000000000"),
            real("c").by_default("5.2"),
            real("c").by_default("1e10"),
            real("c").by_default("-1.5e-3"),
            text("c").by_default("substr('name',1,3)"),
            text("c").by_default("substr('name', 1, 3)"),
            text("c").by_default("('a' || 'b')"),
            text("c").by_default("((lower('X')))"),
            boolean("c").by_default("TRUE"),
            boolean("c").by_default("0", "false"),
            timestamp("c").by_default("CURRENT_TIMESTAMP"),
            timestamp("c").by_default("(datetime('now', 'localtime'))", "now()"),
            text("c").null().by_default("NULL"),
            short_real("c"),
            blob("c"),
            uuid("c"),
            timestamp("c"),
            boolean("c"),
            varchar("c", 0),
            integer("c").by_default("1 /* one */"),
            text("c").by_default("'--' -- dashes")};
}

}  // namespace

TEST_CASE("a column's type changes and its values with it") {
    for (const change_case& one : type_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("nullability and defaults change") {
    for (const change_case& one : null_and_default_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("collations change") {
    for (const change_case& one : collation_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("types and defaults read back as they were declared") {
    for (const schema::column& c : stable_defaults()) {
        for (const dialect in : dialects_of_all) {
            const auto db = empty_database(in);
            create(*db, with(c));
            INFO(schema::definition(c, in));
            CHECK(matches(*db, with(c)));
        }
    }
}

TEST_CASE("what becomes required takes its default where rows are NULL") {
    const schema::database from = with(text("c").null()), to = with(text("c").by_default("'new'"));
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO t (id, c, kept) VALUES (1, NULL, 'k'), (2, 'old', 'k')");
        run_section(*db, render(migrate::diff(from, to), in, from, to));
        CHECK(matches(*db, to));
        CHECK(single(*db, "SELECT c FROM t WHERE id = 1") == "new");
        CHECK(single(*db, "SELECT c FROM t WHERE id = 2") == "old");
    }
}

TEST_CASE("what becomes required without a default is refused while a row is NULL") {
    const schema::database from = with(text("c").null()), to = with(text("c"));
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO t (id, c, kept) VALUES (1, NULL, 'k')");
        const std::string section = render(migrate::diff(from, to), in, from, to);
        CHECK(section.find("-- review:") != std::string::npos);
        CHECK_THROWS_AS(run_section(*db, section), constraint_error);
        CHECK(matches(*db, from));
        CHECK(single(*db, "SELECT count(*) FROM t") == "1");
    }
}

TEST_CASE("values that cannot be converted are refused, not lost") {
    struct {
        schema::column from, to;
        std::string value;
    } const cases[] = {{text("c"), integer("c"), "'twelve'"},
                       {varchar("c", 20), varchar("c", 3), "'too long'"},
                       {text("c"), boolean("c"), "'perhaps'"},
                       {text("c"), uuid("c"), "'no uuid'"},
                       {timestamp("c"), boolean("c"), "'2024-02-29 12:00:00'"},
                       {integer("c"), timestamp("c"), "20240229"},
                       {integer("c"), blob("c"), "12"},
                       {boolean("c"), timestamp("c"), "TRUE"}};
    for (const auto& one : cases) {
        for (const dialect in : dialects_of_all) {
            if (in == dialect::sqlite && one.to.type.kind == sql_kind::varchar) continue;  // no lengths there
            schema::database from = with(one.from), to = with(one.to);
            const auto db = empty_database(in);
            create(*db, from);
            db->script("INSERT INTO t (id, c, kept) VALUES (1, " + one.value + ", 'k')");
            const std::string section = render(migrate::diff(from, to), in, from, to);
            INFO(section);
            CHECK_THROWS_AS(run_section(*db, section), error);
            CHECK(matches(*db, from));
            CHECK(single(*db, "SELECT count(c) FROM t") == "1");
        }
    }
}

TEST_CASE("both databases convert values alike") {
    struct {
        schema::column from, to;
        std::string lite, pg, after;
    } const cases[] = {{boolean("c"), text("c"), "1", "true", "true"},
                       {text("c"), integer("c"), "'12'", "'12'", "12"},
                       {real("c"), integer("c"), "2.5", "2.5", "3"},
                       {real("c"), integer("c"), "-2.5", "-2.5", "-3"},
                       {uuid("c"), text("c"), "x'0123456789abcdef0123456789abcdef'",
                        "'0123456789abcdef0123456789abcdef'", "01234567-89ab-cdef-0123-456789abcdef"},
                       {blob("c"), text("c"), "x'c3a9'", "'\\xc3a9'", "\xc3\xa9"},
                       {timestamp("c"), text("c"), "'2024-02-29 12:00:00.000001'", "'2024-02-29 13:00:00.000001+01'",
                        "2024-02-29 12:00:00.000001"}};
    for (const auto& one : cases) {
        for (const dialect in : dialects_of_all) {
            const schema::database from = with(one.from), to = with(one.to);
            const auto db = empty_database(in);
            create(*db, from);
            db->script("INSERT INTO t (id, c, kept) VALUES (1, " + (in == dialect::sqlite ? one.lite : one.pg) +
                       ", 'k')");
            const std::string section = render(migrate::diff(from, to), in, from, to);
            INFO(section);
            run_section(*db, section);
            const std::string after = in == dialect::sqlite && one.after == "t" ? "1" : one.after;
            CHECK(single(*db, "SELECT c FROM t") == after);
        }
    }
}

}  // namespace tain::test
