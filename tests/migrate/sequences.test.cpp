// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "support/message_of.hpp"

#include <tain/migrate/document.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/model/models.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema.hpp>

#include <cstdint>
#include <string>

using namespace tain;
using namespace tain::test;

namespace {

inline constexpr tain::sequence numbers{.name = "numbers", .start = 1000, .increment = 10};

struct Invoice {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Invoice, (), (id, text))

struct Receipt {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (id))

}  // namespace

template <>
inline constexpr auto tain::mapping<Invoice> = table("invoices", tain::identity<&Invoice::id>.from(numbers));
template <>
inline constexpr auto tain::mapping<Receipt> = table("receipts", tain::identity<&Receipt::id>.from(numbers));

namespace {

constexpr dialect pg = dialect::postgresql;

column_word from_sequence(std::string name) {
    schema::numbering how;
    how.sequence = std::move(name);
    return id().numbered(how);
}

schema::database with(std::initializer_list<schema::table> tables, std::initializer_list<schema::sequence> sequences) {
    schema::database made = schema_of(tables);
    made.sequences = sequences;
    return made;
}

table_word counted(const std::string& sequence = "s") { return {"t", {from_sequence(sequence), text("kept")}}; }
table_word numbered() { return {"t", {id(), text("kept")}}; }
table_word plain() { return {"t", {bigint("id"), text("kept")}}; }

}  // namespace

TEST_CASE("sequences come from the mapping once, and a database made from it has them") {
    const schema::database wanted = schema::of<models<Invoice, Receipt>>();
    CHECK(wanted.sequences == std::vector<schema::sequence>{{"numbers", 1000, 10, {}}});
    CHECK(schema::definition(wanted.tables.at(0).columns.at(0), pg) ==
          R"("id" BIGINT NOT NULL DEFAULT nextval('"numbers"'))");
    const std::string snapshot = migrate::write_snapshot(wanted);
    CHECK(migrate::parse_snapshot(snapshot, "s.json") == wanted);
    CHECK(snapshot.find(R"("numbering": {"sequence": "numbers"})") != std::string::npos);
    CHECK(snapshot.find("\"sequences\": [\n    {\"name\": \"numbers\", \"start\": 1000, \"increment\": 10}\n  ]") !=
          std::string::npos);
    const std::string page = migrate::document(wanted, migrate::document_part::tables);
    CHECK(page.find("generated, on PostgreSQL by the sequence `numbers`") != std::string::npos);
    CHECK(page.find("### Sequences of PostgreSQL\n\n- `numbers`: from 1000, by 10\n") != std::string::npos);
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, wanted);
        CHECK(matches(*db, wanted));
        db->script("INSERT INTO invoices (text) VALUES ('a')");
        db->script(in == pg ? "INSERT INTO receipts DEFAULT VALUES" : "INSERT INTO receipts (id) VALUES (NULL)");
        CHECK(single(*db, "SELECT max(id) FROM receipts") == (in == pg ? "1010" : "1"));
    }
}

TEST_CASE("sequences are created, changed, dropped and left alone, with rows in place") {
    const names renumbered{"alter t.id: numbering"};
    const change_case cases[] = {
        {"a table from a sequence", {}, with({counted()}, {{"s", 5, 7}}), {"create_seq s", "add_table t"}},
        {"nothing", with({counted()}, {{"s", 5, 7}}), with({counted()}, {{"s", 5, 7}}), {}},
        {"two tables from one",
         with({counted()}, {{"s"}}),
         with({counted(), table_word{"u", {from_sequence("s")}}}, {{"s"}}),
         {"add_table u"}},
        {"a start and a step", with({counted()}, {{"s"}}), with({counted()}, {{"s", 5, 7}}), {"alter_seq s"}},
        {"another sequence",
         with({counted()}, {{"s"}}),
         with({counted("other")}, {{"other", 9}}),
         {"create_seq other", "alter t.id: numbering", "drop_seq s"}},
        {"the name needs quotes",
         with({numbered()}, {}),
         with({counted("it's \"S\"")}, {{"it's \"S\"", 3}}),
         {"create_seq it's \"S\"", "alter t.id: numbering"}},
        {"a sequence instead of an identity",
         with({numbered()}, {}),
         with({counted()}, {{"s"}}),
         {"create_seq s", "alter t.id: numbering"}},
        {"a sequence of a column without numbers",
         with({plain()}, {}),
         with({counted()}, {{"s", 1, 3}}),
         {"create_seq s", "alter t.id: identity numbering"}},
        {"a table with its sequence goes",
         with({counted(), table_word{"u", {id()}}}, {{"s"}}),
         with({table_word{"u", {id()}}}, {}),
         {"drop_table t", "drop_seq s"}},
    };
    for (const change_case& one : cases) DYNAMIC_SECTION(one.name) {
            prove(one);
        }
}

