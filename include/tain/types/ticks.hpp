// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/type.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <ratio>
#include <string_view>
#include <utility>

/// Durations and time points whose tick is a whole number of microseconds, and what they are in microseconds.
namespace tain::types {

/// `std::chrono::microseconds` or coarser, counted in integers.
template <class Duration>
concept whole_microseconds =
    integer<typename Duration::rep> && std::ratio_divide<typename Duration::period, std::micro>::den == 1;

/// Microseconds in one tick.
template <whole_microseconds Duration>
inline constexpr std::int64_t tick = std::ratio_divide<typename Duration::period, std::micro>::num;

/// Converts exactly; `fault::out_of_range` where 64 bits do not hold it.
template <whole_microseconds Duration>
constexpr fault to_microseconds(Duration from, std::int64_t& microseconds) noexcept {
    constexpr std::int64_t size = tick<Duration>;
    if (std::cmp_less(from.count(), std::numeric_limits<std::int64_t>::min() / size) ||
        std::cmp_greater(from.count(), std::numeric_limits<std::int64_t>::max() / size))
        return fault::out_of_range;
    microseconds = static_cast<std::int64_t>(from.count()) * size;
    return fault::none;
}

/// Converts exactly; `fault::out_of_range` where the duration is too coarse or its count too narrow.
template <whole_microseconds Duration>
constexpr fault from_microseconds(std::int64_t microseconds, Duration& to) noexcept {
    using rep = typename Duration::rep;
    const std::int64_t count = microseconds / tick<Duration>;
    if (microseconds % tick<Duration> != 0 || !std::in_range<rep>(count)) return fault::out_of_range;
    to = Duration{static_cast<rep>(count)};
    return fault::none;
}

namespace detail {

/// The standard's name of a tick.
template <class Duration>
constexpr std::string_view tick_name() {
    switch (tick<Duration>) {
        case 1: return "microseconds";
        case 1'000: return "milliseconds";
        case 1'000'000: return "seconds";
        case 60'000'000: return "minutes";
        case 3'600'000'000: return "hours";
        case 86'400'000'000: return "days";
        case 604'800'000'000: return "weeks";
        default: return "duration";
    }
}

struct joined_name {
    char text[80]{};
    std::size_t size = 0;

    constexpr joined_name& add(std::string_view more) {
        for (const char c : more) text[size++] = c;
        return *this;
    }
    constexpr std::string_view view() const { return {text, size}; }
};

/// `std::chrono::seconds`, or with `family` a time point: `std::chrono::sys_time<std::chrono::seconds>`.
template <class Duration>
constexpr joined_name name_of_ticks(std::string_view family) {
    joined_name made;
    if (!family.empty()) made.add("std::chrono::").add(family).add("<");
    made.add("std::chrono::").add(tick_name<Duration>());
    if (!family.empty()) made.add(">");
    return made;
}

template <class Duration>
inline constexpr joined_name duration_name = name_of_ticks<Duration>({});
template <class Duration>
inline constexpr joined_name sys_time_name = name_of_ticks<Duration>("sys_time");
template <class Duration>
inline constexpr joined_name local_time_name = name_of_ticks<Duration>("local_time");

}  // namespace detail
}  // namespace tain::types
