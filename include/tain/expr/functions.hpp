// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/expr/verdict.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace tain::expr {

enum class aggregate : unsigned char { count, sum, avg, min, max };

/// An aggregate over one operand.
template <aggregate A, class Value, class E>
struct aggregation : composed<aggregation<A, Value, E>, E> {
    using value_type = Value;
    template <class... Outer>
    static constexpr bool nulled = false;  // said by Value already
    static constexpr bool aggregates = true;
    E operand;

    constexpr explicit aggregation(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// `count(*)`.
struct row_count : labelable<row_count> {
    using value_type = std::int64_t;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = true;
    template <class... Outer>
    static constexpr bool nulled = false;
    static constexpr bool aggregates = true;

    void bind(binder&) const {}
};

/// The time at which the transaction (PostgreSQL) or statement (SQLite) began.
struct current_time : labelable<current_time> {
    using value_type = types::timestamp;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = !reflect::one_of<except<current_time>, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = false;
    static constexpr bool aggregates = false;

    void bind(binder&) const {}
};

enum class text_function : unsigned char { lower, upper, length };

template <text_function F, class Value, class E>
struct text_call : composed<text_call<F, Value, E>, E> {
    using value_type = Value;
    E operand;

    constexpr explicit text_call(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

template <class Value, class... E>
struct first_value : composed<first_value<Value, E...>, E...> {
    using value_type = Value;
    template <class... Outer>
    static constexpr bool nulled = (E::template nulled<Outer...> && ...);
    pack<E...> operands;

    constexpr explicit first_value(E... e) : operands{{std::move(e)}...} {}
    void bind(binder& to) const { operands.bind(to); }
};

template <class Value, class E>
using like_operand = std::conditional_t<types::is_optional<typename E::value_type>, std::optional<Value>, Value>;

/// Sums of integers are 64-bit integers, sums of floating numbers are double; NULL when there is no row.
template <class E>
using sum_of = std::optional<
    std::conditional_t<std::is_floating_point_v<types::required<typename E::value_type>>, double, std::int64_t>>;

/// The type that values of several types become in one column: numbers of different types become the widest.
template <class First, class... Rest>
struct common {
    using F = types::required<First>;
    static constexpr bool same = (std::is_same_v<F, types::required<Rest>> && ...);
    static constexpr bool real =
        std::is_floating_point_v<F> || (std::is_floating_point_v<types::required<Rest>> || ...);
    static constexpr bool numbers = verdict::detail::category_of<F>() == verdict::detail::category::number;
    using required = std::conditional_t<same || !numbers, F, std::conditional_t<real, double, std::int64_t>>;
    static constexpr bool may_be_null = types::is_optional<First> && (types::is_optional<Rest> && ...);
    using type = std::conditional_t<may_be_null, std::optional<required>, required>;
};
template <class... V>
using common_value = typename common<V...>::type;

/// True when a verdict on the value of `E` is `accepted`; else it is reported, unless `E` was rejected before.
template <template <class> class Verdict, class E>
constexpr bool judged() {
    if constexpr (!E::ok) {
        return false;
    } else if constexpr (!std::is_same_v<Verdict<typename E::value_type>, verdict::accepted>) {
        Verdict<typename E::value_type>::template report<typename E::value_type>();
        return false;
    } else {
        return true;
    }
}

}  // namespace tain::expr

namespace tain {

/// `count(*)`: the number of rows.
constexpr auto count() { return expr::row_count{}; }

/// `count(operand)`: the number of rows in which it is not NULL.
template <expr::expression E>
constexpr auto count(const E& operand) {
    return expr::aggregation<expr::aggregate::count, std::int64_t, E>{operand};
}

/// The sum as a 64-bit integer or a double; NULL when there is no row. An integer sum that does not fit is an error.
template <expr::expression E>
constexpr auto sum(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return expr::aggregation<expr::aggregate::sum, expr::sum_of<E>, E>{operand};
    else
        return expr::rejected{};
}

/// The mean as a double; NULL when there is no row.
template <expr::expression E>
constexpr auto avg(const E& operand) {
    if constexpr (expr::judged<verdict::number, E>())
        return expr::aggregation<expr::aggregate::avg, std::optional<double>, E>{operand};
    else
        return expr::rejected{};
}

/// The smallest value; NULL when there is no row. Of numbers, texts and times.
template <expr::expression E>
constexpr auto min(const E& operand) {
    if constexpr (expr::judged<verdict::ordering, E>())
        return expr::aggregation<expr::aggregate::min, types::nullable<typename E::value_type>, E>{operand};
    else
        return expr::rejected{};
}

/// The largest value; NULL when there is no row. Of numbers, texts and times.
template <expr::expression E>
constexpr auto max(const E& operand) {
    if constexpr (expr::judged<verdict::ordering, E>())
        return expr::aggregation<expr::aggregate::max, types::nullable<typename E::value_type>, E>{operand};
    else
        return expr::rejected{};
}

/// The current time, UTC, at the database's precision (SQLite: milliseconds).
constexpr auto now() { return expr::current_time{}; }

/// Lower case. SQLite changes ASCII letters only.
template <expr::expression E>
constexpr auto lower(const E& operand) {
    if constexpr (expr::judged<verdict::text, E>())
        return expr::text_call<expr::text_function::lower, typename E::value_type, E>{operand};
    else
        return expr::rejected{};
}

/// Upper case. SQLite changes ASCII letters only.
template <expr::expression E>
constexpr auto upper(const E& operand) {
    if constexpr (expr::judged<verdict::text, E>())
        return expr::text_call<expr::text_function::upper, typename E::value_type, E>{operand};
    else
        return expr::rejected{};
}

/// The number of characters (code points) of a text.
template <expr::expression E>
constexpr auto length(const E& operand) {
    if constexpr (expr::judged<verdict::text, E>())
        return expr::text_call<expr::text_function::length, expr::like_operand<std::int64_t, E>, E>{operand};
    else
        return expr::rejected{};
}

/// The first operand that is not NULL; NULLable only when every operand is.
template <expr::expression First, class... Rest>
    requires(sizeof...(Rest) >= 1)
constexpr auto coalesce(const First& first, const Rest&... rest) {
    if constexpr (!expr::sound<First> || !(expr::sound<Rest> && ...)) {
        return expr::rejected{};
    } else if constexpr (!(verdict::detail::same_category<typename First::value_type, verdict::value_in<Rest>>() &&
                           ...)) {
        verdict::types_differ::report<typename First::value_type, reflect::list<verdict::value_in<Rest>...>>();
        return expr::rejected{};
    } else {
        using value = expr::common_value<typename First::value_type, verdict::value_in<Rest>...>;
        return expr::first_value<value, First, expr::operand_t<Rest>...>{first, expr::operand(rest)...};
    }
}

}  // namespace tain
