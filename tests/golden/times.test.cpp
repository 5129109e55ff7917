// SPDX-License-Identifier: BSL-1.0
#include "visit.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace golden;
using namespace std::chrono;
using namespace tain::dsl;

namespace {

constexpr auto id = col<&Visit::id>;
constexpr auto on = col<&Visit::day>;
constexpr auto at = col<&Visit::at>;
constexpr auto began = col<&Visit::began>;
constexpr auto ended = col<&Visit::ended>;
constexpr auto took = col<&Visit::took>;

std::string visits(std::string_view term) { return "SELECT " + std::string{term} + R"( FROM "visits" ORDER BY "id")"; }

/// One term, for all visits in their order. What leaves the years 1 to 9999 is given as none.
template <class E>
void spelled(const E& term, std::string_view sqlite, std::string_view postgresql,
             const std::vector<std::optional<tain::types::required<typename E::value_type>>>& wanted) {
    const auto statement = select(term).order_by(id);
    golden::spelled(statement, visits(sqlite), visits(postgresql));
    std::vector<std::optional<tain::types::required<typename E::value_type>>> given;
    if (std::find(wanted.begin(), wanted.end(), std::nullopt) == wanted.end()) {
        for (const auto& each : library().execute(statement)) given.push_back(each);
        CHECK(given == wanted);
        given.clear();
    }
    for (std::int64_t visit = 1; visit != 5; ++visit)
        given.push_back(library().execute(select(case_(when(id > 0, term))).where(id == visit)).one());
    CHECK(given == wanted);
}

/// How SQLite spells a sum of microseconds since 1970 as a text.
std::string text_of(const std::string& sum) {
    return "(strftime('%Y-%m-%d %H:%M:%S', nullif(max(" + sum +
           " + 62135596800000000, -1), -1) / 1000000 - 62135596800, 'unixepoch') || printf('.%06d', (" + sum +
           " + 62135596800000000) % 1000000))";
}
std::string microseconds_of(const std::string& column) {
    return "strftime('%s', substr(" + column + ", 1, 19)) * 1000000 + substr(" + column + ", 21, 6)";
}
/// How PostgreSQL keeps a time in the years 1 to 9999.
std::string in_range(const std::string& time, bool zoned = true) {
    const std::string past = zoned ? "'10000-01-01 00:00:00+00'::TIMESTAMPTZ" : "'10000-01-01 00:00:00'::TIMESTAMP";
    const std::string before =
        zoned ? "'0001-12-31 23:59:59.999999+00 BC'::TIMESTAMPTZ" : "'0001-12-31 23:59:59.999999 BC'::TIMESTAMP";
    return "nullif(greatest(nullif(least(" + time + ", " + past + "), " + past + "), " + before + "), " + before + ")";
}
std::string in_dates(const std::string& date) {
    return "nullif(greatest(nullif(least(" + date +
           ", '10000-01-01'::DATE), '10000-01-01'::DATE), '0001-12-31 BC'::DATE), '0001-12-31 BC'::DATE)";
}

constexpr timestamp at_first{sys_days{2020y / 1 / 31} + 86400s - 1us};
constexpr timestamp at_second{sys_days{2024y / 3 / 31} + 3599s + 5us};
constexpr timestamp earliest{sys_days{1y / 1 / 1}};
constexpr timestamp latest{sys_days{9999y / 12 / 31} + 86400s - 1us};
using std::nullopt;

}  // namespace

