// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

#include <tain/migrate/snapshot.hpp>

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace tain;
using namespace tain::test;

namespace {

/// The rows of every table, found by the names that its columns have after renames.
std::map<std::string, table_rows> rows_after(driver::connection& on, const schema::database& from,
                                             const std::vector<migrate::operation>& renames) {
    std::map<std::string, table_rows> made;
    for (const schema::table& t : from.tables) {
        std::string table = t.name;
        std::vector<std::string> columns;
        for (const schema::column& c : t.columns) columns.push_back(c.name);
        for (const migrate::operation& o : renames) {
            if (const auto* whole = std::get_if<migrate::rename_table>(&o); whole != nullptr && whole->table == table)
                table = whole->to;
            const auto* one = std::get_if<migrate::rename_column>(&o);
            if (one == nullptr || one->table != table) continue;
            for (std::string& column : columns)
                if (column == one->from) {
                    column = one->to;
                    break;
                }
        }
        std::string list;
        for (const std::string& column : columns)
            list += (list.empty() ? "CAST(" : ", CAST(") + dialects::quoted(column) + " AS TEXT)";
        made[t.name] = on.rows("SELECT " + list + " FROM " + dialects::quoted(table) + " ORDER BY 1").rows;
    }
    return made;
}

/// Checks the operations, and on real databases with rows: up, again nothing, down, up once more. `before` makes more.
void prove_renamed(const schema::database& from, const schema::database& to, const std::vector<std::string>& expected,
                   const std::string& also = {}) {
    const std::vector<migrate::operation> operations = migrate::diff(from, to);
    CHECK(codes(operations) == expected);
    // The snapshot of the new revision keeps what is needed for the next one to see nothing.
    const schema::database next = migrate::parse_snapshot(migrate::write_snapshot(to), "s.json");
    CHECK(migrate::diff(next, to).empty());
    CHECK(migrate::diff(next, next).empty());
    for (const dialect in : dialects_of_all) {
        const std::string upgrade = render(operations, in, from, to);
        const std::string downgrade = render(migrate::reverse(operations), in, to, from);
        INFO(name(in) << " upgrade:\n" << upgrade << "\n" << name(in) << " downgrade:\n" << downgrade);
        const auto db = empty_database(in);
        create(*db, from);
        fill(*db, from);
        if (!also.empty()) db->script(also);
        const auto before = rows_after(*db, from, {});
        for (int round = 0; round != 2; ++round) {
            run_section(*db, upgrade);
            CHECK(matches(*db, to));
            CHECK(rows_after(*db, from, operations) == before);
            run_section(*db, downgrade);
            CHECK(matches(*db, from));
            CHECK(rows_after(*db, from, {}) == before);
        }
    }
}

table_word users() { return table_word{"users", {id(), text("name"), integer("age")}}; }

}  // namespace

TEST_CASE("a declared rename of a column is one operation") {
    const schema::database before = schema_of({users()});
    const schema::database after =
        schema_of({table_word{"users", {id(), text("full name").was("name"), integer("age")}}});
    prove_renamed(before, after, {"rename users.name full name"});
    CHECK(migrate::diff(after, before).size() == 2);  // nothing is declared on the way back: it is asked for
    CHECK(migrate::hints(migrate::diff(before, after)).empty());
    CHECK(migrate::describe(migrate::diff(before, after).at(0)) == R"(rename column "users"."name" to "full name")");
}

TEST_CASE("a declared rename of a table is one operation, and what is named by it follows") {
    const schema::database before =
        schema_of({users().unique({"name"}).index({"age"}).check("adult", "\"age\" > 0"),
                   table_word{"posts", {id(), bigint("user_id")}}.reference({"user_id"}, "users", {"id"})});
    schema::database after =
        schema_of({table_word{"people", {id(), text("name"), integer("age")}}
                       .unique({"name"})
                       .index({"age"})
                       .check("adult", "\"age\" > 0")
                       .was("users"),
                   table_word{"posts", {id(), bigint("user_id")}}.reference({"user_id"}, "people", {"id"})});
    const std::vector<std::string> expected{"rename users people",
                                            "rename ix_users_age ix_people_age",
                                            "rename ck_users_adult ck_people_adult",
                                            "rename uq_users_name uq_people_name",
                                            "rename pk_users pk_people",
                                            "rename fk_posts_user_id_users fk_posts_user_id_people"};
    std::vector<std::string> found = codes(migrate::diff(before, after));
    CHECK(std::is_permutation(found.begin(), found.end(), expected.begin(), expected.end()));
    prove_renamed(before, after, found);
}

