// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"

#include <tain/model/models.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema/of.hpp>
#include <tain/types/chrono.hpp>

namespace tain::test {
namespace {

struct Calendar {
    std::int64_t id{};
    std::chrono::year_month_day day{};
    time_of_day starts{};
    std::chrono::local_seconds noted{};
    std::chrono::sys_days due{};
    std::chrono::minutes lasts{};
    std::optional<std::chrono::microseconds> took{};
};
BOOST_DESCRIBE_STRUCT(Calendar, (), (id, day, starts, noted, due, lasts, took))

}  // namespace
}  // namespace tain::test

template <>
inline constexpr auto tain::mapping<tain::test::Calendar> = [] {
    using namespace std::chrono;
    using tain::test::Calendar;
    return table(
        "calendar", server_default<&Calendar::day>(year{2025} / 3 / 9),
        server_default<&Calendar::starts>(time_of_day{hours{8}}), server_default<&Calendar::noted>(local_seconds{}),
        server_default<&Calendar::due>(sys_days{}), server_default<&Calendar::lasts>(minutes{90}),
        check<"later">(col<&Calendar::day> > year{2000} / 1 / 1 && col<&Calendar::starts> < time_of_day{hours{20}} &&
                       col<&Calendar::lasts> >= minutes{1} && col<&Calendar::noted> >= local_seconds{}),
        index<&Calendar::due>.where(col<&Calendar::took> > microseconds{5}));
}();

namespace tain::test {

TEST_CASE("a database with dates, times and durations has the models' schema when it was made from it") {
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, schema::of<models<Calendar>>());
        CHECK(matches(*db, schema::of<models<Calendar>>()));
    }
}

}  // namespace tain::test
