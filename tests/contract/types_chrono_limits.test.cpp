// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"
#include "shift.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

using namespace std::chrono;
using namespace tain::dsl;
using namespace tain::test;
using tain::time_of_day;

namespace {

/// What reading a shift says after one column of it was written as `literal`.
std::string complaint_after(tain::engine& db, const std::string& column, const std::string& literal) {
    db.script("DELETE FROM \"shift\"");
    Shift one;
    db.insert(one);
    db.script("UPDATE \"shift\" SET \"" + column + "\" = " + literal);
    const std::string said = message_of<tain::row_error>([&] { db.get<Shift>(one.id); });
    CHECK(said.find("\"shift\"") != std::string::npos);
    CHECK(said.find(column) != std::string::npos);
    CHECK(db.execute(select(count()).from<Shift>()).one() == 1);  // the connection is usable
    return said;
}

bool says(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a date or time that a database can't keep is refused before it is sent") {
    auto db = database_of<Shift>();
    const auto refused = [&](Shift one) { return message_of<tain::row_error>([&] { db.insert(one); }); };
    CHECK(says(refused({.day = 2025y / 2 / 30}), "\"day\"): the value does not exist"));
    CHECK(says(refused({.day = 10'000y / 1 / 1}), "\"day\")"));
    CHECK(says(refused({.noted = local_microseconds::max()}), "\"noted\")"));
    CHECK(says(refused({.planned = local_days::max()}), "\"planned\")"));
    CHECK(says(refused({.saved = sys_seconds::max()}), "\"saved\")"));
    CHECK(says(refused({.pause = seconds::max()}), "\"pause\")"));
    std::vector<Shift> many(100);
    many[70].day = 2023y / 2 / 29;
    CHECK(says(message_of<tain::row_error>([&] { db.insert(many); }), "(column \"day\") of row 71"));
    CHECK_THROWS_AS(db.execute(update<Shift>().set(col<&Shift::saved> = sys_days::max()).all_rows()), tain::row_error);
    CHECK_THROWS_AS(db.execute(select<Shift>().where(col<&Shift::day> == year_month_day{})).all(), tain::row_error);
    CHECK(db.execute(select(count()).from<Shift>()).one() == 0);
}

TEST_CASE("a stored date, time or duration that does not fit the member is refused, not changed") {
    auto db = database_of<Shift>();
    const std::string seconds_type = "std::chrono::sys_time<std::chrono::seconds>";
    if (on_postgresql()) {
        for (const char* date : {"'infinity'", "'-infinity'", "'0044-03-15 BC'", "'10000-01-01'"})
            CHECK(says(complaint_after(db, "day", date), "day of type std::chrono::year_month_day cannot hold"));
        CHECK(says(complaint_after(db, "start", "'24:00:00'"), "start of type tain::time_of_day cannot hold"));
        for (const char* column : {"saved", "noted", "seen", "due"})
            for (const char* time : {"'infinity'", "'-infinity'"})
                CHECK(says(complaint_after(db, column, time), "infinite"));
        CHECK(says(complaint_after(db, "saved", "'2025-01-01 00:00:00.5+00'"), seconds_type));
        CHECK(says(complaint_after(db, "planned", "'2025-01-01 01:00:00'"), "cannot hold"));
        CHECK(says(complaint_after(db, "length", "'1 mon'"), "length of type std::chrono::microseconds cannot hold"));
        CHECK(says(complaint_after(db, "length", "'1 year -3 days'"), "cannot hold"));
        CHECK(says(complaint_after(db, "length", "'200000000 days'"), "cannot hold"));
        CHECK(says(complaint_after(db, "pause", "'0.5 seconds'"), "pause of type std::chrono::seconds cannot hold"));
        CHECK(says(complaint_after(db, "travel", "'32768 minutes'"), "cannot hold"));
    } else {
        CHECK(says(complaint_after(db, "day", "'2025-02-30'"), "cannot be read as std::chrono::year_month_day"));
        CHECK(says(complaint_after(db, "day", "20250101"), "is an integer but the member day"));
        CHECK(says(complaint_after(db, "day", "'0000-01-01'"), "cannot hold"));
        CHECK(says(complaint_after(db, "start", "'24:00:00'"), "cannot hold"));
        CHECK(says(complaint_after(db, "start", "x'00'"), "is a blob"));
        CHECK(says(complaint_after(db, "noted", "'2025-01-01 00:00:00+01'"), "cannot be read"));
        CHECK(says(complaint_after(db, "noted", "5"), "is an integer"));
        CHECK(says(complaint_after(db, "saved", "'2025-01-01 00:00:00.500000'"), seconds_type));
        CHECK(says(complaint_after(db, "planned", "'2025-01-01 01:00:00'"), "cannot hold"));
        CHECK(says(complaint_after(db, "length", "'1 mon'"), "cannot hold"));
        CHECK(says(complaint_after(db, "length", "1.5"), "is a real number"));
        CHECK(says(complaint_after(db, "pause", "500000"), "pause of type std::chrono::seconds cannot hold"));
    }
}

TEST_CASE("an infinite timestamp of PostgreSQL's is refused, in text and in binary results") {
    if (!on_postgresql()) return;
    auto db = empty_database();
    for (const char* end : {"infinity", "-infinity"}) {
        CHECK(says(message_of<tain::row_error>([&] {
                       db.execute(raw<tain::types::timestamp>("SELECT $1::text::timestamptz", std::string{end})).one();
                   }),
                   "infinite"));
        CHECK(says(message_of<tain::row_error>([&] {
                       db.execute(raw<std::tuple<tain::types::timestamp, year_month_day>>(
                                      "SELECT $1::text::timestamptz, date '2025-01-01'", std::string{end}))
                           .one();
                   }),
                   "infinite"));
    }
}

TEST_CASE("PostgreSQL's intervals with days are read, whatever style the database prefers") {
    if (!on_postgresql()) return;
    const auto prefer = [](tain::engine& db, const std::string& setting) {
        db.script("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I " + setting + "', current_database()); END $$");
    };
    auto before = empty_database();
    prefer(before, "SET intervalstyle = iso_8601");
    auto db = empty_database();
    prefer(db, "RESET intervalstyle");
    const auto read = [&](const std::string& text) {
        return db.execute(raw<microseconds>("SELECT $1::text::interval", text)).one();
    };
    CHECK(read("-1 days +02:03:04.5") == days{-1} + 2h + 3min + 4500ms);
    CHECK(read("3 days") == days{3});
    CHECK(read("1 day ago") == days{-1});
    CHECK(read("P1DT0.000001S") == days{1} + 1us);
    CHECK(read("0") == 0us);
}

TEST_CASE("ten thousand dates, times and durations are the same when they come back") {
    constexpr unsigned seed = 20'250'309;
    CAPTURE(seed);
    auto db = database_of<Shift>();
    std::mt19937_64 random{seed};
    const auto within = [&](std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{least, most}(random);
    };
    constexpr std::int64_t first = -719'162, last = 2'932'896, day = 86'400'000'000;
    std::vector<Shift> made(10'000);
    for (Shift& one : made) {
        one.day = sys_days{days{within(first, last)}};
        one.start = time_of_day{microseconds{within(0, day - 1)}};
        one.noted = local_microseconds{microseconds{within(first * day, last * day)}};
        one.planned = local_days{days{within(first, last)}};
        one.saved = sys_seconds{seconds{within(first * 86'400, last * 86'400)}};
        one.due = sys_days{days{within(first, last)}};
        one.seen = sys_time<milliseconds>{milliseconds{within(first * 86'400'000, last * 86'400'000)}};
        const auto shift = within(0, 60);
        one.length = microseconds{static_cast<std::int64_t>(random()) >> shift};
        one.pause = seconds{within(-9'000'000'000'000, 9'000'000'000'000)};
        one.travel = duration<std::int16_t, std::ratio<60>>{static_cast<std::int16_t>(within(-32'768, 32'767))};
        if (random() % 2) one.maybe_day = sys_days{days{within(first, last)}};
        if (random() % 2) one.maybe_start = time_of_day{seconds{within(0, 86'399)}};
        if (random() % 2) one.maybe_noted = local_microseconds{microseconds{within(first * day, last * day)}};
        if (random() % 2) one.maybe_saved = sys_seconds{seconds{within(first * 86'400, last * 86'400)}};
        if (random() % 2) one.maybe_length = hours{within(-2'500'000'000, 2'500'000'000)};
    }
    db.insert(made);
    std::vector<Shift> read = db.execute(select<Shift>().order_by(col<&Shift::id>)).all();
    REQUIRE(read.size() == made.size());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < made.size(); ++i) wrong += !(read[i] == made[i]);
    CHECK(wrong == 0);

    // The database's order is C++'s.
    const auto ordered = [&](const auto& values) { return std::is_sorted(values.begin(), values.end()); };
    CHECK(ordered(db.execute(select(col<&Shift::day>).order_by(col<&Shift::day>)).all()));
    CHECK(ordered(db.execute(select(col<&Shift::start>).order_by(col<&Shift::start>)).all()));
    CHECK(ordered(db.execute(select(col<&Shift::noted>).order_by(col<&Shift::noted>)).all()));
    CHECK(ordered(db.execute(select(col<&Shift::seen>).order_by(col<&Shift::seen>)).all()));
    CHECK(ordered(db.execute(select(col<&Shift::length>).order_by(col<&Shift::length>)).all()));
}
