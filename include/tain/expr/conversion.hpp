// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/call.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/verdict.hpp>

#include <string>
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

}  // namespace tain::expr

namespace tain {

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
