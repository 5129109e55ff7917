// SPDX-License-Identifier: BSL-1.0
#include <tain/types/range.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

using tain::bounds;
using numbers = tain::range<std::int32_t>;
using times = tain::range<std::chrono::sys_time<std::chrono::microseconds>>;
using moment = std::chrono::sys_time<std::chrono::microseconds>;
using tain::types::fault;

namespace {

constexpr std::int32_t largest = std::numeric_limits<std::int32_t>::max();

fault reading(std::string_view text) {
    numbers to{1, 2};
    const fault why = to.read(text);
    if (why != fault::none) CHECK(to == numbers{1, 2});
    return why;
}

}  // namespace

static_assert(numbers{1, 5, bounds::closed} == numbers{0, 6, bounds::open});
static_assert(numbers{1, 5}.contains(1) && !numbers{1, 5}.contains(5) && !numbers{}.contains(0));

TEST_CASE("ranges of integers that hold the same are equal and have one text") {
    CHECK(numbers{1, 5}.str() == "[1,5)");
    CHECK(numbers{1, 5, bounds::closed}.str() == "[1,6)");
    CHECK(numbers{1, 5, bounds::open}.str() == "[2,5)");
    CHECK(numbers{1, 5, bounds::open_closed}.str() == "[2,6)");
    CHECK(numbers{3, 3, bounds::closed}.str() == "[3,4)");
    CHECK(numbers{3, 4, bounds::open}.str() == "empty");
    CHECK(numbers{3, 3} == numbers{});
    CHECK(numbers{largest, largest, bounds::open} == numbers{});
    CHECK(numbers{{}, 5, bounds::closed}.str() == "(,6)");
    CHECK(numbers{-5, {}, bounds::closed}.str() == "[-5,)");
    CHECK(numbers::all().str() == "(,)");
    CHECK_FALSE(numbers::all() == numbers{});
    CHECK(numbers::all().contains(largest));
    CHECK_THROWS_AS((numbers{5, 1}), std::invalid_argument);
    CHECK_THROWS_AS((numbers{1, largest, bounds::closed}), std::out_of_range);
    CHECK_THROWS_AS((numbers{largest, {}, bounds::open}), std::out_of_range);
    CHECK(numbers{1, largest}.str() == "[1,2147483647)");
}

TEST_CASE("ranges of times keep which ends belong to them") {
    const moment noon{std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + std::chrono::hours{12}};
    const moment later = noon + std::chrono::microseconds{1};
    CHECK(times{noon, later}.str() == R"(["2024-02-29 12:00:00.000000+00","2024-02-29 12:00:00.000001+00"))");
    CHECK(times{noon, noon, bounds::closed}.contains(noon));
    CHECK(times{noon, noon, bounds::open_closed}.empty());
    CHECK_FALSE(times{noon, later, bounds::open} == times{noon, later});
    CHECK_FALSE(times{noon, later, bounds::open}.contains(noon));
    CHECK(times{noon, later, bounds::open_closed}.contains(later));
    CHECK(times{{}, later, bounds::closed}.str() == R"((,"2024-02-29 12:00:00.000001+00"])");
    CHECK_FALSE((times{{}, later, bounds::closed}.lower_included()));
    CHECK(times::parse(R"(["2024-02-29 13:00:00+01",))").lower() == noon);
    CHECK(times{}.read(R"(["2024-02-29 13:00:00+01",infinity))") == fault::out_of_range);
    CHECK_THROWS_AS((times{noon, moment::max()}.str()), std::out_of_range);
    for (const times& each :
         {times{}, times::all(), times{noon, later}, times{noon, {}, bounds::open}, times{noon, noon, bounds::closed}})
        CHECK(times::parse(each.str()) == each);
}

TEST_CASE("the text of a range is read in all the forms that PostgreSQL's manual gives") {
    for (const char* text : {"[3,7)", " [3,7) ", "(2,6]", "[\"3\",\"7\")", "[\\3,\"\\7\")", "(2,7)", "\n[3,6]\t"})
        CHECK(numbers::parse(text) == numbers{3, 7});
    CHECK(numbers::parse("empty") == numbers{});
    CHECK(numbers::parse("[4,4)") == numbers{});
    CHECK(numbers::parse("[,]") == numbers::all());
    for (const char* text :
         {"",        "[",      "[3",       "[3,",    "[3,7",  "3,7", "[3,7)x", "[3;7)",   "[3,7,9)", "[a,7)",  "[3 ,7)",
          "[3,\"7)", "[3,7\\", "[\"\",7)", "[[3,7)", "[7,3)", "(3)", "[)",     "Empty ,", "[3,7)]",  "[3.5,7)"})
        CHECK(reading(text) == fault::malformed);
    CHECK(reading("[1,2147483647]") == fault::out_of_range);
    CHECK(reading("[1,2147483648)") == fault::out_of_range);
    CHECK_THROWS_AS(numbers::parse("[7,3)"), std::invalid_argument);
}
