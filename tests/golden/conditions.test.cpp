// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <initializer_list>
#include <string>

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto id = col<&Book::id>;
constexpr auto title = col<&Book::title>;
constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;
constexpr auto price = col<&Book::price>;
constexpr auto added = col<&Book::added>;
constexpr auto living = col<&Author::living>;
constexpr auto born = col<&Author::born>;

std::string listed(std::initializer_list<int> ids) {
    if (ids.size() == 0) return "SELECT id FROM books WHERE 1 = 0";
    std::string made = "VALUES ";
    for (const int each : ids) made += (made.size() == 7 ? "(" : ", (") + std::to_string(each) + ")";
    return made;
}

/// The books that meet a condition have these numbers.
template <class E>
void books(const E& condition, std::string_view sqlite, std::string_view postgresql, std::initializer_list<int> ids) {
    const auto text = [](std::string_view where) {
        return R"(SELECT "id" FROM "books" WHERE )" + std::string{where} + R"( ORDER BY "id")";
    };
    check(select(id).where(condition).order_by(id), text(sqlite), text(postgresql), listed(ids).c_str(), ids.size());
}
template <class E>
void books(const E& condition, std::string_view both, std::initializer_list<int> ids) {
    std::string lite{both};
    for (char& c : lite)
        if (c == '$') c = '?';
    books(condition, lite, both, ids);
}
template <class E>
void authors(const E& condition, std::string_view both, std::initializer_list<int> ids) {
    check(select(col<&Author::id>).where(condition).order_by(col<&Author::id>),
          R"(SELECT "id" FROM "authors" WHERE )" + std::string{both} + R"( ORDER BY "id")", listed(ids).c_str(),
          ids.size());
}

}  // namespace

TEST_CASE("comparisons") {
    books(pages == 90, R"("pages" = $1)", {6});
    books(90 == pages, R"($1 = "pages")", {6});
    books(pages != 90, R"("pages" <> $1)", {1, 2, 3, 4, 5, 7, 8});
    books(pages < 66, R"("pages" < $1)", {5, 7});
    books(pages <= 66, R"("pages" <= $1)", {1, 5, 7});
    books(pages > 250, R"("pages" > $1)", {3, 4});
    books(pages >= 250, R"("pages" >= $1)", {3, 4, 8});
    books(price == 15.5, R"("price" = $1)", {6});
    books(price < pages, R"("price" < "pages")", {1, 2, 3, 4, 6, 7, 8});
    books(title == "Notes", R"("title" = $1)", {1});
    books(title == "notes", R"("title" = $1)", {});
    books(title == std::string{"Über alles"}, R"("title" = $1)", {8});
    books(genre == "craft", R"("genre" = $1)", {6, 8});
    books(genre != "craft", R"("genre" <> $1)", {1, 3, 4, 5});
    books(added < timestamp{}, R"("added" < $1)", {4, 7});
    books(added == timestamp{std::chrono::sys_days{std::chrono::year{2020} / 2 / 29}}, R"("added" = $1)", {2});
    books(title == "'; DROP TABLE books; --", R"("title" = $1)", {});
    books(id == std::int64_t{9223372036854775807}, R"("id" = $1)", {});
    authors(living, R"("living")", {3, 4, 5});
    authors(!living, R"(NOT "living")", {1, 2});
    authors(living == true, R"("living" = $1)", {3, 4, 5});
    authors(col<&Author::name> == "Dan O'Neil", R"("name" = $1)", {4});
}

TEST_CASE("NULL") {
    books(is_null(genre), R"("genre" IS NULL)", {2, 7});
    books(is_not_null(genre), R"("genre" IS NOT NULL)", {1, 3, 4, 5, 6, 8});
    books(!is_null(genre), R"(NOT ("genre" IS NULL))", {1, 3, 4, 5, 6, 8});
    books(is_null(nullif(genre, "horror")), R"(nullif("genre", ?1) IS NULL)", R"(nullif("genre", $1::TEXT) IS NULL)",
          {2, 3, 4, 7});
    books(!(genre == "craft"), R"(NOT ("genre" = $1))", {1, 3, 4, 5});
    books(is_null(genre == "craft"), R"(("genre" = $1) IS NULL)", {2, 7});
    books(coalesce(genre, "none") == "none", R"(coalesce("genre", $1) = $2)", {2, 7});
    authors(born > 1840, R"("born" > $1)", {2, 4});
    authors(is_null(born) || born < 1840, R"("born" IS NULL OR "born" < $1)", {1, 3, 5});
    authors(born + 10 > 1850, R"("born" + $1 > $2)", {2, 4});
}

