// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/chrono.hpp>
#include <tain/reflect/describe.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace tain::test {

using local_microseconds = std::chrono::local_time<std::chrono::microseconds>;

/// A member of each type of tain/chrono.hpp.
struct Shift {
    std::int64_t id{};
    std::chrono::year_month_day day{std::chrono::year{1970} / 1 / 1};
    time_of_day start{};
    local_microseconds noted{};
    std::chrono::local_days planned{};
    std::chrono::sys_seconds saved{};
    std::chrono::sys_days due{};
    std::chrono::sys_time<std::chrono::milliseconds> seen{};
    std::chrono::microseconds length{};
    std::chrono::seconds pause{};
    std::chrono::duration<std::int16_t, std::ratio<60>> travel{};
    std::optional<std::chrono::year_month_day> maybe_day{};
    std::optional<time_of_day> maybe_start{};
    std::optional<local_microseconds> maybe_noted{};
    std::optional<std::chrono::sys_seconds> maybe_saved{};
    std::optional<std::chrono::hours> maybe_length{};
    friend bool operator==(const Shift&, const Shift&) = default;
};
BOOST_DESCRIBE_STRUCT(Shift, (),
                      (id, day, start, noted, planned, saved, due, seen, length, pause, travel, maybe_day, maybe_start,
                       maybe_noted, maybe_saved, maybe_length))

}  // namespace tain::test
