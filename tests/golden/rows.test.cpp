// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"
#include "support/generated.hpp"

#include <boost/uuid/uuid.hpp>
#include <catch2/catch_get_random_seed.hpp>
#include <tain/array.hpp>
#include <tain/chrono.hpp>
#include <tain/decimal.hpp>
#include <tain/dynamic.hpp>
#include <tain/uuid.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <list>
#include <tuple>
#include <utility>

using namespace golden;
using namespace tain::dsl;

namespace {

using bytes = std::vector<std::byte>;

enum class color { red, green };
BOOST_DESCRIBE_ENUM(color, red, green)

enum class mood { sad, happy };
BOOST_DESCRIBE_ENUM(mood, sad, happy)

struct Face {
    std::int64_t id{};
    mood is{};
    std::optional<std::vector<mood>> past{};
};
BOOST_DESCRIBE_STRUCT(Face, (), (id, is, past))

/// A column of each kind, all but the key optional.
struct Wide {
    std::int64_t id{};
    std::optional<bool> yes{};
    std::optional<std::int8_t> small{};
    std::optional<std::uint32_t> middle{};
    std::optional<float> single{};
    std::optional<double> twice{};
    std::optional<std::string> text{};
    std::optional<bytes> blob{};
    std::optional<boost::uuids::uuid> uuid{};
    std::optional<timestamp> at{};
    std::optional<std::chrono::year_month_day> day{};
    std::optional<tain::decimal<12, 2>> money{};
    std::optional<tain::decimal<30, 4>> wealth{};
    std::optional<color> paint{};
    std::optional<std::vector<std::int32_t>> numbers{};
    std::optional<tain::text_uuid> written{};
    friend bool operator==(const Wide&, const Wide&) = default;
};
BOOST_DESCRIBE_STRUCT(Wide, (),
                      (id, yes, small, middle, single, twice, text, blob, uuid, at, day, money, wealth, paint, numbers,
                       written))

struct Price {
    std::int64_t book;
    double price;
};

}  // namespace

template <>
inline constexpr auto tain::stored_as<mood> = tain::native_enum("mood");

namespace {

constexpr auto id = col<&Book::id>;
constexpr auto price = col<&Book::price>;
constexpr auto list_of_prices = rows<"prices">(id, price);

constexpr const char* sqlite_prices =
    R"((SELECT CAST("value" ->> 0 AS INTEGER) AS "id", CAST("value" ->> 1 AS REAL) AS "price" FROM json_each(?1)) AS "prices")";
constexpr const char* postgresql_prices = R"(unnest($1::BIGINT[], $2::DOUBLE PRECISION[]) AS "prices"("id", "price"))";

/// `before` and `after` around what the list is on each database.
template <class S>
void check_prices(const S& statement, const std::string& before, const std::string& after, const char* control,
                  std::size_t count) {
    std::string lite = after;
    for (char& c : lite)
        if (c == '$') c = '?';
    check(statement, before + sqlite_prices + lite, before + postgresql_prices + after, control, count);
}

template <class W>
auto all_parts(const W& all) {
    return rows<"wide">(col<&Wide::id>, col<&Wide::yes>, col<&Wide::small>, col<&Wide::middle>, col<&Wide::single>,
                        col<&Wide::twice>, col<&Wide::text>, col<&Wide::blob>, col<&Wide::uuid>, col<&Wide::at>,
                        col<&Wide::day>, col<&Wide::money>, col<&Wide::wealth>, col<&Wide::paint>, col<&Wide::numbers>,
                        col<&Wide::written>)
        .of(all, &Wide::id, &Wide::yes, &Wide::small, &Wide::middle, &Wide::single, &Wide::twice, &Wide::text,
            &Wide::blob, &Wide::uuid, &Wide::at, &Wide::day, &Wide::money, &Wide::wealth, &Wide::paint, &Wide::numbers,
            &Wide::written);
}

/// The rows that a list gives back, without and with a table between.
void comes_back(const std::vector<Wide>& all) {
    const auto list = all_parts(all);
    const auto given =
        select(list.template column<"id">(), list.template column<"yes">(), list.template column<"small">(),
               list.template column<"middle">(), list.template column<"single">(), list.template column<"twice">(),
               list.template column<"text">(), list.template column<"blob">(), list.template column<"uuid">(),
               list.template column<"at">(), list.template column<"day">(), list.template column<"money">(),
               list.template column<"wealth">(), list.template column<"paint">(), list.template column<"numbers">(),
               list.template column<"written">())
            .from(list);
    auto tx = library().begin();
    std::vector<Wide> back;
    for (const auto& row : tx.execute(given.order_by(list.template column<"id">())).all())
        back.push_back(std::apply([](const auto&... value) { return Wide{value...}; }, row));
    CHECK(back == all);

    for (const std::string& each : tain::schema::create_all(tain::schema::of<tain::models<Wide>>(), tx.kind()))
        tx.script(each);
    CHECK(tx.execute(insert<Wide>()
                         .columns(col<&Wide::id>, col<&Wide::yes>, col<&Wide::small>, col<&Wide::middle>,
                                  col<&Wide::single>, col<&Wide::twice>, col<&Wide::text>, col<&Wide::blob>,
                                  col<&Wide::uuid>, col<&Wide::at>, col<&Wide::day>, col<&Wide::money>,
                                  col<&Wide::wealth>, col<&Wide::paint>, col<&Wide::numbers>, col<&Wide::written>)
                         .from(given)) == static_cast<std::int64_t>(all.size()));
    CHECK(tx.execute(select<Wide>().order_by(col<&Wide::id>)).all() == all);
}

}  // namespace

