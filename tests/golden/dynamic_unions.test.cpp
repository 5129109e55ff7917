// SPDX-License-Identifier: BSL-1.0
#include <tain/dynamic.hpp>

#include "golden.hpp"

#include <tain/session.hpp>

#include <catch2/catch_test_macros.hpp>

#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto id = col<&Book::id>;
constexpr auto title = col<&Book::title>;
constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;
constexpr auto name = col<&Author::name>;

const auto titles = dynamic(select(title));
const auto names = dynamic(select(name));

}  // namespace

TEST_CASE("dynamic statements as one") {
    const auto both = [](bool short_ones, const std::string& like) {
        return union_(titles.where_if(short_ones, pages < 100), names.where_if(!like.empty(), starts_with(name, like)))
            .order_by(desc(by_element<0>))
            .limit(3);
    };
    static_assert(std::is_same_v<decltype(both(true, "")), dynamic_union<std::string>>);
    check(
        both(false, "x"),
        R"(SELECT "title" FROM "books" UNION SELECT "name" FROM "authors" WHERE "name" GLOB ?1 ORDER BY 1 DESC LIMIT ?2)",
        R"(SELECT "title" FROM "books" UNION SELECT "name" FROM "authors" WHERE "name" LIKE $1 ORDER BY 1 DESC LIMIT $2)",
        "SELECT title FROM books ORDER BY title DESC LIMIT 3", 3);
    check(
        both(true, ""),
        R"(SELECT "title" FROM "books" WHERE "pages" < $1 UNION SELECT "name" FROM "authors" ORDER BY 1 DESC LIMIT $2)",
        "VALUES ('eve_%'), ('Nothing'), ('Notes')", 3);
    const auto authors = dynamic(select(col<&Book::author_id>)).where(pages > 100);
    const auto wanted = dynamic(select(col<&Author::id>)).where(col<&Author::living> == true);
    check(
        intersect(wanted, authors).order_by(by_element<0>),
        R"(SELECT "id" FROM "authors" WHERE "living" = $1 INTERSECT SELECT "author_id" FROM "books" WHERE "pages" > $2 )"
        R"(ORDER BY 1)",
        "VALUES (4)", 1);
    check(except(wanted, authors).order_by(by_element<0>).offset(1),
          R"(SELECT "id" FROM "authors" WHERE "living" = ?1 EXCEPT SELECT "author_id" FROM "books" WHERE "pages" > ?2 )"
          R"(ORDER BY 1 LIMIT -1 OFFSET ?3)",
          R"(SELECT "id" FROM "authors" WHERE "living" = $1 EXCEPT SELECT "author_id" FROM "books" WHERE "pages" > $2 )"
          R"(ORDER BY 1 OFFSET $3)",
          "VALUES (5)", 1);
    // Of arms that are sorted and limited, joined, grouped, or unions themselves.
    check(
        intersect(union_all(wanted.order_by(desc(col<&Author::id>)).limit(1), authors), authors.limit(50))
            .order_by(by_element<0>),
        R"(SELECT * FROM (SELECT * FROM (SELECT "id" FROM "authors" WHERE "living" = $1 ORDER BY "id" DESC LIMIT $2) )"
        R"(AS "arm" UNION ALL SELECT "author_id" FROM "books" WHERE "pages" > $3) AS "arm" INTERSECT SELECT * FROM )"
        R"((SELECT "author_id" FROM "books" WHERE "pages" > $4 LIMIT $5) AS "arm" ORDER BY 1)",
        "VALUES (1), (2), (4)", 3);
    check(
        union_all(union_all(dynamic(select(genre, count()).group_by(genre)).having(count() > 2),
                            dynamic(select(genre, col<&Author::id>).join<Author>()).where(name == "Ada")),
                  dynamic(select(genre, id)).where(pages == 0))
            .order_by(by_element<0>, desc(by_element<1>)),
        R"(SELECT "genre", count(*) FROM "books" GROUP BY "genre" HAVING count(*) > ?1 UNION ALL )"
        R"(SELECT "books"."genre", "authors"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
        R"(WHERE "authors"."name" = ?2 UNION ALL SELECT "genre", "id" FROM "books" WHERE "pages" = ?3 )"
        R"(ORDER BY 1 NULLS LAST, 2 DESC)",
        R"(SELECT "genre", count(*) FROM "books" GROUP BY "genre" HAVING count(*) > $1 UNION ALL )"
        R"(SELECT "books"."genre", "authors"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
        R"(WHERE "authors"."name" = $2 UNION ALL SELECT "genre", "id" FROM "books" WHERE "pages" = $3 )"
        R"(ORDER BY 1, 2 DESC)",
        "VALUES ('science', 5), ('science', 1), (NULL, 1)", 3);
}

TEST_CASE("how many statements are one is decided at run time") {
    std::vector<dynamic_select<std::string, Book>> each;
    for (const std::string kind : {"horror", "craft", "none"}) each.push_back(titles.where(genre == kind));
    check(union_all(each).order_by(by_element<0>).limit(2),
          R"(SELECT "title" FROM "books" WHERE "genre" = $1 UNION ALL SELECT "title" FROM "books" WHERE "genre" = $2 )"
          R"(UNION ALL SELECT "title" FROM "books" WHERE "genre" = $3 ORDER BY 1 LIMIT $4)",
          "VALUES ('100% Wool'), ('Dracula')", 2);
    each.resize(1, titles);
    check(union_(each).order_by(desc(by_element<0>)),
          R"(SELECT "title" FROM "books" WHERE "genre" = $1 ORDER BY 1 DESC)", "VALUES ('The Lair'), ('Dracula')", 2);
    each.clear();
    CHECK_THROWS_AS(union_(each), tain::error);
}

TEST_CASE("whole models out of dynamic statements as one") {
    const auto books = dynamic(select<Book>());
    check(
        union_all(books.where(pages > 300), books.where(id < 2)).order_by(desc(col<&Book::price>)).limit(2),
        R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM "books" WHERE "pages" > $1 )"
        R"(UNION ALL SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM "books" WHERE "id" < $2 )"
        R"(ORDER BY 6 DESC LIMIT $3)",
        "SELECT * FROM books WHERE id IN (1, 3) ORDER BY price DESC", 2);
    // In a session they are its objects.
    tain::session session{library()};
    const tain::entity<Book> first = session.get<Book>(1);
    CHECK(session.execute(union_(books.where(id == 1), books.where(pages == 66))).one() == first);
}
