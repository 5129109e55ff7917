// SPDX-License-Identifier: BSL-1.0
#include "rounds.hpp"

#include "migrate/round_trip.hpp"
#include "migrate/schema_words.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace tain::test {
namespace {

/// Drawn anew for each side of a change, so that columns, keys and indexes come, go and differ. Types stay: whether
/// values survive a change of type is what tests/migrate asks.
schema::column drawn_column(random& draw, const std::string& name) {
    static constexpr sql_kind kinds[] = {sql_kind::int32, sql_kind::text, sql_kind::float64, sql_kind::int64};
    column_word made{name, kinds[static_cast<std::size_t>(name.back() - 'a') % std::size(kinds)]};
    made.null();
    if (once_in(draw, 3)) made.by_default(made.type.kind == sql_kind::text ? "'x''y'" : "7");
    return made;
}

schema::table drawn_table(random& draw, const std::string& name) {
    table_word made{name, {id()}};
    names columns;
    for (const char* column : {"a", "b", "c", "d", "e"}) {
        if (once_in(draw, 3)) continue;
        made.columns.push_back(drawn_column(draw, column));
        columns.emplace_back(column);
    }
    if (columns.empty()) return made;
    if (once_in(draw, 2)) {
        made.unique({columns.front()});
        made.columns[1].server_default.reset();  // a new column whose rows all hold one value can't be unique
    }
    if (once_in(draw, 2)) made.index({columns.back()});
    if (once_in(draw, 3)) made.index({columns.back(), columns.front()});
    if (once_in(draw, 3)) made.check("not_zero", "\"" + columns.front() + "\" <> 0");
    if (made.columns[1].type.kind != sql_kind::int32 && !made.checks.empty()) made.checks.clear();
    return made;
}

schema::database drawn_schema(random& draw) {
    schema::database made;
    for (const char* name : {"alpha", "beta", "gamma"}) {
        if (once_in(draw, 5)) continue;
        schema::table table = drawn_table(draw, name);
        if (!made.tables.empty() && once_in(draw, 2)) {
            const std::string parent = one_of(draw, made.tables).name;
            const std::string column = parent + "_id";
            column_word reference = bigint(column);
            reference.null();
            table.columns.push_back(reference);
            const std::string_view through[] = {column};
            table.foreign_keys.push_back({schema::default_name(schema::named::foreign_key, table.name, through, parent),
                                          {column},
                                          parent,
                                          {"id"},
                                          once_in(draw, 2) ? action::cascade : action::set_null,
                                          action::no_action,
                                          {}});
        }
        made.tables.push_back(std::move(table));
    }
    return made;
}

TEST_CASE("any change of a schema can be applied to rows and undone, on both databases") {
    run_rounds("schema changes", [](random& draw) {
        const schema::database from = drawn_schema(draw);
        const schema::database to = drawn_schema(draw);
        for (const dialect in : dialects_of_all) prove_with_rows(in, from, to);
    });
}

}  // namespace
}  // namespace tain::test
