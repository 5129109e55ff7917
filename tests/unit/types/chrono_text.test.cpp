// SPDX-License-Identifier: BSL-1.0
#include <tain/types/chrono_text.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <random>
#include <string>

using namespace tain::types;
using namespace std::chrono_literals;
using std::chrono::year_month_day;

namespace {

constexpr std::int64_t second = 1'000'000, hour = 3600 * second, day = 24 * hour;

std::string written(year_month_day date) {
    char room[date_text_size];
    return write_date(date, room) == fault::none ? std::string{room, sizeof room} : "refused";
}

std::string time_text(std::int64_t microseconds) {
    char room[time_text_size];
    write_time(microseconds, room);
    return {room, sizeof room};
}

std::string interval_text(std::int64_t microseconds) {
    char room[interval_text_size];
    return {room, write_interval(microseconds, room)};
}

fault date_fault(std::string_view text) {
    year_month_day read{};
    const fault why = read_date(text, read);
    if (why != fault::none) CHECK(read == year_month_day{});
    return why;
}

using number_reader = fault (*)(std::string_view, std::int64_t&);

fault fault_of(number_reader reader, std::string_view text) {
    std::int64_t read = 42;
    const fault why = reader(text, read);
    if (why != fault::none) CHECK(read == 42);
    return why;
}

std::int64_t read_by(number_reader reader, std::string_view text) {
    std::int64_t read = 0;
    CHECK(reader(text, read) == fault::none);
    return read;
}

}  // namespace

