// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <stdexcept>

namespace tain {

/// A time of day at microsecond precision: from midnight up to, but not at, 24:00.
///
/// The standard's `std::chrono::hh_mm_ss` has no comparison, holds negative and endless durations, and spells a
/// duration rather than a point of the day; this is what a column of SQL's type TIME holds. Made from a duration since
/// midnight or from an `hh_mm_ss`; nothing finer than a microsecond converts. A time that no day has throws
/// `std::out_of_range`, or does not compile where it is a constant.
///
///     using namespace std::chrono_literals;
///     constexpr tain::time_of_day opens{8h + 30min};
///     static_assert(opens < tain::time_of_day{17h} && opens.hms().minutes() == 30min);
class time_of_day {
public:
    /// Midnight.
    constexpr time_of_day() noexcept = default;

    template <class Rep, class Period>
        requires std::convertible_to<std::chrono::duration<Rep, Period>, std::chrono::microseconds>
    constexpr explicit time_of_day(std::chrono::duration<Rep, Period> since_midnight)
        : microseconds_(checked(since_midnight)) {}

    template <class Duration>
        requires std::convertible_to<Duration, std::chrono::microseconds>
    constexpr explicit time_of_day(std::chrono::hh_mm_ss<Duration> time) : time_of_day(time.to_duration()) {}

    constexpr std::chrono::microseconds since_midnight() const noexcept {
        return std::chrono::microseconds{microseconds_};
    }

    /// Hours, minutes, seconds and microseconds apart.
    constexpr std::chrono::hh_mm_ss<std::chrono::microseconds> hms() const noexcept {
        return std::chrono::hh_mm_ss{since_midnight()};
    }

    friend constexpr bool operator==(time_of_day, time_of_day) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(time_of_day, time_of_day) noexcept = default;

private:
    template <class Rep, class Period>
    static constexpr std::int64_t checked(std::chrono::duration<Rep, Period> given) {
        // Compared in units of its own, whose conversion to microseconds could overflow.
        constexpr auto day = std::chrono::ceil<std::chrono::duration<std::int64_t, Period>>(std::chrono::days{1});
        if (given < given.zero() || given >= day)
            throw std::out_of_range("tain: a time of day lies at or after 00:00 and before 24:00; take the days off");
        return std::chrono::microseconds{given}.count();
    }

    std::int64_t microseconds_ = 0;
};

}  // namespace tain