TEST_CASE("a rename and another type are one step") {
    prove_renamed(schema_of({users()}),
                  schema_of({table_word{"users", {id(), text("name"), bigint("years").was("age").null()}}}),
                  {"rename users.age years", "alter users.years: type null"});
    prove_renamed(schema_of({users()}),
                  schema_of({table_word{"users", {id(), text("name"), text("years").was("age")}}.index({"years"})}),
                  {"rename users.age years", "alter users.years: type", "add_ix ix_users_years"});
}

TEST_CASE("a column is renamed wherever it is used") {
    const auto lists = [](const std::string& key, const std::string& a, const std::string& b) {
        const auto word = [&](column_word of, const std::string& before) {
            return of.name == before ? of : of.was(before);
        };
        table_word parent{"parents", {word(bigint(key), "code"), word(integer(a), "size"), text("label")}};
        parent.check("small", "\"" + a + "\" < 100 AND length('size') > 0").unique({key, a}).index({a, "label"});
        schema::index partial{.name = "ix_partial"};
        partial.parts = {part_of("abs(\"" + a + "\" + 1)"), part(a, true)};
        partial.where = both("\"" + a + "\" IS NOT NULL");
        parent.with_index(partial);
        table_word child{"children", {id(), word(bigint(b), "parent_code"), word(integer(a), "size")}};
        child.reference({b}, "parents", {key}).reference({b, a}, "parents", {key, a}, action::cascade).index({b});
        return schema_of({parent, child});
    };
    const schema::database before = lists("code", "size", "parent_code");
    const schema::database after = lists("number", "extent", "parent_number");
    std::vector<std::string> found = codes(migrate::diff(before, after));
    CHECK(std::vector<std::string>(found.begin(), found.begin() + 4) ==
          std::vector<std::string>{"rename parents.code number", "rename parents.size extent",
                                   "rename children.parent_code parent_number", "rename children.size extent"});
    for (const std::string& one : found) CHECK(one.starts_with("rename "));
    // A view and a trigger, which Tain does not know.
    for (const dialect in : dialects_of_all) {
        const auto operations = migrate::diff(before, after);
        const auto db = empty_database(in);
        create(*db, before);
        fill(*db, before);
        db->script("CREATE VIEW sizes AS SELECT size, code FROM parents WHERE size > 1");
        if (in == dialect::sqlite)
            db->script(
                "CREATE TRIGGER bigger AFTER UPDATE OF size ON parents BEGIN"
                " UPDATE children SET size = new.size WHERE parent_code = new.code; END");
        const std::string rows = "SELECT count(*) || ':' || sum(size) FROM sizes";
        CHECK(single(*db, rows) == "2:5");
        run_section(*db, render(operations, in, before, after));
        CHECK(matches(*db, after));
        CHECK(single(*db, in == dialect::sqlite ? "SELECT count(*) || ':' || sum(extent) FROM sizes" : rows) == "2:5");
        run_section(*db, render(migrate::reverse(operations), in, after, before));
        CHECK(matches(*db, before));
        CHECK(single(*db, rows) == "2:5");
        if (in == dialect::postgresql) continue;
        db->script("UPDATE parents SET size = 77 WHERE code = 3");
        CHECK(single(*db, "SELECT size FROM children WHERE parent_code = 3") == "77");
    }
    prove_renamed(before, after, found);
}

TEST_CASE("two columns exchange their names through a temporary one") {
    const schema::database before = schema_of({table_word{"t", {id(), integer("a"), text("b")}}.index({"a"})});
    const schema::database after =
        schema_of({table_word{"t", {id(), text("a").was("b"), integer("b").was("a")}}.index({"b"})});
    prove_renamed(before, after,
                  {"rename t.b _tain_renamed_b", "rename t.a b", "rename t._tain_renamed_b a", "rename ix_t_a ix_t_b"});
    const schema::database three =
        schema_of({table_word{"t", {id(), integer("b").was("a"), integer("c").was("b"), integer("a").was("c")}}});
    prove_renamed(schema_of({table_word{"t", {id(), integer("a"), integer("b"), integer("c")}}}), three,
                  {"rename t.a _tain_renamed_a", "rename t.c a", "rename t.b c", "rename t._tain_renamed_a b"});
}

