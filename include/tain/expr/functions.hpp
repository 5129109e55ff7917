// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/expr/verdict.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: an aggregate within the condition of another.
struct aggregate_in_filter {
    template <class Condition>
    static constexpr auto report() {
        static_assert(reflect::never<Condition>,
                      "tain: the condition of filter() chooses rows and cannot hold an aggregate. Choose groups with "
                      "having().");
    }
};

/// Verdict: an aggregate of an aggregate.
struct aggregate_of_aggregate {
    template <class Term>
    static constexpr auto report() {
        static_assert(reflect::never<Term>,
                      "tain: an aggregate cannot hold another one. Aggregate in a subquery first, and its rows after.");
    }
};

/// Verdict: different texts joined.
struct distinct_texts_joined {
    template <class Term>
    static constexpr auto report() {
        static_assert(
            reflect::never<Term>,
            "tain: SQLite joins different texts by commas alone. Select them distinct in a cte<\"name\">(), and "
            "take the string_agg() of its column.");
    }
};

/// Whether values of a type have a sum.
template <class V>
using summed = std::conditional_t<detail::category_of<V>() == detail::category::interval, accepted, number<V>>;

}  // namespace tain::verdict

namespace tain::expr {

enum class aggregate : unsigned char { count, sum, avg, min, max, string_agg };

/// What stands in an aggregate over whole rows: `*`.
struct whole_row : leaf {
    using value_type = bool;
};

/// The different values of an operand, within an aggregate.
template <class E>
struct distinct_values : composed<distinct_values<E>, E> {
    using value_type = typename E::value_type;
    E operand;

