// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

#include <tain/migrate/document.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/model/models.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema.hpp>

#include <cstdint>
#include <string>

using namespace tain;
using namespace tain::test;

namespace {

struct Ticket {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (id, text))

}  // namespace

template <>
inline constexpr auto tain::mapping<Ticket> =
    table("tickets", tain::identity<&Ticket::id>.start(1000).increment(10).always());

namespace {

using tickets = tain::models<Ticket>;

schema::database with(schema::numbering how) {
    return schema_of({table_word{"t", {id().numbered(how), text("kept")}}});
}

schema::database plain() { return schema_of({table_word{"t", {bigint("id"), text("kept")}}}); }

}  // namespace

TEST_CASE("how a key is numbered comes from the mapping, and a database made from it has it") {
    const schema::database wanted = schema::of<tickets>();
    const schema::table& t = wanted.tables.at(0);
    CHECK(t.columns.at(0).numbering == schema::numbering{1000, 10, true, true});
    CHECK(schema::definition(t.columns.at(0), dialect::postgresql) ==
          R"("id" BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 10) NOT NULL)");
    CHECK(schema::key_definition(t, dialect::sqlite) == R"(CONSTRAINT "pk_tickets" PRIMARY KEY ("id" AUTOINCREMENT))");
    CHECK(schema::key_definition(t, dialect::postgresql) == R"(CONSTRAINT "pk_tickets" PRIMARY KEY ("id"))");
    const std::string snapshot = migrate::write_snapshot(wanted);
    CHECK(migrate::parse_snapshot(snapshot, "s.json") == wanted);
    CHECK(snapshot.find(R"("numbering": {"start": 1000, "increment": 10, "always": true, "never_reused": true})") !=
          std::string::npos);
    CHECK(migrate::write_snapshot(with({})).find("numbering") == std::string::npos);
    CHECK(migrate::document(wanted, migrate::document_part::tables)
              .find("always generated from 1000, on PostgreSQL by 10, never reused") != std::string::npos);
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, wanted);
        CHECK(matches(*db, wanted));
        db->script("INSERT INTO tickets (text) VALUES ('a')");
        CHECK(single(*db, "SELECT max(id) FROM tickets") == "1000");
        db->script("DELETE FROM tickets; INSERT INTO tickets (text) VALUES ('b')");
        CHECK(single(*db, "SELECT max(id) FROM tickets") == (in == dialect::postgresql ? "1010" : "1001"));
    }
}

TEST_CASE("how a key is numbered is added, changed, dropped and left alone") {
    const names changed{"alter t.id: numbering"};
    const change_case cases[] = {
        {"N01: a table that starts at 5 by 7", schema_of({}), with({5, 7, false, true}), {"add_table t"}},
        {"N03: nothing", with({5, 7, true, true}), with({5, 7, true, true}), {}},
        {"N05: from none to a start", with({}), with({2, 1, false, true}), changed},
        {"N05: from a start to none", with({2, 1, false, true}), with({}), changed},
        {"N05: an increment", with({}), with({1, 3, false, false}), changed},
        {"N05: always", with({}), with({1, 1, true, false}), changed},
        {"N05: always no more", with({1, 1, true, false}), with({}), changed},
        {"X09: never reused", with({}), with({1, 1, false, true}), changed},
        {"X09: reused", with({1, 1, false, true}), with({}), changed},
        {"N06: added to a column", plain(), with({1, 5, true, false}), {"alter t.id: identity numbering"}},
        {"N07: removed from it", with({1, 5, true, false}), plain(), {"alter t.id: identity numbering"}},
    };
    for (const change_case& one : cases) prove(one);
}

TEST_CASE("keys are not given again after a table learned not to reuse them") {
    const schema::database from = with({}), to = with({1, 1, false, true});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO t (kept) VALUES ('a'), ('b'), ('c')");
        run_section(*db, render(migrate::diff(from, to), in, from, to));
        db->script("DELETE FROM t WHERE kept = 'c'; INSERT INTO t (kept) VALUES ('d')");
        CHECK(single(*db, "SELECT id FROM t WHERE kept = 'd'") == "4");
    }
}

TEST_CASE("a column that becomes an identity goes on after its rows, or at its start") {
    const schema::database from = plain();
    for (const std::int64_t start : {1, 50}) {
        const schema::database to = with({start, 1, false, true});
        for (const dialect in : dialects_of_all) {
            const auto db = empty_database(in);
            create(*db, from);
            db->script("INSERT INTO t (id, kept) VALUES (7, 'a')");
            run_section(*db, render(migrate::diff(from, to), in, from, to));
            db->script("INSERT INTO t (kept) VALUES ('b')");
            const bool at_start = start == 50 && in == dialect::postgresql;
            CHECK(single(*db, "SELECT id FROM t WHERE kept = 'b'") == (at_start ? "50" : "8"));
        }
    }
}
