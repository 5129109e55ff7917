// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto name = col<&Author::name>;
constexpr auto author = col<&Book::author_id>;
constexpr auto pages = col<&Book::pages>;

constexpr auto totals = cte<"totals">(select(author, sum(pages).as<"pages">()).group_by(author));

}  // namespace

TEST_CASE("common table expressions are read like tables") {
    check(
        with(totals, select(name, totals.column<"pages">())
                         .join(totals, totals.column<"author_id">() == col<&Author::id>)
                         .where(totals.column<"pages">() > 200)
                         .order_by(name)),
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", sum("pages") AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "authors"."name", "totals"."pages" FROM "authors" JOIN "totals" ON )"
        R"("totals"."author_id" = "authors"."id" WHERE "totals"."pages" > ?1 ORDER BY "authors"."name")",
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "authors"."name", "totals"."pages" FROM "authors" JOIN "totals" ON )"
        R"("totals"."author_id" = "authors"."id" WHERE "totals"."pages" > $1 ORDER BY "authors"."name")",
        "VALUES ('Bram', 746), ('Dan O''Neil', 257)", 2);
    check(
        with(totals, select(max(totals.column<"pages">()))),
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", sum("pages") AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT max("pages") FROM "totals")",
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT max("pages") FROM "totals")",
        "VALUES (746)", 1);
    check(
        with(totals, select(name, totals.column<"pages">())
                         .left_join(totals, totals.column<"author_id">() == col<&Author::id>)
                         .where(is_null(totals.column<"author_id">()))),
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", sum("pages") AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "authors"."name", "totals"."pages" FROM "authors" LEFT JOIN "totals" ON )"
        R"("totals"."author_id" = "authors"."id" WHERE "totals"."author_id" IS NULL)",
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "authors"."name", "totals"."pages" FROM "authors" LEFT JOIN "totals" ON )"
        R"("totals"."author_id" = "authors"."id" WHERE "totals"."author_id" IS NULL)",
        "VALUES ('eve_%', CAST(NULL AS INTEGER))", 1);
}

TEST_CASE("values before the statement are bound before its own") {
    constexpr auto thick = cte<"thick">(select(col<&Book::id>, author).where(pages > 300));
    constexpr auto names =
        cte<"names">(select(name.as<"who">())
                         .where(in(col<&Author::id>,
                                   select(thick.column<"author_id">()).from(thick).where(thick.column<"id">() > 3))));
    check(with(thick, names, select(names.column<"who">()).where(names.column<"who">() != "x")),
          R"(WITH "thick" ("id", "author_id") AS (SELECT "id", "author_id" FROM "books" WHERE "pages" > $1), )"
          R"("names" ("who") AS (SELECT "name" AS "who" FROM "authors" WHERE "id" IN (SELECT "author_id" FROM "thick" )"
          R"(WHERE "id" > $2)) SELECT "who" FROM "names" WHERE "who" <> $3)",
          "VALUES ('Bram')", 1);
}

TEST_CASE("a common table expression that counts, from a value") {
    constexpr auto numbers = recursive_cte<"numbers">(select(literal(std::int64_t{1}).as<"i">()), [](auto before) {
        constexpr auto i = before.template column<"i">();
        return select(i + 1).from(before).where(i < 4);
    });
    check(with(numbers, select(numbers.column<"i">()).from(numbers)),
          R"(WITH RECURSIVE "numbers" ("i") AS (SELECT $1 AS "i" UNION ALL SELECT "i" + $2 FROM "numbers" )"
          R"(WHERE "i" < $3) SELECT "i" FROM "numbers")",
          "VALUES (1), (2), (3), (4)", 4);
}

