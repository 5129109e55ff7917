// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/calendar.hpp>
#include <tain/types/timestamp_text.hpp>

namespace tain::types {
namespace detail {

inline constexpr std::int64_t first_writable = -719'162 * day;  // 0001-01-01
inline constexpr std::int64_t past_writable = 2'932'897 * day;  // 10000-01-01

/// `+HH`, `-HH:MM`, `+HH:MM:SS`, `Z` or nothing.
inline bool read_offset(scanner& from, std::int64_t& seconds) noexcept {
    seconds = 0;
    if (from.done() || from.skip('Z')) return true;
    const bool negative = from.peek() == '-';
    if (!from.skip('+') && !from.skip('-')) return false;
    std::int64_t part[3] = {0, 0, 0};
    for (int i = 0; i < 3; ++i) {
        if (i > 0 && !from.skip(':')) break;
        if (!from.pair(part[i]) || part[i] > 59) return false;
    }
    if (part[0] > 23) return false;
    seconds = part[0] * 3600 + part[1] * 60 + part[2];
    if (negative) seconds = -seconds;
    return true;
}

}  // namespace detail

TAIN_INLINE fault write_timestamp(std::int64_t microseconds, char* to) noexcept {
    if (microseconds < detail::first_writable || microseconds >= detail::past_writable) return fault::out_of_range;
    const std::int64_t shifted = microseconds - detail::first_writable;
    const std::int64_t days = shifted / detail::day, rest = shifted % detail::day;
    const detail::civil date = detail::civil_of(days - 719'162);
    const std::int64_t seconds = rest / detail::second;
    detail::put_digits(to, date.year, 4);
    to[4] = '-';
    detail::put_digits(to + 5, date.month, 2);
    to[7] = '-';
    detail::put_digits(to + 8, date.day, 2);
    to[10] = ' ';
    detail::put_digits(to + 11, seconds / 3600, 2);
    to[13] = ':';
    detail::put_digits(to + 14, seconds / 60 % 60, 2);
    to[16] = ':';
    detail::put_digits(to + 17, seconds % 60, 2);
    to[19] = '.';
    detail::put_digits(to + 20, rest % detail::second, 6);
    return fault::none;
}

TAIN_INLINE fault read_timestamp(std::string_view text, std::int64_t& microseconds) noexcept {
    if (text == "infinity" || text == "-infinity") return fault::out_of_range;
    const bool before_christ = text.size() > 3 && text.substr(text.size() - 3) == " BC";
    if (before_christ) text.remove_suffix(3);

    detail::scanner from{text};
    detail::civil date{0, 0, 0};
    int year_digits = 0;
    for (; year_digits < 6 && from.digit(date.year); ++year_digits) {}
    std::int64_t hour = 0, minute = 0, second = 0, fraction = 0, offset = 0;
    const bool shaped = year_digits >= 4 && from.skip('-') && from.pair(date.month) && from.skip('-') &&
                        from.pair(date.day) && (from.skip(' ') || from.skip('T')) && from.pair(hour) &&
                        from.skip(':') && from.pair(minute) && from.skip(':') && from.pair(second) &&
                        detail::read_fraction(from, fraction) && detail::read_offset(from, offset) && from.done();
    if (!shaped || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > detail::month_length(date.year, date.month) || hour > 23 || minute > 59 || second > 59)
        return fault::malformed;
    if (before_christ || date.year < 1) return fault::out_of_range;

    const std::int64_t seconds = detail::days_before(date) * 86'400 + hour * 3600 + minute * 60 + second - offset;
    constexpr std::int64_t last_second = INT64_MAX / detail::second;
    if (seconds >= last_second) return fault::out_of_range;
    microseconds = seconds * detail::second + fraction;
    return fault::none;
}

}  // namespace tain::types
