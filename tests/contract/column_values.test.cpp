// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/session.hpp>
#include <tain/sql/to_sql.hpp>

#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;
using timestamp = tain::types::timestamp;

namespace {

struct Line {
    std::int64_t id{};
    std::string article{};
    std::int32_t price{};
    std::int32_t count{};
    std::int64_t total{};
    std::optional<std::string> folded{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, article, price, count, total, folded))

/// Under a key of two parts that the application gives.
struct Stock {
    std::string shop{};
    std::int32_t shelf{};
    std::int32_t pieces{};
    std::int32_t twice{};
    timestamp counted_at{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(Stock, (), (shop, shelf, pieces, twice, counted_at, note))

struct Page {
    std::int64_t id{};
    std::string text{};
    std::int32_t edits{};
    std::string editor{};
    timestamp created_at{};
    timestamp updated_at{};
};
BOOST_DESCRIBE_STRUCT(Page, (), (id, text, edits, editor, created_at, updated_at))

}  // namespace

template <>
inline constexpr auto tain::mapping<Line> =
    table("lines", generated<&Line::total>(col<&Line::price>* col<&Line::count>),
          generated<&Line::folded>(lower(col<&Line::article>)).virtual_());

template <>
inline constexpr auto tain::mapping<Stock> = table(
    "stock", primary_key<&Stock::shop, &Stock::shelf>, column_name<&Stock::twice>("pieces, \"twice\""),
    generated<&Stock::twice>(col<&Stock::pieces> + col<&Stock::pieces>), server_default<&Stock::counted_at>(now()),
    filled_by_server<&Stock::counted_at>, server_default<&Stock::note>("it's new"), filled_by_server<&Stock::note>);

template <>
inline constexpr auto tain::mapping<Page> =
    table("pages", server_default<&Page::created_at>(now()), filled_by_server<&Page::created_at>,
          on_update<&Page::updated_at>(now()), on_update<&Page::editor>("it's \"me\""));

namespace {

using tests = database<tain::models<Line, Stock, Page>>;

constexpr timestamp long_ago{std::chrono::sys_days{std::chrono::year{2001} / 2 / 3}};

bool is_recent(timestamp when) {
    const auto now = std::chrono::system_clock::now();
    return when > now - std::chrono::minutes{10} && when < now + std::chrono::minutes{10};
}

}  // namespace

TEST_CASE("a generated column is calculated by the database and read back into the object") {
    tests t;
    Line one{.article = "Äpfel und TEE", .price = 7, .count = 6, .total = 99, .folded = "not this"};
    t.db.insert(one);
    CHECK(one.total == 42);
    CHECK(one.folded == t.db.get<Line>(one.id)->folded);
    CHECK(t.db.get<Line>(one.id)->total == 42);

    one.count = -2;
    one.total = 1;
    CHECK(t.db.update(one));
    CHECK(one.total == -14);
    one.article = "B";
    CHECK(t.db.update(std::move(one)));
    CHECK(one.folded == "b");
    t.db.execute(update<Line>().set(col<&Line::price> = 1).where(col<&Line::total> == -14));
    CHECK(t.db.get<Line>(one.id)->total == -2);
    CHECK(t.db.insert(Line{.article = "", .price = 3, .count = 0}).total == 0);

    Line gone{.id = 12345};
    CHECK_FALSE(t.db.update(gone));
    CHECK(t.db.execute(insert<Line>()
                           .values(col<&Line::article> = "c", col<&Line::price> = 2, col<&Line::count> = 2)
                           .returning(col<&Line::total>))
              .one() == 4);
}

TEST_CASE("many objects get what the database calculates, each its own") {
    tests t;
    const std::size_t count = GENERATE(std::size_t{2}, std::size_t{9}, std::size_t{200}, std::size_t{11'000});
    std::vector<Line> lines(count);
    for (std::size_t i = 0; i < count; ++i) {
        lines[i].article = "Article " + std::to_string(i);
        lines[i].price = static_cast<std::int32_t>(i);
        lines[i].count = 3;
    }
    t.db.insert(lines);
    bool right = true;
    for (std::size_t i = 0; i < count; ++i)
        right = right && lines[i].total == static_cast<std::int64_t>(3 * i) &&
                lines[i].folded == "article " + std::to_string(i) && lines[i].id != 0;
    CHECK(right);
    CHECK(t.db.get<Line>(lines.back().id)->total == lines.back().total);

    std::vector<Stock> stock(count);
    for (std::size_t i = 0; i < count; ++i) {
        stock[i].shop = i % 2 == 0 ? "it's \"ours\"" : "theirs";
        stock[i].shelf = static_cast<std::int32_t>(count - i);
        stock[i].pieces = static_cast<std::int32_t>(i);
    }
    t.db.insert(stock);
    for (std::size_t i = 0; i < count; ++i)
        right = right && stock[i].twice == static_cast<std::int32_t>(2 * i) && stock[i].note == "it's new" &&
                is_recent(stock[i].counted_at);
    CHECK(right);
    t.db.insert(std::vector<Stock>{});
}

TEST_CASE("what the server fills is left out of the insert and read back") {
    tests t;
    Stock one{.shop = "ours", .shelf = 1, .pieces = 4, .counted_at = long_ago, .note = "not this"};
    t.db.insert(one);
    CHECK(one.note == "it's new");
    CHECK(is_recent(one.counted_at));
    CHECK(one.twice == 8);
    CHECK(t.db.get<Stock>(std::tuple{"ours", 1})->counted_at == one.counted_at);

    // An UPDATE writes it.
    one.note = "counted";
    one.counted_at = long_ago;
    CHECK(t.db.update(one));
    CHECK(t.db.get<Stock>(std::tuple{"ours", 1})->note == "counted");
    CHECK(t.db.get<Stock>(std::tuple{"ours", 1})->counted_at == long_ago);

    // An upsert leaves the row's value, or has it filled.
    t.db.upsert(
        std::vector<Stock>{{.shop = "ours", .shelf = 1, .pieces = 5, .note = "no"}, {.shop = "new", .pieces = 6}});
    CHECK(t.db.get<Stock>(std::tuple{"ours", 1})->note == "counted");
    CHECK(t.db.get<Stock>(std::tuple{"ours", 1})->twice == 10);
    CHECK(t.db.get<Stock>(std::tuple{"new", 0})->note == "it's new");
    CHECK_THROWS_AS(t.db.insert(one), tain::constraint_error);
    CHECK(t.db.execute(select(count()).from<Stock>()).one() == 2);
}

TEST_CASE("what a trigger fills is read back too") {
    tests t;
    if (on_postgresql())
        t.db.script(
            "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'by ' || NEW.shop; RETURN "
            "NEW; END $$; CREATE TRIGGER fills BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION fill()");
    else
        t.db.script(
            "CREATE TRIGGER fills AFTER INSERT ON stock BEGIN UPDATE stock SET note = 'by ' || NEW.shop WHERE shop = "
            "NEW.shop AND shelf = NEW.shelf; END");
    Stock one{.shop = "one"};
    t.db.insert(one);
    CHECK(one.note == "by one");
    std::vector<Stock> many(20);
    for (std::size_t i = 0; i < many.size(); ++i) many[i].shop = std::to_string(i);
    t.db.insert(many);
    bool right = true;
    for (std::size_t i = 0; i < many.size(); ++i) right = right && many[i].note == "by " + std::to_string(i);
    CHECK(right);
}

TEST_CASE("a row that a trigger takes away after its insert is an error, and nothing is inserted") {
    tests t;
    if (on_postgresql())
        t.db.script(
            "CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM stock WHERE shelf = 7; "
            "RETURN NULL; END $$; CREATE TRIGGER takes AFTER INSERT ON stock FOR EACH ROW EXECUTE FUNCTION take()");
    else
        t.db.script("CREATE TRIGGER takes AFTER INSERT ON stock BEGIN DELETE FROM stock WHERE shelf = 7; END");
    std::vector<Stock> some{{.shop = "a", .shelf = 6}, {.shop = "a", .shelf = 7}, {.shop = "a", .shelf = 8}};
    CHECK_THROWS_AS(t.db.insert(some), tain::row_error);
    CHECK(t.db.execute(select(count()).from<Stock>()).one() == 0);
}

TEST_CASE("a value that the server fills and that cannot be read leaves nothing behind") {
    tests t;
    t.db.script(on_postgresql()
                    ? "ALTER TABLE pages ALTER COLUMN created_at SET DEFAULT 'infinity'"
                    : "DROP TABLE pages; CREATE TABLE pages (id INTEGER PRIMARY KEY, text TEXT, edits INTEGER, editor "
                      "TEXT, created_at TEXT DEFAULT 'some time', updated_at TEXT)");
    Page one{.text = "a"};
    CHECK_THROWS_AS(t.db.insert(one), tain::row_error);
    std::vector<Page> many(30);
    CHECK_THROWS_AS(t.db.insert(many), tain::row_error);
    CHECK(t.db.execute(select(count()).from<Page>()).one() == 0);
}

TEST_CASE("every UPDATE sets what the mapping says, unless it sets that itself") {
    tests t;
    Page one{.text = "a", .editor = "ada", .updated_at = long_ago};
    t.db.insert(one);
    CHECK(one.editor == "ada");  // an INSERT writes the members
    CHECK(is_recent(one.created_at));
    CHECK(t.db.get<Page>(one.id)->updated_at == long_ago);

    t.db.execute(update<Page>().set(col<&Page::text> = "b").where(col<&Page::id> == one.id));
    Page now = *t.db.get<Page>(one.id);
    CHECK(is_recent(now.updated_at));
    CHECK(now.editor == "it's \"me\"");

    t.db.execute(update<Page>().set(col<&Page::updated_at> = long_ago, col<&Page::text> = "c").all_rows());
    now = *t.db.get<Page>(one.id);
    CHECK(now.updated_at == long_ago);
    CHECK(now.editor == "it's \"me\"");
    CHECK(is_recent(t.db.execute(update<Page>()
                                     .set(col<&Page::edits> = col<&Page::edits> + 1)
                                     .where(col<&Page::id> == one.id)
                                     .returning(col<&Page::updated_at>))
                        .one()));

    now.updated_at = long_ago;
    now.editor = "bob";
    CHECK(t.db.update(now));
    CHECK(is_recent(now.updated_at));
    CHECK(now.editor == "it's \"me\"");
    CHECK(t.db.get<Page>(one.id)->updated_at == now.updated_at);
}

TEST_CASE("a session's objects hold what the database calculated, filled and set") {
    tests t;
    tain::session s{t.db};
    auto line = s.add(Line{.article = "A", .price = 2, .count = 3});
    auto stock = s.add(Stock{.shop = "s", .pieces = 4});
    auto page = s.add(Page{.text = "a", .editor = "ada", .updated_at = long_ago});
    s.flush();
    CHECK(line->total == 6);
    CHECK(line->folded == "a");
    CHECK(stock->twice == 8);
    CHECK(stock->note == "it's new");
    CHECK(is_recent(page->created_at));
    CHECK(page->updated_at == long_ago);
    t.log.clear();
    s.flush();  // what was read back is no change
    CHECK(t.log.size() == 0);

    line->count = 5;
    page->text = "b";
    s.flush();
    CHECK(line->total == 10);
    CHECK(is_recent(page->updated_at));
    CHECK(page->editor == "it's \"me\"");
    page->updated_at = long_ago;  // the member was changed: it is written
    line->total = 77;             // that of a generated column is not
    s.flush();
    CHECK(page->updated_at == long_ago);
    s.commit();
    CHECK(t.db.get<Page>(page->id)->updated_at == long_ago);
    CHECK(t.db.get<Line>(line->id)->total == 10);
    line->price = 1;
    s.commit();
    CHECK(line->total == 5);
    t.log.clear();
    s.commit();
    CHECK(t.log.size() == 0);
}

TEST_CASE("a flush that is undone gives the objects back what they held") {
    tests t;
    tain::session s{t.db};
    auto line = s.add(Line{.article = "A", .price = 2, .count = 3});
    auto page = s.add(Page{.text = "a", .editor = "ada", .updated_at = long_ago});
    s.commit();
    line->count = 5;
    page->text = "b";
    s.flush();
    CHECK(line->total == 10);
    s.rollback();
    CHECK(line->count == 3);
    CHECK(line->total == 6);
    CHECK(page->updated_at == long_ago);
    CHECK(page->editor == "ada");

    // One that fails half-way.
    page->text = "c";
    page->editor = "eve";
    line->count = 7;
    s.add(Stock{.shop = "x"});
    s.commit();
    CHECK(page->editor == "eve");
    CHECK(line->total == 14);
    page->text = "d";
    line->count = 8;
    line->article = std::string{"nul\0", 4};
    if (on_postgresql()) {
        CHECK_THROWS_AS(s.flush(), tain::row_error);
        CHECK(line->total == 14);
        CHECK(page->text == "d");
        line->article = "A";
        s.commit();
        CHECK(line->total == 16);
    }
}

TEST_CASE("the statements say what they set and read") {
    using namespace tain;
    CHECK(to_sql(update<Page>().set(col<&Page::text> = "x").where(col<&Page::id> == 1), dialect::postgresql) ==
          R"(UPDATE "pages" SET "text" = $1, "updated_at" = now(), "editor" = 'it''s "me"' WHERE "id" = $2)");
    const auto& stored = plans::statement_of<objects::insert_object<Line, objects::on_conflict::fail>>;
    CHECK(stored.text[0] == R"(INSERT INTO "lines" ("article", "price", "count") VALUES (?1, ?2, ?3))");
    CHECK(stored.text[1] == R"(INSERT INTO "lines" ("article", "price", "count") VALUES ($1, $2, $3))"
                            R"( RETURNING "id", "total", "folded")");
    CHECK(plans::statement_of<objects::update_by_key<Line>>.text[0] ==
          R"(UPDATE "lines" SET "article" = ?1, "price" = ?2, "count" = ?3 WHERE "id" = ?4)"
          R"( RETURNING "total", "folded")");
}
