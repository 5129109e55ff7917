// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/call.hpp>
#include <tain/expr/conversion.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/verdict.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: rounding of what has no fraction.
struct not_a_fraction {
    template <class T>
    static constexpr auto report() {
        static_assert(reflect::never<T>,
                      "tain: round(), floor() and ceil() take floating numbers; other numbers have no fraction. Take "
                      "the value as it is, or cast<double>() it.");
    }
};

/// Whether values of a type have a fraction.
template <class V>
using fraction = std::conditional_t<std::is_floating_point_v<types::required<V>>, accepted, not_a_fraction>;

}  // namespace tain::verdict

namespace tain::expr {

/// The nearest whole number.
template <class Value, class E>
struct rounded : composed<rounded<Value, E>, E> {
    using value_type = Value;
    E operand;

    constexpr explicit rounded(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

enum class root : unsigned char { sqrt, ln };

/// A function that is NULL where its operand is too small for it.
template <root R, class E>
struct rooted : composed<rooted<R, E>, E> {
    using value_type = std::optional<double>;
    E operand;

    constexpr explicit rooted(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// e to the power of an operand.
template <class E>
struct exponential : composed<exponential<E>, E> {
    using value_type = std::optional<double>;
    E operand;

    constexpr explicit exponential(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// A power of two operands.
template <class E, class F>
struct raised : composed<raised<E, F>, E, F> {
    using value_type = std::optional<double>;
    E base;
    F exponent;

    constexpr raised(E e, F f) : base(std::move(e)), exponent(std::move(f)) {}
    void bind(binder& to) const {
        base.bind(to);
        exponent.bind(to);
    }
};

/// The wide type that calculations have.
template <class V>
using widened = std::conditional_t<std::is_floating_point_v<types::required<V>>, double, std::int64_t>;

}  // namespace tain::expr

namespace tain {

/// The number without its sign. The smallest integer has no counterpart: an error on both databases.
template <expr::expression E>
constexpr auto abs(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return expr::called<"abs", "abs", expr::widened<typename E::value_type>>(operand);
    else
        return expr::rejected{};
}

/// The nearest whole number, as a double; halves go away from zero on both databases.
template <expr::expression E>
constexpr auto round(const E& operand) {
    if constexpr (expr::judged<verdict::fraction, E>())
        return expr::rounded<expr::value_over<double, E>, E>{operand};
    else
        return expr::rejected{};
}

/// The largest whole number that is not greater, as a double. SQLite has it when it was built with
/// SQLITE_ENABLE_MATH_FUNCTIONS, as distributions do.
template <expr::expression E>
constexpr auto floor(const E& operand) {
    if constexpr (expr::judged<verdict::fraction, E>())
        return expr::called<"floor", "floor", double>(operand);
    else
        return expr::rejected{};
}

/// The smallest whole number that is not less, as a double. See `floor`.
template <expr::expression E>
constexpr auto ceil(const E& operand) {
    if constexpr (expr::judged<verdict::fraction, E>())
        return expr::called<"ceil", "ceil", double>(operand);
    else
        return expr::rejected{};
}

/// -1, 0 or 1.
template <expr::expression E>
constexpr auto sign(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return cast<std::int32_t>(expr::called<"sign", "sign", std::int32_t>(operand));  // PostgreSQL's is a double
    else
        return expr::rejected{};
}

/// The square root, as a double; NULL of a negative number. See `floor`.
template <expr::expression E>
constexpr auto sqrt(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return expr::rooted<expr::root::sqrt, E>{operand};
    else
        return expr::rejected{};
}

/// The natural logarithm; NULL of 0 and of negative numbers. See `floor`.
template <expr::expression E>
constexpr auto ln(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return expr::rooted<expr::root::ln, E>{operand};
    else
        return expr::rejected{};
}

/// e to the power of the operand; NULL where no double holds the result, 0 where it is too small. See `floor`.
template <expr::expression E>
constexpr auto exp(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return expr::exponential<E>{operand};
    else
        return expr::rejected{};
}

/// `base` to the power of `exponent`, as a double; NULL where there is none (of a negative number to a fraction, of 0 to
/// a negative one), or no double holds it. See `floor`.
template <class Base, class Exponent>
    requires expr::either<Base, Exponent>
constexpr auto power(const Base& base, const Exponent& exponent) {
    using a = verdict::value_in<Base>;
    using b = verdict::value_in<Exponent>;
    if constexpr (!expr::sound<Base> || !expr::sound<Exponent>) {
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::number<a>, verdict::accepted>) {
        verdict::not_a_number::report<a>();
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::number<b>, verdict::accepted>) {
        verdict::not_a_number::report<b>();
        return expr::rejected{};
    } else {
        return expr::raised<expr::operand_t<Base>, expr::operand_t<Exponent>>{expr::operand(base),
                                                                              expr::operand(exponent)};
    }
}

}  // namespace tain
