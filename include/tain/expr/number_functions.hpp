// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/call.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/verdict.hpp>

#include <cstdint>
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

}  // namespace tain
