// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/call.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/verdict.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: a conversion that each database makes by rules of its own.
struct conversion_differs {
    template <class From, class To>
    static constexpr auto report() {
        static_assert(
            reflect::never<From, To>,
            "tain: the two databases convert such values differently (a text that is no number is 0 on SQLite "
            "and an error on PostgreSQL). cast<>() makes numbers of numbers and truth values, and text of "
            "integers and of enums that are text. Convert other values in C++.");
    }
};

namespace detail {

template <class From, class To>
constexpr auto judge_conversion() {
    using from = types::required<From>;
    constexpr bool number = category_of<from>() == category::number;
    if constexpr (!types::mapped<To> || types::is_optional<To>)
        return conversion_differs{};
    else if constexpr (category_of<To>() == category::number)
        return std::conditional_t<number || std::is_same_v<from, bool>, accepted, conversion_differs>{};
    else if constexpr (std::is_same_v<To, std::string>)
        return std::conditional_t<(number && std::is_integral_v<from>) || std::is_same_v<from, std::string> ||
                                      (reflect::described_enum<from> &&
                                       types::traits<from>::kind == types::cell_kind::text),
                                  accepted, conversion_differs>{};
    else
        return conversion_differs{};
}

}  // namespace detail

/// Whether values of a type become another type in the same way on both databases.
template <class From, class To>
using conversion = decltype(detail::judge_conversion<From, To>());

}  // namespace tain::verdict

namespace tain::expr {

/// `CAST(operand AS type)`.
template <class To, class Value, class E>
struct converted : composed<converted<To, Value, E>, E> {
    using value_type = Value;
    E operand;

    constexpr explicit converted(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// A bound value as an expression, of the type that a column of it has.
template <class Value, class B>
struct constant : composed<constant<Value, B>, B> {
    using value_type = Value;
    B operand;

    constexpr explicit constant(B b) : operand(std::move(b)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// A value's type as it is written, but for texts, and for times that are finer than what is stored.
template <class V>
using constant_value =
    std::conditional_t<std::is_same_v<types::required<held_as<V>>, std::string_view>,
                       std::conditional_t<types::is_optional<V>, std::optional<std::string>, std::string>,
                       std::conditional_t<types::mapped<std::decay_t<V>>, std::decay_t<V>, held_as<V>>>;

}  // namespace tain::expr

namespace tain {

/// A value as an expression: `select(literal(1), now())`, `union_(select(col<&User::name>), select(literal("nobody")))`,
/// `lower(literal(text))`. It is bound, never spelled; `std::optional` may be empty, which is NULL. Text given as
/// `const char*` or `std::string_view` is borrowed until the statement has run.
template <class V>
    requires(!expr::expression<V>)
constexpr auto literal(const V& value) {
    if constexpr (!types::mapped<expr::held_as<V>>) {
        verdict::type_not_mapped::report<std::decay_t<V>>();
        return expr::rejected{};
    } else {
        using operand = expr::operand_t<V>;
        return expr::constant<expr::constant_value<V>, operand>{expr::operand(value)};
    }
}

/// A value as another type: numbers and truth values as numbers, integers and enums that are text as text. A floating
/// number loses its fraction on the way to an integer. NULL stays NULL. A number that the type cannot hold is an error:
/// on PostgreSQL in the statement, on SQLite when it is read.
///
///     cast<double>(col<&Line::count>) / col<&Line::total>
///     concat("no. ", cast<std::string>(col<&Line::id>))
template <class To, expr::expression E>
constexpr auto cast(const E& operand) {
    if constexpr (!E::ok) {
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::conversion<typename E::value_type, To>, verdict::accepted>) {
        verdict::conversion<typename E::value_type, To>::template report<typename E::value_type, To>();
        return expr::rejected{};
    } else {
        return expr::converted<To, expr::value_over<To, E>, E>{operand};
    }
}

}  // namespace tain
