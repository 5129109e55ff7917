// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <cmath>

using namespace golden;
using namespace tain::dsl;

namespace {

constexpr auto title = col<&Book::title>;
constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;
constexpr auto price = col<&Book::price>;
constexpr auto added = col<&Book::added>;
constexpr auto id = col<&Book::id>;

/// One term, for all books in their order.
template <class E>
constexpr auto of_books(const E& term) {
    return select(term).template from<Book>().order_by(id);
}
std::string books(std::string_view term) { return "SELECT " + std::string{term} + " FROM \"books\" ORDER BY \"id\""; }

template <class E>
void spelled(const E& term, std::string_view both, const char* control, std::size_t rows = 8) {
    check(of_books(term), books(both), control, rows);
}
template <class E>
void spelled(const E& term, std::string_view sqlite, std::string_view postgresql, const char* control,
             std::size_t rows = 8) {
    check(of_books(term), books(sqlite), books(postgresql), control, rows);
}

}  // namespace

TEST_CASE("text functions") {
    spelled(lower(title), R"(lower("title"))", R"(SELECT lower(title) FROM books ORDER BY id)");
    spelled(upper(genre), R"(upper("genre"))",
            "VALUES ('SCIENCE'), (NULL), ('HORROR'), ('HORROR'), ('SCIENCE'), ('CRAFT'), (NULL), ('CRAFT')");
    spelled(length(title), R"(length("title"))", "VALUES (5), (7), (7), (8), (8), (9), (7), (10)");
    spelled(trim(title), R"(trim("title"))", R"(btrim("title"))",
            "VALUES ('Notes'), ('Letters'), ('Dracula'), ('The Lair'), ('Soil'), ('100% Wool'), ('Nothing'), ('Über "
            "alles')");
    spelled(trim_start(title), R"(ltrim("title"))",
            "VALUES ('Notes'), ('Letters'), ('Dracula'), ('The Lair'), ('Soil  '), ('100% Wool'), ('Nothing'), ('Über "
            "alles')");
    spelled(trim_end(title), R"(rtrim("title"))",
            "VALUES ('Notes'), ('Letters'), ('Dracula'), ('The Lair'), ('  Soil'), ('100% Wool'), ('Nothing'), ('Über "
            "alles')");
    spelled(substr(title, 7), R"(substr("title", ?1))", R"(substr("title", $1::INTEGER))",
            "VALUES (''), ('s'), ('a'), ('ir'), ('  '), ('ool'), ('g'), ('lles')");
    spelled(substr(title, 0, 3), R"(substr("title", ?1, ?2))", R"(substr("title", $1::INTEGER, $2::INTEGER))",
            "VALUES ('No'), ('Le'), ('Dr'), ('Th'), ('  '), ('10'), ('No'), ('Üb')");
    spelled(left(title, 3), R"(substr("title", ?1, ?2))", R"(substr("title", $1::INTEGER, $2::INTEGER))",
            "VALUES ('Not'), ('Let'), ('Dra'), ('The'), ('  S'), ('100'), ('Not'), ('Übe')");
    spelled(right(title, 8), R"(substr("title", -?1, ?1))", R"(right("title", $1::INTEGER))",
            "VALUES ('Notes'), ('Letters'), ('Dracula'), ('The Lair'), ('  Soil  '), ('00% Wool'), ('Nothing'), "
            "('er alles')");
    spelled(right(genre, 0), R"(substr("genre", -?1, ?1))", R"(right("genre", $1::INTEGER))",
            "VALUES (''), (NULL), (''), (''), (''), (''), (NULL), ('')");
    spelled(
        lpad(genre, 8, '0'),
        R"(CASE WHEN length("genre") < ?1 THEN substr(?2, 1, ?1 - length("genre")) || "genre" )"
        R"(ELSE substr("genre", 1, ?1) END)",
        R"(lpad("genre", $1::INTEGER, $2::TEXT))",
        "VALUES ('0science'), (NULL), ('00horror'), ('00horror'), ('0science'), ('000craft'), (NULL), ('000craft')");
    spelled(rpad(concat(title, ""), 9),
            R"(CASE WHEN length(("title" || ?1)) < ?2 THEN substr(("title" || ?1) || ?3, 1, ?2) )"
            R"(ELSE substr(("title" || ?1), 1, ?2) END)",
            R"(rpad(("title" || $1::TEXT), $2::INTEGER, $3::TEXT))",
            "VALUES ('Notes    '), ('Letters  '), ('Dracula  '), ('The Lair '), ('  Soil   '), ('100% Wool'), "
            "('Nothing  '), ('Über alle')");
    const auto four = [](const auto& term) { return library().execute(select(term).where(id == 8)).one(); };
    CHECK(four(lpad(title, 0)) + "|" + four(rpad(title, 0)) + "|" + four(lpad(title, 2, '*')) + "|" +
              four(rpad(title, 2)) + "|" + four(lpad(title, 11, '*')) + "|" + four(rpad(title, 12, '%')) ==
          "||Üb|Üb|*Über alles|Über alles%%");
    spelled(replace(title, "l", "L"), R"(replace("title", ?1, ?2))", R"(replace("title", $1::TEXT, $2::TEXT))",
            "VALUES ('Notes'), ('Letters'), ('DracuLa'), ('The Lair'), ('  SoiL  '), ('100% WooL'), ('Nothing'), "
            "('Über aLLes')");
    spelled(replace(title, "", "x"), R"(replace("title", ?1, ?2))", R"(replace("title", $1::TEXT, $2::TEXT))",
            "SELECT title FROM books ORDER BY id");
    spelled(position(title, "o"), R"(instr("title", ?1))", R"(strpos("title", $1::TEXT))",
            "VALUES (2), (0), (0), (0), (4), (7), (2), (0)");
    spelled(concat(title, " (", genre, ")"), R"(("title" || ?1 || "genre" || ?2))",
            R"(("title" || $1::TEXT || "genre" || $2::TEXT))",
            "VALUES ('Notes (science)'), (NULL), ('Dracula (horror)'), ('The Lair (horror)'), ('  Soil   (science)'), "
            "('100% Wool (craft)'), (NULL), ('Über alles (craft)')");
    spelled(concat("no. ", cast<std::string>(id)), R"((?1 || CAST("id" AS TEXT)))",
            R"(($1::TEXT || CAST("id" AS TEXT)))",
            "VALUES ('no. 1'), ('no. 2'), ('no. 3'), ('no. 4'), ('no. 5'), ('no. 6'), ('no. 7'), ('no. 8')");
    spelled(coalesce(genre, "none"), R"(coalesce("genre", $1))",
            "VALUES ('science'), ('none'), ('horror'), ('horror'), ('science'), ('craft'), ('none'), ('craft')");
    spelled(nullif(genre, "horror"), R"(nullif("genre", ?1))", R"(nullif("genre", $1::TEXT))",
            "VALUES ('science'), (NULL), (NULL), (NULL), ('science'), ('craft'), (NULL), ('craft')");
}

