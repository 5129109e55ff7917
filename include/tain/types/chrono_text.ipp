// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/calendar.hpp>
#include <tain/types/chrono_text.hpp>
#include <tain/types/timestamp_text.hpp>

namespace tain::types {
namespace detail {

inline bool infinite(std::string_view text) noexcept { return text == "infinity" || text == "-infinity"; }

/// A clock's reading: `HH:MM:SS`, and a fraction.
struct clock {
    std::int64_t minute = 0;
    std::int64_t second = 0;
    std::int64_t fraction = 0;

    /// What follows the hours, to the end.
    bool read(scanner& from) noexcept {
        return from.skip(':') && from.pair(minute) && from.skip(':') && from.pair(second) &&
               read_fraction(from, fraction) && from.done() && minute < 60 && second < 60;
    }
    std::int64_t microseconds() const noexcept { return (minute * 60 + second) * detail::second + fraction; }
    static constexpr std::int64_t hour = 3600 * detail::second;
};

/// Takes digits as a negative number, which reaches one further than a positive one. False: none, or too many.
inline bool read_negative(scanner& from, std::int64_t& to, bool& fits) noexcept {
    to = 0;
    bool any = false;
    for (std::int64_t one = 0; from.digit(one); one = 0, any = true) {
        fits = fits && to >= (INT64_MIN + one) / 10;
        if (fits) to = to * 10 - one;
    }
    return any;
}

/// Adds `count` units to `sum`. False: the result does not fit, and `sum` is as it was.
inline bool add_units(std::int64_t& sum, std::int64_t count, std::int64_t unit) noexcept {
    if (count < INT64_MIN / unit || count > INT64_MAX / unit) return false;
    const std::int64_t more = count * unit;
    if (more < 0 ? sum < INT64_MIN - more : sum > INT64_MAX - more) return false;
    sum += more;
    return true;
}

/// The sum of days and a time, either of which may have either sign.
inline fault add_days(std::int64_t days, std::int64_t time, std::int64_t& sum) noexcept {
    std::int64_t rest = time % day;
    days += time / day;
    // Parts of one sign never pass a sum that fits.
    if (days > 0 && rest < 0) --days, rest += day;
    if (days < 0 && rest > 0) ++days, rest -= day;
    std::int64_t made = 0;
    if (!add_units(made, days, day) || !add_units(made, rest, 1)) return fault::out_of_range;
    sum = made;
    return fault::none;
}

/// An interval, read part by part.
struct interval_parts {
    std::int64_t days = 0;
    std::int64_t time = 0;
    bool fits = true;

