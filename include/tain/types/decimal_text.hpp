// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

/// The text forms of decimals, for whole numbers of 64 and of 128 bits.
namespace tain::types {

__extension__ using int128 = __int128;  // of both compilers; Boost's would cost each file two seconds

/// The most digits that a decimal can have: 38 fit into 128 bits.
inline constexpr unsigned longest_decimal = 38;

/// The unscaled value of a decimal: 18 digits fit into 64 bits.
template <unsigned Precision>
using decimal_rep = std::conditional_t<Precision <= 18, std::int64_t, int128>;

template <class Rep>
constexpr Rep power_of_ten(unsigned exponent) {
    Rep made = 1;
    while (exponent-- > 0) made *= 10;
    return made;
}

/// Reads `12.50` or `-12.5`: a sign if it likes, digits, and behind a point more digits. No exponent, no spaces.
///
/// Returns `fault::malformed` for anything else; `fault::out_of_range` for a number that has more digits behind the
/// point than `scale` (unless they are zeros) or more than `precision` in all, for `NaN` and for infinities, as
/// PostgreSQL writes them. `unscaled` is written on success only.
template <class Rep>
constexpr fault read_decimal(std::string_view text, unsigned precision, unsigned scale, Rep& unscaled) {
    if (text == "NaN" || text == "Infinity" || text == "-Infinity") return fault::out_of_range;
    const bool negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string_view part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && part.empty())) return fault::malformed;
    if (whole.find_first_not_of("0123456789") != std::string_view::npos ||
        part.find_first_not_of("0123456789") != std::string_view::npos)
        return fault::malformed;

    if (part.size() > scale) {
        if (part.find_first_not_of('0', scale) != std::string_view::npos) return fault::out_of_range;
        part = part.substr(0, scale);
    }
    Rep made = 0;
    unsigned digits = 0;  // leading zeros are none
    const auto take = [&](char c) {
        if (digits != 0 || c != '0') ++digits;
        if (digits <= precision) made = static_cast<Rep>(made * 10 + (c - '0'));
    };
    for (const char c : whole) take(c);
    for (std::size_t i = 0; i < scale; ++i) take(i < part.size() ? part[i] : '0');
    if (digits > precision) return fault::out_of_range;
    unscaled = negative ? static_cast<Rep>(-made) : made;
    return fault::none;
}

/// Returns `12.50`: `scale` digits behind the point and at least one before it, without a point for a scale of 0.
template <class Rep>
std::string decimal_text(Rep unscaled, unsigned scale) {
    char room[longest_decimal + 3];  // a sign, a point and a zero before it
    char* const end = room + sizeof room;
    char* at = end;
    const bool negative = unscaled < 0;
    Rep rest = negative ? static_cast<Rep>(-unscaled) : unscaled;
    for (unsigned written = 0; written <= scale || rest != 0; ++written, rest /= 10) {
        if (written == scale && scale != 0) *--at = '.';
        *--at = static_cast<char>('0' + static_cast<int>(rest % 10));
    }
    if (negative) *--at = '-';
    return {at, end};
}

/// Returns the form in which SQLite stores a decimal that is too long for its integers: texts that sort as the numbers
/// do. `p` and `precision` digits, or for a negative number `n` and the nines' complement of each digit.
template <class Rep>
std::string sortable_decimal(Rep unscaled, unsigned precision) {
    const bool negative = unscaled < 0;
    std::string made(precision + 1, negative ? 'n' : 'p');
    Rep rest = negative ? static_cast<Rep>(-unscaled) : unscaled;
    for (unsigned i = precision; i > 0; --i, rest /= 10) {
        const int digit = static_cast<int>(rest % 10);
        made[i] = static_cast<char>('0' + (negative ? 9 - digit : digit));
    }
    return made;
}

/// Reads what `sortable_decimal` makes. Returns `fault::out_of_range` for a number of another length, and
/// `fault::malformed` for anything else; a negative zero is that too.
template <class Rep>
constexpr fault read_sortable_decimal(std::string_view text, unsigned precision, Rep& unscaled) {
    const bool negative = !text.empty() && text.front() == 'n';
    if (text.size() < 2 || (!negative && text.front() != 'p') ||
        text.find_first_not_of("0123456789", 1) != std::string_view::npos)
        return fault::malformed;
    if (text.size() != precision + 1) return fault::out_of_range;
    Rep made = 0;
    for (const char c : text.substr(1)) made = static_cast<Rep>(made * 10 + (negative ? '9' - c : c - '0'));
    if (negative && made == 0) return fault::malformed;
    unscaled = negative ? static_cast<Rep>(-made) : made;
    return fault::none;
}

}  // namespace tain::types