TEST_CASE("texts that patterns take as they are") {
    const auto titles = [](const auto& condition) { return select(title).where(condition).order_by(id); };
    const auto text = [](std::string_view lite, std::string_view pg, const char* control, std::size_t rows,
                         const auto& s) {
        check(s, R"(SELECT "title" FROM "books" WHERE )" + std::string{lite} + R"( ORDER BY "id")",
              R"(SELECT "title" FROM "books" WHERE )" + std::string{pg} + R"( ORDER BY "id")", control, rows);
    };
    const std::string_view glob = R"("title" GLOB ?1)", like = R"("title" LIKE $1)";
    text(glob, like, "VALUES ('100% Wool')", 1, titles(starts_with(title, "100%")));
    text(glob, like, "SELECT title FROM books WHERE 1 = 0", 0, titles(starts_with(title, "1_0")));
    text(glob, like, "VALUES ('Notes'), ('Letters'), ('Über alles')", 3, titles(ends_with(title, "s")));
    text(glob, like, "VALUES ('100% Wool')", 1, titles(contains(title, "% W")));
    text(glob, like, "SELECT title FROM books ORDER BY id", 8, titles(contains(title, "")));
    const auto names = [](const auto& condition) { return select(col<&Author::name>).where(condition); };
    check(names(contains(col<&Author::name>, "_%")), R"(SELECT "name" FROM "authors" WHERE "name" GLOB ?1)",
          R"(SELECT "name" FROM "authors" WHERE "name" LIKE $1)", "VALUES ('eve_%')", 1);
    check(names(contains(col<&Author::name>, "'")), R"(SELECT "name" FROM "authors" WHERE "name" GLOB ?1)",
          R"(SELECT "name" FROM "authors" WHERE "name" LIKE $1)", "VALUES ('Dan O''Neil')", 1);
    check(names(contains(col<&Author::name>, "*")), R"(SELECT "name" FROM "authors" WHERE "name" GLOB ?1)",
          R"(SELECT "name" FROM "authors" WHERE "name" LIKE $1)", "SELECT name FROM authors WHERE 1 = 0", 0);
}

