// SPDX-License-Identifier: BSL-1.0
#include <tain/dynamic.hpp>

#include "golden.hpp"

#include <catch2/catch_test_macros.hpp>

#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto id = col<&Book::id>;
constexpr auto title = col<&Book::title>;
constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;
constexpr auto price = col<&Book::price>;

using text = term<std::string, Book>;
using some_text = term<std::optional<std::string>, Book>;

/// What a request asks to see of a book.
text shown_by(std::string_view name) {
    if (name == "genre") return coalesce(genre, std::string{"none"});
    if (name == "loud") return upper(title);
    return title;
}

}  // namespace

TEST_CASE("a selected column is chosen at run time") {
    const auto books = [](const text& shown) { return dynamic(select(shown, id).order_by(id)).where(pages > 300); };
    static_assert(std::is_same_v<decltype(books(title)), dynamic_select<std::tuple<std::string, std::int64_t>, Book>>);
    check(books(shown_by("title")), R"(SELECT "title", "id" FROM "books" WHERE "pages" > $1 ORDER BY "id")",
          "VALUES ('Dracula', 3), ('The Lair', 4)", 2);
    check(books(shown_by("loud")), R"(SELECT upper("title"), "id" FROM "books" WHERE "pages" > $1 ORDER BY "id")",
          "VALUES ('DRACULA', 3), ('THE LAIR', 4)", 2);
    check(books(shown_by("genre")),
          R"(SELECT coalesce("genre", $1), "id" FROM "books" WHERE "pages" > $2 ORDER BY "id")",
          "VALUES ('horror', 3), ('horror', 4)", 2);
    // Alone, and one that may be NULL, of an expression that may not.
    const some_text kind = genre;
    const some_text name = title;
    check(dynamic(select(kind).order_by(id).limit(2)), R"(SELECT "genre" FROM "books" ORDER BY "id" LIMIT $1)",
          "VALUES ('science'), (NULL)", 2);
    check(dynamic(select(name, kind).where(id == 2)), R"(SELECT "title", "genre" FROM "books" WHERE "id" = $1)",
          "VALUES ('Letters', CAST(NULL AS TEXT))", 1);
}

TEST_CASE("groups are formed by a column that is chosen at run time") {
    const auto counted = [](const text& by) {
        return dynamic(
                   select(by.as<"kind">(), count(), sum(pages)).group_by(by_label<"kind">).order_by(by_label<"kind">))
            .where(by != "none");
    };
    check(counted(shown_by("genre")),
          R"(SELECT coalesce("genre", ?1) AS "kind", count(*), sum("pages") FROM "books" )"
          R"(WHERE coalesce("genre", ?2) <> ?3 GROUP BY 1 ORDER BY 1)",
          R"(SELECT coalesce("genre", $1) AS "kind", count(*), CAST(sum("pages") AS BIGINT) FROM "books" )"
          R"(WHERE coalesce("genre", $2) <> $3 GROUP BY 1 ORDER BY 1)",
          "VALUES ('craft', 2, 340), ('horror', 2, 746), ('science', 2, 66)", 3);
    check(counted(shown_by("title")).where(id < 3),
          R"(SELECT "title" AS "kind", count(*), sum("pages") FROM "books" WHERE "title" <> ?1 AND "id" < ?2 )"
          R"(GROUP BY 1 ORDER BY 1)",
          R"(SELECT "title" AS "kind", count(*), CAST(sum("pages") AS BIGINT) FROM "books" WHERE "title" <> $1 )"
          R"(AND "id" < $2 GROUP BY 1 ORDER BY 1)",
          "VALUES ('Letters', 1, 120), ('Notes', 1, 66)", 2);
    // What is not shown.
    check(dynamic(select(count()).from<Book>().group_by(shown_by("genre")).order_by(count())).having(count() > 1),
          R"(SELECT count(*) FROM "books" GROUP BY coalesce("genre", $1) HAVING count(*) > $2 ORDER BY count(*))",
          "VALUES (2), (2), (2), (2)", 4);
    check(dynamic(select(shown_by("genre").as<"kind">()).distinct().order_by(desc(by_label<"kind">))),
          R"(SELECT DISTINCT coalesce("genre", $1) AS "kind" FROM "books" ORDER BY 1 DESC)",
          "VALUES ('science'), ('none'), ('horror'), ('craft')", 4);
}