TEST_CASE("points in time are moved by durations") {
    const std::string sqlite = microseconds_of(R"("began")");
    spelled(began + 3h, text_of(sqlite + " + ?1"), in_range(R"("began" + $1::INTERVAL)"),
            {at_first + 3h, at_second + 3h, earliest + 3h, nullopt});
    spelled(1us + began, text_of(sqlite + " + ?1"), in_range(R"("began" + $1::INTERVAL)"),
            {at_first + 1us, at_second + 1us, earliest + 1us, nullopt});
    spelled(began - microseconds{1}, text_of(sqlite + " - ?1"), in_range(R"("began" - $1::INTERVAL)"),
            {at_first - 1us, at_second - 1us, nullopt, latest - 1us});
    spelled(began - days{365} + 1s, text_of(sqlite + " - ?1 + ?2"),
            in_range(R"("began" - $1::INTERVAL + $2::INTERVAL)"),
            {at_first - days{365} + 1s, at_second - days{365} + 1s, nullopt, latest - days{365} + 1s});
    // What is passed on the way does not matter.
    spelled(began + days{365} - days{365}, text_of(sqlite + " + ?1 - ?2"),
            in_range(R"("began" + $1::INTERVAL - $2::INTERVAL)"), {at_first, at_second, earliest, latest});

    const std::string local = microseconds_of(R"("at")");
    static_assert(std::is_same_v<decltype(at + 1min)::value_type, local_seconds>);
    static_assert(std::is_same_v<decltype(at + 1ms)::value_type, local_time<milliseconds>>);
    spelled(at + 1min, text_of(local + " + ?1"), in_range(R"("at" + $1::INTERVAL)", false),
            {local_seconds{local_days{2020y / 1 / 31} + 23h + 1min}, local_seconds{local_days{2024y / 2 / 29} + 1min},
             local_seconds{local_days{1y / 1 / 1} + 1min}, nullopt});
}

TEST_CASE("points in time are moved by columns of durations") {
    using given = std::vector<std::optional<timestamp>>;
    static_assert(std::is_same_v<decltype(ended - took)::value_type, std::optional<timestamp>>);
    spelled(ended - took, text_of(microseconds_of(R"("ended")") + R"( - "took")"),
            in_range(R"(("ended" AT TIME ZONE 'UTC' - "took") AT TIME ZONE 'UTC')"),
            given{nullopt, sys_days{2024y / 4 / 1} + 7250ms - 26h, earliest + 1s + 1h, latest + 1us - 1s});
    spelled(began + took - 1h, text_of(microseconds_of(R"("began")") + R"( + "took" - ?1)"),
            in_range(R"(("began" AT TIME ZONE 'UTC' + "took") AT TIME ZONE 'UTC' - $1::INTERVAL)"),
            given{at_first + 1us - 1h, at_second + 25h, nullopt, latest - 1h});
    spelled(began + 1h + took, text_of(microseconds_of(R"("began")") + R"( + ?1 + "took")"),
            in_range(R"((("began" + $1::INTERVAL) AT TIME ZONE 'UTC' + "took") AT TIME ZONE 'UTC')"),
            given{at_first + 1us + 1h, at_second + 27h, earliest, nullopt});
}

TEST_CASE("dates are moved by days") {
    const auto moved = [](const auto& term, std::vector<std::optional<year_month_day>> wanted) {
        spelled(term, R"(nullif(max(date("day", ?1 || ' days'), '0000-12-31'), '0000-12-31'))",
                in_dates(R"("day" + $1::INTEGER)"), wanted);
    };
    moved(on + days{30}, {2020y / 3 / 1, 2024y / 3 / 30, 1y / 1 / 31, nullopt});
    moved(weeks{-1} + on, {2020y / 1 / 24, 2024y / 2 / 22, nullopt, 9999y / 12 / 24});
    moved(on - days{1}, {2020y / 1 / 30, 2024y / 2 / 28, nullopt, 9999y / 12 / 30});
    moved(on - days{-1}, {2020y / 2 / 1, 2024y / 3 / 1, 1y / 1 / 2, nullopt});
    const auto far = [](year_month_day from) { return year_month_day{sys_days{from} + days{1'461'000}}; };
    moved(on + days{1'461'000}, {far(2020y / 1 / 31), far(2024y / 2 / 29), far(1y / 1 / 1), nullopt});
}