TEST_CASE("arithmetic") {
    spelled(pages / 50, R"("pages" / nullif($1, 0))", "VALUES (1), (2), (8), (6), (0), (1), (0), (5)");
    spelled(-pages / 50, R"(-"pages" / nullif($1, 0))", "VALUES (-1), (-2), (-8), (-6), (0), (-1), (0), (-5)");
    spelled(pages / 0, R"("pages" / nullif($1, 0))",
            "VALUES (CAST(NULL AS INTEGER)), (NULL), (NULL), (NULL), (NULL), (NULL), (NULL), (NULL)");
    spelled(1000 / pages, R"($1 / nullif("pages", 0))", "VALUES (15), (8), (2), (3), (NULL), (11), (142), (4)");
    spelled(price / pages > 0.1, R"("price" / nullif("pages", 0) > $1)",
            "SELECT CASE WHEN pages = 0 THEN NULL ELSE price / pages > 0.1 END FROM books ORDER BY id");
    spelled(pages % 100, R"("pages" % nullif($1, 0))", "VALUES (66), (20), (18), (28), (0), (90), (7), (50)");
    spelled(-pages % 100, R"(-"pages" % nullif($1, 0))", "VALUES (-66), (-20), (-18), (-28), (0), (-90), (-7), (-50)");
    spelled(pages % 0, R"("pages" % nullif($1, 0))",
            "VALUES (CAST(NULL AS INTEGER)), (NULL), (NULL), (NULL), (NULL), (NULL), (NULL), (NULL)");
    spelled(-(-pages), R"(-(-"pages"))", "SELECT pages FROM books ORDER BY id");
    spelled(-(pages + 1) * 2, R"(-("pages" + $1) * $2)", "SELECT (pages + 1) * -2 FROM books ORDER BY id");
    spelled(10 - pages / (pages - 7), R"($1 - "pages" / nullif("pages" - $2, 0))",
            "SELECT CASE WHEN pages = 7 THEN NULL ELSE 10 - pages / (pages - 7) END FROM books ORDER BY id");
    spelled(abs(pages - 100), R"(abs("pages" - $1))", "VALUES (34), (20), (318), (228), (100), (10), (93), (150)");
    spelled(abs(price - 10), R"(abs("price" - $1))",
            "SELECT CASE WHEN price < 10 THEN 10 - price ELSE price - 10 END FROM books ORDER BY id");
    spelled(round(price), R"(round("price"))", R"(CAST(round(CAST("price" AS NUMERIC)) AS DOUBLE PRECISION))",
            "VALUES (13.0), (8.0), (10.0), (7.0), (20.0), (16.0), (0.0), (33.0)");
    spelled(round(-price), R"(round(-"price"))", R"(CAST(round(CAST(-"price" AS NUMERIC)) AS DOUBLE PRECISION))",
            "VALUES (-13.0), (-8.0), (-10.0), (-7.0), (-20.0), (-16.0), (0.0), (-33.0)");
    spelled(floor(price), R"(floor("price"))", "VALUES (12.0), (8.0), (9.0), (7.0), (20.0), (15.0), (0.0), (33.0)");
    spelled(ceil(-price), R"(ceil(-"price"))",
            "VALUES (-12.0), (-8.0), (-9.0), (-7.0), (-20.0), (-15.0), (0.0), (-33.0)");
    spelled(greatest(pages, 100), R"(max("pages", ?1))", R"(greatest("pages", $1::INTEGER))",
            "VALUES (100), (120), (418), (328), (100), (100), (100), (250)");
    spelled(least(pages, 100, id * 10), R"(min("pages", ?1, "id" * ?2))", R"(least("pages", $1::INTEGER, "id" * $2))",
            "VALUES (10), (20), (30), (40), (0), (60), (7), (80)");
}

