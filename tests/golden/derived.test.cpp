// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <tain/dynamic.hpp>
#include <tain/session.hpp>

#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto id = col<&Book::id>;
constexpr auto title = col<&Book::title>;
constexpr auto author = col<&Book::author_id>;
constexpr auto name = col<&Author::name>;
constexpr auto author_id = col<&Author::id>;

constexpr auto recent = subquery<"recent">(select<Book>().order_by(desc(col<&Book::added>)).limit(3));
constexpr const char* recent_text =
    R"((SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM "books" ORDER BY "added" DESC LIMIT $1) )"
    R"(AS "recent")";

constexpr auto thick = subquery<"thick">(
    select(author, sum(col<&Book::pages>).as<"pages">()).group_by(author).having(sum(col<&Book::pages>) > 100));

const std::string whole_recent =
    R"("recent"."id", "recent"."author_id", "recent"."title", "recent"."genre", "recent"."pages", "recent"."price", )"
    R"("recent"."added")";

}  // namespace

TEST_CASE("a subquery is read like a table") {
    const std::string from = std::string{" FROM "} + recent_text;
    check(select(recent.column<"title">())
              .from(recent)
              .where(recent.column<"pages">() > 90)
              .order_by(recent.column<"title">()),
          R"(SELECT "title")" + from + R"( WHERE "pages" > $2 ORDER BY "title")", "VALUES ('Über alles')", 1);
    check(select(name, recent.column<"title">())
              .join(recent, recent.column<"author_id">() == author_id)
              .where(name != "x")
              .order_by(recent.column<"id">()),
          R"(SELECT "authors"."name", "recent"."title" FROM "authors" JOIN )" + std::string{recent_text} +
              R"( ON "recent"."author_id" = "authors"."id" WHERE "authors"."name" <> $2 ORDER BY "recent"."id")",
          "VALUES ('Cora', '  Soil  '), ('Cora', '100% Wool'), ('Dan O''Neil', 'Über alles')", 3);
    check(select(count(), max(recent.column<"pages">())).from(recent), "SELECT count(*), max(\"pages\")" + from,
          "VALUES (3, 250)", 1);
    check(select(recent.column<"author_id">(), count())
              .from(recent)
              .group_by(recent.column<"author_id">())
              .order_by(recent.column<"author_id">()),
          R"(SELECT "author_id", count(*))" + from + R"( GROUP BY "author_id" ORDER BY "author_id")",
          "VALUES (3, 2), (4, 1)", 2);
}

TEST_CASE("values of a subquery are bound where it stands") {
    check(
        select(concat("by ", name), thick.column<"pages">())
            .left_join(thick, thick.column<"author_id">() == author_id && thick.column<"pages">() < 700)
            .where(author_id < 4)
            .order_by(author_id)
            .limit(10),
        R"(SELECT (?1 || "authors"."name"), "thick"."pages" FROM "authors" LEFT JOIN (SELECT "author_id", sum("pages") AS )"
        R"("pages" FROM "books" GROUP BY "author_id" HAVING sum("pages") > ?2) AS "thick" ON "thick"."author_id" = )"
        R"("authors"."id" AND "thick"."pages" < ?3 WHERE "authors"."id" < ?4 ORDER BY "authors"."id" LIMIT ?5)",
        R"(SELECT ($1::TEXT || "authors"."name"), "thick"."pages" FROM "authors" LEFT JOIN (SELECT "author_id", )"
        R"(CAST(sum("pages") AS BIGINT) AS "pages" FROM "books" GROUP BY "author_id" HAVING )"
        R"(CAST(sum("pages") AS BIGINT) > $2) AS "thick" ON "thick"."author_id" = )"
        R"("authors"."id" AND "thick"."pages" < $3 WHERE "authors"."id" < $4 ORDER BY "authors"."id" LIMIT $5)",
        "VALUES ('by Ada', 186), ('by Bram', CAST(NULL AS INTEGER)), ('by Cora', NULL)", 3);
    const auto wanted = dynamic(select(concat("by ", name)).join(thick, thick.column<"author_id">() == author_id))
                            .where(thick.column<"pages">() > 200)
                            .order_by(author_id);
    CHECK(library().execute(wanted).all() == std::vector<std::string>{"by Bram", "by Dan O'Neil"});
    auto tx = library().begin();
    CHECK(tx.execute(update<Author>()
                         .set(col<&Author::born> = cast<std::int32_t>(thick.column<"pages">()) + 1)
                         .from(thick)
                         .where(thick.column<"author_id">() == author_id && author_id < 3)
                         .returning(author_id, col<&Author::born>))
              .all()
              .size() == 2);
    CHECK(tx.execute(select(col<&Author::born>).where(author_id == 1)).one() == 187);
}