TEST_CASE("AND, OR, NOT") {
    books(pages > 100 && genre == "craft", R"("pages" > $1 AND "genre" = $2)", {8});
    books(pages > 400 || genre == "craft", R"("pages" > $1 OR "genre" = $2)", {3, 6, 8});
    books((pages > 400 || pages < 10) && price > 5, R"(("pages" > $1 OR "pages" < $2) AND "price" > $3)", {3, 5});
    books(pages > 400 || (pages < 10 && price > 5), R"("pages" > $1 OR "pages" < $2 AND "price" > $3)", {3, 5});
    books(!(pages > 100 && genre == "craft"), R"(NOT ("pages" > $1 AND "genre" = $2))", {1, 3, 4, 5, 6, 7});
    books(!(pages > 100 || genre == "craft"), R"(NOT ("pages" > $1 OR "genre" = $2))", {1, 5});
    books(and_(pages > 50, pages < 100, price > 13), R"("pages" > $1 AND "pages" < $2 AND "price" > $3)", {6});
    books(or_(pages == 7, pages == 66, pages == 90), R"("pages" = $1 OR "pages" = $2 OR "pages" = $3)", {1, 6, 7});
    books(not_(pages > 50), R"(NOT ("pages" > $1))", {5, 7});
    books((pages > 50) == (price > 9), R"(("pages" > $1) = ("price" > $2))", {1, 3, 6, 7, 8});
    check(select(id).where(pages > 50).where(pages < 100).where(price > 13),
          R"(SELECT "id" FROM "books" WHERE "pages" > $1 AND "pages" < $2 AND "price" > $3)", "VALUES (6)", 1);
    check(select(id).where(pages > 400 || pages < 10).where(price > 5).order_by(id),
          R"(SELECT "id" FROM "books" WHERE ("pages" > $1 OR "pages" < $2) AND "price" > $3 ORDER BY "id")",
          "VALUES (3), (5)", 2);
}

TEST_CASE("IN and BETWEEN") {
    books(in(pages, 7, 66, 91), R"("pages" IN ($1, $2, $3))", {1, 7});
    books(not_in(pages, 7, 66, 90), R"(NOT ("pages" IN ($1, $2, $3)))", {2, 3, 4, 5, 8});
    books(in(genre, "craft", "horror"), R"("genre" IN ($1, $2))", {3, 4, 6, 8});
    books(not_in(genre, "craft", "horror"), R"(NOT ("genre" IN ($1, $2)))", {1, 5});
    books(in(pages, 7, id * 30, pages), R"("pages" IN ($1, "id" * $2, "pages"))", {1, 2, 3, 4, 5, 6, 7, 8});
    books(in(pages, std::vector{7, 66, 91}), R"("pages" IN (SELECT "value" FROM json_each(?1)))",
          R"("pages" = ANY ($1::bigint[]))", {1, 7});
    books(in(pages, std::vector<std::int32_t>{}), R"("pages" IN (SELECT "value" FROM json_each(?1)))",
          R"("pages" = ANY ($1::bigint[]))", {});
    books(!in(pages, std::vector<std::int32_t>{}), R"(NOT ("pages" IN (SELECT "value" FROM json_each(?1))))",
          R"(NOT ("pages" = ANY ($1::bigint[])))", {1, 2, 3, 4, 5, 6, 7, 8});
    books(in(title, std::vector<std::string>{"Notes", "it's", "\"", "{a,b}", "NULL"}),
          R"("title" IN (SELECT "value" FROM json_each(?1)))", R"("title" = ANY ($1::text[]))", {1});
    books(between(pages, 66, 120), R"("pages" BETWEEN $1 AND $2)", {1, 2, 6});
    books(!between(pages, 66, 120), R"(NOT ("pages" BETWEEN $1 AND $2))", {3, 4, 5, 7, 8});
    books(between(pages, 120, 66), R"("pages" BETWEEN $1 AND $2)", {});
    books(between(title, "D", "O"), R"("title" BETWEEN $1 AND $2)", {1, 2, 3, 7});
}