TEST_CASE("the time between two points is a duration") {
    using std::chrono::microseconds;
    const std::string began_at = microseconds_of(R"("began")");
    static_assert(std::is_same_v<decltype(ended - began)::value_type, std::optional<microseconds>>);
    static_assert(std::is_same_v<decltype(at - at)::value_type, seconds>);
    static_assert(std::is_same_v<decltype(ended - sys_days{})::value_type, std::optional<milliseconds>>);
    spelled(ended - began, microseconds_of(R"("ended")") + " - (" + began_at + ")", R"("ended" - "began")",
            {nullopt, 23h + 8s + 250ms - 5us, 1s, 1us - 1s});
    spelled(latest - began, microseconds_of("?1") + " - (" + began_at + ")", R"($1 - "began")",
            {latest - at_first, latest - at_second, latest - earliest, 0us});
    spelled(began - (began + 3h), began_at + " - (" + began_at + " + ?1)", R"("began" - ("began" + $1::INTERVAL))",
            {-3h, -3h, -3h, -3h});
    spelled(on - 2020y / 1 / 1, R"((strftime('%s', "day") - strftime('%s', ?1)) * 1000000)",
            R"(make_interval(days => "day" - $1::DATE))",
            {days{30}, days{1520}, sys_days{1y / 1 / 1} - sys_days{2020y / 1 / 1},
             sys_days{9999y / 12 / 31} - sys_days{2020y / 1 / 1}});
    spelled(took - 1h, R"("took" - ?1)", R"("took" - $1::INTERVAL)", {1us - 1h, 25h, -2h, -1h});
    spelled(1h - took + 1s, R"(?1 - "took" + ?2)", R"($1::INTERVAL - "took" + $2::INTERVAL)",
            {1h - 1us + 1s, -25h + 1s, 2h + 1s, 1h + 1s});
}

TEST_CASE("conditions on calculated times") {
    const auto found = [](const auto& condition) {
        return library().execute(select(id).where(condition).order_by(id)).all();
    };
    using ids = std::vector<std::int64_t>;
    CHECK(found(ended - began > 1h) == ids{2});
    CHECK(found(ended - began == 1s) == ids{3});
    CHECK(found(began + 23h < ended) == ids{2});
    CHECK(found(began > now() - days{7}) == ids{4});
    CHECK(found(began < now() - days{7}) == ids{1, 2, 3});
    CHECK(found(now() - began > days{7}) == ids{1, 2, 3});
    CHECK(found(on > date_of(now()) - weeks{1}) == ids{4});
    CHECK(found(on + days{1} == 2020y / 2 / 1) == ids{1});
    CHECK(found(in(on - days{1}, std::vector{year_month_day{2024y / 2 / 28}})) == ids{2});
    CHECK(found(began + 1h > at_first) == ids{1, 2});  // the last leaves the range
    CHECK(found(took + took == 52h) == ids{2});
    CHECK(library().execute(select(id).order_by(began + 1h)).all() == ids{3, 1, 2, 4});
    CHECK(library().execute(select(id).order_by(desc(on - days{1}))).all() == ids{3, 4, 2, 1});
    CHECK(library().execute(select(max(began - 1h))).one() == latest - 1h);
    CHECK(library().execute(select(max(began) - 1h)).one() == latest - 1h);
}

TEST_CASE("durations are summed") {
    const auto spent = select(sum(took), sum(ended - began).filter(id < 4), sum(took).filter(id < 0));
    golden::spelled(select(sum(took)), R"(SELECT sum("took") FROM "visits")", R"(SELECT sum("took") FROM "visits")");
    CHECK(library().execute(select(sum(took)).where(id < 4)).one() == 25h + 1us);
    static_assert(std::is_same_v<decltype(sum(took))::value_type, std::optional<microseconds>>);
    CHECK(library().execute(spent).one() == std::tuple{std::optional<microseconds>{25h + 1us},
                                                       std::optional<microseconds>{23h + 9s + 250ms - 5us},
                                                       std::optional<microseconds>{}});
}