TEST_CASE("a list of rows is read like a table") {
    const auto prices = list_of_prices.of(std::vector<std::tuple<std::int64_t, double>>{{3, 1.5}, {1, 7}, {99, 0}});
    const auto own = prices.column<"price">();
    check_prices(select(prices.column<"id">(), own).from(prices).order_by(own), R"(SELECT "id", "price" FROM )",
                 R"( ORDER BY "price")", "VALUES (99, 0.0), (3, 1.5), (1, 7.0)", 3);
    check(
        select(col<&Book::title>, own / 2, concat("n", col<&Book::title>))
            .join(prices, id == prices.column<"id">())
            .where(own > 1)
            .order_by(id),
        R"(SELECT "books"."title", "prices"."price" / nullif(?1, 0), (?2 || "books"."title") FROM "books" JOIN )"
        R"((SELECT CAST("value" ->> 0 AS INTEGER) AS "id", CAST("value" ->> 1 AS REAL) AS "price" FROM json_each(?3)) AS "prices" ON )"
        R"("books"."id" = "prices"."id" WHERE "prices"."price" > ?4 ORDER BY "books"."id")",
        R"(SELECT "books"."title", "prices"."price" / nullif($1, 0), ($2::TEXT || "books"."title") FROM "books" JOIN )"
        R"(unnest($3::BIGINT[], $4::DOUBLE PRECISION[]) AS "prices"("id", "price") ON )"
        R"("books"."id" = "prices"."id" WHERE "prices"."price" > $5 ORDER BY "books"."id")",
        "VALUES ('Notes', 3.5, 'nNotes'), ('Dracula', 0.75, 'nDracula')", 2);
    check_prices(select(prices.column<"id">(), col<&Book::title>)
                     .from(prices)
                     .left_join<Book>(id == prices.column<"id">())
                     .order_by(prices.column<"id">()),
                 R"(SELECT "prices"."id", "books"."title" FROM )",
                 R"( LEFT JOIN "books" ON "books"."id" = "prices"."id" ORDER BY "prices"."id")",
                 "VALUES (1, 'Notes'), (3, 'Dracula'), (99, NULL)", 3);
    check(
        select(id, own).left_join(prices, id == prices.column<"id">()).where(id < 3).order_by(id),
        R"(SELECT "books"."id", "prices"."price" FROM "books" LEFT JOIN )"
        R"((SELECT CAST("value" ->> 0 AS INTEGER) AS "id", CAST("value" ->> 1 AS REAL) AS "price" FROM json_each(?1)) AS "prices" ON )"
        R"("books"."id" = "prices"."id" WHERE "books"."id" < ?2 ORDER BY "books"."id")",
        R"(SELECT "books"."id", "prices"."price" FROM "books" LEFT JOIN )"
        R"(unnest($1::BIGINT[], $2::DOUBLE PRECISION[]) AS "prices"("id", "price") ON )"
        R"("books"."id" = "prices"."id" WHERE "books"."id" < $3 ORDER BY "books"."id")",
        "VALUES (1, 7.0), (2, CAST(NULL AS DOUBLE PRECISION))", 2);
    check_prices(select(count(), max(own)).from(prices), R"(SELECT count(*), max("price") FROM )", "",
                 "VALUES (3, 7.0)", 1);
}