TEST_CASE("whole models out of subqueries") {
    check(select(recent.whole<Book>()).from(recent).order_by(recent.column<"id">()),
          R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM )" + std::string{recent_text} +
              R"( ORDER BY "id")",
          "SELECT * FROM books WHERE id IN (5, 6, 8) ORDER BY id", 3);
    constexpr auto late = select(name, recent.whole<Book>())
                              .left_join(recent, recent.column<"author_id">() == author_id)
                              .where(author_id > 3)
                              .order_by(author_id);
    static_assert(std::is_same_v<tain::sql::row_type<decltype(late)>, std::tuple<std::string, std::optional<Book>>>);
    check(late,
          R"(SELECT "authors"."name", )" + whole_recent + R"( FROM "authors" LEFT JOIN )" + recent_text +
              R"( ON "recent"."author_id" = "authors"."id" WHERE "authors"."id" > $2 ORDER BY "authors"."id")",
          "SELECT a.name, b.* FROM authors a LEFT JOIN (SELECT * FROM books WHERE id IN (5, 6, 8)) b ON "
          "b.author_id = a.id WHERE a.id > 3 ORDER BY a.id",
          2);

    // What may be missing inside may be missing outside.
    constexpr auto written = subquery<"written">(select<Book>().right_join<Author>().where(author_id > 3));
    constexpr auto all =
        select(written.whole<Book>(), written.column<"title">()).from(written).order_by(written.column<"id">());
    static_assert(std::is_same_v<tain::sql::row_type<decltype(all)>,
                                 std::tuple<std::optional<Book>, std::optional<std::string>>>);
    check(
        all,
        R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added", "title" FROM (SELECT "books"."id", )"
        R"("books"."author_id", "books"."title", "books"."genre", "books"."pages", "books"."price", "books"."added" FROM )"
        R"("books" RIGHT JOIN "authors" ON "books"."author_id" = "authors"."id" WHERE "authors"."id" > ?1) AS "written" )"
        R"(ORDER BY "id" NULLS LAST)",
        R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added", "title" FROM (SELECT "books"."id", )"
        R"("books"."author_id", "books"."title", "books"."genre", "books"."pages", "books"."price", "books"."added" FROM )"
        R"("books" RIGHT JOIN "authors" ON "books"."author_id" = "authors"."id" WHERE "authors"."id" > $1) AS "written" )"
        R"(ORDER BY "id")",
        "SELECT b.*, b.title FROM authors a LEFT JOIN books b ON b.author_id = a.id WHERE a.id > 3 ORDER BY a.id, b.id",
        3);

    // In a session they are its objects.
    tain::session session{library()};
    auto kept = session.execute(select(recent.whole<Book>()).from(recent).where(recent.column<"id">() == 5)).one();
    CHECK(kept == session.execute(select<Book>().where(id == 5)).one());
}

TEST_CASE("a label behind a whole model is its column of the result") {
    constexpr auto cheap = subquery<"cheap">(select<Book>().where(col<&Book::price> < 9));
    check(select(cheap.whole<Book>(), (cheap.column<"pages">() * 2).as<"twice">())
              .from(cheap)
              .order_by(desc(by_label<"twice">)),
          R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added", "pages" * $1 AS "twice" FROM )"
          R"((SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM "books" WHERE "price" < $2) )"
          R"(AS "cheap" ORDER BY 8 DESC)",
          "SELECT b.*, CAST(pages * 2 AS BIGINT) FROM books b WHERE price < 9 ORDER BY pages DESC", 3);
}

