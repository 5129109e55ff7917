// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

struct Word {
    std::string text{};
    std::int64_t count{};
    std::optional<std::string> note{};
    std::int32_t rank{};
    friend bool operator==(const Word&, const Word&) = default;
};
BOOST_DESCRIBE_STRUCT(Word, (), (text, count, note, rank))

}  // namespace

template <>
inline constexpr auto tain::mapping<Word> =
    table("words", primary_key<&Word::text>, unique<&Word::note>, server_default<&Word::rank>(7));

namespace {

constexpr auto text = col<&Word::text>;
constexpr auto count_ = col<&Word::count>;
constexpr auto note = col<&Word::note>;

using words = std::vector<Word>;
const words begun{{"a", 1, "x", 7}, {"b", 2, std::nullopt, 7}};

/// The words after a statement has run in a transaction that is rolled back. It has these texts.
template <class S>
words after(const S& statement, std::string_view sqlite, std::string_view postgresql) {
    spelled(statement, sqlite, postgresql);
    const tain::engine& db = library();
    auto tx = db.begin();
    tx.script(
        "CREATE TABLE words (text TEXT NOT NULL PRIMARY KEY, count BIGINT NOT NULL, note TEXT UNIQUE, "
        "rank INTEGER NOT NULL DEFAULT 7)");
    tx.insert(begun);
    if constexpr (S::returns_rows)
        tx.execute(statement).all();
    else
        tx.execute(statement);
    return tx.execute(select<Word>().order_by(text)).all();
}

}  // namespace

TEST_CASE("INSERT of one row") {
    CHECK(after(insert<Word>().values(text = "c", count_ = 3),
                R"(INSERT INTO "words" ("text", "count") VALUES (?1, ?2))",
                R"(INSERT INTO "words" ("text", "count") VALUES ($1, $2))") ==
          words{begun[0], begun[1], {"c", 3, std::nullopt, 7}});
    CHECK(
        after(
            insert<Word>().values(text = "c", count_ = 1 + scalar(select(count()).from<Book>()), note = nullptr),
            R"(INSERT INTO "words" ("text", "count", "note") VALUES (?1, ?2 + (SELECT count(*) FROM "books"), ?3))",
            R"(INSERT INTO "words" ("text", "count", "note") VALUES ($1, $2 + (SELECT count(*) FROM "books"), $3))") ==
        words{begun[0], begun[1], {"c", 9, std::nullopt, 7}});
}

TEST_CASE("INSERT of what a query gives") {
    CHECK(
        after(
            insert<Word>()
                .columns(text, count_, note)
                .from(select(col<&Book::title>, cast<std::int64_t>(col<&Book::pages>), col<&Book::genre>)
                          .where(col<&Book::genre> == "craft" && col<&Book::pages> > 100)),
            R"(INSERT INTO "words" ("text", "count", "note") SELECT "title", CAST("pages" AS INTEGER), "genre" FROM "books" )"
            R"(WHERE "genre" = ?1 AND "pages" > ?2)",
            R"(INSERT INTO "words" ("text", "count", "note") SELECT "title", CAST("pages" AS BIGINT), "genre" FROM "books" )"
            R"(WHERE "genre" = $1 AND "pages" > $2)") == words{begun[0], begun[1], {"Über alles", 250, "craft", 7}});
    CHECK(
        after(
            insert<Word>()
                .columns(text, count_)
                .from(select(text, count_ + 10))
                .on_conflict(text)
                .do_update(count_ = excluded(count_)),
            R"(INSERT INTO "words" ("text", "count") SELECT * FROM (SELECT "text", "count" + ?1 FROM "words") AS "rows" )"
            R"(WHERE true ON CONFLICT ("text") DO UPDATE SET "count" = excluded."count")",
            R"(INSERT INTO "words" ("text", "count") SELECT "text", "count" + $1 FROM "words" )"
            R"(ON CONFLICT ("text") DO UPDATE SET "count" = excluded."count")") ==
        words{{"a", 11, "x", 7}, {"b", 12, std::nullopt, 7}});
}

