// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <tain/chrono.hpp>

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto name = col<&Author::name>;
constexpr auto title = col<&Book::title>;
constexpr auto of_author = col<&Book::author_id> == col<&Author::id>;

}  // namespace

TEST_CASE("EXISTS, with columns of the statement around it") {
    check(select(name).where(exists(select<Book>().where(of_author))).order_by(name),
          R"(SELECT "name" FROM "authors" WHERE EXISTS (SELECT "books"."id", "books"."author_id", "books"."title", )"
          R"("books"."genre", "books"."pages", "books"."price", "books"."added" FROM "books" )"
          R"(WHERE "books"."author_id" = "authors"."id") ORDER BY "name")",
          "VALUES ('Ada'), ('Bram'), ('Cora'), ('Dan O''Neil')", 4);
    check(select(name).where(not_exists(select(title).where(of_author))),
          R"(SELECT "name" FROM "authors" WHERE NOT EXISTS (SELECT "books"."title" FROM "books" )"
          R"(WHERE "books"."author_id" = "authors"."id"))",
          "VALUES ('eve_%')", 1);
    check(select(name).where(exists(select(title).where(title == "no such"))),
          R"(SELECT "name" FROM "authors" WHERE EXISTS (SELECT "title" FROM "books" WHERE "title" = $1))",
          "SELECT name FROM authors WHERE 1 = 0", 0);
    check(select(name, exists(select(title).where(of_author && col<&Book::pages> > 200))).order_by(col<&Author::id>),
          R"(SELECT "name", EXISTS (SELECT "books"."title" FROM "books" WHERE "books"."author_id" = "authors"."id" )"
          R"(AND "books"."pages" > $1) FROM "authors" ORDER BY "id")",
          "VALUES ('Ada', false), ('Bram', true), ('Cora', false), ('Dan O''Neil', true), ('eve_%', false)", 5);
}

TEST_CASE("IN a subquery") {
    check(select(name).where(in(col<&Author::id>, select(col<&Book::author_id>).where(col<&Book::genre> == "horror"))),
          R"(SELECT "name" FROM "authors" WHERE "id" IN (SELECT "author_id" FROM "books" WHERE "genre" = $1))",
          "VALUES ('Bram')", 1);
    check(select(title).where(!in(col<&Book::id>, select(col<&Sale::book_id>))).order_by(title),
          R"(SELECT "title" FROM "books" WHERE NOT ("id" IN (SELECT "book_id" FROM "sales")) ORDER BY "title")",
          "SELECT title FROM books WHERE id IN (7, 8) ORDER BY title", 2);
    check(select(title).where(in(col<&Book::genre>, select(col<&Book::genre>).where(col<&Book::pages> == 7))),
          R"(SELECT "title" FROM "books" WHERE "genre" IN (SELECT "genre" FROM "books" WHERE "pages" = $1))",
          "SELECT title FROM books WHERE 1 = 0", 0);
    check(
        select(name)
            .where(in(col<&Author::id>, select(col<&Book::author_id>)
                                            .join<Sale>()
                                            .group_by(col<&Book::author_id>)
                                            .having(sum(col<&Sale::count>) > 3)))
            .order_by(name),
        R"(SELECT "name" FROM "authors" WHERE "id" IN (SELECT "books"."author_id" FROM "books" JOIN "sales" ON )"
        R"("sales"."book_id" = "books"."id" GROUP BY "books"."author_id" HAVING sum("sales"."count") > ?1) ORDER BY "name")",
        R"(SELECT "name" FROM "authors" WHERE "id" IN (SELECT "books"."author_id" FROM "books" JOIN "sales" ON )"
        R"("sales"."book_id" = "books"."id" GROUP BY "books"."author_id" )"
        R"(HAVING CAST(sum("sales"."count") AS BIGINT) > $1) ORDER BY "name")",
        "VALUES ('Ada'), ('Bram'), ('Cora')", 3);
}

TEST_CASE("a subquery as a value") {
    check(select(title).where(col<&Book::price> == scalar(select(max(col<&Book::price>)))),
          R"(SELECT "title" FROM "books" WHERE "price" = (SELECT max("price") FROM "books"))", "VALUES ('Über alles')",
          1);
    check(select(name, scalar(select(count()).from<Book>().where(of_author))).order_by(col<&Author::id>),
          R"(SELECT "name", (SELECT count(*) FROM "books" WHERE "books"."author_id" = "authors"."id") )"
          R"(FROM "authors" ORDER BY "id")",
          "VALUES ('Ada', 2), ('Bram', 2), ('Cora', 2), ('Dan O''Neil', 2), ('eve_%', 0)", 5);
    check(select(name, scalar(select(title).where(of_author).order_by(col<&Book::price>).limit(1)).as<"cheapest">())
              .order_by(col<&Author::id>),
          R"(SELECT "name", (SELECT "books"."title" FROM "books" WHERE "books"."author_id" = "authors"."id" )"
          R"(ORDER BY "books"."price" LIMIT $1) AS "cheapest" FROM "authors" ORDER BY "id")",
          "VALUES ('Ada', 'Letters'), ('Bram', 'The Lair'), ('Cora', '100% Wool'), ('Dan O''Neil', 'Nothing'), "
          "('eve_%', NULL)",
          5);
    check(
        select(title)
            .where(col<&Book::price> > coalesce(scalar(select(avg(col<&Book::price>))), 0.0) + 1)
            .order_by(title),
        R"(SELECT "title" FROM "books" WHERE "price" > coalesce((SELECT avg("price") FROM "books"), ?1) + ?2 ORDER BY "title")",
        R"(SELECT "title" FROM "books" WHERE "price" > coalesce((SELECT CAST(avg("price") AS DOUBLE PRECISION) FROM "books"), )"
        R"($1) + $2 ORDER BY "title")",
        "SELECT title FROM books WHERE price > 14.3 ORDER BY title", 3);
}

