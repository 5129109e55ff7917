// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/timestamp_text.hpp>

namespace tain::types {
namespace detail {

inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t day = 86'400 * second;
inline constexpr std::int64_t first_writable = -719'162 * day;  // 0001-01-01
inline constexpr std::int64_t past_writable = 2'932'897 * day;  // 10000-01-01

struct civil {
    std::int64_t year;
    std::int64_t month;  // 1 to 12
    std::int64_t day;    // 1 to 31
};

// Years are counted from March, so that the leap day is the last of its year; 400 years are 146,097 days.
constexpr std::int64_t days_before(civil date) {
    const std::int64_t year = date.month > 2 ? date.year : date.year - 1;
    const std::int64_t month = (date.month + 9) % 12;
    const std::int64_t in_year = (153 * month + 2) / 5 + date.day - 1;
    return 365 * year + year / 4 - year / 100 + year / 400 + in_year - 719'468;
}

constexpr civil civil_of(std::int64_t days) {
    const std::int64_t shifted = days + 719'468;  // since 0000-03-01; not negative for the writable years
    const std::int64_t era = shifted / 146'097, in_era = shifted % 146'097;
    const std::int64_t year = (in_era - in_era / 1460 + in_era / 36'524 - in_era / 146'096) / 365;
    const std::int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    const std::int64_t month = (5 * in_year + 2) / 153;
    return {era * 400 + year + (month > 9 ? 1 : 0), month > 9 ? month - 9 : month + 3,
            in_year - (153 * month + 2) / 5 + 1};
}

constexpr std::int64_t month_length(std::int64_t year, std::int64_t month) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

inline void put_digits(char* to, std::int64_t value, int digits) noexcept {
    for (int i = digits; i-- > 0; value /= 10) to[i] = static_cast<char>('0' + value % 10);
}

/// Takes numbers and separators from the front of a text.
class scanner {
public:
    explicit scanner(std::string_view text) noexcept : rest_(text) {}

    bool done() const noexcept { return rest_.empty(); }
    char peek() const noexcept { return rest_.empty() ? '\0' : rest_.front(); }
    bool skip(char c) noexcept {
        if (peek() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool digit(std::int64_t& to) noexcept {
        if (peek() < '0' || peek() > '9') return false;
        to = to * 10 + (peek() - '0');
        rest_.remove_prefix(1);
        return true;
    }
    bool pair(std::int64_t& to) noexcept {
        to = 0;
        return digit(to) && digit(to);
    }

private:
    std::string_view rest_;
};

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

/// `.` and digits, or nothing; digits after the sixth must be zeros.
inline bool read_fraction(scanner& from, std::int64_t& microseconds) noexcept {
    microseconds = 0;
    if (!from.skip('.')) return true;
    int digits = 0;
    for (; digits < 6 && from.digit(microseconds); ++digits) {}
    if (digits == 0) return false;
    for (; digits < 6; ++digits) microseconds *= 10;
    while (from.skip('0')) {}
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
