// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tain {

/// Which ends belong to a range: `[a,b)`, `[a,b]`, `(a,b)`, `(a,b]`.
enum class bounds : std::uint8_t { closed_open, closed, open, open_closed };

namespace types {

/// What ranges are of: PostgreSQL's int4range, int8range and tstzrange.
template <class T>
concept range_element = std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t> ||
                        std::same_as<T, std::chrono::sys_time<std::chrono::microseconds>>;

/// A range's text, cut: an end that is not there is unbounded.
struct range_parts {
    bool empty = false;
    bool lower_included = false;
    bool upper_included = false;
    std::optional<std::string> lower{};
    std::optional<std::string> upper{};
};

/// Cuts `[1,5)`, `(,"2024-01-01 00:00:00+00"]` or `empty`, with white space around it, quotes and backslashes inside.
/// False for anything else. Source: the PostgreSQL manual, 8.17.5.
bool read_range(std::string_view text, range_parts& to);

/// Appends an end's text; `fault::out_of_range` for a time outside of the years 1 to 9999.
fault write_range_end(std::int64_t value, std::string& to);
fault write_range_end(std::chrono::sys_time<std::chrono::microseconds> value, std::string& to);
/// Reads an end's text.
fault read_range_end(std::string_view text, std::int32_t& to);
fault read_range_end(std::string_view text, std::int64_t& to);
fault read_range_end(std::string_view text, std::chrono::sys_time<std::chrono::microseconds>& to);

}  // namespace types

/// The values between two ends, each of which may be missing (unbounded): a PostgreSQL range. Made without arguments
/// it is empty.
///
///     tain::range<std::int32_t> ages{18, 65, tain::bounds::closed};   // [18,66)
///     ages.contains(65);                                              // true
///     tain::range<std::int32_t> adults{18, std::nullopt};             // [18,)
///
/// Ranges that hold the same values are equal: integers always take the form `[a,b)`, and a range that holds nothing is
/// `empty`, as PostgreSQL has it.
template <types::range_element T>
class range {
public:
    constexpr range() noexcept = default;

    /// Throws `std::invalid_argument` when `lower` is greater than `upper`, and `std::out_of_range` when an end of
    /// integers cannot be counted up: `[1,2147483647]` would end before 2147483648, which is no std::int32_t.
    constexpr range(std::optional<T> lower, std::optional<T> upper, bounds how = bounds::closed_open)
        : lower_(std::move(lower)),
          upper_(std::move(upper)),
          empty_(false),
          lower_included_(lower_ && (how == bounds::closed_open || how == bounds::closed)),
          upper_included_(upper_ && (how == bounds::closed || how == bounds::open_closed)) {
        if (lower_ && upper_ && *lower_ > *upper_)
            throw std::invalid_argument("tain: a range's lower end is greater than its upper end; swap them");
        empty_if_nothing();
        if constexpr (std::integral<T>) {
            if (lower_ && !lower_included_) count_up(*lower_);
            if (upper_ && upper_included_) count_up(*upper_);
            lower_included_ = lower_.has_value();
            upper_included_ = false;
            empty_if_nothing();
        }
    }

    /// The range without ends, which holds everything.
    static constexpr range all() { return {std::nullopt, std::nullopt}; }

    constexpr bool empty() const noexcept { return empty_; }
    /// The ends; nothing where the range is unbounded, or empty.
    constexpr const std::optional<T>& lower() const noexcept { return lower_; }
    constexpr const std::optional<T>& upper() const noexcept { return upper_; }
    /// True when the end belongs to the range.
    constexpr bool lower_included() const noexcept { return lower_included_; }
    constexpr bool upper_included() const noexcept { return upper_included_; }

    constexpr bool contains(const T& value) const {
        if (empty_) return false;
        if (lower_ && (lower_included_ ? value < *lower_ : value <= *lower_)) return false;
        return !upper_ || (upper_included_ ? value <= *upper_ : value < *upper_);
    }

    /// The text: `[1,5)`, `(,5)`, `empty`, `["2024-01-01 00:00:00.000000+00",)`.
    /// Throws `std::out_of_range` for times outside of the years 1 to 9999.
    std::string str() const {
        std::string made;
        if (write(made) != types::fault::none)
            throw std::out_of_range("tain: a range's end lies outside of the years 1 to 9999, which have a text");
        return made;
    }

    /// Reads a text. Throws `std::invalid_argument` for what is no range of this type.
    static range parse(std::string_view text) {
        range made;
        if (made.read(text) != types::fault::none)
            throw std::invalid_argument("tain: this text is no range, or its ends do not fit; write it as [1,5)");
        return made;
    }

    /// Appends the text; says why it cannot.
    types::fault write(std::string& to) const {
        if (empty_) {
            to += "empty";
            return types::fault::none;
        }
        types::fault why = types::fault::none;
        to += lower_included_ ? '[' : '(';
        if (lower_) why = types::write_range_end(*lower_, to);
        to += ',';
        if (upper_ && why == types::fault::none) why = types::write_range_end(*upper_, to);
        to += upper_included_ ? ']' : ')';
        return why;
    }

    /// Takes a text over; says why it cannot, and is then unchanged.
    types::fault read(std::string_view text) {
        types::range_parts parts;
        if (!types::read_range(text, parts)) return types::fault::malformed;
        if (parts.empty) {
            *this = {};
            return types::fault::none;
        }
        std::optional<T> ends[2];
        const std::optional<std::string>* texts[2] = {&parts.lower, &parts.upper};
        for (int i = 0; i < 2; ++i)
            if (*texts[i])
                if (const auto why = types::read_range_end(**texts[i], ends[i].emplace()); why != types::fault::none)
                    return why;
        if (ends[0] && ends[1] && *ends[0] > *ends[1]) return types::fault::malformed;
        const bounds how = parts.lower_included ? (parts.upper_included ? bounds::closed : bounds::closed_open)
                                                : (parts.upper_included ? bounds::open_closed : bounds::open);
        try {
            *this = range{ends[0], ends[1], how};
        } catch (const std::out_of_range&) {
            return types::fault::out_of_range;
        }
        return types::fault::none;
    }

    friend constexpr bool operator==(const range&, const range&) = default;

private:
    constexpr void empty_if_nothing() {
        if (lower_ && upper_ && *lower_ == *upper_ && !(lower_included_ && upper_included_)) *this = range{};
    }
    static constexpr void count_up(T& end) {
        if (end == std::numeric_limits<T>::max())
            throw std::out_of_range("tain: a range ends behind the largest integer of its type; leave that end out");
        ++end;
    }

    std::optional<T> lower_{};
    std::optional<T> upper_{};
    bool empty_ = true;
    bool lower_included_ = false;
    bool upper_included_ = false;
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/types/range.ipp>  // IWYU pragma: keep
#endif
