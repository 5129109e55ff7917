// SPDX-License-Identifier: BSL-1.0
#include <tain/types/timestamp_text.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstdio>
#include <random>
#include <string>

using namespace tain::types;

namespace {

constexpr std::int64_t first = -62'135'596'800'000'000, last = 253'402'300'799'999'999;

std::string written(std::int64_t microseconds) {
    char room[timestamp_text_size];
    if (write_timestamp(microseconds, room) != fault::none) return "refused";
    return {room, sizeof room};
}

fault reading(std::string_view text) {
    std::int64_t microseconds = 42;
    const fault why = read_timestamp(text, microseconds);
    if (why != fault::none) CHECK(microseconds == 42);
    return why;
}

std::int64_t read(std::string_view text) {
    std::int64_t microseconds = 0;
    CHECK(read_timestamp(text, microseconds) == fault::none);
    return microseconds;
}

}  // namespace

TEST_CASE("a timestamp's text has a fixed width and sorts as time does") {
    CHECK(written(0) == "1970-01-01 00:00:00.000000");
    CHECK(written(-1) == "1969-12-31 23:59:59.999999");
    CHECK(written(951'825'599'123'456) == "2000-02-29 11:59:59.123456");
    CHECK(written(first) == "0001-01-01 00:00:00.000000");
    CHECK(written(last) == "9999-12-31 23:59:59.999999");
    CHECK(written(first - 1) == "refused");
    CHECK(written(last + 1) == "refused");
    CHECK(written(INT64_MIN) == "refused");
    CHECK(written(INT64_MAX) == "refused");
}

TEST_CASE("what was written is read again, and agrees with the calendar of the standard library") {
    std::mt19937_64 random{3};
    std::uniform_int_distribution<std::int64_t> any{first, last};
    std::size_t wrong = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t value = any(random);
        const std::string text = written(value);
        std::int64_t back = 0;
        wrong += read_timestamp(text, back) != fault::none || back != value;
        const std::chrono::sys_time<std::chrono::microseconds> at{std::chrono::microseconds{value}};
        const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
        char expected[40];
        std::snprintf(expected, sizeof expected, "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
        wrong += text.substr(0, 10) != expected;
    }
    CHECK(wrong == 0);
}

TEST_CASE("other spellings of a time are read") {
    CHECK(read("1970-01-01 00:00:01") == 1'000'000);
    CHECK(read("1970-01-01T00:00:01") == 1'000'000);
    CHECK(read("1970-01-01 00:00:01.5") == 1'500'000);
    CHECK(read("1970-01-01 00:00:01.000001") == 1'000'001);
    CHECK(read("1970-01-01 00:00:01.0000010") == 1'000'001);
    CHECK(read("1970-01-01 00:00:01Z") == 1'000'000);
    CHECK(read("1970-01-01 01:00:01+01") == 1'000'000);
    CHECK(read("1970-01-01 05:30:01+05:30") == 1'000'000);
    CHECK(read("1969-12-31 20:29:46-03:30:15") == 1'000'000);
    CHECK(read("294246-12-31 00:00:00+00") == 9'223'371'158'400'000'000);
}

TEST_CASE("what is no time, or too fine or too far, is told apart") {
    for (const char* text : {"",
                             "today",
                             "1970-01-01",
                             "1970-01-01 00:00",
                             "1970-13-01 00:00:00",
                             "1970-00-01 00:00:00",
                             "1970-02-30 00:00:00",
                             "1900-02-29 00:00:00",
                             "1970-01-01 24:00:00",
                             "1970-01-01 00:60:00",
                             "1970-01-01 00:00:60",
                             "1970-01-01 00:00:00.",
                             "1970-01-01 00:00:00.1234567",
                             "1970-01-01 00:00:00+1",
                             "1970-01-01 00:00:00 ",
                             " 1970-01-01 00:00:00",
                             "70-01-01 00:00:00",
                             "1970-01-01_00:00:00",
                             "1970-01-01 00:00:00+01:60",
                             "1970-01-01 00:00:00Zulu"}) {
        INFO(text);
        CHECK(reading(text) == fault::malformed);
    }
    for (const char* text : {"infinity", "-infinity", "0044-03-15 00:00:00+00 BC", "0000-01-01 00:00:00",
                             "294248-01-01 00:00:00+00", "999999-01-01 00:00:00"}) {
        INFO(text);
        CHECK(reading(text) == fault::out_of_range);
    }
}
