// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/node.hpp>
#include <tain/reflect/list.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>

/// Verdicts on expressions: each rule is a type, tested by its name and printed by one static_assert.
namespace tain::verdict {

/// Verdict: the rule is kept.
struct accepted {};

/// Verdict: two values that SQL cannot compare.
struct types_differ {
    template <class Left, class Right>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: these two types cannot be compared in SQL. Compare a column with a value of the column's "
                      "own type, or convert one side.");
    }
};

/// Verdict: a comparison with NULL, which is never true.
struct compared_with_null {
    template <class Left, class Right>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: a comparison with NULL is never true. Write is_null(column) or is_not_null(column).");
    }
};

/// Verdict: a comparison with an optional value, which may be NULL.
struct compared_with_optional {
    template <class Left, class Right>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: a comparison with an empty std::optional is never true. Compare with *value, and write "
                      "is_null(column) where it is empty.");
    }
};

/// Verdict: a comparison, an order, a key or an index of values that each database compares by rules of its own.
struct not_comparable {
    template <class Left, class Right = Left>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: JSON has no comparison that means the same on both databases. Compare and sort in C++, or "
                      "keep what is searched for in a column of its own.");
    }
};

/// Verdict: an order of values that can only be equal or not.
struct not_sortable {
    template <class Left, class Right = Left>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: values of this type have no order that both databases know. Compare them with == and !=, "
                      "and sort them in C++.");
    }
};

/// Verdict: a type that no rule maps.
struct type_not_mapped {
    template <class T, class... Where>
    static constexpr auto report() {
        static_assert(reflect::never<T, Where...>,
                      "tain: this type cannot be stored in a column. Specialize tain::type<T> for it (stored, "
                      "to_stored, from_stored), or describe it with BOOST_DESCRIBE_STRUCT to embed it. (A std::variant "
                      "needs <tain/variant.hpp>.)");
    }
};

/// Verdict: a condition that has no truth value.
struct not_a_condition {
    template <class T>
    static constexpr auto report() {
        static_assert(
            reflect::never<T>,
            "tain: this is no condition. Write a comparison, such as col<&T::member> == value. A condition<T> "
            "is given to dynamic(select<T>()).where().");
    }
};

/// Verdict: arithmetic with something that is no number.
struct not_a_number {
    template <class T>
    static constexpr auto report() {
        static_assert(
            reflect::never<T>,
            "tain: only numbers can be calculated with, not truth values, texts or other types. Use +, -, *, /, %, "
            "sum() and avg() on columns and values of number types. (Texts are joined by concat().)");
    }
};

/// Verdict: the remainder of numbers with fractions.
struct remainder_of_fraction {
    template <class L, class R>
    static constexpr auto report() {
        static_assert(reflect::never<L, R>,
                      "tain: % is the remainder of two integers. Round floating numbers first: "
                      "cast<std::int64_t>(round(column)).");
    }
};

/// Verdict: a text function over something that is no text.
struct not_a_text {
    template <class T>
    static constexpr auto report() {
        static_assert(
            reflect::never<T>,
            "tain: this function takes text. Use it on a column or value of type std::string; other values become text "
            "by cast<std::string>().");
    }
};

/// Verdict: the smallest or largest of values that the databases do not order.
struct not_ordered {
    template <class T>
    static constexpr auto report() {
        static_assert(reflect::never<T>,
                      "tain: min() and max() take numbers, texts and times, which both databases can order.");
    }
};

