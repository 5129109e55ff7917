// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;
constexpr auto price = col<&Book::price>;

}  // namespace

TEST_CASE("aggregates over everything") {
    check(select(count()).from<Book>(), R"(SELECT count(*) FROM "books")", "VALUES (8)", 1);
    check(select(count(genre)), R"(SELECT count("genre") FROM "books")", "VALUES (6)", 1);
    check(select(count(distinct(genre))), R"(SELECT count(DISTINCT "genre") FROM "books")", "VALUES (3)", 1);
    check(select(sum(pages)), R"(SELECT sum("pages") FROM "books")",
          R"(SELECT CAST(sum("pages") AS BIGINT) FROM "books")", "VALUES (1279)", 1);
    check(select(sum(distinct(col<&Sale::count>))), R"(SELECT sum(DISTINCT "count") FROM "sales")",
          R"(SELECT CAST(sum(DISTINCT "count") AS BIGINT) FROM "sales")", "VALUES (24)", 1);
    check(select(min(pages), max(pages)), R"(SELECT min("pages"), max("pages") FROM "books")", "VALUES (0, 418)", 1);
    check(select(avg(pages)), R"(SELECT avg("pages") FROM "books")",
          R"(SELECT CAST(avg("pages") AS DOUBLE PRECISION) FROM "books")", "VALUES (159.875)", 1);
    check(select(sum(pages)).where(pages < 0), R"(SELECT sum("pages") FROM "books" WHERE "pages" < ?1)",
          R"(SELECT CAST(sum("pages") AS BIGINT) FROM "books" WHERE "pages" < $1)", "VALUES (CAST(NULL AS INTEGER))",
          1);
    check(select(count().filter(pages > 100), count().filter(is_null(genre))).from<Book>(),
          R"(SELECT count(*) FILTER (WHERE "pages" > $1), count(*) FILTER (WHERE "genre" IS NULL) FROM "books")",
          "VALUES (4, 2)", 1);
    check(select(sum(pages).filter(genre == "craft")),
          R"(SELECT sum("pages") FILTER (WHERE "genre" = ?1) FROM "books")",
          R"(SELECT CAST(sum("pages") FILTER (WHERE "genre" = $1) AS BIGINT) FROM "books")", "VALUES (340)", 1);
}

TEST_CASE("texts of many rows are joined") {
    check(select(string_agg(genre, ", ")), R"(SELECT group_concat("genre", ?1) FROM "books")",
          R"(SELECT string_agg("genre", $1::TEXT) FROM "books")",
          "VALUES ('science, horror, horror, science, craft, craft')", 1);
    check(select(string_agg(genre, "")).where(pages < 0),
          R"(SELECT group_concat("genre", ?1) FROM "books" WHERE "pages" < ?2)",
          R"(SELECT string_agg("genre", $1::TEXT) FROM "books" WHERE "pages" < $2)", "VALUES (CAST(NULL AS TEXT))", 1);
    check(select(genre, string_agg(cast<std::string>(pages), std::string{"'"}).filter(pages > 100))
              .group_by(genre)
              .order_by(genre),
          R"(SELECT "genre", group_concat(CAST("pages" AS TEXT), ?1) FILTER (WHERE "pages" > ?2) FROM "books" )"
          R"(GROUP BY "genre" ORDER BY "genre" NULLS LAST)",
          R"(SELECT "genre", string_agg(CAST("pages" AS TEXT), $1::TEXT) FILTER (WHERE "pages" > $2) FROM "books" )"
          R"(GROUP BY "genre" ORDER BY "genre")",
          "VALUES ('craft', '250'), ('horror', '418''328'), ('science', NULL), (NULL, '120')", 4);
    check(select(string_agg(left(genre, 0), "-")).where(is_not_null(genre)),
          R"(SELECT group_concat(substr("genre", ?1, ?2), ?3) FROM "books" WHERE "genre" IS NOT NULL)",
          R"(SELECT string_agg(substr("genre", $1::INTEGER, $2::INTEGER), $3::TEXT) FROM "books" )"
          R"(WHERE "genre" IS NOT NULL)",
          "VALUES ('-----')", 1);
}