TEST_CASE("roots, logarithms and powers") {
    spelled(sign(price - 10), R"(CAST(sign("price" - ?1) AS INTEGER))", R"(CAST(sign("price" - $1) AS INTEGER))",
            "VALUES (1), (-1), (-1), (-1), (1), (1), (-1), (1)");
    spelled(sign(-pages), R"(CAST(sign(-"pages") AS INTEGER))", "VALUES (-1), (-1), (-1), (-1), (0), (-1), (-1), (-1)");
    spelled(sqrt(pages - 7), R"(sqrt("pages" - ?1))",
            R"(sqrt(nullif(greatest(CAST("pages" - $1 AS DOUBLE PRECISION), '-5e-324'), '-5e-324')))",
            "SELECT CASE WHEN pages >= 7 THEN sqrt(pages - 7) END FROM books ORDER BY id");
    spelled(sqrt(-(price * 0)) == 0, R"(sqrt(-("price" * ?1)) = ?2)",
            R"(sqrt(nullif(greatest(CAST(-("price" * $1) AS DOUBLE PRECISION), '-5e-324'), '-5e-324')) = $2)",
            "SELECT id > 0 FROM books");
    spelled(ln(price), R"(ln("price"))", R"(ln(nullif(greatest(CAST("price" AS DOUBLE PRECISION), 0), 0)))",
            "SELECT CASE WHEN price > 0 THEN ln(price) END FROM books ORDER BY id");
    spelled(ln(price - 10), R"(ln("price" - ?1))",
            R"(ln(nullif(greatest(CAST("price" - $1 AS DOUBLE PRECISION), 0), 0)))",
            "SELECT CASE WHEN price > 10 THEN ln(price - 10) END FROM books ORDER BY id");
    spelled(exp(price + 1) + 2,
            R"(CASE WHEN ("price" + $1) < -745.1 THEN 0.0 WHEN ("price" + $1) <= 709.782712893384 )"
            R"(THEN exp("price" + $1) END + $2)",
            "SELECT exp(price + 1) + 2 FROM books ORDER BY id");
    spelled(power(price, 2),
            R"(CASE WHEN "price" < 0 AND ?1 <> floor(?1) OR "price" = 0 AND ?1 < 0 OR )"
            R"(?1 * ln(nullif(abs("price"), 0)) > 709.782712893384 THEN NULL WHEN )"
            R"(?1 * ln(nullif(abs("price"), 0)) < -745.1 THEN 0.0 ELSE power("price", ?1) END)",
            R"(CASE WHEN "price" < 0 AND $1::INTEGER <> floor($1::INTEGER) OR "price" = 0 AND $1::INTEGER < 0 OR )"
            R"($1::INTEGER * ln(nullif(abs("price"), 0)) > 709.782712893384 THEN NULL WHEN )"
            R"($1::INTEGER * ln(nullif(abs("price"), 0)) < -745.1 THEN 0.0 ELSE power("price", $1::INTEGER) END)",
            "SELECT power(price, 2) FROM books ORDER BY id");
    const auto doubles = [](const auto& term) { return library().execute(of_books(term)).all(); };
    using result = std::vector<std::optional<double>>;
    using std::nullopt;
    CHECK(doubles(power(id - 5, 0.5)) ==
          result{nullopt, nullopt, nullopt, nullopt, 0.0, 1.0, std::sqrt(2), std::sqrt(3)});
    CHECK(doubles(power(id - 5, -1)) == result{-0.25, -1.0 / 3, -0.5, -1.0, nullopt, 1.0, 0.5, 1.0 / 3});
    CHECK(doubles(power(-2, id)) == result{-2.0, 4.0, -8.0, 16.0, -32.0, 64.0, -128.0, 256.0});
    CHECK(doubles(power(id - 1, 0)) == result(8, 1.0));
    CHECK(doubles(power(1e100, id)) == result{1e100, 1e200, 1e300, nullopt, nullopt, nullopt, nullopt, nullopt});
    CHECK(doubles(power(1e-200, id)) == result{1e-200, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0});
    CHECK(doubles(power(col<&Book::pages>, cast<std::int64_t>(nullif(id, 1)))).front() == nullopt);
    CHECK(doubles(exp(pages * 10)) ==
          result{std::exp(660.0), nullopt, nullopt, nullopt, 1.0, nullopt, std::exp(70.0), nullopt});
    CHECK(doubles(exp(pages * -10)).at(1) == 0.0);
    CHECK(doubles(exp(nullif(pages, 0))).at(4) == nullopt);
}

