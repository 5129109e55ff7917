// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

/// What the texts of dates and times are made of.
namespace tain::types::detail {

inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t day = 86'400 * second;

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
    bool skip(std::string_view word) noexcept {
        if (rest_.substr(0, word.size()) != word) return false;
        rest_.remove_prefix(word.size());
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

}  // namespace tain::types::detail