    constexpr explicit distinct_values(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// A text and what stands between it and the one before, within an aggregate.
template <class E, class S>
struct separated : composed<separated<E, S>, E, S> {
    using value_type = typename E::value_type;
    E operand;
    S separator;

    constexpr separated(E e, S s) : operand(std::move(e)), separator(std::move(s)) {}
    void bind(binder& to) const {
        operand.bind(to);
        separator.bind(to);
    }
};

template <class E>
inline constexpr bool is_distinct = false;
template <class E>
inline constexpr bool is_distinct<distinct_values<E>> = true;

/// An aggregate over the rows that meet a condition.
template <class A, class Condition>
struct filtered : composed<filtered<A, Condition>, A, Condition> {
    using value_type = typename A::value_type;
    template <class... Outer>
    static constexpr bool nulled = false;
    static constexpr bool aggregates = true;
    A inner;
    Condition condition;

    constexpr filtered(A a, Condition c) : inner(std::move(a)), condition(std::move(c)) {}
    void bind(binder& to) const {
        inner.bind(to);
        condition.bind(to);
    }
};

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

    /// Over those rows alone that meet a condition: `count().filter(col<&Order::paid>)`, SQL's FILTER (WHERE …).
    template <class Condition>
    constexpr auto filter(const Condition& condition) const {
        if constexpr (!sound<Condition>) {
            return rejected{};
        } else if constexpr (!std::is_same_v<verdict::condition<Condition>, verdict::accepted>) {
            verdict::condition<Condition>::template report<Condition>();
            return rejected{};
        } else if constexpr (Condition::aggregates) {
            verdict::aggregate_in_filter::report<Condition>();
            return rejected{};
        } else {
            return filtered<aggregation, Condition>{*this, condition};
        }
    }
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

template <class Value, class... E>
struct first_value : composed<first_value<Value, E...>, E...> {
    using value_type = Value;
    template <class... Outer>
    static constexpr bool nulled = (E::template nulled<Outer...> && ...);
    pack<E...> operands;

    constexpr explicit first_value(E... e) : operands{{std::move(e)}...} {}
    void bind(binder& to) const { operands.bind(to); }
};

/// True for an operand that holds no aggregate itself; else that is reported.
template <class E>
constexpr bool of_single_rows() {
    if constexpr (!E::ok) {
        return false;
    } else if constexpr (E::aggregates) {
        verdict::aggregate_of_aggregate::report<E>();
        return false;
    } else {
        return true;
    }
}

/// Sums of integers are 64-bit integers, sums of floating numbers are double, those of durations are durations; NULL when
/// there is no row.
template <class E>
using sum_of =
    std::conditional_t<verdict::detail::category_of<typename E::value_type>() == verdict::detail::category::interval,
                       types::nullable<typename E::value_type>,
                       std::optional<std::conditional_t<
                           std::is_floating_point_v<types::required<typename E::value_type>>, double, std::int64_t>>>;

}  // namespace tain::expr

namespace tain {

/// `count(*)`: the number of rows.
constexpr auto count() {
    return expr::aggregation<expr::aggregate::count, std::int64_t, expr::whole_row>{expr::whole_row{}};
}

/// The different values of an operand, within an aggregate: `count(distinct(col<&Order::customer_id>))`.
template <expr::expression E>
constexpr auto distinct(const E& operand) {
    if constexpr (!E::ok) {
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::comparable<typename E::value_type, types::comparing::equality>,
                                         verdict::accepted>) {
        verdict::comparable<typename E::value_type,
                            types::comparing::equality>::template report<typename E::value_type>();
        return expr::rejected{};
    } else {
        return expr::distinct_values<E>{operand};
    }
}

/// `count(operand)`: the number of rows in which it is not NULL.
template <expr::expression E>
constexpr auto count(const E& operand) {
    if constexpr (expr::of_single_rows<E>())
        return expr::aggregation<expr::aggregate::count, std::int64_t, E>{operand};
    else
        return expr::rejected{};
}

/// The sum as a 64-bit integer, a double or a duration; NULL when there is no row. An integer sum that does not fit is an
/// error.
template <expr::expression E>
constexpr auto sum(const E& operand) {
    if constexpr (expr::of_single_rows<E>() && expr::judged<verdict::summed, E>())
        return expr::aggregation<expr::aggregate::sum, expr::sum_of<E>, E>{operand};
    else
        return expr::rejected{};
}

/// The mean as a double; NULL when there is no row.
template <expr::expression E>
constexpr auto avg(const E& operand) {
    if constexpr (expr::of_single_rows<E>() && expr::judged<verdict::number, E>())
        return expr::aggregation<expr::aggregate::avg, std::optional<double>, E>{operand};
    else
        return expr::rejected{};
}

/// The smallest value; NULL when there is no row. Of numbers, texts and times.
template <expr::expression E>
constexpr auto min(const E& operand) {
    if constexpr (expr::of_single_rows<E>() && expr::judged<verdict::ordering, E>())
        return expr::aggregation<expr::aggregate::min, types::nullable<typename E::value_type>, E>{operand};
    else
        return expr::rejected{};
}

/// The largest value; NULL when there is no row. Of numbers, texts and times.
template <expr::expression E>
constexpr auto max(const E& operand) {
    if constexpr (expr::of_single_rows<E>() && expr::judged<verdict::ordering, E>())
        return expr::aggregation<expr::aggregate::max, types::nullable<typename E::value_type>, E>{operand};
    else
        return expr::rejected{};
}

/// The texts of all rows one behind the other, with `separator` between them: `string_agg(col<&Tag::name>, ", ")`. Rows
/// in which the text is NULL are left out; NULL when there is no other. The order of the texts is the database's.
template <expr::expression E, class S>
    requires(!expr::expression<S>)
constexpr auto string_agg(const E& operand, const S& separator) {
    if constexpr (expr::is_distinct<E>) {
        verdict::distinct_texts_joined::report<E>();
        return expr::rejected{};
    } else if constexpr (!expr::of_single_rows<E>() || !expr::judged<verdict::text, E>()) {
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::text<verdict::value_in<S>>, verdict::accepted>) {
        verdict::not_a_text::report<S>();
        return expr::rejected{};
    } else {
        using texts = expr::separated<E, expr::operand_t<S>>;
        return expr::aggregation<expr::aggregate::string_agg, std::optional<std::string>, texts>{
            texts{operand, expr::operand(separator)}};
    }
}

/// The current time, UTC, at the database's precision (SQLite: milliseconds).
constexpr auto now() { return expr::current_time{}; }

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
