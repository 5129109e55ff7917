// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto name = col<&Author::name>;
constexpr auto title = col<&Book::title>;
constexpr auto sold = col<&Sale::count>;

}  // namespace

TEST_CASE("inner and outer joins") {
    check(
        select(name, title).join<Book>().order_by(name, title),
        R"(SELECT "authors"."name", "books"."title" FROM "authors" JOIN "books" ON "books"."author_id" = "authors"."id" )"
        R"(ORDER BY "authors"."name", "books"."title")",
        "SELECT name, title FROM authors, books WHERE author_id = authors.id ORDER BY name, title", 8);
    check(
        select(name, title)
            .left_join<Book>(col<&Book::author_id> == col<&Author::id> && col<&Book::pages> > 300)
            .order_by(col<&Author::id>, title),
        R"(SELECT "authors"."name", "books"."title" FROM "authors" LEFT JOIN "books" ON )"
        R"("books"."author_id" = "authors"."id" AND "books"."pages" > ?1 ORDER BY "authors"."id", "books"."title" NULLS LAST)",
        R"(SELECT "authors"."name", "books"."title" FROM "authors" LEFT JOIN "books" ON )"
        R"("books"."author_id" = "authors"."id" AND "books"."pages" > $1 ORDER BY "authors"."id", "books"."title")",
        "VALUES ('Ada', NULL), ('Bram', 'Dracula'), ('Bram', 'The Lair'), ('Cora', NULL), ('Dan O''Neil', NULL), "
        "('eve_%', NULL)",
        6);
    check(
        select(sold, title).right_join<Book>().where(is_null(sold) || sold > 4).order_by(title),
        R"(SELECT "sales"."count", "books"."title" FROM "sales" RIGHT JOIN "books" ON "sales"."book_id" = "books"."id" )"
        R"(WHERE "sales"."count" IS NULL OR "sales"."count" > $1 ORDER BY "books"."title")",
        "SELECT s.count, b.title FROM books AS b LEFT JOIN sales AS s ON s.book_id = b.id WHERE s.id IS NULL OR "
        "s.count > 4 "
        "ORDER BY b.title",
        4);
    check(
        select(name, title)
            .full_join<Book>(col<&Book::author_id> == col<&Author::id> && col<&Book::author_id> > 3)
            .where(is_null(name) || is_null(title))
            .order_by(name, title),
        R"(SELECT "authors"."name", "books"."title" FROM "authors" FULL JOIN "books" ON )"
        R"("books"."author_id" = "authors"."id" AND "books"."author_id" > ?1 WHERE "authors"."name" IS NULL OR )"
        R"("books"."title" IS NULL ORDER BY "authors"."name" NULLS LAST, "books"."title" NULLS LAST)",
        R"(SELECT "authors"."name", "books"."title" FROM "authors" FULL JOIN "books" ON )"
        R"("books"."author_id" = "authors"."id" AND "books"."author_id" > $1 WHERE "authors"."name" IS NULL OR )"
        R"("books"."title" IS NULL ORDER BY "authors"."name", "books"."title")",
        "SELECT * FROM (SELECT name, CAST(NULL AS TEXT) AS title FROM authors WHERE name <> 'Dan O''Neil' UNION ALL "
        "SELECT NULL, title FROM books WHERE author_id <= 3) AS both_sides ORDER BY name NULLS LAST, title NULLS LAST",
        10);
    check(select(count()).from<Author>().cross_join<Sale>(), R"(SELECT count(*) FROM "authors" CROSS JOIN "sales")",
          "VALUES (45)", 1);
    check(select(name, title, sold).join<Book>().left_join<Sale>().where(name == "Ada").order_by(title, sold),
          R"(SELECT "authors"."name", "books"."title", "sales"."count" FROM "authors" JOIN "books" ON )"
          R"("books"."author_id" = "authors"."id" LEFT JOIN "sales" ON "sales"."book_id" = "books"."id" )"
          R"(WHERE "authors"."name" = ?1 ORDER BY "books"."title", "sales"."count" NULLS LAST)",
          R"(SELECT "authors"."name", "books"."title", "sales"."count" FROM "authors" JOIN "books" ON )"
          R"("books"."author_id" = "authors"."id" LEFT JOIN "sales" ON "sales"."book_id" = "books"."id" )"
          R"(WHERE "authors"."name" = $1 ORDER BY "books"."title", "sales"."count")",
          "VALUES ('Ada', 'Letters', 2), ('Ada', 'Notes', 1), ('Ada', 'Notes', 3)", 3);
}

TEST_CASE("what an outer join may lack comes out as optional") {
    const auto row = []<class S>(const S&) { return tain::sql::row_type<S>{}; };
    using std::optional;
    static_assert(std::is_same_v<decltype(row(select(name, title).right_join<Book>())),
                                 std::tuple<optional<std::string>, std::string>>);
    static_assert(std::is_same_v<decltype(row(select(name, title).full_join<Book>())),
                                 std::tuple<optional<std::string>, optional<std::string>>>);
    static_assert(
        std::is_same_v<decltype(row(select(name, title).cross_join<Book>())), std::tuple<std::string, std::string>>);
    static_assert(std::is_same_v<decltype(row(select(name, title, sold).join<Book>().right_join<Sale>())),
                                 std::tuple<optional<std::string>, optional<std::string>, std::int32_t>>);
    const auto rows =
        library().execute(select<Author, Book>().full_join<Book>(col<&Book::id> == col<&Author::id> + 7)).all();
    CHECK(rows.size() == 12);
}

TEST_CASE("one table twice, by aliases") {
    using other = tain::alias<Book, "other">;
    check(select(title, col<&Book::title, of<other>>)
              .join<other>(col<&Book::author_id> == col<&Book::author_id, of<other>> &&
                           col<&Book::pages> < col<&Book::pages, of<other>>)
              .order_by(title),
          R"(SELECT "books"."title", "other"."title" FROM "books" JOIN "books" AS "other" ON )"
          R"("books"."author_id" = "other"."author_id" AND "books"."pages" < "other"."pages" ORDER BY "books"."title")",
          "SELECT a.title, b.title FROM books AS a, books AS b WHERE a.author_id = b.author_id AND a.pages < b.pages "
          "ORDER BY "
          "a.title",
          4);
}
