// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto name = col<&Author::name>;
constexpr auto title = col<&Book::title>;
constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;

constexpr auto named(const auto& condition) { return select(title.as<"name">()).where(condition); }

}  // namespace

TEST_CASE("unions, intersections and differences") {
    check(
        union_(select(name.as<"name">()).where(col<&Author::living>), select(title).where(pages > 300))
            .order_by(by_label<"name">),
        R"(SELECT "name" AS "name" FROM "authors" WHERE "living" UNION SELECT "title" FROM "books" WHERE "pages" > $1 ORDER BY 1)",
        "SELECT name FROM authors WHERE living UNION SELECT title FROM books WHERE pages > 300 ORDER BY 1", 5);
    check(union_all(named(pages > 300), named(pages > 400)).order_by(by_label<"name">),
          R"(SELECT "title" AS "name" FROM "books" WHERE "pages" > $1 UNION ALL SELECT "title" AS "name" FROM "books" )"
          R"(WHERE "pages" > $2 ORDER BY 1)",
          "VALUES ('Dracula'), ('Dracula'), ('The Lair')", 3);
    check(intersect(named(pages > 100), named(genre == "craft")),
          R"(SELECT "title" AS "name" FROM "books" WHERE "pages" > $1 INTERSECT SELECT "title" AS "name" FROM "books" )"
          R"(WHERE "genre" = $2)",
          "VALUES ('Über alles')", 1);
    check(except(named(pages > 100), named(genre == "horror")).order_by(desc(by_label<"name">)).limit(1),
          R"(SELECT "title" AS "name" FROM "books" WHERE "pages" > $1 EXCEPT SELECT "title" AS "name" FROM "books" )"
          R"(WHERE "genre" = $2 ORDER BY 1 DESC LIMIT $3)",
          "SELECT title FROM books WHERE id IN (2, 8) ORDER BY title DESC LIMIT 1", 1);
    check(
        union_(select(genre.as<"kind">()), select(name).where(name == "Ada")).order_by(by_label<"kind">).offset(2),
        R"(SELECT "genre" AS "kind" FROM "books" UNION SELECT "name" FROM "authors" WHERE "name" = ?1 ORDER BY 1 NULLS LAST )"
        R"(LIMIT -1 OFFSET ?2)",
        R"(SELECT "genre" AS "kind" FROM "books" UNION SELECT "name" FROM "authors" WHERE "name" = $1 ORDER BY 1 OFFSET $2)",
        "VALUES ('horror'), ('science'), (NULL)", 3);
}

TEST_CASE("arms that are sorted, limited or unions themselves") {
    check(
        union_all(named(pages > 0).order_by(desc(pages)).limit(1), named(pages > 0).order_by(pages).limit(1)),
        R"(SELECT * FROM (SELECT "title" AS "name" FROM "books" WHERE "pages" > $1 ORDER BY "pages" DESC LIMIT $2) AS "arm" )"
        R"(UNION ALL SELECT * FROM (SELECT "title" AS "name" FROM "books" WHERE "pages" > $3 ORDER BY "pages" LIMIT $4) AS "arm")",
        "VALUES ('Dracula'), ('Nothing')", 2);
    check(union_(union_(named(pages == 7), named(pages == 66)), named(pages == 90)).order_by(by_label<"name">),
          R"(SELECT "title" AS "name" FROM "books" WHERE "pages" = $1 UNION SELECT "title" AS "name" FROM "books" )"
          R"(WHERE "pages" = $2 UNION SELECT "title" AS "name" FROM "books" WHERE "pages" = $3 ORDER BY 1)",
          "VALUES ('100% Wool'), ('Notes'), ('Nothing')", 3);
    check(
        intersect(union_(named(pages == 7), named(pages == 66)), named(genre == "science")),
        R"(SELECT * FROM (SELECT "title" AS "name" FROM "books" WHERE "pages" = $1 UNION SELECT "title" AS "name" FROM "books" )"
        R"(WHERE "pages" = $2) AS "arm" INTERSECT SELECT "title" AS "name" FROM "books" WHERE "genre" = $3)",
        "VALUES ('Notes')", 1);
    check(
        except(named(pages > 100), union_(named(genre == "horror"), named(genre == "craft"))),
        R"(SELECT "title" AS "name" FROM "books" WHERE "pages" > $1 EXCEPT SELECT * FROM (SELECT "title" AS "name" FROM "books" )"
        R"(WHERE "genre" = $2 UNION SELECT "title" AS "name" FROM "books" WHERE "genre" = $3) AS "arm")",
        "VALUES ('Letters')", 1);
}

TEST_CASE("unions within other statements") {
    check(select(name)
              .where(in(col<&Author::id>, union_(select(col<&Book::author_id>).where(pages > 400),
                                                 select(col<&Author::id>).where(name == "Ada"))))
              .order_by(name),
          R"(SELECT "name" FROM "authors" WHERE "id" IN (SELECT "author_id" FROM "books" WHERE "pages" > $1 UNION )"
          R"(SELECT "id" FROM "authors" WHERE "name" = $2) ORDER BY "name")",
          "VALUES ('Ada'), ('Bram')", 2);
    check(union_all(select<Author>().where(name == "Ada"), select<Author>().where(name == "Bram")),
          R"(SELECT "id", "name", "born", "living" FROM "authors" WHERE "name" = $1 UNION ALL )"
          R"(SELECT "id", "name", "born", "living" FROM "authors" WHERE "name" = $2)",
          "SELECT id, name, born, living FROM authors WHERE id < 3 ORDER BY id", 2);
    check(
        union_all(select(name, title).join<Book>().where(pages > 400),
                  select(name, title).join<Book>().where(pages == 7)),
        R"(SELECT "authors"."name", "books"."title" FROM "authors" JOIN "books" ON "books"."author_id" = "authors"."id" )"
        R"(WHERE "books"."pages" > $1 UNION ALL SELECT "authors"."name", "books"."title" FROM "authors" JOIN "books" ON )"
        R"("books"."author_id" = "authors"."id" WHERE "books"."pages" = $2)",
        "VALUES ('Bram', 'Dracula'), ('Dan O''Neil', 'Nothing')", 2);
}
