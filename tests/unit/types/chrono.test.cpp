// SPDX-License-Identifier: BSL-1.0
#include <tain/types/chrono.hpp>

#include <tain/engine/plan.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <ratio>
#include <string>

using namespace std::chrono;
using namespace tain::types;
using tain::time_of_day;

namespace {

/// How a value is bound for a database.
template <class T>
std::string bound_as(const T& value, tain::dialect to = tain::dialect::postgresql) {
    scratch keep{to};
    const cell made = traits<T>::bind(value, keep);
    if (made.fault != fault::none) return "refused";
    return made.kind == cell_kind::text ? std::string{made.bytes()} : std::to_string(made.integer);
}

template <class T>
fault read_from(const cell& from, T& to) {
    return traits<T>::read(from, &to);
}

}  // namespace

TEST_CASE("a time of day is made of what lies within a day, and is ordered") {
    static_assert(time_of_day{} == time_of_day{0h});
    static_assert(time_of_day{8h + 30min} < time_of_day{8h + 30min + 1us});
    static_assert(time_of_day{hh_mm_ss{8h + 30min}}.since_midnight() == 510min);
    static_assert(time_of_day{23h}.hms().hours() == 23h);
    static_assert(!std::constructible_from<time_of_day, nanoseconds>);
    static_assert(!std::constructible_from<time_of_day, duration<double>>);
    CHECK_THROWS_AS(time_of_day{24h}, std::out_of_range);
    CHECK_THROWS_AS(time_of_day{-1us}, std::out_of_range);
    CHECK_THROWS_AS(time_of_day{hours::max()}, std::out_of_range);
    CHECK_THROWS_AS(time_of_day{hh_mm_ss{-1s}}, std::out_of_range);
    CHECK_THROWS_AS((time_of_day{duration<std::int8_t, std::ratio<3600>>{24}}), std::out_of_range);
    CHECK(time_of_day{duration<std::int8_t, std::ratio<60>>{127}}.since_midnight() == 127min);
    CHECK_THROWS_AS(time_of_day{weeks{1}}, std::out_of_range);
}

TEST_CASE("types of whole microseconds are mapped, finer ones and floating ones are not") {
    static_assert(mapped<microseconds> && mapped<milliseconds> && mapped<hours> && mapped<days>);
    static_assert(mapped<duration<std::int16_t, std::ratio<1, 50>>>);
    static_assert(!mapped<nanoseconds> && !mapped<duration<double>> && !mapped<duration<int, std::ratio<1, 3>>>);
    static_assert(mapped<sys_days> && mapped<sys_seconds> && mapped<local_days>);
    static_assert(!mapped<sys_time<nanoseconds>> && !mapped<local_time<nanoseconds>>);
    static_assert(mapped<std::optional<year_month_day>> && mapped<std::optional<time_of_day>>);
    static_assert(traits<sys_seconds>::sql == traits<timestamp>::sql);
}

TEST_CASE("values are bound as the database takes them") {
    CHECK(bound_as(year_month_day{2025y / 3 / 9}) == "2025-03-09");
    CHECK(bound_as(year_month_day{2025y / 2 / 30}) == "refused");
    CHECK(bound_as(time_of_day{8h}) == "08:00:00.000000");
    CHECK(bound_as(local_seconds{1s}) == "1970-01-01 00:00:01.000000");
    CHECK(bound_as(local_seconds::max()) == "refused");
    CHECK(bound_as(local_time<microseconds>::max()) == "refused");
    CHECK(bound_as(sys_days{days{1}}) == "86400000000");
    CHECK(bound_as(sys_seconds::max()) == "refused");
    CHECK(bound_as(90min) == "01:30:00.000000");
    CHECK(bound_as(90min, tain::dialect::sqlite) == "5400000000");
    CHECK(bound_as(hours::max()) == "refused");
    CHECK(bound_as(hours::min()) == "refused");
    CHECK(bound_as(microseconds::min(), tain::dialect::sqlite) == "-9223372036854775808");
}

TEST_CASE("what is finer or wider than the member is refused, and leaves it as it was") {
    sys_seconds point{7s};
    CHECK(read_from(cell::of_integer(2'500'000, cell_kind::timestamp), point) == fault::out_of_range);
    CHECK(read_from(cell::of_integer(2'500'000), point) == fault::kind);
    CHECK(read_from(cell::null(cell_kind::text), point) == fault::null);
    CHECK(point == sys_seconds{7s});
    CHECK(read_from(cell::of_integer(-2'000'000, cell_kind::timestamp), point) == fault::none);
    CHECK(point == sys_seconds{-2s});

    duration<std::int8_t> narrow{7};
    CHECK(read_from(cell::of_integer(128'000'000), narrow) == fault::out_of_range);
    CHECK(read_from(cell::of_integer(1), narrow) == fault::out_of_range);
    CHECK(narrow.count() == 7);
    CHECK(read_from(cell::of_integer(-128'000'000), narrow) == fault::none);
    CHECK(narrow.count() == -128);

    local_days date{};
    CHECK(read_from(cell::of_integer(1, cell_kind::timestamp), date) == fault::out_of_range);
    CHECK(read_from(cell::of_bytes("1970-01-03 00:00:00", 19), date) == fault::none);
    CHECK(date == local_days{days{2}});
}

TEST_CASE("errors name these types as users write them") {
    using tain::plans::written_name;
    static_assert(written_name<milliseconds>() == "std::chrono::milliseconds");
    static_assert(written_name<std::optional<sys_days>>() == "std::chrono::sys_time<std::chrono::days>");
    static_assert(written_name<local_seconds>() == "std::chrono::local_time<std::chrono::seconds>");
    static_assert(written_name<year_month_day>() == "std::chrono::year_month_day");
    CHECK(written_name<time_of_day>() == "tain::time_of_day");
}

TEST_CASE("times of one family compare at any precision, others don't") {
    namespace verdict = tain::verdict;
    static_assert(std::same_as<verdict::comparison<sys_seconds, timestamp>, verdict::accepted>);
    static_assert(std::same_as<verdict::comparison<sys_seconds, sys_time<nanoseconds>>, verdict::accepted>);
    static_assert(std::same_as<verdict::comparison<local_seconds, local_days>, verdict::accepted>);
    static_assert(std::same_as<verdict::comparison<milliseconds, hours>, verdict::accepted>);
    static_assert(std::same_as<verdict::comparison<milliseconds, nanoseconds>, verdict::types_differ>);
    static_assert(std::same_as<verdict::comparison<local_seconds, sys_seconds>, verdict::types_differ>);
    static_assert(std::same_as<verdict::comparison<year_month_day, sys_days>, verdict::types_differ>);
    static_assert(std::same_as<verdict::comparison<milliseconds, int>, verdict::types_differ>);

    static_assert(std::same_as<verdict::assignment<seconds, minutes>, verdict::accepted>);
    static_assert(std::same_as<verdict::assignment<seconds, milliseconds>, verdict::finer_time_assigned>);
    static_assert(std::same_as<verdict::assignment<sys_days, sys_seconds>, verdict::finer_time_assigned>);
    static_assert(std::same_as<verdict::assignment<sys_seconds, std::optional<sys_days>>, verdict::null_assigned>);
    static_assert(std::same_as<verdict::assignment<timestamp, system_clock::time_point>, verdict::accepted>);
    static_assert(std::same_as<verdict::assignment<local_days, local_seconds>, verdict::finer_time_assigned>);
    CHECK(tain::expr::in_microseconds(sys_seconds::max()) == timestamp::min());
    CHECK(tain::expr::in_microseconds(sys_days{days{-1}}) == timestamp{-24h});
}
