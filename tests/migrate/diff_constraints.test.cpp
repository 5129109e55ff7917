// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

namespace tain::test {
namespace {

table_word plain() { return {"t", {id(), integer("x"), integer("y"), text("s")}}; }
table_word parent() { return table_word{"p", {id(), bigint("code"), text("name")}}.unique({"code"}); }

schema::index index_of(std::vector<schema::index_part> parts, std::string where = {}, bool unique = false) {
    schema::index made{.name = "ix", .parts = std::move(parts), .unique = unique};
    if (!where.empty()) made.where = both(std::move(where));
    return made;
}

change_case index_change(const std::string& name, schema::index before, schema::index after) {
    return {name,
            schema_of({plain().with_index(std::move(before))}),
            schema_of({plain().with_index(std::move(after))}),
            {"drop_ix ix", "add_ix ix"}};
}

std::vector<change_case> unique_cases() {
    return {
        {"a unique is added", schema_of({plain()}), schema_of({plain().unique({"x"})}), {"add_uq uq_t_x"}},
        {"a unique is removed", schema_of({plain().unique({"x"})}), schema_of({plain()}), {"drop_uq uq_t_x"}},
        {"a unique gets another column under its name",
         schema_of({plain().unique({"x"}, "uq")}),
         schema_of({plain().unique({"x", "y"}, "uq")}),
         {"drop_uq uq", "add_uq uq"}},
        {"a unique's columns change places",
         schema_of({plain().unique({"x", "y"}, "uq")}),
         schema_of({plain().unique({"y", "x"}, "uq")}),
         {"drop_uq uq", "add_uq uq"}},
        {"one of two uniques is removed",
         schema_of({plain().unique({"x"}).unique({"y", "s"})}),
         schema_of({plain().unique({"x"})}),
         {"drop_uq uq_t_y_s"}},
        {"an index becomes a unique",
         schema_of({plain().index({"x"})}),
         schema_of({plain().unique({"x"})}),
         {"drop_ix ix_t_x", "add_uq uq_t_x"}},
        {"a name changes its case only",
         schema_of({plain().unique({"x"}, "SomeUnique")}),
         schema_of({plain().unique({"x"}, "SOMEUNIQUE")}),
         {"drop_uq SomeUnique", "add_uq SOMEUNIQUE"}},
        {"a unique that a foreign key references changes its name",
         schema_of({parent(), table_word{"c", {id(), bigint("code")}}.reference({"code"}, "p", {"code"})}),
         schema_of({table_word{"p", {id(), bigint("code"), text("name")}}.unique({"code"}, "codes"),
                    table_word{"c", {id(), bigint("code")}}.reference({"code"}, "p", {"code"})}),
         {"drop_uq uq_p_code", "add_uq codes"}},
        {"a column and a unique over it are added",
         schema_of({plain()}),
         schema_of({table_word{"t", {id(), integer("x"), integer("y"), text("s"), integer("z").null()}}.unique({"z"})}),
         {"add_col t.z", "add_uq uq_t_z"}},
        {"a name by convention is longer than names may be",
         schema_of({plain()}),
         schema_of({plain().unique({"x", "y", "s"}, default_name(schema::named::unique, std::string(70, 'n'), "x"))}),
         {"add_uq " + default_name(schema::named::unique, std::string(70, 'n'), "x")}},
    };
}

/// A key whose NULLs stand where PostgreSQL does not put them by itself.
schema::index_part turned(std::string column, bool descending = false) {
    return {.column = std::move(column), .descending = descending, .nulls_reversed = true};
}

std::vector<change_case> index_cases() {
    return {
        {"an index is added", schema_of({plain()}), schema_of({plain().index({"x"})}), {"add_ix ix_t_x"}},
        {"an index is removed", schema_of({plain().index({"x"})}), schema_of({plain()}), {"drop_ix ix_t_x"}},
        {"an index over an expression is added",
         schema_of({plain()}),
         schema_of({plain().with_index(index_of({part_of("lower(s)")}))}),
         {"add_ix ix"}},
        {"an index moves to another table",
         schema_of({plain().with_index(index_of({part("x")})), table_word{"u", {id(), integer("x")}}}),
         schema_of({plain(), table_word{"u", {id(), integer("x")}}.with_index(index_of({part("x")}))}),
         {"drop_ix ix", "add_ix ix"}},
        {"an index survives the rebuild of its table",
         schema_of({plain().with_index(index_of({part("x", true), part_of("lower(s)")}, "x > 1"))}),
         schema_of({table_word{"t", {id(), integer("x").null(), integer("y"), text("s")}}.with_index(
             index_of({part("x", true), part_of("lower(s)")}, "x > 1"))}),
         {"alter t.x: null"}},
        index_change("columns change places", index_of({part("x"), part("y")}), index_of({part("y"), part("x")})),
        index_change("it becomes unique", index_of({part("x")}), index_of({part("x")}, {}, true)),
        index_change("it turns around", index_of({part("x")}), index_of({part("x", true)})),
        index_change("descending to descending with NULLs last", index_of({part("x", true)}),
                     index_of({turned("x", true)})),
        index_change("NULLs move from last to first", index_of({part("x")}), index_of({turned("x")})),
        index_change("NULLs move from first to last", index_of({turned("x")}), index_of({part("x")})),
        index_change("descending with NULLs last to ascending with NULLs first", index_of({turned("x", true)}),
                     index_of({turned("x")})),
        index_change("it becomes partial", index_of({part("x")}), index_of({part("x")}, "x > 1")),
        index_change("its condition changes", index_of({part("x")}, "x > 1"), index_of({part("x")}, "x > 2")),
        index_change("its expression changes", index_of({part_of("lower(s)")}), index_of({part_of("upper(s)")})),
        index_change("an expression takes a column's place", index_of({part("s")}), index_of({part_of("lower(s)")})),
        index_change("an expression moves", index_of({part("y"), part_of("lower(s)")}),
                     index_of({part_of("lower(s)"), part("y")})),
        index_change("a sum changes", index_of({part_of("x + 1")}), index_of({part_of("x + 3")})),
        index_change("operands change places", index_of({part_of("x + 42")}), index_of({part_of("42 + x")})),
    };
}

std::vector<change_case> check_cases() {
    return {
        {"a check is added", schema_of({plain()}), schema_of({plain().check("x", "x > 0")}), {"add_ck ck_t_x"}},
        {"a check is removed", schema_of({plain().check("x", "x > 0")}), schema_of({plain()}), {"drop_ck ck_t_x"}},
        {"a check's text changes",
         schema_of({plain().check("x", "x >= 0")}),
         schema_of({plain().check("x", "x > -1")}),
         {"drop_ck ck_t_x", "add_ck ck_t_x"}},
        {"one of two checks is removed",
         schema_of({plain().check("x", "x > 0").check("y", "y > 0")}),
         schema_of({plain().check("x", "x > 0")}),
         {"drop_ck ck_t_y"}},
        {"a check over two columns",
         schema_of({plain()}),
         schema_of({plain().check("both", "x <= y AND (s <> '' OR y > 0)")}),
         {"add_ck ck_t_both"}},
        {"a check that exists on SQLite only",
         schema_of({plain()}),
         schema_of({plain().truth("x")}),
         {"add_ck ck_t_x"},
         rows::refuse},
        {"a check that rows violate is refused",
         schema_of({plain()}),
         schema_of({plain().check("x", "x > 100")}),
         {"add_ck ck_t_x"},
         rows::refuse},
        {"new columns with a check over both",
         schema_of({table_word{"t", {id()}}}),
         schema_of({table_word{"t", {id(), integer("x").null(), integer("y").null()}}.check("both", "x < y")}),
         {"add_col t.x", "add_col t.y", "add_ck ck_t_both"}},
    };
}

table_word child(action on_delete = action::no_action, action on_update = action::no_action) {
    return table_word{"c", {id(), bigint("p_id").null()}}.reference({"p_id"}, "p", {"id"}, on_delete, on_update);
}

change_case key_change(const std::string& name, table_word before, table_word after) {
    return {name,
            schema_of({parent(), std::move(before)}),
            schema_of({parent(), std::move(after)}),
            {"drop_fk fk_c_p_id_p", "add_fk fk_c_p_id_p"}};
}

std::vector<change_case> foreign_key_cases() {
    const table_word without = {"c", {id(), bigint("p_id").null()}};
    return {
        {"a foreign key is added",
         schema_of({parent(), without}),
         schema_of({parent(), child()}),
         {"add_fk fk_c_p_id_p"}},
        {"a foreign key is removed",
         schema_of({parent(), child()}),
         schema_of({parent(), without}),
         {"drop_fk fk_c_p_id_p"}},
        key_change("on delete none to cascade", child(), child(action::cascade)),
        key_change("on delete cascade to none", child(action::cascade), child()),
        key_change("on delete restrict to cascade", child(action::restrict_), child(action::cascade)),
        key_change("on update none to cascade", child(), child(action::no_action, action::cascade)),
        key_change("both actions change", child(action::cascade, action::set_null),
                   child(action::restrict_, action::restrict_)),
        key_change("on delete set default", child(), child(action::set_default)),
        {"a foreign key of two columns is added",
         schema_of({table_word{"p", {bigint("a"), bigint("b")}}.key({"a", "b"}),
                    table_word{"c", {id(), bigint("x"), bigint("y")}}}),
         schema_of({table_word{"p", {bigint("a"), bigint("b")}}.key({"a", "b"}),
                    table_word{"c", {id(), bigint("x"), bigint("y")}}.reference({"x", "y"}, "p", {"a", "b"})}),
         {"add_fk fk_c_x_y_p"}},
        {"a table comes to reference itself",
         schema_of({table_word{"n", {id(), bigint("up").null()}}}),
         schema_of({table_word{"n", {id(), bigint("up").null()}}.reference({"up"}, "n", {"id"}, action::cascade)}),
         {"add_fk fk_n_up_n"}},
        {"a table that references itself is rebuilt",
         schema_of(
             {table_word{"n", {id(), bigint("up").null(), text("s")}}.reference({"up"}, "n", {"id"}, action::cascade)}),
         schema_of({table_word{"n", {id(), bigint("up").null(), text("s").null()}}.reference({"up"}, "n", {"id"},
                                                                                             action::cascade)}),
         {"alter n.s: null"}},
        {"a parent is rebuilt under children that would go with it",
         schema_of({parent(), child(action::cascade)}),
         schema_of(
             {table_word{"p", {id(), bigint("code"), text("name").null()}}.unique({"code"}), child(action::cascade)}),
         {"alter p.name: null"}},
        {"both ends of a foreign key change their type",
         schema_of({table_word{"p", {bigint("id")}},
                    table_word{"c", {id(), bigint("p_id")}}.reference({"p_id"}, "p", {"id"})}),
         schema_of(
             {table_word{"p", {text("id")}}, table_word{"c", {id(), text("p_id")}}.reference({"p_id"}, "p", {"id"})}),
         {"alter p.id: type", "alter c.p_id: type"}},
        {"a foreign key leads to a table that is new",
         schema_of({table_word{"c", {id(), bigint("p_id").null()}}}),
         schema_of(
             {table_word{"c", {id(), bigint("p_id").null(), bigint("q_id").null()}}.reference({"q_id"}, "q", {"id"}),
              table_word{"q", {id()}}}),
         {"add_table q", "add_col c.q_id", "add_fk fk_c_q_id_q"}},
        {"a table goes that another one referenced",
         schema_of({parent(), child(action::cascade)}),
         schema_of({table_word{"c", {id(), bigint("p_id").null()}}}),
         {"drop_fk fk_c_p_id_p", "drop_table p"},
         rows::stay_after},
    };
}

}  // namespace

TEST_CASE("uniques are added, removed and changed") {
    for (const change_case& one : unique_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("indexes are added, removed and changed") {
    for (const change_case& one : index_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("checks are compared by their text") {
    for (const change_case& one : check_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("foreign keys are added, removed and changed, and children stay") {
    for (const change_case& one : foreign_key_cases()) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("a new unique over rows that are equal is refused") {
    const schema::database from = schema_of({plain()}), to = schema_of({plain().unique({"x"})});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO t (id, x, y, s) VALUES (1, 5, 1, ''), (2, 5, 1, '')");
        CHECK_THROWS_AS(run_section(*db, render(migrate::diff(from, to), in, from, to)), constraint_error);
        CHECK(matches(*db, from));
        CHECK(single(*db, "SELECT count(*) FROM t") == "2");
    }
}

TEST_CASE("a new foreign key over rows without a parent is refused") {
    const schema::database from = schema_of({parent(), table_word{"c", {id(), bigint("p_id").null()}}});
    const schema::database to = schema_of({parent(), child()});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO c (id, p_id) VALUES (1, 99)");
        CHECK_THROWS_AS(run_section(*db, render(migrate::diff(from, to), in, from, to)), error);
        CHECK(matches(*db, from));
        CHECK(single(*db, "SELECT p_id FROM c") == "99");
    }
}

TEST_CASE("where an index has its NULLs is PostgreSQL's alone") {
    const schema::database from = schema_of({plain().with_index(index_of({part("x", true)}))});
    const schema::database to = schema_of({plain().with_index(index_of({turned("x", true)}))});
    const auto operations = migrate::diff(from, to);
    CHECK(for_dialect(operations, dialect::sqlite).empty());
    CHECK(render(operations, dialect::postgresql, from, to) ==
          "DROP INDEX \"ix\";\nCREATE INDEX \"ix\" ON \"t\" (\"x\" DESC NULLS LAST);\n");
    // However they are written, orders that PostgreSQL holds for equal read back equal (schema_diff's H23).
    struct {
        const char* live;
        schema::index_part wanted;
    } const cases[] = {
        {"x ASC", part("x")},
        {"x NULLS LAST", part("x")},
        {"x DESC NULLS FIRST", part("x", true)},
        {"x ASC NULLS FIRST", turned("x")},
        {"x DESC NULLS LAST", turned("x", true)},
    };
    for (const auto& one : cases) {
        const auto db = empty_database(dialect::postgresql);
        create(*db, schema_of({plain()}));
        db->script(std::string{"CREATE INDEX ix ON t ("} + one.live + ")");
        INFO(one.live);
        CHECK(matches(*db, schema_of({plain().with_index(index_of({one.wanted}))})));
    }
}

TEST_CASE("an index with an access method of PostgreSQL does not exist on SQLite") {
    schema::index gin{.name = "ix_gin", .parts = {part("x")}, .method = "brin"};
    const schema::database from = schema_of({plain()}), to = schema_of({plain().with_index(gin)});
    CHECK(render(migrate::diff(from, to), dialect::sqlite, from, to).empty());
    for (const dialect in : dialects_of_all) prove_empty(in, from, to);
    gin.method.clear();
    const schema::database btree = schema_of({plain().with_index(gin)});
    prove_empty(dialect::postgresql, to, btree);
}

}  // namespace tain::test
