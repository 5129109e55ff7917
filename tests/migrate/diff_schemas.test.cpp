// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "support/message_of.hpp"

#include <tain/migrate/introspect.hpp>

namespace tain::test {
namespace {

table_word entries() { return table_word{"audit_entries", {id(), text("what")}}.in("audit"); }
table_word users() { return {"users", {id(), text("name")}}; }
table_word notes() { return table_word{"audit_notes", {id(), bigint("e").null(), bigint("u").null()}}.in("audit"); }
table_word linked_notes() {
    return notes()
        .reference({"e"}, "audit_entries", {"id"})
        .there_in("audit")
        .reference({"u"}, "users", {"id"}, action::cascade);
}
schema::index index_on_what() { return {.name = "ix_what", .parts = {part("what")}}; }

std::vector<change_case> schema_cases() {
    return {
        {"a table is created in a schema that is not there", {}, schema_of({entries()}), {"add_table audit_entries"}},
        {"a table of a schema is dropped",
         schema_of({entries(), users(), notes()}),
         schema_of({users(), notes()}),
         {"drop_table audit_entries"}},
        {"tables that lead from one schema to another are created",
         {},
         schema_of({linked_notes(), entries(), users()}),
         {"add_table audit_entries", "add_table users", "add_table audit_notes"}},
        {"a table refers to one in a schema",
         schema_of({entries(), table_word{"t", {id(), bigint("e").null()}}}),
         schema_of({entries(), table_word{"t", {id(), bigint("e").null()}}
                                   .reference({"e"}, "audit_entries", {"id"}, action::set_null)
                                   .there_in("audit")}),
         {"add_fk fk_t_e_audit_entries"}},
        {"foreign keys within a schema and out of it go",
         schema_of({entries(), users(), linked_notes()}),
         schema_of({entries(), users(), notes()}),
         {"drop_fk fk_audit_notes_e_audit_entries", "drop_fk fk_audit_notes_u_users"}},
        {"tables of different schemas that refer to each other",
         {},
         schema_of({table_word{"a", {id(), bigint("b").null()}}.reference({"b"}, "audit_b", {"id"}).there_in("audit"),
                    table_word{"audit_b", {id(), bigint("a").null()}}.in("audit").reference({"a"}, "a", {"id"})}),
         {"add_table a", "add_table audit_b", "add_fk fk_a_b_audit_b"}},
        {"an index is added",
         schema_of({entries()}),
         schema_of({entries().with_index(index_on_what())}),
         {"add_ix ix_what"}},
        {"an index is removed",
         schema_of({entries().with_index(index_on_what())}),
         schema_of({entries()}),
         {"drop_ix ix_what"}},
        {"a unique is added",
         schema_of({entries()}),
         schema_of({entries().unique({"what"})}),
         {"add_uq uq_audit_entries_what"}},
        {"a unique is removed",
         schema_of({entries().unique({"what"})}),
         schema_of({entries()}),
         {"drop_uq uq_audit_entries_what"}},
        {"a check changes",
         schema_of({entries().check("some", "what <> ''")}),
         schema_of({entries().check("some", "length(what) > 0")}),
         {"drop_ck ck_audit_entries_some", "add_ck ck_audit_entries_some"}},
        {"columns change, come and go",
         schema_of({table_word{"audit_entries", {id(), integer("n"), text("gone").null()}}.in("audit")}),
         schema_of(
             {table_word{"audit_entries", {id(), bigint("n").null().by_default("7"), text("new").null()}}.in("audit")}),
         {"drop_col audit_entries.gone", "add_col audit_entries.new", "alter audit_entries.n: type null default"}},
        {"comments change",
         schema_of({entries()}),
         schema_of({table_word{"audit_entries", {id(), text("what").say("it's")}}.in("audit").say("kept")}),
         {"comment audit_entries", "alter audit_entries.what: comment"}},
        {"nothing changes, over schemas",
         schema_of({entries(), users(), linked_notes()}),
         schema_of({users(), linked_notes(), entries()}),
         {}},
        {"one table name in two schemas, one of them new",
         schema_of({users()}),
         schema_of({users(), table_word{"audit_users", {id(), text("name")}}.in("audit")}),
         {"add_table audit_users"}},
        {"one table name in two schemas, the one without a schema new",
         schema_of({table_word{"audit_users", {id(), text("name")}}.in("audit")}),
         schema_of({users(), table_word{"audit_users", {id(), text("name")}}.in("audit")}),
         {"add_table users"}},
        {"a table that has the name already moves into the schema",
         schema_of({table_word{"audit_entries", {id(), text("what")}}.with_index(index_on_what())}),
         schema_of({entries().with_index(index_on_what())}),
         {"rename audit_entries audit_entries"}},
        {"a table moves out of its schema",
         schema_of({entries(), users(), linked_notes()}),
         [] {
             schema::database made = schema_of({entries(), users(), linked_notes()});
             made.tables[0].schema_name.clear();
             made.tables[2].foreign_keys[0].schema_name.clear();
             return made;
         }(),
         {"rename audit_entries audit_entries"}},
    };
}

}  // namespace

TEST_CASE("tables in schemas of PostgreSQL, whose name is longer on SQLite") {
    for (const change_case& one : schema_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("a declared rename leads into a schema, from one to another and out again, with rows and references") {
    const auto refer = [](const std::string& to, const std::string& in) {
        return table_word{"t", {id(), bigint("e").null()}}.reference({"e"}, to, {"id"}).there_in(in);
    };
    const schema::database bare = schema_of({table_word{"entries", {id(), text("what")}}, refer("entries", "")});
    const schema::database audit = schema_of({entries().was("entries"), refer("audit_entries", "audit")});
    const schema::database log = schema_of(
        {table_word{"log_lines", {id(), text("what")}}.in("log").was("audit_entries"), refer("log_lines", "log")});
    const schema::database out =
        schema_of({table_word{"entries", {id(), text("what")}}.was("log_lines"), refer("entries", "")});
    const schema::database* const steps[] = {&bare, &audit, &log, &out};
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, bare);
        fill(*db, bare);
        for (std::size_t i = 0; i + 1 != std::size(steps); ++i) {
            const auto operations = migrate::diff(*steps[i], *steps[i + 1]);
            const std::string up = render(operations, in, *steps[i], *steps[i + 1]);
            const std::string down = render(migrate::reverse(operations), in, *steps[i + 1], *steps[i]);
            INFO(name(in) << " " << i << "\n" << up << "\n" << down);
            run_section(*db, up);
            CHECK(matches(*db, *steps[i + 1]));
            run_section(*db, down);
            CHECK(matches(*db, *steps[i]));
            run_section(*db, up);
        }
        CHECK(single(*db, "SELECT count(*) FROM entries JOIN t ON t.e = entries.id") == "3");
    }
}

TEST_CASE("the default schema by its name is the default schema") {
    const auto db = empty_database(dialect::postgresql);
    const table_word named = table_word{"tain_test_t", {id(), bigint("up").null()}}
                                 .in("tain_test")
                                 .reference({"up"}, "tain_test_t", {"id"})
                                 .there_in("tain_test");
    create(*db, schema_of({named}));
    CHECK(migrate::introspect(*db).tables.at(0).name == "t");
    CHECK(matches(*db, schema_of({named})));
    CHECK(codes(migrate::compare(*db, schema_of({named, table_word{"audit_t", {id()}}.in("audit")}))) ==
          names{"add_table audit_t"});
}

TEST_CASE("only the schemas that models name are looked at, and names that meet on SQLite are told") {
    const auto db = empty_database(dialect::postgresql);
    create(*db, schema_of({entries(), users()}));
    db->script("CREATE SCHEMA log; CREATE TABLE log.stranger (id INT)");
    CHECK(matches(*db, schema_of({entries(), users()})));
    CHECK(codes(migrate::compare(*db, schema_of({users()}))).empty());
    const schema::database found = migrate::introspect(*db, {"audit", "not there"});
    CHECK(found.tables.size() == 2);
    CHECK(found.find_table("audit_entries")->schema_name == "audit");
    db->script("CREATE TABLE audit_entries (id INT)");
    CHECK(message_of<error>([&] { migrate::introspect(*db, {"audit"}); }).find("which are one name on SQLite") !=
          std::string::npos);
}

TEST_CASE("rendered SQL names schemas on PostgreSQL only") {
    const schema::database none, some = schema_of({entries().with_index(index_on_what()).say("kept")});
    const auto operations = migrate::diff(none, some);
    CHECK(render(operations, dialect::postgresql, none, some) ==
          "CREATE SCHEMA IF NOT EXISTS \"audit\";\n"
          "CREATE TABLE \"audit\".\"entries\" (\n"
          "    \"id\" BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL,\n"
          "    \"what\" TEXT NOT NULL,\n"
          "    CONSTRAINT \"pk_audit_entries\" PRIMARY KEY (\"id\")\n"
          ");\n"
          "COMMENT ON TABLE \"audit\".\"entries\" IS 'kept';\n"
          "CREATE INDEX \"ix_what\" ON \"audit\".\"entries\" (\"what\");\n");
    CHECK(render(operations, dialect::sqlite, none, some).starts_with("CREATE TABLE \"audit_entries\" ("));
    CHECK(descriptions(operations).at(0) == "create table \"audit\".\"entries\" (id, what)");
    CHECK(descriptions(for_dialect(operations, dialect::sqlite)).at(0) == "create table \"audit_entries\" (id, what)");
}

}  // namespace tain::test
