// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace tain;
using namespace tain::test;

namespace {

schema::database paired(bool nulls_not_distinct) {
    table_word t{"t", {id(), text("a").null()}};
    t.unique({"a", "id"});
    t.uniques.back().nulls_not_distinct = nulls_not_distinct;
    return schema_of({t});
}

schema::database counted(bool identity) {
    column_word key = integer("id");
    key.identity = identity;
    return schema_of({table_word{"t", {key, text("a").null()}}.as_strict()});
}

}  // namespace

TEST_CASE("a unique constraint that SQLite cannot have goes from a rebuilt table") {
    const names changed{"drop_uq uq_t_a_id", "add_uq uq_t_a_id"};
    const change_case cases[] = {
        {"NULLs conflict from now on", paired(false), paired(true), changed},
        {"NULLs conflict no more", paired(true), paired(false), changed},
    };
    for (const change_case& one : cases) prove(one);
}

TEST_CASE("the key of a STRICT table is the rowid or is not") {
    for (const bool identity : {true, false})
        for (const dialect in : dialects_of_all) {
            const schema::database from = counted(identity), to = counted(!identity);
            CHECK(codes(migrate::diff(from, to)) == names{"alter t.id: identity"});
            prove_empty(in, from, to);
            prove_with_rows(in, from, to);
        }
}

TEST_CASE("expressions over a column of another type are those that a new table has") {
    const auto with = [](column_word n, column_word c) {
        table_word t{"t", {id(), n.null(), c.null()}};
        t.check("c", "\"c\" IN ('1', '2', '3')");
        return schema_of({t.with_index({.name = "ix", .parts = {part_of("\"n\" % 10")}})});
    };
    const schema::database from = with(bigint("n"), text("c")), to = with(integer("n"), varchar("c", 30));
    CHECK(codes(migrate::diff(from, to)) == names{"alter t.n: type", "alter t.c: type"});
    for (const dialect in : dialects_of_all) prove_with_rows(in, from, to);
}

TEST_CASE("a column that a deferred foreign key waits for gets its default and is required") {
    const auto with = [](column_word to_p) {
        table_word t{"t", {id(), to_p}};
        t.reference({"p_id"}, "p", {"id"}).foreign_keys.back().deferral = schema::deferral::deferred;
        return schema_of({table_word{"p", {id()}}, t});
    };
    const schema::database from = with(bigint("p_id").null()), to = with(bigint("p_id").by_default("1"));
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO p VALUES (1), (2); INSERT INTO t VALUES (1, 2), (2, NULL)");
        run_section(*db, render(migrate::diff(from, to), in, from, to));
        CHECK(matches(*db, to));
        CHECK(single(*db, "SELECT p_id FROM t WHERE id = 2") == "1");
    }
}

TEST_CASE("a foreign key comes after the key that it needs, and goes before it") {
    const auto parent = [] { return table_word{"p", {id(), integer("a")}}; };
    const auto child = [](const std::string& name) {
        table_word t{name, {id(), integer("a").null()}};
        t.reference({"a"}, "p", {"a"});
        return t;
    };
    const auto unique_index = [](const std::string& name, const std::string& column) {
        return schema::index{.name = name, .parts = {part(column)}, .unique = true};
    };
    const table_word with_index = parent().with_index(unique_index("ix", "a"));
    const table_word with_both = parent().unique({"a"}).with_index(unique_index("ix", "a"));
    const change_case cases[] = {
        {"a unique index over another column stays",
         schema_of({parent().with_index(unique_index("other", "id"))}),
         schema_of({parent().unique({"a"}).with_index(unique_index("other", "id")), child("t")}),
         {"add_table t", "add_uq uq_p_a", "add_fk fk_t_a_p"}},
        {"the constraint gets another name",
         schema_of({parent().unique({"a"}, "one"), child("stays"), child("goes")}),
         schema_of({parent().unique({"a"}, "two"), child("stays"), child("comes")}),
         {"drop_fk fk_goes_a_p", "drop_uq one", "drop_table goes", "add_table comes", "add_uq two",
          "add_fk fk_comes_a_p"}},
        {"the constraint goes, and a unique index over the column stays",
         schema_of({with_both, child("stays"), child("goes")}),
         schema_of({with_index, child("stays"), child("comes")}),
         {"drop_fk fk_goes_a_p", "drop_uq uq_p_a", "drop_table goes", "add_table comes", "add_fk fk_comes_a_p"}},
        {"a constraint comes for a unique index",
         schema_of({with_index, child("stays"), child("goes")}),
         schema_of({parent().unique({"a"}), child("stays"), child("comes")}),
         {"drop_fk fk_goes_a_p", "drop_ix ix", "drop_table goes", "add_table comes", "add_uq uq_p_a",
          "add_fk fk_comes_a_p"}},
        {"a unique index is over all rows from now on",
         schema_of({parent().with_index({.name = "ix", .parts = {part("a")}, .unique = true, .where = both("a > 0")})}),
         schema_of({with_index, child("comes")}),
         {"drop_ix ix", "add_table comes", "add_ix ix", "add_fk fk_comes_a_p"}},
    };
    for (const change_case& one : cases) prove(one);
}
