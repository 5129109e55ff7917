// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

#include <tain/chrono.hpp>
#include <tain/migrate/document.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/model/models.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace tain;
using namespace tain::test;
using namespace tain::dsl;

namespace {

struct Item {
    std::int64_t id{};
    std::string title{};
    std::int32_t price{};
    std::int32_t count{};
    std::int64_t total{};
    std::optional<std::string> folded{};
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, title, price, count, total, folded))

struct Loan {
    std::int64_t id{};
    std::chrono::sys_seconds began{};
    std::optional<std::chrono::sys_seconds> ended{};
    std::chrono::sys_seconds due{};
    std::chrono::year_month_day day{};
    std::chrono::year_month_day reminder{};
    std::optional<std::chrono::seconds> lasted{};
};
BOOST_DESCRIBE_STRUCT(Loan, (), (id, began, ended, due, day, reminder, lasted))

}  // namespace

template <>
inline constexpr auto tain::mapping<Loan> =
    table("loans", generated<&Loan::due>(col<&Loan::began> + std::chrono::days{14}),
          generated<&Loan::day>(date_of(col<&Loan::began>)),
          generated<&Loan::reminder>(date_of(col<&Loan::began> + std::chrono::days{14}) - std::chrono::days{2}),
          generated<&Loan::lasted>(col<&Loan::ended> - col<&Loan::began>),
          check<"in_order">(col<&Loan::ended> - col<&Loan::began> > std::chrono::seconds{0}),
          tain::index_on(col<&Loan::began> - std::chrono::hours{1}).named("ix_loans_before"));

template <>
inline constexpr auto tain::mapping<Item> =
    table("items", generated<&Item::total>(col<&Item::price>* col<&Item::count> + 1),
          generated<&Item::folded>(coalesce(lower(col<&Item::title>), "it's \"none\"")).virtual_(),
          tain::index<&Item::total>, unique<&Item::folded>);

namespace {

using items = tain::models<Item>;

/// A table with the columns of a case between others.
schema::database with(std::vector<schema::column> more) {
    table_word made{"t", {id(), integer("a"), integer("b")}};
    made.columns.insert(made.columns.end(), more.begin(), more.end());
    made.columns.push_back(text("kept"));
    return schema_of({made});
}

column_word plain() { return integer("g"); }
column_word stored(std::string from) { return integer("g").from(std::move(from)); }
column_word read_only(std::string from) { return integer("g").null().from(std::move(from)).when_read(); }

}  // namespace

TEST_CASE("generated columns come from the mapping, and a database made from it has them") {
    const schema::database wanted = schema::of<items>();
    const schema::table& t = wanted.tables.at(0);
    CHECK(schema::definition(*t.find_column("total"), dialect::postgresql) ==
          R"("total" BIGINT NOT NULL GENERATED ALWAYS AS ("price" * "count" + 1) STORED)");
    CHECK(schema::definition(*t.find_column("total"), dialect::sqlite) ==
          R"("total" BIGINT NOT NULL GENERATED ALWAYS AS ("price" * "count" + 1) STORED)");
    CHECK(schema::definition(*t.find_column("folded"), dialect::sqlite) ==
          R"("folded" TEXT GENERATED ALWAYS AS (coalesce(lower("title"), 'it''s "none"')) VIRTUAL)");
    CHECK(schema::definition(*t.find_column("folded"), dialect::postgresql) ==
          R"("folded" TEXT GENERATED ALWAYS AS (coalesce(lower("title"), 'it''s "none"')) STORED)");
    CHECK(migrate::parse_snapshot(migrate::write_snapshot(wanted), "s.json") == wanted);
    const std::string page = migrate::document(wanted, migrate::document_part::tables);
    CHECK(page.find("calculated: ") != std::string::npos);
    CHECK(page.find("calculated when read: ") != std::string::npos);
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, wanted);
        CHECK(matches(*db, wanted));
    }
}

TEST_CASE("columns are calculated from times") {
    using loans = tain::models<Loan>;
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, schema::of<loans>());
        CHECK(matches(*db, schema::of<loans>()));
    }
}