TEST_CASE("subqueries in one another, and one table in both") {
    check(select(name).where(exists(select(title).where(
              of_author &&
              exists(select(col<&Sale::id>).where(col<&Sale::book_id> == col<&Book::id> && col<&Sale::count> < 0))))),
          R"(SELECT "name" FROM "authors" WHERE EXISTS (SELECT "books"."title" FROM "books" )"
          R"(WHERE "books"."author_id" = "authors"."id" AND EXISTS (SELECT "sales"."id" FROM "sales" )"
          R"(WHERE "sales"."book_id" = "books"."id" AND "sales"."count" < $1)))",
          "VALUES ('Cora')", 1);
    using other = tain::alias<Book, "other">;
    check(select(title)
              .where(not_exists(select(col<&Book::id, of<other>>)
                                    .where(col<&Book::author_id, of<other>> == col<&Book::author_id> &&
                                           col<&Book::price, of<other>> > col<&Book::price>)))
              .order_by(title),
          R"(SELECT "title" FROM "books" WHERE NOT EXISTS (SELECT "other"."id" FROM "books" AS "other" )"
          R"(WHERE "other"."author_id" = "books"."author_id" AND "other"."price" > "books"."price") ORDER BY "title")",
          "SELECT title FROM books WHERE id IN (1, 3, 5, 8) ORDER BY title", 4);
}

TEST_CASE("values as expressions, and selects that read no table") {
    check(select(literal(1), literal("it's"), literal(2.5), literal(true)), "SELECT ?1, ?2, ?3, ?4",
          "SELECT $1::INTEGER, $2::TEXT, $3, $4", "VALUES (1, 'it''s', 2.5, true)", 1);
    check(select(literal(std::optional<std::int64_t>{}), literal(std::optional<std::string>{"x"})), "SELECT ?1, ?2",
          "SELECT $1, $2::TEXT", "VALUES (CAST(NULL AS INTEGER), 'x')", 1);
    check(select(exists(select(title).where(title == "Dracula")), scalar(select(count()).from<Author>())),
          R"(SELECT EXISTS (SELECT "title" FROM "books" WHERE "title" = $1), (SELECT count(*) FROM "authors"))",
          "VALUES (true, 5)", 1);
    check(select(literal(1)).where(literal(2) > 3), "SELECT ?1 WHERE ?2 > ?3",
          "SELECT $1::INTEGER WHERE $2::INTEGER > $3", "SELECT 1 WHERE 1 = 0", 0);
    check(select(lower(literal("ABC")), literal(7) / 2, concat(literal("a"), "b")),
          "SELECT lower(?1), ?2 / nullif(?3, 0), (?4 || ?5)",
          "SELECT lower($1::TEXT), $2::INTEGER / nullif($3, 0), ($4::TEXT || $5::TEXT)", "VALUES ('abc', 3, 'ab')", 1);
    check(union_(select(name.as<"who">()), select(literal("nobody"))).order_by(by_label<"who">).limit(2),
          R"(SELECT "name" AS "who" FROM "authors" UNION SELECT ?1 ORDER BY 1 LIMIT ?2)",
          R"(SELECT "name" AS "who" FROM "authors" UNION SELECT $1::TEXT ORDER BY 1 LIMIT $2)",
          "VALUES ('Ada'), ('Bram')", 2);
    check(select(name).where(exists(select(literal(1)).where(col<&Author::id> == 2))),
          R"(SELECT "name" FROM "authors" WHERE EXISTS (SELECT ?1 WHERE "authors"."id" = ?2))",
          R"(SELECT "name" FROM "authors" WHERE EXISTS (SELECT $1::INTEGER WHERE "authors"."id" = $2))",
          "VALUES ('Bram')", 1);
    check(
        select(col<&Book::genre>, literal("books"), count())
            .where(is_not_null(col<&Book::genre>))
            .group_by(col<&Book::genre>)
            .order_by(col<&Book::genre>),
        R"(SELECT "genre", ?1, count(*) FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" ORDER BY "genre" )"
        "NULLS LAST",
        R"(SELECT "genre", $1::TEXT, count(*) FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" ORDER BY "genre")",
        "VALUES ('craft', 'books', 2), ('horror', 'books', 2), ('science', 'books', 2)", 3);
    const timestamp then{std::chrono::sys_days{std::chrono::year{2024} / 2 / 29}};
    CHECK(library().execute(select(literal(then), literal(then) + std::chrono::hours{24})).one() ==
          std::tuple{then, then + std::chrono::hours{24}});
    const auto a_minute = now() - library().execute(select(now())).one();
    CHECK(library().execute(select(a_minute < std::chrono::minutes{10})).one());
}