TEST_CASE("LIKE") {
    books(like(title, "%o%"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {1, 5, 6, 7});
    books(like(title, "N_t%"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {1, 7});
    books(like(title, "n%"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {});
    books(like(title, "100\\%%"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {6});
    books(like(title, "_ber alles"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {8});
    books(!like(title, "%e%"), R"(NOT ("title" GLOB ?1))", R"(NOT ("title" LIKE $1))", {3, 5, 6, 7});
    books(like(lower(title), "%l%"), R"(lower("title") GLOB ?1)", R"(lower("title") LIKE $1)", {2, 3, 4, 5, 6, 8});
    books(like(title, "[N]%"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {});
    books(like(title, "*"), R"("title" GLOB ?1)", R"("title" LIKE $1)", {});
    books(like(title, ""), R"("title" GLOB ?1)", R"("title" LIKE $1)", {});
    books(like(genre, "%r%"), R"("genre" GLOB ?1)", R"("genre" LIKE $1)", {3, 4, 6, 8});
}

TEST_CASE("conditions over calculations") {
    books(pages * 2 + 1 == 15, R"("pages" * $1 + $2 = $3)", {7});
    books((pages + 1) * 2 == 16, R"(("pages" + $1) * $2 = $3)", {7});
    books(price * pages > 3000, R"("price" * "pages" > $1)", {3, 8});
    books(pages - id > 300, R"("pages" - "id" > $1)", {3, 4});
    books(pages % 2 == 1, R"("pages" % nullif($1, 0) = $2)", {7});
    books(pages / 100 == id - 1, R"("pages" / nullif($1, 0) = "id" - $2)", {1, 2, 4});
    books(length(title) > pages / 10, R"(length("title") > "pages" / nullif($1, 0))", {5, 7});
    books(abs(pages - 100) < 50, R"(abs("pages" - $1) < $2)", {1, 2, 6});
    books(year_of(added) == 2024 && month_of(added) == 10,
          R"(CAST(strftime('%Y', "added") AS INTEGER) = ?1 AND CAST(strftime('%m', "added") AS INTEGER) = ?2)",
          R"(CAST(EXTRACT(YEAR FROM "added" AT TIME ZONE 'UTC') AS INTEGER) = $1 AND )"
          R"(CAST(EXTRACT(MONTH FROM "added" AT TIME ZONE 'UTC') AS INTEGER) = $2)",
          {5, 6});
    books(case_(when(pages > 300, true), otherwise(price > 15)),
          R"(CASE WHEN "pages" > $1 THEN $2 ELSE "price" > $3 END)", {3, 4, 5, 6, 8});
    books(greatest(pages, 100) == 100, R"(max("pages", ?1) = ?2)", R"(greatest("pages", $1::INTEGER) = $2)",
          {1, 5, 6, 7});
}

TEST_CASE("order, limit, offset, distinct") {
    const auto ids = [](const auto& statement, std::string_view lite, std::string_view pg,
                        std::initializer_list<int> wanted) {
        check(statement, R"(SELECT "id" FROM "books")" + std::string{lite},
              R"(SELECT "id" FROM "books")" + std::string{pg}, listed(wanted).c_str(), wanted.size());
    };
    ids(select(id).order_by(desc(id)).limit(3), R"( ORDER BY "id" DESC LIMIT ?1)", R"( ORDER BY "id" DESC LIMIT $1)",
        {8, 7, 6});
    ids(select(id).order_by(id).offset(6), R"( ORDER BY "id" LIMIT -1 OFFSET ?1)", R"( ORDER BY "id" OFFSET $1)",
        {7, 8});
    ids(select(id).order_by(id).limit(2).offset(3), R"( ORDER BY "id" LIMIT ?1 OFFSET ?2)",
        R"( ORDER BY "id" LIMIT $1 OFFSET $2)", {4, 5});
    ids(select(id).order_by(id).limit(0), R"( ORDER BY "id" LIMIT ?1)", R"( ORDER BY "id" LIMIT $1)", {});
    ids(select(id).order_by(genre, desc(pages)), R"( ORDER BY "genre" NULLS LAST, "pages" DESC)",
        R"( ORDER BY "genre", "pages" DESC)", {8, 6, 3, 4, 1, 5, 2, 7});
    ids(select(id).order_by(desc(genre), id), R"( ORDER BY "genre" DESC NULLS FIRST, "id")",
        R"( ORDER BY "genre" DESC, "id")", {2, 7, 1, 5, 3, 4, 6, 8});
    ids(select(id).order_by(asc(genre).nulls_first(), id), R"( ORDER BY "genre" NULLS FIRST, "id")",
        R"( ORDER BY "genre" NULLS FIRST, "id")", {2, 7, 6, 8, 3, 4, 1, 5});
    ids(select(id).order_by(desc(genre).nulls_last(), id), R"( ORDER BY "genre" DESC NULLS LAST, "id")",
        R"( ORDER BY "genre" DESC NULLS LAST, "id")", {1, 5, 3, 4, 6, 8, 2, 7});
    ids(select(id).order_by(pages * -1).limit(2), R"( ORDER BY "pages" * ?1 LIMIT ?2)",
        R"( ORDER BY "pages" * $1 LIMIT $2)", {3, 4});
    ids(select(id).order_by(case_(when(id == 5, 0), otherwise(1)), id).limit(2),
        R"( ORDER BY CASE WHEN "id" = ?1 THEN ?2 ELSE ?3 END, "id" LIMIT ?4)",
        R"( ORDER BY CASE WHEN "id" = $1 THEN $2::INTEGER ELSE $3::INTEGER END, "id" LIMIT $4)", {5, 1});
    check(select(genre).distinct().order_by(genre),
          R"(SELECT DISTINCT "genre" FROM "books" ORDER BY "genre" NULLS LAST)",
          R"(SELECT DISTINCT "genre" FROM "books" ORDER BY "genre")",
          "VALUES ('craft'), ('horror'), ('science'), (NULL)", 4);
    check(select(genre, (pages > 100).as<"thick">()).distinct().where(genre == "craft").order_by(by_label<"thick">),
          R"(SELECT DISTINCT "genre", "pages" > $1 AS "thick" FROM "books" WHERE "genre" = $2 ORDER BY 2)",
          "VALUES ('craft', false), ('craft', true)", 2);
}