TEST_CASE("a generated column is added, dropped and left alone") {
    const change_case cases[] = {
        {"M01: added", with({}), with({stored("a * 5")}), {"add_col t.g"}},
        {"M01: added, calculated when read", with({}), with({read_only("a * 5")}), {"add_col t.g"}},
        {"M01: added, NOT NULL and when read", with({}), with({stored("a * 5").when_read()}), {"add_col t.g"}},
        {"M02: removed", with({stored("a * 5")}), with({}), {"drop_col t.g"}},
        {"M04: nothing", with({stored("5")}), with({stored("5")}), {}},
        {"M04: nothing either", with({stored("a * 5")}), with({stored("a * 5")}), {}},
        {"added with the column that it is calculated from",
         with({}),
         with({stored("\"z\" + 1").null(), integer("z").null()}),
         {"add_col t.z", "add_col t.g"}},
        {"dropped with it",
         with({integer("z").null(), stored("\"z\" + 1").null()}),
         with({}),
         {"drop_col t.g", "drop_col t.z"}},
    };
    for (const change_case& one : cases) prove(one);
    for (const dialect in : dialects_of_all) {  // M04: the database's own spelling
        const auto db = empty_database(in);
        create(*db, with({stored("  \"a\"*5 ")}));
        CHECK(matches(*db, with({stored("\"a\" * 5")})));
    }
}

TEST_CASE("a column becomes generated, is one no more, or is calculated otherwise") {
    const change_case cases[] = {
        {"M03: plain to generated", with({plain()}), with({stored("a + 0")}), {"alter t.g: generated"}},
        {"M03: generated to plain", with({stored("a * 5")}), with({plain()}), {"alter t.g: generated"}},
        {"M03: a default goes",
         with({plain().by_default("3")}),
         with({stored("a + 0")}),
         {"alter t.g: default generated"}},
        {"M03: another expression", with({stored("a * 5")}), with({stored("a * 42")}), {"alter t.g: generated"}},
        {"stored to read, on SQLite",
         with({stored("a * 5").null()}),
         with({read_only("a * 5")}),
         {"alter t.g: generated"}},
        {"another type", with({stored("a * 5")}), with({bigint("g").from("a * 5")}), {"alter t.g: type"}},
        {"calculated from another column, and the first is dropped",
         with({stored("a * 5"), integer("z").null()}),
         schema_of({table_word{"t", {id(), integer("a"), integer("b"), stored("b * 5"), text("kept")}}}),
         {"drop_col t.z", "alter t.g: generated"}},
        {"what it is calculated from has another name",
         with({stored("\"z\" + 1").null(), integer("z").null()}),
         with({stored("\"y\" + 1").null(), integer("y").null().was("z")}),
         {"rename t.z y"}},
        {"its columns' type changes",
         with({stored("\"a\" + 1")}),
         schema_of({table_word{"t", {id(), bigint("a"), integer("b"), stored("\"a\" + 1"), text("kept")}}}),
         {"alter t.a: type"}},
    };
    for (const change_case& one : cases) prove(one);
}

TEST_CASE("what stands on a generated column stays when it is calculated anew") {
    const auto made = [](const char* expression) {
        table_word t{"t", {id(), integer("a"), integer("b"), stored(expression), text("kept")}};
        t.index({"g"}).unique({"g", "a"}).check("g_small", "\"g\" < 1000000").unique({"g"}, "uq_g");
        t.with_index({.name = "ix_part", .parts = {part("kept")}, .where = both("\"g\" > 3")});
        table_word child{"u", {id(), integer("g_of")}};
        child.reference({"g_of"}, "t", {"g"});
        return schema_of({t, child});
    };
    for (const dialect in : dialects_of_all) {
        const schema::database from = made("\"a\" + 0"), to = made("\"b\" + 0");
        prove_with_rows(in, from, to);
    }
}

TEST_CASE("a column that becomes generated says that its values go") {
    const schema::database from = with({plain()}), to = with({stored("a + 1")});
    const std::vector<migrate::operation> operations = migrate::diff(from, to);
    CHECK(migrate::hints(operations) ==
          std::vector<std::string>{R"(column "t"."g" becomes generated: its values are replaced by calculated ones)"});
    CHECK(migrate::describe(operations.at(0)) == R"(alter column "t"."g": generated from nothing to a + 1)");
    for (const dialect in : dialects_of_all)
        CHECK(migrate::render(operations, in, from, to).find("-- review: \"t\".\"g\" becomes generated") !=
              std::string::npos);
}