TEST_CASE("groups") {
    check(select(genre, count()).group_by(genre).order_by(genre),
          R"(SELECT "genre", count(*) FROM "books" GROUP BY "genre" ORDER BY "genre" NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" GROUP BY "genre" ORDER BY "genre")",
          "VALUES ('craft', 2), ('horror', 2), ('science', 2), (NULL, 2)", 4);
    check(select(col<&Author::name>, count(col<&Book::id>))
              .left_join<Book>()
              .group_by(col<&Author::id>)
              .order_by(col<&Author::id>),
          R"(SELECT "authors"."name", count("books"."id") FROM "authors" LEFT JOIN "books" ON )"
          R"("books"."author_id" = "authors"."id" GROUP BY "authors"."id" ORDER BY "authors"."id")",
          "VALUES ('Ada', 2), ('Bram', 2), ('Cora', 2), ('Dan O''Neil', 2), ('eve_%', 0)", 5);
    check(
        select(genre, sum(pages).as<"total">())
            .group_by(genre)
            .having(count() > 1 && sum(pages) > 150)
            .order_by(desc(by_label<"total">)),
        R"(SELECT "genre", sum("pages") AS "total" FROM "books" GROUP BY "genre" HAVING count(*) > ?1 AND sum("pages") > ?2 )"
        R"(ORDER BY 2 DESC NULLS FIRST)",
        R"(SELECT "genre", CAST(sum("pages") AS BIGINT) AS "total" FROM "books" GROUP BY "genre" HAVING count(*) > $1 )"
        R"(AND CAST(sum("pages") AS BIGINT) > $2 ORDER BY 2 DESC)",
        "VALUES ('horror', 746), ('craft', 340)", 2);
    check(
        select(lower(genre), max(price)).group_by(lower(genre)).order_by(max(price)),
        R"(SELECT lower("genre"), max("price") FROM "books" GROUP BY lower("genre") ORDER BY max("price") NULLS LAST)",
        R"(SELECT lower("genre"), max("price") FROM "books" GROUP BY lower("genre") ORDER BY max("price"))",
        "SELECT genre, max(price) FROM books GROUP BY genre ORDER BY 2", 4);
}

TEST_CASE("labels name selected terms in GROUP BY and ORDER BY") {
    check(select((pages / 100).as<"hundreds">(), count()).group_by(by_label<"hundreds">).order_by(by_label<"hundreds">),
          R"(SELECT "pages" / nullif(?1, 0) AS "hundreds", count(*) FROM "books" GROUP BY 1 ORDER BY 1 NULLS LAST)",
          R"(SELECT "pages" / nullif($1, 0) AS "hundreds", count(*) FROM "books" GROUP BY 1 ORDER BY 1)",
          "VALUES (0, 4), (1, 1), (2, 1), (3, 1), (4, 1)", 5);
    check(
        select(year_of(col<&Book::added>).as<"genre">(), count())
            .group_by(by_label<"genre">)
            .order_by(desc(by_label<"genre">))
            .limit(2),
        R"(SELECT CAST(strftime('%Y', "added") AS INTEGER) AS "genre", count(*) FROM "books" GROUP BY 1 ORDER BY 1 DESC LIMIT ?1)",
        R"(SELECT CAST(EXTRACT(YEAR FROM "added" AT TIME ZONE 'UTC') AS INTEGER) AS "genre", count(*) FROM "books" )"
        R"(GROUP BY 1 ORDER BY 1 DESC LIMIT $1)",
        "VALUES (9999, 1), (2024, 2)", 2);
    check(select(genre.as<"kind">()).distinct().order_by(desc(by_label<"kind">).nulls_last()),
          R"(SELECT DISTINCT "genre" AS "kind" FROM "books" ORDER BY 1 DESC NULLS LAST)",
          "VALUES ('science'), ('horror'), ('craft'), (NULL)", 4);
}