TEST_CASE("a common table expression that reads itself") {
    constexpr auto line =
        recursive_cte<"line">(select(col<&Book::id>, pages).where(col<&Book::id> == 2), [](auto before) {
            return select(col<&Book::id>, pages)
                .join(before, col<&Book::id> == before.template column<"id">() + 2)
                .where(col<&Book::id> < 8);
        });
    check(with(line, select(line.column<"id">(), line.column<"pages">()).order_by(line.column<"id">())),
          R"(WITH RECURSIVE "line" ("id", "pages") AS (SELECT "id", "pages" FROM "books" WHERE "id" = $1 UNION ALL )"
          R"(SELECT "books"."id", "books"."pages" FROM "books" JOIN "line" ON "books"."id" = "line"."id" + $2 )"
          R"(WHERE "books"."id" < $3) SELECT "id", "pages" FROM "line" ORDER BY "id")",
          "VALUES (2, 120), (4, 328), (6, 90)", 3);
    // A circle: 3 and 4 have one author, as have 1 and 2.
    constexpr auto circle =
        recursive_cte_distinct<"circle">(select(col<&Book::id>, author).where(col<&Book::id> == 3), [](auto before) {
            return select(col<&Book::id>, author).join(before, author == before.template column<"author_id">());
        });
    check(
        with(circle, select(circle.column<"id">()).order_by(circle.column<"id">())),
        R"(WITH RECURSIVE "circle" ("id", "author_id") AS (SELECT "id", "author_id" FROM "books" WHERE "id" = $1 UNION )"
        R"(SELECT "books"."id", "books"."author_id" FROM "books" JOIN "circle" ON )"
        R"("books"."author_id" = "circle"."author_id") SELECT "id" FROM "circle" ORDER BY "id")",
        "VALUES (3), (4)", 2);
}

TEST_CASE("a common table expression is read wherever rows are") {
    constexpr auto author_id = totals.column<"author_id">();
    constexpr auto all = totals.column<"pages">();
    // In a subquery, which is read like a table.
    constexpr auto most = subquery<"most">(select(max(all).as<"pages">()));
    check(
        with(totals, select(most.column<"pages">()).from(most)),
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", sum("pages") AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "pages" FROM (SELECT max("pages") AS "pages" FROM "totals") AS "most")",
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "pages" FROM (SELECT max("pages") AS "pages" FROM "totals") AS "most")",
        "VALUES (746)", 1);
    // In what is selected, of an arm, and two subqueries deep.
    check(
        with(totals, union_all(select(name).where(not_in(col<&Author::id>, select(author_id))),
                               select(name).where(
                                   exists(select(col<&Book::id>)
                                              .where(author == col<&Author::id> &&
                                                     in(author, select(author_id).where(all < 90 && all > 80))))))),
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", sum("pages") AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "name" FROM "authors" WHERE NOT ("id" IN (SELECT "author_id" FROM "totals")) )"
        R"(UNION ALL SELECT "name" FROM "authors" WHERE EXISTS (SELECT "books"."id" FROM "books" WHERE )"
        R"("books"."author_id" = "authors"."id" AND "books"."author_id" IN (SELECT "author_id" FROM "totals" )"
        R"(WHERE "pages" < ?1 AND "pages" > ?2)))",
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "name" FROM "authors" WHERE NOT ("id" IN (SELECT "author_id" FROM "totals")) )"
        R"(UNION ALL SELECT "name" FROM "authors" WHERE EXISTS (SELECT "books"."id" FROM "books" WHERE )"
        R"("books"."author_id" = "authors"."id" AND "books"."author_id" IN (SELECT "author_id" FROM "totals" )"
        R"(WHERE "pages" < $1 AND "pages" > $2)))",
        "VALUES ('eve_%')", 1);
    check(
        with(totals, select(name, scalar(select(all).where(author_id == col<&Author::id>)))
                         .where(col<&Author::id> > 3)
                         .order_by(scalar(select(all + 0).where(author_id == col<&Author::id>)))),
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", sum("pages") AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "name", (SELECT "totals"."pages" FROM "totals" WHERE )"
        R"("totals"."author_id" = "authors"."id") FROM "authors" WHERE "id" > ?1 ORDER BY (SELECT "totals"."pages" + ?2 )"
        R"(FROM "totals" WHERE "totals"."author_id" = "authors"."id") NULLS LAST)",
        R"(WITH "totals" ("author_id", "pages") AS (SELECT "author_id", CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" )"
        R"(GROUP BY "author_id") SELECT "name", (SELECT "totals"."pages" FROM "totals" WHERE )"
        R"("totals"."author_id" = "authors"."id") FROM "authors" WHERE "id" > $1 ORDER BY (SELECT "totals"."pages" + $2 )"
        R"(FROM "totals" WHERE "totals"."author_id" = "authors"."id"))",
        "VALUES ('Dan O''Neil', 257), ('eve_%', NULL)", 2);
}
