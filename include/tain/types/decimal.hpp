// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/decimal_text.hpp>
#include <tain/types/type.hpp>

#include <charconv>
#include <compare>
#include <concepts>
#include <cstdint>
#include <ios>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tain {

namespace types {

/// A decimal floating number whose text is exact, such as `boost::multiprecision::cpp_dec_float_50`.
template <class F>
concept decimal_float = std::numeric_limits<F>::is_specialized && !std::numeric_limits<F>::is_integer &&
                        std::numeric_limits<F>::radix == 10 && requires(const F& value) {
                            F(std::string{});
                            { value.str(0, std::ios_base::fixed) } -> std::convertible_to<std::string>;
                        };

}  // namespace types

/// An exact decimal number of `Precision` digits, `Scale` of them behind the point: money, rates, measures.
///
/// It is a whole number of the smallest unit, in 64 bits up to 18 digits and in 128 bits up to 38, so nothing is ever
/// rounded: what does not fit is refused. The default is 0. PostgreSQL stores it as `NUMERIC(Precision, Scale)`. SQLite
/// has no decimals, and its floating numbers would round: up to 18 digits the column holds the whole number of the
/// smallest unit, 1250 for 12.50, above that a text that sorts as the numbers do. Other programs that read the file
/// see those.
///
///     struct item { std::int64_t id{}; tain::decimal<12, 2> price{}; };
///     item tea{.price = tain::decimal<12, 2>::parse("12.50")};
template <unsigned Precision, unsigned Scale>
class decimal {
    static_assert(
        Precision >= 1 && Precision <= types::longest_decimal,
        "tain: a decimal has 1 to 38 digits, which fit into 128 bits. Use fewer digits, or store a std::string.");
    static_assert(Scale <= Precision,
                  "tain: a decimal cannot have more digits behind the point than it has in all. The first argument "
                  "of tain::decimal counts all digits, the second one those behind the point.");

public:
    /// The whole number of the smallest unit: std::int64_t, or an integer of 128 bits above 18 digits.
    using rep = types::decimal_rep<Precision>;

    constexpr decimal() noexcept = default;

    /// A whole number: `decimal<12, 2>(5)` is 5.00. Throws `std::out_of_range` when it has too many digits.
    template <std::integral I>
        requires types::integer<I>
    constexpr decimal(I value) {  // implicit, as the standard's numbers are
        constexpr rep unit = types::power_of_ten<rep>(Scale);
        constexpr types::int128 most = largest / unit, wide = 0;
        if (wide + value > most || wide + value < -most)
            throw std::out_of_range("tain: an integer has more digits than its decimal; use a greater precision");
        unscaled_ = static_cast<rep>(static_cast<rep>(value) * unit);
    }

    /// Takes a decimal floating number of Boost.Multiprecision. Throws `std::out_of_range` when it does not fit
    /// exactly: round it to `Scale` digits before.
    template <types::decimal_float F>
    explicit decimal(const F& value) {
        // In units it is a whole number: that has an exact text, whatever digits it is kept with.
        const F units = value * F("1e" + std::to_string(Scale));
        const bool small = units < F("1e" + std::to_string(Precision)) && units > F("-1e" + std::to_string(Precision));
        if (!small || trunc(units) != units ||
            types::read_decimal(units.str(0, std::ios_base::fixed), Precision, 0, unscaled_) != types::fault::none)
            throw std::out_of_range("tain: a number does not fit a decimal exactly; round it to the decimal's digits");
    }

    /// Reads `12.50`: a sign if it likes, digits, and behind a point more digits.
    ///
    /// Throws `std::invalid_argument` for text of another form, and `std::out_of_range` for a number that the decimal
    /// cannot hold exactly; zeros at the end are no digits. In a constant expression those are compile errors.
    static constexpr decimal parse(std::string_view text) {
        decimal made;
        const types::fault why = types::read_decimal(text, Precision, Scale, made.unscaled_);
        if (why == types::fault::out_of_range)
            throw std::out_of_range("tain: a number has more digits than its decimal; round it, or use a wider one");
        if (why != types::fault::none)
            throw std::invalid_argument("tain: a text is no decimal number; write it like 12.50 or -7");
        return made;
    }