TEST_CASE("two tables exchange their names") {
    const schema::database before =
        schema_of({table_word{"a", {id(), text("x")}}, table_word{"b", {id(), integer("y")}}});
    const schema::database after =
        schema_of({table_word{"b", {id(), text("x")}}.was("a"), table_word{"a", {id(), integer("y")}}.was("b")});
    const std::vector<std::string> found = codes(migrate::diff(before, after));
    REQUIRE(found.size() > 3);
    CHECK(found[0] == "rename a _tain_renamed_a");
    CHECK(found[1] == "rename b a");
    CHECK(found[2] == "rename _tain_renamed_a b");
    prove_renamed(before, after, found);
}

TEST_CASE("a chain of renames over two revisions") {
    const schema::database first = schema_of({table_word{"t", {id(), integer("a")}}});
    const schema::database second = schema_of({table_word{"t", {id(), integer("b").was("a")}}});
    const schema::database third = schema_of({table_word{"t", {id(), integer("c").was("b").was("a")}}});
    prove_renamed(first, second, {"rename t.a b"});
    prove_renamed(second, third, {"rename t.b c"});
    prove_renamed(first, third, {"rename t.a c"});
    // In one step, each takes the name that the next one leaves.
    const schema::database moved = schema_of({table_word{"s", {id(), integer("b").was("a"), integer("c").was("b")}}});
    prove_renamed(schema_of({table_word{"s", {id(), integer("a"), integer("b")}}}), moved,
                  {"rename s.b c", "rename s.a b"});
}

TEST_CASE("a declaration that was applied says nothing, and neither does one of a name that never was") {
    const schema::database now = schema_of({table_word{"t", {id(), integer("b").was("a")}}.was("s")});
    const schema::database bare = schema_of({table_word{"t", {id(), integer("b")}}});
    CHECK(migrate::diff(bare, now).empty());
    CHECK(migrate::diff(now, bare).empty());
    CHECK(codes(migrate::diff({}, now)) == std::vector<std::string>{"add_table t"});
    CHECK(migrate::write_snapshot(now) == migrate::write_snapshot(bare));
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, now);
        CHECK(matches(*db, now));
    }
}

TEST_CASE("a live database is renamed as declared, and exchanged names are taken for exchanged") {
    const schema::database before = schema_of({users().unique({"name"})});
    const schema::database after = schema_of(
        {table_word{"people", {id(), text("label").was("name"), integer("age")}}.unique({"label"}).was("users")});
    const schema::database exchanged =
        schema_of({table_word{"users", {id(), integer("name").was("age"), text("age").was("name")}}});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, before);
        CHECK(codes(migrate::compare(*db, after)) == codes(migrate::diff(before, after)));
        const auto other = empty_database(in);
        create(*other, schema_of({table_word{"users", {id(), integer("name"), text("age")}}}));
        CHECK(matches(*other, exchanged));
    }
}

TEST_CASE("names that differ by the case of letters are renamed too") {
    prove_renamed(
        schema_of({table_word{"Users", {id(), text("Name")}}}),
        schema_of({table_word{"users", {id(), text("name").was("Name")}}.was("Users")}),
        {"rename Users _tain_renamed_Users", "rename _tain_renamed_Users users", "rename users.Name _tain_renamed_Name",
         "rename users._tain_renamed_Name name", "rename pk_Users pk_users"});
}

TEST_CASE("the rows of tables that refer to each other stay through a rename and a rebuild") {
    const schema::database before = schema_of(
        {table_word{"a", {id(), bigint("b_id").null(), integer("n")}}.reference({"b_id"}, "b", {"id"}, action::cascade),
         table_word{"b", {id(), bigint("a_id").null()}}.reference({"a_id"}, "a", {"id"}, action::cascade)});
    const schema::database after =
        schema_of({table_word{"aa", {id(), bigint("b_id").null(), text("m").was("n")}}.was("a").reference(
                       {"b_id"}, "b", {"id"}, action::cascade),
                   table_word{"b", {id(), bigint("aa_id").null().was("a_id")}}.reference({"aa_id"}, "aa", {"id"},
                                                                                         action::cascade)});
    const std::vector<std::string> found = codes(migrate::diff(before, after));
    prove_renamed(before, after, found);
}