TEST_CASE("a column whose numbers come from a sequence goes on after its rows") {
    for (const schema::database& from : {with({plain()}, {}), with({numbered()}, {})}) {
        const schema::database to = with({counted()}, {{"s", 3}});
        const auto db = empty_database(pg);
        create(*db, from);
        db->script("INSERT INTO t (id, kept) VALUES (7, 'a')");
        run_section(*db, render(migrate::diff(from, to), pg, from, to));
        db->script("INSERT INTO t (kept) VALUES ('b')");
        CHECK(single(*db, "SELECT id FROM t WHERE kept = 'b'") == "8");
        run_section(*db, render(migrate::reverse(migrate::diff(from, to)), pg, to, from));
        if (from.tables[0].columns[0].identity) db->script("INSERT INTO t (kept) VALUES ('c')");
        CHECK(single(*db, "SELECT max(id) FROM t") == (from.tables[0].columns[0].identity ? "9" : "8"));
    }
}

TEST_CASE("what a sequence has beyond start and increment is told, and taken away") {
    const auto db = empty_database(pg);
    db->script("CREATE SEQUENCE s AS integer MAXVALUE 9 CYCLE");
    const schema::database found = migrate::introspect(*db), wanted = with({}, {{"s"}});
    CHECK(found.sequences == std::vector<schema::sequence>{{"s", 1, 1, "AS integer MAXVALUE 9 CYCLE"}});
    const auto operations = migrate::compare(*db, wanted);
    CHECK(descriptions(operations) ==
          names{R"(alter sequence "s": from 1 by 1 AS integer MAXVALUE 9 CYCLE to from 1 by 1)"});
    run_section(*db, render(operations, pg, found, wanted));
    CHECK(migrate::introspect(*db) == wanted);
    run_section(*db, render(migrate::reverse(operations), pg, wanted, found));
    CHECK(migrate::introspect(*db) == found);
}

TEST_CASE("what an identity has beyond start and increment is told, taken away and given back") {
    const auto db = empty_database(pg);
    const schema::database wanted = with({numbered()}, {});
    create(*db, wanted);
    db->script("ALTER TABLE t ALTER COLUMN id SET MAXVALUE 9 SET CYCLE");
    const schema::database found = migrate::introspect(*db);
    CHECK(found.tables.at(0).columns.at(0).numbering.unmodeled == "MAXVALUE 9 CYCLE");
    const auto operations = migrate::compare(*db, wanted);
    CHECK(codes(operations) == names{"alter t.id: numbering"});
    run_section(*db, render(operations, pg, found, wanted));
    CHECK(matches(*db, wanted));
    run_section(*db, render(migrate::reverse(operations), pg, wanted, found));
    CHECK(migrate::introspect(*db) == found);
    db->script("DROP TABLE t");
    create(*db, found);
    CHECK(migrate::introspect(*db) == found);
}

TEST_CASE("the sequences of SERIAL columns and of other schemas are no sequences of the models") {
    const auto db = empty_database(pg);
    db->script(R"(CREATE TABLE t (id SERIAL PRIMARY KEY); CREATE SCHEMA audit; CREATE SEQUENCE audit.s;
                  CREATE TABLE u (id BIGINT PRIMARY KEY DEFAULT nextval('audit.s')))");
    const schema::database found = migrate::introspect(*db);
    CHECK(found.sequences.empty());
    for (const schema::table& t : found.tables) {
        CHECK(!t.columns.at(0).identity);
        CHECK(t.columns.at(0).server_default);
    }
}