TEST_CASE("the date of a point in time, and the parts of a date") {
    spelled(date_of(began), R"(substr("began", 1, 10))", R"(CAST("began" AT TIME ZONE 'UTC' AS DATE))",
            {2020y / 1 / 31, 2024y / 3 / 31, 1y / 1 / 1, 9999y / 12 / 31});
    spelled(date_of(ended), R"(substr("ended", 1, 10))", R"(CAST("ended" AT TIME ZONE 'UTC' AS DATE))",
            {nullopt, 2024y / 4 / 1, 1y / 1 / 1, 9999y / 12 / 31});
    spelled(date_of(at), R"(substr("at", 1, 10))", R"(CAST("at" AS DATE))",
            {2020y / 1 / 31, 2024y / 2 / 29, 1y / 1 / 1, 9999y / 12 / 31});
    const auto part = [](const auto& term, std::string_view sqlite, std::string_view postgresql,
                         const std::vector<std::optional<std::int32_t>>& wanted) {
        spelled(term, "CAST(strftime('" + std::string{sqlite} + ") AS INTEGER)",
                "CAST(EXTRACT(" + std::string{postgresql} + ") AS INTEGER)", wanted);
    };
    part(year_of(on), R"(%Y', "day")", R"(YEAR FROM "day")", {2020, 2024, 1, 9999});
    part(month_of(on), R"(%m', "day")", R"(MONTH FROM "day")", {1, 2, 1, 12});
    part(day_of(on), R"(%d', "day")", R"(DAY FROM "day")", {31, 29, 1, 31});
    part(weekday_of(on), R"(%w', substr("day", 1, 10))", R"(DOW FROM "day")", {5, 4, 1, 5});
    part(day_of_year(on), R"(%j', substr("day", 1, 10))", R"(DOY FROM "day")", {31, 60, 1, 365});
    part(weekday_of(began), R"(%w', substr("began", 1, 10))", R"(DOW FROM "began" AT TIME ZONE 'UTC')", {5, 0, 1, 5});
    part(day_of_year(began), R"(%j', substr("began", 1, 10))", R"(DOY FROM "began" AT TIME ZONE 'UTC')",
         {31, 91, 1, 365});
}

TEST_CASE("a step of more than 4000 years is refused") {
    const auto refused = [](const auto& term) {
        CHECK_THROWS_AS(library().execute(select(term).where(id == 1)).all(), tain::error);
    };
    refused(began + days{1'461'001});
    refused(began - microseconds::max());
    refused(began + hours::min());
    refused(began + seconds::max());
    refused(on + days{1'461'001});
    refused(on - days::max());
    refused(on + days::min());
    refused(on + weeks::max());
}

TEST_CASE("a time that leaves the years 1 to 9999 is an error where it cannot be NULL") {
    CHECK_THROWS_AS(library().execute(select(began + 1s).where(id == 4)).all(), tain::row_error);
    CHECK_THROWS_AS(library().execute(select(on - days{1}).where(id == 3)).all(), tain::row_error);
    tain::transaction db = library().begin();
    CHECK_THROWS_AS(db.nested([](tain::transaction& inner) {
        inner.execute(update<Visit>().set(began = began + 1s).where(id == 4));
    }),
                    tain::constraint_error);
    db.execute(update<Visit>().set(began = began + 1s, on = on + days{1}, took = took + (now() - now())).where(id < 3));
    CHECK(db.execute(select(began, on, took).where(id == 1)).one() ==
          std::tuple{at_first + 1s, year_month_day{2020y / 2 / 1}, 1us});
}

TEST_CASE("times that are moved at random are those that C++ calculates") {
    std::mt19937_64 random{20200131};
    const auto within = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>{low, high}(random);
    };
    const auto some_time = [&] {
        return timestamp{microseconds{within(earliest.time_since_epoch().count(), latest.time_since_epoch().count())}};
    };
    tain::transaction db = library().begin();
    for (int round = 0; round != 200; ++round) {
        Visit one{.day = year_month_day{floor<days>(some_time())},
                  .at = floor<seconds>(local_time<microseconds>{some_time().time_since_epoch()}),
                  .began = some_time(),
                  .ended = floor<milliseconds>(some_time()),
                  .took = microseconds{within(-100'000'000'000'000, 100'000'000'000'000)}};
        db.insert(one);
        const microseconds by{within(-9'000'000'000'000'000, 9'000'000'000'000'000) >> within(0, 50)};
        const days whole{by / days{1}};
        const auto in_range = [](timestamp t) {
            return t >= earliest && t <= latest ? std::optional{t} : std::nullopt;
        };
        const auto [added, back, between, date, far, lasting] =
            db.execute(select(case_(when(id > 0, began + by)), case_(when(id > 0, began - took)), ended - began,
                              case_(when(id > 0, on + whole)), on - date_of(began), took + by)
                           .where(id == one.id))
                .one();
        CHECK(added == in_range(one.began + by));
        CHECK(back == in_range(one.began - one.took));
        CHECK(between == *one.ended - one.began);
        const auto moved = in_range(timestamp{sys_days{one.day} + whole});
        CHECK(date == (moved ? std::optional{year_month_day{floor<days>(*moved)}} : std::nullopt));
        CHECK(far == sys_days{one.day} - floor<days>(one.began));
        CHECK(lasting == one.took + by);
    }
}