TEST_CASE("changes read common table expressions") {
    constexpr auto craft = cte<"craft">(
        select(col<&Book::title>, cast<std::int64_t>(col<&Book::pages>).as<"n">()).where(col<&Book::genre> == "craft"));
    constexpr auto n = craft.column<"n">();
    const auto inserted = insert<Word>()
                              .columns(text, count_)
                              .from(select(craft.column<"title">(), n).where(n > 100))
                              .on_conflict(text)
                              .do_update(count_ = scalar(select(count()).from(craft)));
    CHECK(
        after(
            with(craft, inserted),
            R"(WITH "craft" ("title", "n") AS (SELECT "title", CAST("pages" AS INTEGER) AS "n" FROM "books" )"
            R"(WHERE "genre" = ?1) INSERT INTO "words" ("text", "count") SELECT * FROM (SELECT "title", "n" FROM "craft" )"
            R"(WHERE "n" > ?2) AS "rows" WHERE true ON CONFLICT ("text") DO UPDATE SET "count" = )"
            R"((SELECT count(*) FROM "craft"))",
            R"(WITH "craft" ("title", "n") AS (SELECT "title", CAST("pages" AS BIGINT) AS "n" FROM "books" )"
            R"(WHERE "genre" = $1) INSERT INTO "words" ("text", "count") SELECT "title", "n" FROM "craft" )"
            R"(WHERE "n" > $2 ON CONFLICT ("text") DO UPDATE SET "count" = (SELECT count(*) FROM "craft"))") ==
        words{begun[0], begun[1], {"Über alles", 250, std::nullopt, 7}});
    CHECK(
        after(
            with(craft, update<Word>().set(count_ = 7).where(count_ < scalar(select(min(n) - 88)))),
            R"(WITH "craft" ("title", "n") AS (SELECT "title", CAST("pages" AS INTEGER) AS "n" FROM "books" )"
            R"(WHERE "genre" = ?1) UPDATE "words" SET "count" = ?2 WHERE "count" < (SELECT min("n") - ?3 FROM "craft"))",
            R"(WITH "craft" ("title", "n") AS (SELECT "title", CAST("pages" AS BIGINT) AS "n" FROM "books" )"
            R"(WHERE "genre" = $1) UPDATE "words" SET "count" = $2 WHERE "count" < (SELECT min("n") - $3 FROM "craft"))") ==
        words{{"a", 7, "x", 7}, begun[1]});
    CHECK(
        after(
            with(craft, delete_from<Word>().where(count_ == 2 && exists(select(n).where(n == 90)))),
            R"(WITH "craft" ("title", "n") AS (SELECT "title", CAST("pages" AS INTEGER) AS "n" FROM "books" )"
            R"(WHERE "genre" = ?1) DELETE FROM "words" WHERE "count" = ?2 AND EXISTS (SELECT "n" FROM "craft" WHERE "n" = ?3))",
            R"(WITH "craft" ("title", "n") AS (SELECT "title", CAST("pages" AS BIGINT) AS "n" FROM "books" )"
            R"(WHERE "genre" = $1) DELETE FROM "words" WHERE "count" = $2 AND EXISTS (SELECT "n" FROM "craft" WHERE "n" = $3))") ==
        words{begun[0]});
}