TEST_CASE("an aggregate is chosen at run time") {
    using total = group_term<std::optional<double>, Book>;
    const auto by = [](const total& shown) {
        return dynamic(select(genre, shown).group_by(genre)).where(is_not_null(genre)).order_by(desc(shown), count());
    };
    check(by(max(price)),
          R"(SELECT "genre", max("price") FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(ORDER BY max("price") DESC NULLS FIRST, count(*))",
          R"(SELECT "genre", max("price") FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(ORDER BY max("price") DESC, count(*))",
          "VALUES ('craft', 33.333), ('science', 20.0), ('horror', 9.75)", 3);
    check(by(avg(price + 1).filter(pages > 0)),
          R"(SELECT "genre", avg("price" + ?1) FILTER (WHERE "pages" > ?2) FROM "books" WHERE "genre" IS NOT NULL )"
          R"(GROUP BY "genre" ORDER BY avg("price" + ?3) FILTER (WHERE "pages" > ?4) DESC NULLS FIRST, count(*))",
          R"(SELECT "genre", CAST(avg("price" + $1) FILTER (WHERE "pages" > $2) AS DOUBLE PRECISION) FROM "books" )"
          R"(WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(ORDER BY CAST(avg("price" + $3) FILTER (WHERE "pages" > $4) AS DOUBLE PRECISION) DESC, count(*))",
          "SELECT genre, avg(price + 1) FILTER (WHERE pages > 0) FROM books WHERE genre IS NOT NULL GROUP BY genre "
          "ORDER BY 2 DESC",
          3);
    const group_term<std::int64_t, Book> number = count(distinct(genre));
    check(dynamic(select(number)), R"(SELECT count(DISTINCT "genre") FROM "books")", "VALUES (3)", 1);
}

TEST_CASE("terms are compared with values, columns and each other") {
    const auto of = [](const auto& wanted) { return dynamic(select(id).order_by(id)).where(wanted); };
    const text kind = coalesce(genre, "none");
    const text name = lower(title);
    const term<std::int64_t, Book> more = pages + 1;
    check(of(kind == "none"), R"(SELECT "id" FROM "books" WHERE coalesce("genre", $1) = $2 ORDER BY "id")",
          "VALUES (2), (7)", 2);
    check(of(std::string{"horror"} != kind && more <= 91),
          R"(SELECT "id" FROM "books" WHERE $1 <> coalesce("genre", $2) AND "pages" + $3 <= $4 ORDER BY "id")",
          "VALUES (1), (5), (6), (7)", 4);
    check(of(!(name > title) || kind >= name).where(id < 8),
          R"(SELECT "id" FROM "books" WHERE (NOT (lower("title") > "title") OR )"
          R"(coalesce("genre", $1) >= lower("title")) AND "id" < $2 ORDER BY "id")",
          "VALUES (1), (2), (3), (5), (6)", 5);
    check(of(pages * 2 > more), R"(SELECT "id" FROM "books" WHERE "pages" * $1 > "pages" + $2 ORDER BY "id")",
          "SELECT id FROM books WHERE pages > 1 ORDER BY id", 7);
    const condition<Book> kept = 120 < more;
    check(of(kept && 330 >= more),
          R"(SELECT "id" FROM "books" WHERE $1 < "pages" + $2 AND $3 >= "pages" + $4 ORDER BY "id")",
          "VALUES (2), (4), (8)", 3);
    const term<bool, Book> flag = price > 10;
    check(of(flag), R"(SELECT "id" FROM "books" WHERE "price" > $1 ORDER BY "id")", "VALUES (1), (5), (6), (8)", 4);
    check(of(flag == false), R"(SELECT "id" FROM "books" WHERE ("price" > $1) = $2 ORDER BY "id")",
          "VALUES (2), (3), (4), (7)", 4);
}

TEST_CASE("terms are sorted by, before and after dynamic()") {
    const some_text kind = genre;
    const term<std::int64_t, Book> author = col<&Book::author_id>;
    check(dynamic(select(id).order_by(desc(kind))).order_by(author, asc(id)).limit(3),
          R"(SELECT "id" FROM "books" ORDER BY "genre" DESC NULLS FIRST, "author_id", "id" LIMIT ?1)",
          R"(SELECT "id" FROM "books" ORDER BY "genre" DESC, "author_id", "id" LIMIT $1)", "VALUES (2), (7), (1)", 3);
    const sort_key<Book> by = asc(kind).nulls_first();
    const sort_keys<Book> keys{{"kind", kind}, {"author", author}};
    check(dynamic(select(id)).order_by(by, keys.find("-author"), id).limit(4),
          R"(SELECT "id" FROM "books" ORDER BY "genre" NULLS FIRST, "author_id" DESC, "id" LIMIT $1)",
          "VALUES (7), (2), (8), (6)", 4);
}