TEST_CASE("conversions") {
    spelled(cast<std::int64_t>(price), R"(CAST("price" AS INTEGER))", R"(CAST(trunc("price") AS BIGINT))",
            "VALUES (12), (8), (9), (7), (20), (15), (0), (33)");
    spelled(cast<std::int32_t>(-price), R"(CAST(-"price" AS INTEGER))", R"(CAST(trunc(-"price") AS INTEGER))",
            "VALUES (-12), (-8), (-9), (-7), (-20), (-15), (0), (-33)");
    spelled(cast<double>(pages) / 4, R"(CAST("pages" AS REAL) / nullif(?1, 0))",
            R"(CAST("pages" AS DOUBLE PRECISION) / nullif($1, 0))",
            "VALUES (16.5), (30.0), (104.5), (82.0), (0.0), (22.5), (1.75), (62.5)");
    spelled(cast<std::string>(pages), R"(CAST("pages" AS TEXT))",
            "VALUES ('66'), ('120'), ('418'), ('328'), ('0'), ('90'), ('7'), ('250')");
    spelled(cast<std::int64_t>(pages > 100), R"(CAST("pages" > ?1 AS INTEGER))",
            R"(CAST(CAST("pages" > $1 AS INTEGER) AS BIGINT))", "VALUES (0), (1), (1), (1), (0), (0), (0), (1)");
    check(select(cast<std::int32_t>(col<&Author::living>)).order_by(col<&Author::id>),
          R"(SELECT CAST("living" AS INTEGER) FROM "authors" ORDER BY "id")", "VALUES (0), (0), (1), (1), (1)", 5);
    check(select(cast<double>(col<&Author::born>)).order_by(col<&Author::id>),
          R"(SELECT CAST("born" AS REAL) FROM "authors" ORDER BY "id")",
          R"(SELECT CAST("born" AS DOUBLE PRECISION) FROM "authors" ORDER BY "id")",
          "VALUES (1815.0), (1847.0), (NULL), (1970.0), (NULL)", 5);
}

TEST_CASE("CASE") {
    spelled(case_(when(pages < 100, "short"), when(pages < 300, "middle"), otherwise("long")),
            R"(CASE WHEN "pages" < ?1 THEN ?2 WHEN "pages" < ?3 THEN ?4 ELSE ?5 END)",
            R"(CASE WHEN "pages" < $1 THEN $2::TEXT WHEN "pages" < $3 THEN $4::TEXT ELSE $5::TEXT END)",
            "VALUES ('short'), ('middle'), ('long'), ('long'), ('short'), ('short'), ('short'), ('middle')");
    spelled(case_(when(is_null(genre), 1)), R"(CASE WHEN "genre" IS NULL THEN ?1 END)",
            R"(CASE WHEN "genre" IS NULL THEN $1::INTEGER END)",
            "VALUES (NULL), (1), (NULL), (NULL), (NULL), (NULL), (1), (NULL)");
    spelled(case_(when(genre == "horror", price * 2), otherwise(price)),
            R"(CASE WHEN "genre" = $1 THEN "price" * $2 ELSE "price" END)",
            "SELECT CASE genre WHEN 'horror' THEN 2 * price ELSE price END FROM books ORDER BY id");
    spelled(case_(when(pages > 100, true), otherwise(false)) == true,
            R"(CASE WHEN "pages" > $1 THEN $2 ELSE $3 END = $4)",
            "VALUES (false), (true), (true), (true), (false), (false), (false), (true)");
    spelled(case_(when(pages > 200, added)), R"(CASE WHEN "pages" > $1 THEN "added" END)",
            "SELECT CASE WHEN pages > 200 THEN added END FROM books ORDER BY id");
}

