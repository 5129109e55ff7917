// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/call.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/expr/predicates.hpp>
#include <tain/expr/verdict.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: the values of a CASE have different types.
struct case_values_differ {
    template <class... V>
    static constexpr auto report() {
        static_assert(reflect::never<V...>,
                      "tain: the values of case_() have types that no column could hold together. Give values of one "
                      "type, or convert them: cast<std::string>(…).");
    }
};

/// Verdict: a CASE that holds something other than branches, or none, or more than one otherwise().
struct case_malformed {
    template <class... Branch>
    static constexpr auto report() {
        static_assert(reflect::never<Branch...>,
                      "tain: case_() takes when(condition, value), once or more, and at its end otherwise(value) or "
                      "nothing.");
    }
};

/// Verdict: the greatest or least of what may be NULL.
struct greatest_of_null {
    template <class V>
    static constexpr auto report() {
        static_assert(reflect::never<V>,
                      "tain: greatest() and least() take values that cannot be NULL: PostgreSQL passes over NULL and "
                      "SQLite gives NULL. Write coalesce(column, …) where it may be NULL.");
    }
};

}  // namespace tain::verdict

namespace tain::expr {

/// `WHEN condition THEN value`.
template <class Condition, class V>
struct case_branch {
    using value_type = typename V::value_type;
    static constexpr bool ok = Condition::ok && V::ok;
    Condition condition;
    V value;
};
/// `ELSE value`.
template <class V>
struct case_otherwise {
    using value_type = typename V::value_type;
    static constexpr bool ok = V::ok;
    V value;
};

template <class T>
inline constexpr bool is_branch = false;
template <class C, class V>
inline constexpr bool is_branch<case_branch<C, V>> = true;
template <class T>
inline constexpr bool is_otherwise = false;
template <class V>
inline constexpr bool is_otherwise<case_otherwise<V>> = true;

/// `CASE WHEN … THEN … ELSE … END`: conditions and values by turns; a single operand at the end is that of ELSE.
template <class Value, class... E>
struct choice : composed<choice<Value, E...>, E...> {
    using value_type = Value;
    pack<E...> operands;

    constexpr explicit choice(const pack<E...>& e) : operands(e) {}
    void bind(binder& to) const { operands.bind(to); }
};

/// The operands of branches one behind the other.
template <class Pack>
constexpr auto flattened(const Pack& made) {
    return made;
}
template <class Pack, class C, class V, class... Rest>
constexpr auto flattened(const Pack& made, const case_branch<C, V>& first, const Rest&... rest) {
    return flattened(made.with(first.condition).with(first.value), rest...);
}
template <class Pack, class V>
constexpr auto flattened(const Pack& made, const case_otherwise<V>& last) {
    return made.with(last.value);
}

template <class Value, class... E>
constexpr auto chosen(const pack<E...>& operands) {
    return choice<Value, E...>{operands};
}

/// True for one branch or more, and nothing but an otherwise() behind them.
template <class... B>
constexpr bool well_formed() {
    constexpr bool branches[] = {is_branch<B>...};
    constexpr bool last[] = {is_otherwise<B>...};
    for (std::size_t i = 0; i != sizeof...(B); ++i)
        if (!branches[i] && (i == 0 || i + 1 != sizeof...(B) || !last[i])) return false;
    return true;
}

template <class... B>
constexpr bool ends_in_otherwise = (is_otherwise<B> || ...);

/// True when none of the operands of a greatest() or least() may be NULL and all have one order.
template <class First, class... Rest>
constexpr bool all_ordered() {
    if constexpr (!all_comparable<types::comparing::order, First, Rest...>() ||
                  !std::is_same_v<verdict::ordering<verdict::value_in<First>>, verdict::accepted>) {
        return false;
    } else if constexpr (types::is_optional<verdict::value_in<First>> ||
                         (types::is_optional<verdict::value_in<Rest>> || ...)) {
        verdict::greatest_of_null::report<reflect::list<First, Rest...>>();
        return false;
    } else {
        return true;
    }
}

}  // namespace tain::expr

namespace tain {

/// One branch of `case_`: its value where the condition holds, and no branch before it did.
template <class Condition, class V>
constexpr auto when(const Condition& condition, const V& value) {
    if constexpr (!expr::sound<Condition> || !expr::sound<V>) {
        return expr::case_branch<expr::rejected, expr::rejected>{};
    } else if constexpr (!std::is_same_v<verdict::condition<Condition>, verdict::accepted>) {
        verdict::condition<Condition>::template report<Condition>();
        return expr::case_branch<expr::rejected, expr::rejected>{};
    } else {
        return expr::case_branch<expr::operand_t<Condition>, expr::operand_t<V>>{expr::operand(condition),
                                                                                 expr::operand(value)};
    }
}

/// The value of `case_` where no condition holds. Without it that is NULL.
template <class V>
constexpr auto otherwise(const V& value) {
    return expr::case_otherwise<expr::operand_t<V>>{expr::operand(value)};
}

/// The value of the first branch whose condition holds:
///
///     case_(when(col<&User::age> < 18, "young"), when(col<&User::age> < 65, "grown"), otherwise("old"))
///
/// NULLable when a value is, or when there is no `otherwise`.
template <class... Branch>
constexpr auto case_(const Branch&... branches) {
    using namespace expr;
    if constexpr (!well_formed<Branch...>()) {
        verdict::case_malformed::report<Branch...>();
        return rejected{};
    } else if constexpr (!(Branch::ok && ...)) {
        return rejected{};
    } else if constexpr (!(verdict::detail::same_category<
                               typename reflect::nth<0, reflect::list<Branch...>>::value_type,
                               typename Branch::value_type>() &&
                           ...)) {
        verdict::case_values_differ::report<typename Branch::value_type...>();
        return rejected{};
    } else {
        using value = any_value<typename Branch::value_type...>;
        return chosen<std::conditional_t<ends_in_otherwise<Branch...>, value, types::nullable<value>>>(
            flattened(pack<>{}, branches...));
    }
}

/// NULL where both are equal, else the first.
template <expr::expression E, class V>
constexpr auto nullif(const E& operand, const V& other) {
    if constexpr (!expr::all_comparable<types::comparing::equality, E, V>())
        return expr::rejected{};
    else
        return expr::call<"nullif", "nullif", types::nullable<typename E::value_type>, E, expr::operand_t<V>>{
            operand, expr::operand(other)};
}

/// The greatest of values that cannot be NULL.
template <class First, class... Rest>
    requires((expr::expression<First> || ... || expr::expression<Rest>) && sizeof...(Rest) != 0)
constexpr auto greatest(const First& first, const Rest&... rest) {
    if constexpr (!expr::all_ordered<First, Rest...>())
        return expr::rejected{};
    else
        return expr::called<"max", "greatest",
                            typename expr::common<verdict::value_in<First>, verdict::value_in<Rest>...>::required>(
            first, rest...);
}

/// The least of values that cannot be NULL.
template <class First, class... Rest>
    requires((expr::expression<First> || ... || expr::expression<Rest>) && sizeof...(Rest) != 0)
constexpr auto least(const First& first, const Rest&... rest) {
    if constexpr (!expr::all_ordered<First, Rest...>())
        return expr::rejected{};
    else
        return expr::called<"min", "least",
                            typename expr::common<verdict::value_in<First>, verdict::value_in<Rest>...>::required>(
            first, rest...);
}

}  // namespace tain