TEST_CASE("the text of a list is the same for any number of rows") {
    using row = std::tuple<std::int64_t, double>;
    const auto counted = [](const std::vector<row>& all) {
        const auto list = list_of_prices.of(all);
        return library().execute(select(count()).from(list)).one();
    };
    CHECK(counted({}) == 0);
    CHECK(counted({{1, 2}}) == 1);
    CHECK(counted(std::vector<row>(100'000)) == 100'000);
    const auto none = list_of_prices.of(std::vector<row>{});
    CHECK(library().execute(select(id).join(none, id == none.column<"id">())).all().empty());
    CHECK(library().execute(
              update<Book>().set(price = none.column<"price">()).from(none).where(id == none.column<"id">())) == 0);
}

TEST_CASE("lists of rows from anything that can be gone through") {
    const auto titles = [](const auto& list) {
        return library()
            .execute(select(col<&Book::title>).join(list, id == list.template column<"id">()).order_by(id))
            .all();
    };
    const std::vector<std::string> wanted{"Notes", "Dracula"};
    const std::list<Price> prices{{3, 1}, {1, 2}};
    CHECK(titles(list_of_prices.of(prices, &Price::book, &Price::price)) == wanted);
    CHECK(titles(list_of_prices.of(prices, [](const Price& p) { return p.book; }, &Price::price)) == wanted);
    CHECK(titles(rows<"ids">(col<&Sale::book_id>.as<"id">()).of(prices, &Price::book)) == wanted);
    CHECK(titles(list_of_prices.of(std::array<std::pair<int, int>, 2>{{{3, 1}, {1, 2}}})) == wanted);
    CHECK(titles(rows<"ids">(id).of(std::vector<std::int64_t>{1, 3})) == wanted);
    CHECK(titles(rows<"ids">(id).of(std::vector{std::tuple{1}, std::tuple{3}})) == wanted);
}

TEST_CASE("every value of a list comes back, or is refused") {
    using std::nullopt;
    const std::uint64_t seed = Catch::getSeed();
    INFO("seed " << seed);
    constexpr double infinite = std::numeric_limits<double>::infinity();
    comes_back({});
    comes_back({{.id = 1}});
    comes_back(
        {{.id = -1, .yes = true, .twice = infinite, .text = "NULL", .blob = bytes{}},
         {.id = 0, .single = -std::numeric_limits<float>::infinity(), .twice = -infinite, .text = "", .uuid = {{}}},
         {.id = 1, .yes = false, .text = "{\"a\": [1, 'b', \\u0041]}, \"\" \n \x01 \x7f \xc3\xa9", .numbers = {{}}}});

    tain::test::generator from{seed};
    std::vector<Wide> all(500);
    std::int64_t next = 0;
    for (Wide& each : all) {
        each = {.id = ++next,
                .yes = from.value<std::optional<bool>>(),
                .small = from.value<std::optional<std::int8_t>>(),
                .middle = from.value<std::optional<std::uint32_t>>(),
                .single = from.value<std::optional<float>>(),
                .twice = from.value<std::optional<double>>(),
                .text = from.value<std::optional<std::string>>(),
                .blob = from.value<std::optional<bytes>>(),
                .uuid = from.value<std::optional<boost::uuids::uuid>>(),
                .at = from.value<std::optional<timestamp>>(),
                .day = nullopt,
                .money = nullopt,
                .wealth = nullopt,
                .paint = nullopt,
                .numbers = from.value<std::optional<std::vector<std::int32_t>>>(),
                .written = nullopt};
        if (from.coin()) each.day = std::chrono::year_month_day{floor<std::chrono::days>(from.value<timestamp>())};
        if (from.coin()) each.money = tain::decimal<12, 2>::from_unscaled(from.value<std::int32_t>());
        if (from.coin()) each.wealth = tain::decimal<30, 4>::from_unscaled(from.value<std::int64_t>());
        if (from.coin()) each.paint = from.coin() ? color::red : color::green;
        if (from.coin()) each.written = from.value<boost::uuids::uuid>();
    }
    comes_back(all);

    const auto read = [](const auto& list, const auto& column) {
        return library().execute(select(column).from(list)).all();
    };
    const auto small = rows<"list">(col<&Wide::small>).of(std::vector<std::int64_t>{7, 1000});
    CHECK(tain::test::thrown_by<tain::row_error>([&] { read(small, small.column<"small">()); }).what() !=
          std::string{});
    const auto nan = rows<"list">(col<&Wide::twice>).of(std::vector{std::nan("")});
    const auto nul = rows<"list">(col<&Wide::text>).of(std::vector{std::string{"a\0b", 3}});
    if (tain::test::on_postgresql()) {
        CHECK(std::isnan(read(nan, nan.column<"twice">()).at(0).value()));
    } else {
        CHECK(
            std::string{tain::test::thrown_by<tain::row_error>([&] { read(nan, nan.column<"twice">()); }).what()}.find(
                "the value is NaN") != std::string::npos);
    }
    CHECK_THROWS_AS(read(nul, nul.column<"text">()), tain::error);
    const auto blobs = rows<"list">(col<&Wide::blob>).of(std::vector{bytes{std::byte{0}, std::byte{39}}, bytes{}});
    CHECK(read(blobs, blobs.column<"blob">()).size() == 2);
    CHECK(library().execute(select(count()).from(blobs)).one() == 2);
}

TEST_CASE("native enums and arrays of them in a list") {
    auto tx = library().begin();
    for (const std::string& each : tain::schema::create_all(tain::schema::of<tain::models<Face>>(), tx.kind()))
        tx.script(each);
    const std::vector<std::pair<int, mood>> all{{1, mood::sad}, {2, mood::happy}};
    CHECK(tx.execute(insert<Face>().columns(col<&Face::id>, col<&Face::is>).values(all)) == 2);
    const auto faces = rows<"faces">(col<&Face::id>, col<&Face::is>).of(all);
    CHECK(tx.execute(select(faces.column<"is">()).from(faces).where(faces.column<"is">() == mood::happy)).all() ==
          std::vector{mood::happy});
    const std::vector<std::pair<int, std::vector<mood>>> past{{1, {mood::sad, mood::happy}}, {2, {}}};
    const auto lists = rows<"lists">(col<&Face::id>, col<&Face::past>).of(past);
    tx.execute(update<Face>()
                   .set(col<&Face::past> = lists.column<"past">())
                   .from(lists)
                   .where(col<&Face::id> == lists.column<"id">()));
    CHECK(tx.execute(select(col<&Face::past>).order_by(col<&Face::id>)).all() ==
          std::vector<std::optional<std::vector<mood>>>{past[0].second, past[1].second});
}

TEST_CASE("UPDATE and DELETE by a list of rows") {
    const auto prices = list_of_prices.of(std::vector<std::tuple<std::int64_t, double>>{{3, 1.5}, {1, 7}, {99, 0}});
    const auto own = prices.column<"price">();
    const auto doubled = update<Book>().set(price = own * 2).from(prices).where(id == prices.column<"id">() && own > 2);
    spelled(
        doubled.returning(id, price),
        R"(UPDATE "books" SET "price" = "prices"."price" * ?1 FROM (SELECT CAST("value" ->> 0 AS INTEGER) AS "id", )"
        R"(CAST("value" ->> 1 AS REAL) AS "price" FROM json_each(?2)) AS "prices" )"
        R"(WHERE "books"."id" = "prices"."id" AND "prices"."price" > ?3 RETURNING "books"."id", "books"."price")",
        R"(UPDATE "books" SET "price" = "prices"."price" * $1 FROM )"
        R"(unnest($2::BIGINT[], $3::DOUBLE PRECISION[]) AS "prices"("id", "price") )"
        R"(WHERE "books"."id" = "prices"."id" AND "prices"."price" > $4 RETURNING "books"."id", "books"."price")");
    auto tx = library().begin();
    CHECK(tx.execute(doubled.returning(id, price)).all() == std::vector{std::tuple<std::int64_t, double>{1, 14}});
    CHECK(tx.execute(update<Book>().set(price = own).from(prices).where(id == prices.column<"id">())) == 2);
    CHECK(tx.execute(select(price).where(id <= 3).order_by(id)).all() == std::vector{7.0, 8.0, 1.5});
    CHECK(tx.execute(delete_from<Sale>().where(
              exists(select(own).from(prices).where(prices.column<"id">() == col<&Sale::book_id>)))) == 4);
    CHECK(tx.execute(delete_from<Sale>().where(in(col<&Sale::book_id>, select(prices.column<"id">()).from(prices)))) ==
          0);
}

TEST_CASE("a list of rows in a statement that is put together") {
    const auto prices = list_of_prices.of(std::vector<std::tuple<std::int64_t, double>>{{3, 1.5}, {1, 7}});
    const auto own = prices.column<"price">();
    const auto statement = dynamic(select(concat(col<&Book::title>, "!")).join(prices, id == prices.column<"id">()))
                               .where(own > 2)
                               .order_by(id);
    CHECK(library().execute(statement).all() == std::vector<std::string>{"Notes!"});
}