TEST_CASE("terms over several tables") {
    using either = term<std::string, Author, Book>;
    const auto shown = [](const either& what) {
        return dynamic(select(what, col<&Author::id>).left_join<Book>().order_by(what, col<&Author::id>))
            .where(what >= "N")
            .limit(2);
    };
    // An outer join may lack it, whichever table it is of.
    static_assert(std::is_same_v<decltype(shown(title)),
                                 dynamic_select<std::tuple<std::optional<std::string>, std::int64_t>, Author, Book>>);
    check(shown(title),
          R"(SELECT "books"."title", "authors"."id" FROM "authors" LEFT JOIN "books" ON "books"."author_id" = )"
          R"("authors"."id" WHERE "books"."title" >= ?1 ORDER BY "books"."title" NULLS LAST, "authors"."id" LIMIT ?2)",
          R"(SELECT "books"."title", "authors"."id" FROM "authors" LEFT JOIN "books" ON "books"."author_id" = )"
          R"("authors"."id" WHERE "books"."title" >= $1 ORDER BY "books"."title", "authors"."id" LIMIT $2)",
          "VALUES ('Notes', 1), ('Nothing', 4)", 2);
    check(
        shown(concat(col<&Author::name>, "!")),
        R"(SELECT ("authors"."name" || ?1), "authors"."id" FROM "authors" LEFT JOIN "books" ON "books"."author_id" = )"
        R"("authors"."id" WHERE ("authors"."name" || ?2) >= ?3 ORDER BY ("authors"."name" || ?4) NULLS LAST, )"
        R"("authors"."id" LIMIT ?5)",
        R"(SELECT ("authors"."name" || $1::TEXT), "authors"."id" FROM "authors" LEFT JOIN "books" ON )"
        R"("books"."author_id" = "authors"."id" WHERE ("authors"."name" || $2::TEXT) >= $3 )"
        R"(ORDER BY ("authors"."name" || $4::TEXT), "authors"."id" LIMIT $5)",
        "VALUES ('eve_%!', 5)", 1);
    // One that reads fewer tables serves.
    const text loud = upper(title);
    check(dynamic(select(either{loud}, either{col<&Author::name>}).join<Book>().where(id == 1)),
          R"(SELECT upper("books"."title"), "authors"."name" FROM "authors" JOIN "books" ON "books"."author_id" = )"
          R"("authors"."id" WHERE "books"."id" = $1)",
          "VALUES ('NOTES', 'Ada')", 1);
    check(dynamic(select(loud))
              .join_if<Author>(true, [](auto joined) { return joined.where(col<&Author::id> == 1); })
              .order_by(loud),
          R"(SELECT upper("books"."title") FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
          R"(WHERE "authors"."id" = $1 ORDER BY upper("books"."title"))",
          "VALUES ('LETTERS'), ('NOTES')", 2);
    check(dynamic(select(col<&Author::name>))
              .where(in(col<&Author::id>, dynamic(select(term<std::int64_t, Book>{col<&Book::author_id>}))
                                              .where(loud == "SOIL" || loud == "DRACULA"))),
          R"(SELECT "name" FROM "authors" WHERE "id" IN (SELECT "author_id" FROM "books" WHERE upper("title") = $1 )"
          R"(OR upper("title") = $2))",
          "VALUES ('Bram')", 1);
}

TEST_CASE("groups are sorted by a key that is chosen at run time") {
    const group_keys<Book> keys{{"books", count()}, {"pages", sum(pages)}, {"last", desc(max(title)).nulls_first()}};
    const auto by = [](const group_key<Book>& key) {
        return dynamic(select(genre, count()).group_by(genre)).where(is_not_null(genre)).order_by(key, min(id));
    };
    check(by(keys.find("-pages")),
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(ORDER BY sum("pages") DESC NULLS FIRST, min("id") NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(ORDER BY CAST(sum("pages") AS BIGINT) DESC, min("id"))",
          "VALUES ('horror', 2), ('craft', 2), ('science', 2)", 3);
    check(by(keys.find("books")).where(id > 2),
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL AND "id" > ?1 GROUP BY "genre" )"
          R"(ORDER BY count(*), min("id") NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL AND "id" > $1 GROUP BY "genre" )"
          R"(ORDER BY count(*), min("id"))",
          "VALUES ('science', 1), ('horror', 2), ('craft', 2)", 3);
    check(by(keys.find("last")).where(id < 8),
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL AND "id" < ?1 GROUP BY "genre" )"
          R"(ORDER BY max("title") DESC NULLS FIRST, min("id") NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL AND "id" < $1 GROUP BY "genre" )"
          R"(ORDER BY max("title") DESC NULLS FIRST, min("id"))",
          "VALUES ('horror', 2), ('science', 2), ('craft', 1)", 3);
    check(by({}).where(pages == 0),
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL AND "pages" = ?1 GROUP BY "genre" )"
          R"(ORDER BY min("id") NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL AND "pages" = $1 GROUP BY "genre" )"
          R"(ORDER BY min("id"))",
          "VALUES ('science', 1)", 1);
}