TEST_CASE("parts of times") {
    const auto part = [](const auto& term, std::string_view letter, std::string_view name, const char* control) {
        spelled(term, "CAST(strftime('%" + std::string{letter} + R"(', "added") AS INTEGER))",
                "CAST(EXTRACT(" + std::string{name} + R"( FROM "added" AT TIME ZONE 'UTC') AS INTEGER))", control);
    };
    part(year_of(added), "Y", "YEAR", "VALUES (2020), (2020), (2021), (1969), (2024), (2024), (1), (9999)");
    part(month_of(added), "m", "MONTH", "VALUES (1), (2), (12), (7), (10), (10), (1), (12)");
    part(day_of(added), "d", "DAY", "VALUES (31), (29), (31), (20), (6), (7), (1), (31)");
    part(hour_of(added), "H", "HOUR", "VALUES (23), (0), (12), (20), (1), (2), (0), (23)");
    part(minute_of(added), "M", "MINUTE", "VALUES (59), (0), (34), (17), (0), (2), (0), (59)");
    spelled(weekday_of(added), R"(CAST(strftime('%w', substr("added", 1, 10)) AS INTEGER))",
            R"(CAST(EXTRACT(DOW FROM "added" AT TIME ZONE 'UTC') AS INTEGER))",
            "VALUES (5), (6), (5), (0), (0), (1), (1), (5)");
    spelled(day_of_year(added), R"(CAST(strftime('%j', substr("added", 1, 10)) AS INTEGER))",
            R"(CAST(EXTRACT(DOY FROM "added" AT TIME ZONE 'UTC') AS INTEGER))",
            "VALUES (31), (60), (365), (201), (280), (281), (1), (365)");
    spelled(second_of(added), R"(CAST(strftime('%S', "added") AS INTEGER))",
            R"(CAST(trunc(EXTRACT(SECOND FROM "added" AT TIME ZONE 'UTC')) AS INTEGER))",
            "VALUES (59), (0), (56), (37), (0), (2), (0), (59)");
}

TEST_CASE("times cut to a unit") {
    const auto years = of_books(year_of(truncate<time_unit::year>(added)));
    check(years, books(R"(CAST(strftime('%Y', strftime('%Y-01-01 00:00:00.000000', "added")) AS INTEGER))"),
          books(R"(CAST(EXTRACT(YEAR FROM date_trunc('year', "added", 'UTC') AT TIME ZONE 'UTC') AS INTEGER))"),
          "VALUES (2020), (2020), (2021), (1969), (2024), (2024), (1), (9999)", 8);
    using std::chrono::sys_days;
    using namespace std::chrono_literals;
    const auto cut = []<tain::time_unit U>(std::integral_constant<tain::time_unit, U>) {
        return library().execute(of_books(truncate<U>(added))).all();
    };
    using enum tain::time_unit;
    const timestamp third{sys_days{2021y / 12 / 31} + 12h + 34min + 56s};
    CHECK(cut(std::integral_constant<tain::time_unit, year>{})[2] == timestamp{sys_days{2021y / 1 / 1}});
    CHECK(cut(std::integral_constant<tain::time_unit, month>{})[2] == timestamp{sys_days{2021y / 12 / 1}});
    CHECK(cut(std::integral_constant<tain::time_unit, day>{})[2] == timestamp{sys_days{2021y / 12 / 31}});
    CHECK(cut(std::integral_constant<tain::time_unit, hour>{})[2] == third - 34min - 56s);
    CHECK(cut(std::integral_constant<tain::time_unit, minute>{})[2] == third - 56s);
    CHECK(cut(std::integral_constant<tain::time_unit, second>{})[2] == third);
    CHECK(cut(std::integral_constant<tain::time_unit, month>{})[6] == timestamp{sys_days{1y / 1 / 1}});
}

TEST_CASE("functions that an application declares") {
    constexpr auto soft = tain::function<"lower", std::string>;
    constexpr auto place = tain::function_named<"instr", "strpos", std::int64_t>;
    spelled(soft(title), R"(lower("title"))", "SELECT lower(title) FROM books ORDER BY id");
    spelled(soft(genre), R"(lower("genre"))", "SELECT genre FROM books ORDER BY id");
    spelled(place(title, "o"), R"(instr("title", ?1))", R"(strpos("title", $1::TEXT))",
            "VALUES (2), (0), (0), (0), (4), (7), (2), (0)");
    check(select(title).where(soft(title) == soft("DRACULA")),
          R"(SELECT "title" FROM "books" WHERE lower("title") = lower(?1))",
          R"(SELECT "title" FROM "books" WHERE lower("title") = lower($1::TEXT))", "VALUES ('Dracula')", 1);
}