    /// Reads the next part: days, months, years, or the time, which is the last. False: it is malformed.
    bool read(scanner& from) noexcept {
        const bool negative = from.skip('-');
        if (!negative) from.skip('+');
        std::int64_t count = 0;
        if (!read_negative(from, count, fits)) return false;
        if (from.peek() == ':') {
            clock rest;
            if (!rest.read(from)) return false;
            fits = fits && add_units(time, count, clock::hour) && add_units(time, -rest.microseconds(), 1) &&
                   turn(time, negative);
            return true;
        }
        if (!from.skip(' ')) return false;
        if (from.skip("day")) {
            fits = fits && count >= INT32_MIN && turn(count, negative);
            days = fits ? count : 0;
        } else if (from.skip("mon") || from.skip("year")) {
            fits = false;
        } else {
            return false;
        }
        from.skip('s');
        return true;
    }

private:
    static bool turn(std::int64_t& value, bool negative) noexcept {
        if (negative) return true;
        if (value == INT64_MIN) return false;
        value = -value;
        return true;
    }
};

}  // namespace detail

TAIN_INLINE fault write_date(std::chrono::year_month_day date, char* to) noexcept {
    const int year{date.year()};
    if (!date.ok() || year < 1 || year > 9999) return fault::out_of_range;
    detail::put_digits(to, year, 4);
    to[4] = '-';
    detail::put_digits(to + 5, unsigned{date.month()}, 2);
    to[7] = '-';
    detail::put_digits(to + 8, unsigned{date.day()}, 2);
    return fault::none;
}

TAIN_INLINE fault read_date(std::string_view text, std::chrono::year_month_day& to) noexcept {
    if (detail::infinite(text)) return fault::out_of_range;
    const bool before_christ = text.size() > 3 && text.substr(text.size() - 3) == " BC";
    if (before_christ) text.remove_suffix(3);

    detail::scanner from{text};
    detail::civil date{0, 0, 0};
    int year_digits = 0;
    for (; year_digits < 7 && from.digit(date.year); ++year_digits) {}
    const bool shaped = year_digits >= 4 && from.skip('-') && from.pair(date.month) && from.skip('-') &&
                        from.pair(date.day) && from.done();
    if (!shaped || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > detail::month_length(date.year, date.month))
        return fault::malformed;
    if (before_christ || date.year < 1 || date.year > 9999) return fault::out_of_range;
    to = std::chrono::year{static_cast<int>(date.year)} / static_cast<int>(date.month) / static_cast<int>(date.day);
    return fault::none;
}

TAIN_INLINE void write_time(std::int64_t microseconds, char* to) noexcept {
    const std::int64_t seconds = microseconds / detail::second;
    detail::put_digits(to, seconds / 3600, 2);
    to[2] = ':';
    detail::put_digits(to + 3, seconds / 60 % 60, 2);
    to[5] = ':';
    detail::put_digits(to + 6, seconds % 60, 2);
    to[8] = '.';
    detail::put_digits(to + 9, microseconds % detail::second, 6);
}

TAIN_INLINE fault read_time(std::string_view text, std::int64_t& microseconds) noexcept {
    detail::scanner from{text};
    std::int64_t hours = 0;
    detail::clock rest;
    if (!from.pair(hours) || !rest.read(from)) return fault::malformed;
    if (hours == 24 && rest.microseconds() == 0) return fault::out_of_range;
    if (hours > 23) return fault::malformed;
    microseconds = hours * detail::clock::hour + rest.microseconds();
    return fault::none;
}

TAIN_INLINE fault read_local_timestamp(std::string_view text, std::int64_t& microseconds) noexcept {
    const std::size_t time = text.find(':');
    if (time != std::string_view::npos && text.find_first_of("Z+-", time) != std::string_view::npos)
        return fault::malformed;
    return read_timestamp(text, microseconds);
}

TAIN_INLINE std::size_t write_interval(std::int64_t microseconds, char* to) noexcept {
    constexpr std::string_view least = "-9223372036854775808 microseconds";
    if (microseconds == INT64_MIN) return least.copy(to, least.size());
    char* const start = to;
    if (microseconds < 0) *to++ = '-';
    const std::int64_t size = microseconds < 0 ? -microseconds : microseconds;
    const std::int64_t hours = size / detail::clock::hour;
    int digits = 2;
    for (std::int64_t more = hours / 100; more != 0; more /= 10) ++digits;
    detail::put_digits(to, hours, digits);
    to += digits;
    char rest[time_text_size];
    write_time(size % detail::clock::hour, rest);
    for (std::size_t i = 2; i < sizeof rest; ++i) *to++ = rest[i];
    return static_cast<std::size_t>(to - start);
}

TAIN_INLINE fault read_interval(std::string_view text, std::int64_t& microseconds) noexcept {
    if (detail::infinite(text)) return fault::out_of_range;
    detail::scanner from{text};
    detail::interval_parts parts;
    do {
        if (!parts.read(from)) return fault::malformed;
    } while (from.skip(' '));
    if (!from.done()) return fault::malformed;
    return parts.fits ? detail::add_days(parts.days, parts.time, microseconds) : fault::out_of_range;
}

}  // namespace tain::types