TEST_CASE("INSERT of many rows") {
    using row = std::tuple<std::string, int, std::optional<std::string>>;
    const std::vector<row> added{{"it's", 3, "\"q\""}, {"a", 4, std::nullopt}, {"漢", -1, ""}};
    const auto columns = insert<Word>().columns(text, count_, note);
    const auto updated = columns.values(added).on_conflict(text).do_update(count_ = count_ + excluded(count_) * 10);
    CHECK(
        after(
            updated,
            R"(INSERT INTO "words" ("text", "count", "note") SELECT * FROM (SELECT "text", "count", "note" FROM )"
            R"((SELECT CAST("value" ->> 0 AS TEXT) AS "text", CAST("value" ->> 1 AS INTEGER) AS "count", CAST("value" ->> 2 AS TEXT) AS "note" FROM )"
            R"(json_each(?1)) AS "rows") AS "rows" WHERE true ON CONFLICT ("text") )"
            R"(DO UPDATE SET "count" = "words"."count" + excluded."count" * ?2)",
            R"(INSERT INTO "words" ("text", "count", "note") SELECT "text", "count", "note" FROM )"
            R"(unnest($1::TEXT[], $2::BIGINT[], $3::TEXT[]) AS "rows"("text", "count", "note") ON CONFLICT ("text") )"
            R"(DO UPDATE SET "count" = "words"."count" + excluded."count" * $4)") ==
        words{{"a", 41, "x", 7}, begun[1], {"it's", 3, "\"q\"", 7}, {"漢", -1, "", 7}});
    const auto left =
        insert<Word>()
            .columns(text, count_)
            .values(added, [](const row& each) { return std::get<0>(each); }, [](const row&) { return 0; });
    CHECK(
        after(
            left.on_conflict().do_nothing().returning(text, col<&Word::rank>),
            R"(INSERT INTO "words" ("text", "count") SELECT * FROM (SELECT "text", "count" FROM (SELECT )"
            R"(CAST("value" ->> 0 AS TEXT) AS "text", CAST("value" ->> 1 AS INTEGER) AS "count" FROM json_each(?1)) AS "rows") AS "rows" WHERE true )"
            R"(ON CONFLICT DO NOTHING RETURNING "text", "rank")",
            R"(INSERT INTO "words" ("text", "count") SELECT "text", "count" FROM )"
            R"(unnest($1::TEXT[], $2::BIGINT[]) AS "rows"("text", "count") ON CONFLICT DO NOTHING )"
            R"(RETURNING "text", "rank")") ==
        words{begun[0], begun[1], {"it's", 0, std::nullopt, 7}, {"漢", 0, std::nullopt, 7}});
    CHECK(
        after(
            columns.values(std::vector<row>{}),
            R"(INSERT INTO "words" ("text", "count", "note") SELECT "text", "count", "note" FROM )"
            R"((SELECT CAST("value" ->> 0 AS TEXT) AS "text", CAST("value" ->> 1 AS INTEGER) AS "count", CAST("value" ->> 2 AS TEXT) AS "note" FROM )"
            R"(json_each(?1)) AS "rows")",
            R"(INSERT INTO "words" ("text", "count", "note") SELECT "text", "count", "note" FROM )"
            R"(unnest($1::TEXT[], $2::BIGINT[], $3::TEXT[]) AS "rows"("text", "count", "note"))") == begun);

    auto tx = library().begin();
    const std::vector<std::pair<std::string, std::optional<int>>> people{{"Fay", 1901}, {"Gus", std::nullopt}};
    const auto written = insert<Author>().columns(col<&Author::name>, col<&Author::born>, col<&Author::living>);
    auto back = tx.execute(written
                               .values(
                                   people, &std::pair<std::string, std::optional<int>>::first,
                                   [](const auto& each) { return each.second; },
                                   [](const auto& each) { return !each.second.has_value(); })
                               .returning<Author>())
                    .all();
    REQUIRE(back.size() == 2);
    if (back[0].name == "Gus") std::swap(back[0], back[1]);
    CHECK(back[0] == Author{back[0].id, "Fay", 1901, false});
    CHECK(back[1] == Author{back[1].id, "Gus", std::nullopt, true});
    CHECK(back[0].id != back[1].id);
    // PostgreSQL updates a row once in a statement, SQLite once for each of the rows that meet it.
    tx.script(
        "CREATE TABLE words (text TEXT NOT NULL PRIMARY KEY, count BIGINT NOT NULL, note TEXT UNIQUE, rank INTEGER)");
    const auto twice = insert<Word>()
                           .columns(text, count_)
                           .values(std::vector<std::pair<std::string, int>>{{"a", 1}, {"a", 2}})
                           .on_conflict(text)
                           .do_update(count_ = excluded(count_));
    if (tain::test::on_postgresql())
        CHECK_THROWS_AS(tx.execute(twice), tain::database_error);
    else
        CHECK(tx.execute(twice) == 2);
}

TEST_CASE("INSERT that meets a row that is there") {
    const auto added = insert<Word>().values(text = "a", count_ = 5);
    CHECK(after(added.on_conflict(text).do_nothing(),
                R"(INSERT INTO "words" ("text", "count") VALUES (?1, ?2) ON CONFLICT ("text") DO NOTHING)",
                R"(INSERT INTO "words" ("text", "count") VALUES ($1, $2) ON CONFLICT ("text") DO NOTHING)") == begun);
    CHECK(after(insert<Word>().values(text = "c", count_ = 5, note = "x").on_conflict().do_nothing(),
                R"(INSERT INTO "words" ("text", "count", "note") VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING)",
                R"(INSERT INTO "words" ("text", "count", "note") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)") ==
          begun);
    CHECK(after(added.on_conflict(text).do_update(count_ = count_ + excluded(count_), note = "met"),
                R"(INSERT INTO "words" ("text", "count") VALUES (?1, ?2) ON CONFLICT ("text") )"
                R"(DO UPDATE SET "count" = "words"."count" + excluded."count", "note" = ?3)",
                R"(INSERT INTO "words" ("text", "count") VALUES ($1, $2) ON CONFLICT ("text") )"
                R"(DO UPDATE SET "count" = "words"."count" + excluded."count", "note" = $3)") ==
          words{{"a", 6, "met", 7}, begun[1]});
    const auto greater =
        added.on_conflict(text).do_update_if(excluded(count_) > count_ + 100, count_ = excluded(count_));
    CHECK(after(greater,
                R"(INSERT INTO "words" ("text", "count") VALUES (?1, ?2) ON CONFLICT ("text") )"
                R"(DO UPDATE SET "count" = excluded."count" WHERE excluded."count" > "words"."count" + ?3)",
                R"(INSERT INTO "words" ("text", "count") VALUES ($1, $2) ON CONFLICT ("text") )"
                R"(DO UPDATE SET "count" = excluded."count" WHERE excluded."count" > "words"."count" + $3)") == begun);
    CHECK(after(insert<Word>()
                    .values(text = "c", count_ = 9, note = "x")
                    .on_conflict(note)
                    .do_update(text = "renamed")
                    .returning(text),
                R"(INSERT INTO "words" ("text", "count", "note") VALUES (?1, ?2, ?3) ON CONFLICT ("note") )"
                R"(DO UPDATE SET "text" = ?4 RETURNING "text")",
                R"(INSERT INTO "words" ("text", "count", "note") VALUES ($1, $2, $3) ON CONFLICT ("note") )"
                R"(DO UPDATE SET "text" = $4 RETURNING "text")") == words{begun[1], {"renamed", 1, "x", 7}});
}