    /// The decimal of a whole number of the smallest unit: `decimal<12, 2>::from_unscaled(1250)` is 12.50.
    /// Throws `std::out_of_range` when it has too many digits.
    static constexpr decimal from_unscaled(rep units) {
        if (units > largest || units < -largest)
            throw std::out_of_range("tain: a number has more digits than its decimal; use a greater precision");
        decimal made;
        made.unscaled_ = units;
        return made;
    }

    /// The whole number of the smallest unit: 1250 for 12.50.
    constexpr rep unscaled() const noexcept { return unscaled_; }

    /// `12.50`: always `Scale` digits behind the point; no point when that is 0.
    std::string str() const { return types::decimal_text(unscaled_, Scale); }

    /// The nearest `double`.
    explicit operator double() const {
        const std::string text = str();
        double nearest = 0;
        std::from_chars(text.data(), text.data() + text.size(), nearest);
        return nearest;
    }

    /// The same number, for calculations that need more than sums.
    template <types::decimal_float F>
        requires(std::numeric_limits<F>::digits10 >= static_cast<int>(Precision))
    explicit operator F() const {
        return F(str());
    }

    friend constexpr bool operator==(const decimal&, const decimal&) = default;
    friend constexpr auto operator<=>(const decimal&, const decimal&) = default;

    constexpr decimal operator-() const noexcept {
        decimal made;
        made.unscaled_ = -unscaled_;
        return made;
    }

    /// Sums and differences are exact; they throw `std::overflow_error` when they have too many digits.
    friend constexpr decimal operator+(const decimal& a, const decimal& b) {
        if (b.unscaled_ > 0 ? a.unscaled_ > largest - b.unscaled_ : a.unscaled_ < -largest - b.unscaled_)
            throw std::overflow_error("tain: a sum of decimals has too many digits; use a greater precision");
        decimal made;
        made.unscaled_ = a.unscaled_ + b.unscaled_;
        return made;
    }
    friend constexpr decimal operator-(const decimal& a, const decimal& b) { return a + -b; }
    constexpr decimal& operator+=(const decimal& b) { return *this = *this + b; }
    constexpr decimal& operator-=(const decimal& b) { return *this = *this - b; }

private:
    static constexpr rep largest = types::power_of_ten<rep>(Precision) - 1;

    rep unscaled_ = 0;
};

namespace types {

template <unsigned Precision, unsigned Scale>
struct traits<decimal<Precision, Scale>> {
    using value_type = decimal<Precision, Scale>;
    using rep = typename value_type::rep;
    static constexpr bool mapped = true;
    static constexpr sql_type sql{.kind = sql_kind::decimal, .length = Precision, .scale = Scale};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr bool fits_integer = Precision <= 18;

    static cell bind(const value_type& value, scratch& keep) {
        if constexpr (fits_integer)
            if (keep.to() == dialect::sqlite) return cell::of_integer(value.unscaled());
        const std::string& kept =
            keep.keep(keep.to() == dialect::sqlite ? sortable_decimal(value.unscaled(), Precision) : value.str());
        return cell::of_bytes(kept.data(), kept.size());
    }

    /// Takes the stored forms of both databases; an integer is SQLite's, counted in the smallest unit.
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        rep units = 0;
        if (from.kind == cell_kind::text) {
            const std::string_view text = from.bytes();
            const bool sortable = !fits_integer && !text.empty() && (text.front() == 'p' || text.front() == 'n');
            const fault why =
                sortable ? read_sortable_decimal(text, Precision, units) : read_decimal(text, Precision, Scale, units);
            if (why != fault::none) return why;
        } else if (fits_integer && from.kind == cell_kind::integer) {
            constexpr rep past = power_of_ten<rep>(Precision);
            if (from.integer <= -past || from.integer >= past) return fault::out_of_range;
            units = from.integer;
        } else {
            return fault::kind;
        }
        *static_cast<value_type*>(member) = value_type::from_unscaled(units);
        return fault::none;
    }
};

}  // namespace types
}  // namespace tain