TEST_CASE("whole models out of common table expressions and of subqueries of subqueries") {
    constexpr auto dear = cte<"dear">(select<Book>().where(col<&Book::price> > 15));
    check(
        with(dear, select(dear.whole<Book>(), name)
                       .join<Author>(author_id == dear.column<"author_id">())
                       .order_by(dear.column<"price">())),
        R"(WITH "dear" ("id", "author_id", "title", "genre", "pages", "price", "added") AS (SELECT "id", "author_id", )"
        R"("title", "genre", "pages", "price", "added" FROM "books" WHERE "price" > $1) SELECT "dear"."id", )"
        R"("dear"."author_id", "dear"."title", "dear"."genre", "dear"."pages", "dear"."price", "dear"."added", )"
        R"("authors"."name" FROM "dear" JOIN "authors" ON "authors"."id" = "dear"."author_id" ORDER BY "dear"."price")",
        "SELECT b.*, a.name FROM books b JOIN authors a ON a.id = b.author_id WHERE b.price > 15 ORDER BY b.price", 3);
    constexpr auto outer =
        subquery<"outer">(select(recent.whole<Book>()).from(recent).where(recent.column<"pages">() > 50));
    check(
        select(outer.whole<Book>()).from(outer).where(outer.column<"id">() < 8),
        R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM (SELECT "id", "author_id", "title", )"
        R"("genre", "pages", "price", "added" FROM )" +
            std::string{recent_text} + R"( WHERE "pages" > $2) AS "outer" WHERE "id" < $3)",
        "SELECT * FROM books WHERE id = 6", 1);
    constexpr auto either =
        subquery<"either">(union_(select<Book>().where(id == 1), select<Book>().where(col<&Book::genre> == "horror")));
    check(
        select(either.whole<Book>()).from(either).order_by(either.column<"id">()),
        R"(SELECT "id", "author_id", "title", "genre", "pages", "price", "added" FROM (SELECT "id", "author_id", "title", )"
        R"("genre", "pages", "price", "added" FROM "books" WHERE "id" = $1 UNION SELECT "id", "author_id", "title", )"
        R"("genre", "pages", "price", "added" FROM "books" WHERE "genre" = $2) AS "either" ORDER BY "id")",
        "SELECT * FROM books WHERE id IN (1, 3, 4) ORDER BY id", 3);
}

TEST_CASE("a list of rows inside a subquery, and a subquery inside a subquery's condition") {
    const auto pairs = rows<"pairs">(id, title).of(std::vector<std::tuple<int, std::string>>{{1, "a"}, {3, "b"}});
    const auto few = subquery<"few">(
        select(pairs.column<"id">(), concat(pairs.column<"title">(), "!").as<"word">()).from(pairs).limit(5));
    check(
        select(title, few.column<"word">()).join(few, few.column<"id">() == id).where(id != 7).order_by(id),
        R"(SELECT "books"."title", "few"."word" FROM "books" JOIN (SELECT "id", ("title" || ?1) AS "word" FROM (SELECT )"
        R"(CAST("value" ->> 0 AS INTEGER) AS "id", CAST("value" ->> 1 AS TEXT) AS "title" FROM json_each(?2)) AS "pairs" LIMIT ?3) AS "few" ON )"
        R"("few"."id" = "books"."id" WHERE "books"."id" <> ?4 ORDER BY "books"."id")",
        R"(SELECT "books"."title", "few"."word" FROM "books" JOIN (SELECT "id", ("title" || $1::TEXT) AS "word" FROM )"
        R"(unnest($2::BIGINT[], $3::TEXT[]) AS "pairs"("id", "title") LIMIT $4) AS "few" ON )"
        R"("few"."id" = "books"."id" WHERE "books"."id" <> $5 ORDER BY "books"."id")",
        "VALUES ('Notes', 'a!'), ('Dracula', 'b!')", 2);
    check(select(name)
              .where(in(author_id,
                        select(recent.column<"author_id">()).from(recent).where(recent.column<"pages">() > 200)))
              .order_by(name),
          R"(SELECT "name" FROM "authors" WHERE "id" IN (SELECT "author_id" FROM )" + std::string{recent_text} +
              R"( WHERE "pages" > $2) ORDER BY "name")",
          "VALUES ('Dan O''Neil')", 1);
    check(
        select(name)
            .where(exists(select(recent.column<"id">()).from(recent).where(recent.column<"author_id">() == author_id)))
            .order_by(name),
        R"(SELECT "name" FROM "authors" WHERE EXISTS (SELECT "recent"."id" FROM )" + std::string{recent_text} +
            R"( WHERE "recent"."author_id" = "authors"."id") ORDER BY "name")",
        "VALUES ('Cora'), ('Dan O''Neil')", 2);
}