TEST_CASE("UPDATE, also from other tables") {
    CHECK(after(update<Word>().set(count_ = count_ * 10, note = concat(text, "!")).where(text != "a"),
                R"(UPDATE "words" SET "count" = "count" * ?1, "note" = ("text" || ?2) WHERE "text" <> ?3)",
                R"(UPDATE "words" SET "count" = "count" * $1, "note" = ("text" || $2::TEXT) WHERE "text" <> $3)") ==
          words{begun[0], {"b", 20, "b!", 7}});
    CHECK(
        after(
            update<Word>()
                .set(note = col<&Author::name>, count_ = count_ + col<&Author::id>)
                .from<Author>()
                .where(lower(substr(col<&Author::name>, 1, 1)) == text && text == "b"),
            R"(UPDATE "words" SET "note" = "authors"."name", "count" = "words"."count" + "authors"."id" FROM "authors" )"
            R"(WHERE lower(substr("authors"."name", ?1, ?2)) = "words"."text" AND "words"."text" = ?3)",
            R"(UPDATE "words" SET "note" = "authors"."name", "count" = "words"."count" + "authors"."id" FROM "authors" )"
            R"(WHERE lower(substr("authors"."name", $1::INTEGER, $2::INTEGER)) = "words"."text" AND "words"."text" = $3)") ==
        words{begun[0], {"b", 4, "Bram", 7}});
    CHECK(after(update<Word>().set(count_ = coalesce(scalar(select(max(col<&Book::pages>))), 0)).all_rows(),
                R"(UPDATE "words" SET "count" = coalesce((SELECT max("pages") FROM "books"), ?1))",
                R"(UPDATE "words" SET "count" = coalesce((SELECT max("pages") FROM "books"), $1))") ==
          words{{"a", 418, "x", 7}, {"b", 418, std::nullopt, 7}});
}

TEST_CASE("DELETE, also by other tables") {
    CHECK(
        after(delete_from<Word>().where(exists(select<Author>().where(lower(substr(col<&Author::name>, 1, 1)) == text &&
                                                                      !col<&Author::living> && col<&Author::id> > 1))),
              R"(DELETE FROM "words" WHERE EXISTS (SELECT "authors"."id", "authors"."name", "authors"."born", )"
              R"("authors"."living" FROM "authors" WHERE lower(substr("authors"."name", ?1, ?2)) = "words"."text" AND )"
              R"(NOT "authors"."living" AND "authors"."id" > ?3))",
              R"(DELETE FROM "words" WHERE EXISTS (SELECT "authors"."id", "authors"."name", "authors"."born", )"
              R"("authors"."living" FROM "authors" WHERE lower(substr("authors"."name", $1::INTEGER, $2::INTEGER)) = )"
              R"("words"."text" AND NOT "authors"."living" AND "authors"."id" > $3))") == words{begun[0]});
    CHECK(
        after(
            delete_from<Word>().where(
                in(count_, select(cast<std::int64_t>(col<&Sale::count>)).where(col<&Sale::id> == 3))),
            R"(DELETE FROM "words" WHERE "count" IN (SELECT CAST("count" AS INTEGER) FROM "sales" WHERE "id" = ?1))",
            R"(DELETE FROM "words" WHERE "count" IN (SELECT CAST("count" AS BIGINT) FROM "sales" WHERE "id" = $1))") ==
        words{begun[0]});
}