namespace detail {

enum class category { number, boolean, text, blob, uuid, timestamp, local_timestamp, interval, own };

/// Times and durations of the standard library: those of one family compare, whatever their precision.
template <class V>
inline constexpr category family_of = category::own;
template <class Duration>
inline constexpr category family_of<std::chrono::sys_time<Duration>> = category::timestamp;
template <class Duration>
inline constexpr category family_of<std::chrono::local_time<Duration>> = category::local_timestamp;
template <class Rep, class Period>
inline constexpr category family_of<std::chrono::duration<Rep, Period>> = category::interval;

template <class T>
constexpr category category_of() {
    using V = types::required<T>;
    if constexpr (std::is_same_v<V, bool>)
        return category::boolean;
    else if constexpr (std::is_arithmetic_v<V> && types::mapped<V>)  // characters are no numbers
        return category::number;
    else if constexpr (reflect::one_of<V, std::string, std::string_view>)
        return category::text;
    else if constexpr (std::is_same_v<V, std::vector<std::byte>>)
        return category::blob;
    else if constexpr (std::is_same_v<V, boost::uuids::uuid>)
        return category::uuid;
    else if constexpr (types::mapped<V> && !types::user_stored<V>)  // finer than a microsecond is not mapped
        return family_of<V>;
    else
        return category::own;
}

/// True for a point in time that is coarser than what bound ones are turned into.
template <class T>
inline constexpr bool coarse_time = category_of<T>() == category::timestamp && !std::is_same_v<T, types::timestamp>;

template <class L, class R>
constexpr bool same_category() {
    if constexpr (category_of<L>() != category_of<R>())
        return false;
    else if constexpr (category_of<L>() == category::own)
        return std::is_same_v<types::required<L>, types::required<R>>;
    else
        return true;
}

template <class T>
inline constexpr bool is_null = reflect::one_of<std::decay_t<T>, std::nullptr_t, std::nullopt_t>;

template <class T>
struct operand_value {
    using type = expr::held_as<T>;
};
template <expr::expression T>
struct operand_value<T> {
    using type = typename T::value_type;
};

}  // namespace detail

/// The value type of an expression, or the type that a plain value is bound as.
template <class T>
using value_in = typename detail::operand_value<std::decay_t<T>>::type;

/// Whether values of a type may be compared in a way.
template <class V, types::comparing How>
using comparable =
    std::conditional_t<types::compared<V> >= How, accepted,
                       std::conditional_t<types::compared<V> == types::comparing::never, not_comparable, not_sortable>>;

/// Whether `L` and `R`, expressions or values, may stand on the two sides of a comparison of a kind.
template <class L, class R, types::comparing How = types::comparing::equality>
using comparison =
    std::conditional_t<detail::is_null<L> || detail::is_null<R>, compared_with_null,
                       std::conditional_t<(!expr::expression<L> && types::is_optional<L>) ||
                                              (!expr::expression<R> && types::is_optional<R>),
                                          compared_with_optional,
                                          std::conditional_t<detail::same_category<value_in<L>, value_in<R>>(),
                                                             comparable<value_in<L>, How>, types_differ>>>;

/// Whether an expression or value `E` has a truth value.
template <class E>
using condition = std::conditional_t<std::is_same_v<types::required<value_in<E>>, bool>, accepted, not_a_condition>;

/// Whether values of a type can be calculated with.
template <class V>
using number = std::conditional_t<detail::category_of<V>() == detail::category::number, accepted, not_a_number>;

/// Whether values of a type are text.
template <class V>
using text = std::conditional_t<detail::category_of<V>() == detail::category::text, accepted, not_a_text>;

/// Whether both databases can tell the smallest of values of a type.
template <class V>
using ordering = std::conditional_t<
    types::compared<V> != types::comparing::order, comparable<V, types::comparing::order>,
    std::conditional_t<
        types::traits<V>::sql.kind == types::sql_kind::text_uuid, not_ordered,  // PostgreSQL has no min(uuid)
        std::conditional_t<reflect::one_of<std::integral_constant<types::cell_kind, types::traits<V>::kind>,
                                           std::integral_constant<types::cell_kind, types::cell_kind::integer>,
                                           std::integral_constant<types::cell_kind, types::cell_kind::real>,
                                           std::integral_constant<types::cell_kind, types::cell_kind::text>,
                                           std::integral_constant<types::cell_kind, types::cell_kind::timestamp>>,
                           accepted, not_ordered>>>;

}  // namespace tain::verdict
