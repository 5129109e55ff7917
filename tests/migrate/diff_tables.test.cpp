// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

namespace tain::test {
namespace {

table_word users() { return {"user", {id(), text("name")}}; }

std::vector<change_case> table_cases() {
    const table_word with_a = {"t", {id(), integer("a")}};
    return {
        {"a table only in the models is created, its check and foreign key inline",
         schema_of({users()}),
         schema_of({users(), table_word{"item", {id(), text("description"), bigint("order_id").null()}}
                                 .check("len", "length(\"description\") < 50")
                                 .reference({"order_id"}, "user", {"id"})}),
         {"add_table item"}},
        {"a table only in the database is dropped",
         schema_of({users(), with_a}),
         schema_of({users()}),
         {"drop_table t"}},
        {"parents are created before children",
         {},
         schema_of({table_word{"child", {id(), bigint("parent_id")}}.reference({"parent_id"}, "parent", {"id"}),
                    table_word{"parent", {id()}}}),
         {"add_table parent", "add_table child"}},
        {"children are dropped before parents",
         schema_of({table_word{"parent", {id()}},
                    table_word{"child", {id(), bigint("parent_id")}}.reference({"parent_id"}, "parent", {"id"})}),
         {},
         {"drop_table child", "drop_table parent"}},
        {"tables that reference each other are created with one key added afterwards",
         {},
         schema_of({table_word{"a", {id(), bigint("b_id").null()}}.reference({"b_id"}, "b", {"id"}),
                    table_word{"b", {id(), bigint("a_id").null()}}.reference({"a_id"}, "a", {"id"})}),
         {"add_table a", "add_table b", "add_fk fk_a_b_id_b"}},
        {"tables that reference each other are dropped",
         schema_of({table_word{"a", {id(), bigint("b_id").null()}}.reference({"b_id"}, "b", {"id"}),
                    table_word{"b", {id(), bigint("a_id").null()}}.reference({"a_id"}, "a", {"id"})}),
         {},
         {"drop_fk fk_a_b_id_b", "drop_table b", "drop_table a"}},
        {"a table that references itself is dropped",
         schema_of({table_word{"node", {id(), bigint("parent").null()}}.reference({"parent"}, "node", {"id"},
                                                                                  action::restrict_)}),
         {},
         {"drop_table node"}},
        {"a dropped table's indexes go first; it keeps its unique",
         schema_of({table_word{"t", {id(), integer("a"), integer("b")}}.unique({"a"}).index({"a"}).index({"b"})}),
         {},
         {"drop_ix ix_t_b", "drop_ix ix_t_a", "drop_table t"}},
        {"a new table's indexes come after it; its unique is part of it",
         {},
         schema_of({table_word{"t", {id(), integer("a"), integer("b")}}.unique({"a"}).index({"a"}).index({"b"})}),
         {"add_table t", "add_ix ix_t_a", "add_ix ix_t_b"}},
        {"a new table without a primary key",
         {},
         schema_of({table_word{"t", {integer("a")}}.no_key()}),
         {"add_table t"}},
        {"no difference", schema_of({users(), with_a}), schema_of({with_a, users()}), {}},
        {"names that need quotes",
         schema_of({table_word{"select", {id(), integer("order")}}}),
         schema_of({table_word{"select", {id(), integer("order"), integer("odd \"name\"").null()}}.index({"order"})}),
         {"add_col select.odd \"name\"", "add_ix ix_select_order"}},
        {"a primary key of two columns",
         schema_of({users()}),
         schema_of({users(), table_word{"member", {bigint("user_id"), text("team")}}
                                 .key({"user_id", "team"})
                                 .reference({"user_id"}, "user", {"id"}, action::cascade)}),
         {"add_table member"}},
    };
}

std::vector<change_case> column_cases() {
    const table_word plain = {"t", {id(), integer("a"), text("b")}};
    return {
        {"a nullable column is added",
         schema_of({plain}),
         schema_of({table_word{"t", {id(), integer("a"), text("b"), text("c").null()}}}),
         {"add_col t.c"}},
        {"three columns are added in their order",
         schema_of({table_word{"t", {id()}}}),
         schema_of({table_word{"t", {id(), integer("a").null(), text("b").null(), real("c").null()}}}),
         {"add_col t.a", "add_col t.b", "add_col t.c"}},
        {"a required column with a constant default is added",
         schema_of({plain}),
         schema_of({table_word{"t", {id(), integer("a"), text("b"), integer("c").by_default("5")}}}),
         {"add_col t.c"}},
        {"a required column with an expression for a default is added",
         schema_of({plain}),
         schema_of({table_word{
             "t",
             {id(), integer("a"), text("b"), text("c").by_default("lower('ABC')"), integer("d").by_default("-7")}}}),
         {"add_col t.c", "add_col t.d"}},
        {"a required column with the time as its default is added",
         schema_of({plain}),
         schema_of({table_word{"t", {id(), integer("a"), text("b"), timestamp("c").by_default("CURRENT_TIMESTAMP")}}}),
         {"add_col t.c"}},
        {"a required column without a default is refused by rows",
         schema_of({plain}),
         schema_of({table_word{"t", {id(), integer("a"), text("b"), integer("c")}}}),
         {"add_col t.c"},
         rows::refuse},
        {"a boolean column brings its check",
         schema_of({plain}),
         schema_of(
             {table_word{"t", {id(), integer("a"), text("b"), boolean("c").by_default("0", "false")}}.truth("c")}),
         {"add_col t.c", "add_ck ck_t_c"}},
        {"a column with a foreign key is added",
         schema_of({users(), plain}),
         schema_of({users(), table_word{"t", {id(), integer("a"), text("b"), bigint("user_id").null()}}.reference(
                                 {"user_id"}, "user", {"id"}, action::set_null)}),
         {"add_col t.user_id", "add_fk fk_t_user_id_user"}},
        {"a column with a foreign key and a default is refused by rows without a parent",
         schema_of({users(), plain}),
         schema_of(
             {users(), table_word{"t", {id(), integer("a"), text("b"), bigint("user_id").by_default("9")}}.reference(
                           {"user_id"}, "user", {"id"})}),
         {"add_col t.user_id", "add_fk fk_t_user_id_user"},
         rows::refuse},
        {"a column is dropped",
         schema_of({plain}),
         schema_of({table_word{"t", {id(), text("b")}}}),
         {"drop_col t.a"},
         rows::stay_after},
        {"a column goes with its index, which goes first",
         schema_of({table_word{"t", {id(), integer("a").null(), text("b")}}.index({"a"})}),
         schema_of({table_word{"t", {id(), text("b")}}}),
         {"drop_ix ix_t_a", "drop_col t.a"}},
        {"a column goes with its unique, check and foreign key",
         schema_of({users(), table_word{"t", {id(), bigint("a").null(), text("b")}}
                                 .unique({"a"})
                                 .check("a", "\"a\" > 0")
                                 .reference({"a"}, "user", {"id"})}),
         schema_of({users(), table_word{"t", {id(), text("b")}}}),
         {"drop_fk fk_t_a_user", "drop_ck ck_t_a", "drop_uq uq_t_a", "drop_col t.a"}},
        {"every column is replaced",
         schema_of({table_word{"t", {integer("a").null(), integer("b").null()}}.no_key()}),
         schema_of({table_word{"t", {integer("c").null(), integer("d").null()}}.no_key()}),
         {"drop_col t.b", "drop_col t.a", "add_col t.c", "add_col t.d"}},
        {"several tables change at once",
         schema_of({users(), plain, table_word{"extra", {id()}}}),
         schema_of({table_word{"user", {id(), text("name").null()}}.unique({"name"}),
                    table_word{"item", {id(), bigint("user_id").null()}}.reference({"user_id"}, "user", {"id"}),
                    table_word{"t", {id(), integer("a").by_default("3"), text("b")}}.index({"b"})}),
         {"drop_table extra", "add_table item", "alter user.name: null", "alter t.a: default", "add_uq uq_user_name",
          "add_ix ix_t_b"}},
    };
}

std::vector<change_case> key_cases() {
    return {
        {"the primary key gets a second column",
         schema_of({table_word{"t", {bigint("a"), bigint("b")}}.key({"a"})}),
         schema_of({table_word{"t", {bigint("a"), bigint("b")}}.key({"a", "b"})}),
         {"drop_pk pk_t", "add_pk pk_t"}},
        {"a primary key is added",
         schema_of({table_word{"t", {bigint("a"), text("b")}}.no_key()}),
         schema_of({table_word{"t", {bigint("a"), text("b")}}.key({"a"})}),
         {"add_pk pk_t"}},
        {"a key becomes an identity and goes on after its values",
         schema_of({table_word{"t", {bigint("id"), text("b")}}}),
         schema_of({table_word{"t", {id(), text("b")}}}),
         {"alter t.id: identity"}},
        {"the key of a table that others reference changes its name",
         schema_of({users(), table_word{"t", {id(), bigint("u")}}.reference({"u"}, "user", {"id"}, action::cascade)}),
         [] {
             schema::database made = schema_of(
                 {users(), table_word{"t", {id(), bigint("u")}}.reference({"u"}, "user", {"id"}, action::cascade)});
             made.tables[0].primary_key->name = "user_key";
             return made;
         }(),
         {"drop_pk pk_user", "add_pk user_key"}},
        {"an identity is added to a table with rows",
         schema_of({table_word{"t", {text("b")}}.no_key()}),
         schema_of({table_word{"t", {id(), text("b")}}}),
         {"add_col t.id", "add_pk pk_t"}},
    };
}

table_word tags() { return {"tags", {text("name"), integer("uses"), boolean("old"), real("rank"), uuid("u")}}; }

std::vector<change_case> option_cases() {
    const names options{"options tags"};
    return {
        {"a table becomes strict", schema_of({tags()}), schema_of({tags().as_strict()}), options},
        {"a table is strict no more", schema_of({tags().as_strict()}), schema_of({tags()}), options},
        {"a table goes without rowids", schema_of({tags()}), schema_of({tags().as_without_rowid()}), options},
        {"a table gets rowids", schema_of({tags().as_without_rowid()}), schema_of({tags()}), options},
        {"one option takes the other's place", schema_of({tags().as_strict()}), schema_of({tags().as_without_rowid()}),
         options},
        {"a strict table without rowids is created",
         {},
         schema_of({tags().as_strict().as_without_rowid()}),
         {"add_table tags"}},
        {"a strict table gets a column, keeps its key and is rebuilt",
         schema_of({table_word{"t", {id(), text("a")}}.as_strict()}),
         schema_of({table_word{"t", {id(), text("a").null(), bigint("b").null()}}.as_strict()}),
         {"add_col t.b", "alter t.a: null"}},
        {"a strict table gets a column by ALTER TABLE",
         schema_of({table_word{"t", {bigint("k"), text("a")}}.as_strict()}),
         schema_of({table_word{"t", {bigint("k"), text("a"), varchar("b", 9).null()}}.as_strict()}),
         {"add_col t.b"}},
        {"a table without rowids gets a generated key",
         schema_of({table_word{"t", {bigint("k"), text("a")}}.as_without_rowid()}),
         schema_of({table_word{"t", {bigint("k").as_identity(), text("a")}}}),
         {"options t", "alter t.k: identity"}},
    };
}

}  // namespace

TEST_CASE("SQLite's table options change with rows in place; PostgreSQL has none") {
    for (const change_case& one : option_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
    const schema::database before = schema_of({tags()}), after = schema_of({tags().as_strict().as_without_rowid()});
    const auto operations = migrate::diff(before, after);
    CHECK(descriptions(operations) == names{R"(change the options of "tags" from nothing to STRICT, WITHOUT ROWID)"});
    CHECK(for_dialect(operations, dialect::postgresql).empty());
    CHECK(render(operations, dialect::postgresql, before, after).empty());
}

TEST_CASE("a table that becomes strict refuses rows that do not fit") {
    const schema::database before = schema_of({tags()}), after = schema_of({tags().as_strict()});
    const auto db = empty_database(dialect::sqlite);
    create(*db, before);
    db->script("INSERT INTO tags VALUES ('a', 'many', 0, 1.5, x'00')");
    CHECK_THROWS_AS(run_section(*db, render(migrate::diff(before, after), dialect::sqlite, before, after)), error);
    CHECK(single(*db, "SELECT uses FROM tags") == "many");
    CHECK(matches(*db, before));
}

TEST_CASE("tables are created and dropped in an order that works") {
    for (const change_case& one : table_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("columns are added and dropped with rows in place") {
    for (const change_case& one : column_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("primary keys and identities change with rows in place") {
    for (const change_case& one : key_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("comments are kept by PostgreSQL and mean nothing to SQLite") {
    const schema::database before = schema_of({table_word{"t", {id(), text("a").say("old")}}.say("a table")});
    const schema::database after = schema_of({table_word{"t", {id(), text("a").say("it's \"new\"")}}});
    const auto operations = migrate::diff(before, after);
    CHECK(codes(operations) == names{"comment t", "alter t.a: comment"});
    CHECK(for_dialect(operations, dialect::sqlite).empty());
    CHECK(render(operations, dialect::sqlite, before, after).empty());
    for (const dialect in : dialects_of_all) prove_empty(in, before, after);
}

TEST_CASE("an added identity column numbers the rows that are there, and new rows go on after them") {
    const schema::database before = schema_of({table_word{"t", {bigint("id")}}});
    const schema::database after = schema_of({table_word{"t", {id(), text("b").null()}}});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, before);
        db->script("INSERT INTO t (id) VALUES (7), (9)");
        run_section(*db, render(migrate::diff(before, after), in, before, after));
        db->script("INSERT INTO t (b) VALUES ('next')");
        CHECK(single(*db, "SELECT id FROM t WHERE b = 'next'") == "10");
    }
}

}  // namespace tain::test