TEST_CASE("a date's text has a fixed width, and only days that exist have one") {
    CHECK(written(2025y / 3 / 9) == "2025-03-09");
    CHECK(written(1y / 1 / 1) == "0001-01-01");
    CHECK(written(9999y / 12 / 31) == "9999-12-31");
    CHECK(written(2024y / 2 / 29) == "2024-02-29");
    for (const year_month_day none : {2025y / 2 / 29, 2025y / 2 / 30, 2025y / 13 / 1, 2025y / 0 / 1, 2025y / 1 / 0,
                                      0y / 1 / 1, -44y / 3 / 15, 10'000y / 1 / 1, year_month_day{}})
        CHECK(written(none) == "refused");
}

TEST_CASE("each date from 1 to 9999 is read as it was written") {
    std::size_t wrong = 0, days = 0;
    for (std::chrono::sys_days at = 1y / 1 / 1; at <= std::chrono::sys_days{9999y / 12 / 31};
         at += std::chrono::days{7}) {
        year_month_day read{};
        wrong += read_date(written(at), read) != fault::none || std::chrono::sys_days{read} != at;
        ++days;
    }
    CHECK(days == 521'723);
    CHECK(wrong == 0);
}

TEST_CASE("what is no date, or one too far, is told apart") {
    for (const char* text : {"", "today", "2025-1-01", "2025-02-30", "2025-13-01", "2025-00-10", "2025-01-00",
                             "25-01-01", "2025-01-01 ", " 2025-01-01", "2025/01/01", "2025-01-01 00:00:00", "20250101",
                             "2025-01-1x", "00002025-01-01", "BC", " BC"}) {
        INFO(text);
        CHECK(date_fault(text) == fault::malformed);
    }
    for (const char* text : {"infinity", "-infinity", "0044-03-15 BC", "0000-01-01", "10000-01-01", "5874897-12-31"}) {
        INFO(text);
        CHECK(date_fault(text) == fault::out_of_range);
    }
}

TEST_CASE("a time of day has a text of fixed width") {
    CHECK(time_text(0) == "00:00:00.000000");
    CHECK(time_text(day - 1) == "23:59:59.999999");
    CHECK(time_text(8 * hour + 5 * second + 40) == "08:00:05.000040");
    CHECK(read_by(read_time, "08:00:05.00004") == 8 * hour + 5 * second + 40);
    CHECK(read_by(read_time, "08:00:05") == 8 * hour + 5 * second);
    CHECK(read_by(read_time, "23:59:59.999999") == day - 1);
    std::mt19937_64 random{5};
    std::uniform_int_distribution<std::int64_t> any{0, day - 1};
    std::size_t wrong = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::int64_t a = any(random), b = any(random);
        std::int64_t back = 0;
        wrong += read_time(time_text(a), back) != fault::none || back != a;
        wrong += (a < b) != (time_text(a) < time_text(b));
    }
    CHECK(wrong == 0);
}

TEST_CASE("what is no time of day is told apart from the end of the day") {
    for (const char* text : {"", "noon", "8:00:00", "08:00", "24:00:01", "25:00:00", "08:60:00", "08:00:60",
                             "-08:00:00", "08:00:00.", "08:00:00.1234567", "08:00:00+01", "08:00:00 "}) {
        INFO(text);
        CHECK(fault_of(read_time, text) == fault::malformed);
    }
    CHECK(fault_of(read_time, "24:00:00") == fault::out_of_range);
    CHECK(fault_of(read_time, "24:00:00.000000") == fault::out_of_range);
}

TEST_CASE("a local timestamp has no offset") {
    CHECK(read_by(read_local_timestamp, "1970-01-01 00:00:01.5") == 1'500'000);
    CHECK(read_by(read_local_timestamp, "1969-12-31T23:59:59.999999") == -1);
    for (const char* text : {"1970-01-01 00:00:01Z", "1970-01-01 00:00:01+00", "1970-01-01 00:00:01-03:30",
                             "1970-01-01", "1970-02-30 00:00:00"}) {
        INFO(text);
        CHECK(fault_of(read_local_timestamp, text) == fault::malformed);
    }
    CHECK(fault_of(read_local_timestamp, "infinity") == fault::out_of_range);
}

TEST_CASE("a duration is written as hours, minutes and seconds") {
    CHECK(interval_text(0) == "00:00:00.000000");
    CHECK(interval_text(123) == "00:00:00.000123");
    CHECK(interval_text(-1) == "-00:00:00.000001");
    CHECK(interval_text(-(100 * hour + 90 * second)) == "-100:01:30.000000");
    CHECK(interval_text(INT64_MAX) == "2562047788:00:54.775807");
    CHECK(interval_text(INT64_MIN + 1) == "-2562047788:00:54.775807");
    CHECK(interval_text(INT64_MIN) == "-9223372036854775808 microseconds");
}

TEST_CASE("PostgreSQL's intervals of days and times are read") {
    CHECK(read_by(read_interval, "00:00:00") == 0);
    CHECK(read_by(read_interval, "02:03:04.5") == 2 * hour + 184'500'000);
    CHECK(read_by(read_interval, "-00:00:00.000001") == -1);
    CHECK(read_by(read_interval, "1 day") == day);
    CHECK(read_by(read_interval, "-3 days") == -3 * day);
    CHECK(read_by(read_interval, "1 day 02:00:00") == day + 2 * hour);
    CHECK(read_by(read_interval, "-1 days +02:03:04.5") == -day + 2 * hour + 184'500'000);
    CHECK(read_by(read_interval, "1 day -00:00:01") == day - second);
    CHECK(read_by(read_interval, "2562047788:00:54.775807") == INT64_MAX);
    CHECK(read_by(read_interval, "-2562047788:00:54.775808") == INT64_MIN);
    CHECK(read_by(read_interval, "106751991 days 04:00:54.775807") == INT64_MAX);
    CHECK(read_by(read_interval, "-106751991 days -04:00:54.775808") == INT64_MIN);
    // The days alone would not fit.
    CHECK(read_by(read_interval, "106751992 days -19:59:05.224193") == INT64_MAX);
    CHECK(read_by(read_interval, "-106751992 days +19:59:05.224192") == INT64_MIN);
}

TEST_CASE("what is no interval, or none of a fixed length, is told apart") {
    for (const char* text :
         {"", " ", "1", "1 ", "1 week", "day", "1 day ", "1  day", "1 day 1 day 00:00:00 1 day", "00:00", "00:60:00",
          "00:00:60", "1:2:3", "+-1 day", "00:00:00.1234567", "P1D", "@ 1 day", "00:00:00 ago"}) {
        INFO(text);
        CHECK(fault_of(read_interval, text) == fault::malformed);
    }
    for (const char* text :
         {"1 mon", "-1 mons", "1 year", "2 years 3 mons 1 day 00:00:01", "infinity", "-infinity",
          "106751991 days 04:00:54.775808", "-106751991 days -04:00:54.775809", "2562047788:00:54.775808",
          "99999999999999999999:00:00", "99999999999999999999 days", "106751992 days", "9223372036854775808:00:00"}) {
        INFO(text);
        CHECK(fault_of(read_interval, text) == fault::out_of_range);
    }
}

TEST_CASE("durations are read as they were written") {
    std::mt19937_64 random{7};
    std::size_t wrong = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto value = static_cast<std::int64_t>(random()) >> (random() % 60);
        std::int64_t back = 0;
        wrong += read_interval(interval_text(value), back) != fault::none || back != value;
    }
    CHECK(wrong == 0);
}
