// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/predicates.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/select.hpp>

#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: a subquery that stands for a value, and selects more than one column or a whole model.
struct subquery_not_one_column {
    template <class Statement>
    static constexpr auto report() {
        static_assert(
            reflect::never<Statement>,
            "tain: a subquery in in() or scalar() selects one column. Write select(col<&Model::member>) there.");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// A SELECT inside an expression, in parentheses. It may read the tables of the statement around it.
template <class S>
struct nested : expr::expression_base {
    static constexpr bool ok = S::ok && detail::select_rules<S>::fit();
    static constexpr std::size_t binds = S::binds;
    template <class... Sources>
    static constexpr bool reads_only = detail::select_rules<S>::template reads_inside<Sources...>();
    template <class... Outer>
    static constexpr bool nulled = false;
    static constexpr bool aggregates = false;
    S statement;

    constexpr explicit nested(S s) : statement(std::move(s)) {}
    void bind(expr::binder& to) const { statement.bind(to); }
};

/// `EXISTS (SELECT …)`.
template <class S>
struct existence : nested<S> {
    using value_type = bool;
    using nested<S>::nested;
};

/// `(SELECT …)` as a value.
template <class S, class Value>
struct scalar_query : nested<S>, expr::labelable<scalar_query<S, Value>> {
    using value_type = Value;
    using nested<S>::nested;
};

/// `operand IN (SELECT …)`.
template <class E, class S, class Value>
struct query_membership : expr::composed<query_membership<E, S, Value>, E, nested<S>> {
    using value_type = Value;
    E operand;
    nested<S> among;

    constexpr query_membership(E e, S s) : operand(std::move(e)), among(std::move(s)) {}
    void bind(expr::binder& to) const {
        operand.bind(to);
        among.bind(to);
    }
};

template <class S>
struct spell<nested<S>> {
    static constexpr void to(writer& w, const nested<S>*) {
        const bool qualify =
            std::exchange(w.qualify, !detail::select_rules<S>::template reads_inside<>() || S::joined_tables);
        w.put('(');
        S::write(w);
        w.put(')');
        w.qualify = qualify;
    }
};
template <class S>
struct spell<existence<S>> {
    static constexpr void to(writer& w, const existence<S>*) { spell<nested<S>>::to(w.put("EXISTS "), nullptr); }
};
template <class S, class Value>
struct spell<scalar_query<S, Value>> : spell<nested<S>> {};
template <class E, class S, class Value>
struct spell<query_membership<E, S, Value>> {
    using node = query_membership<E, S, Value>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<5>(w, e ? &e->operand : nullptr);
        spell<nested<S>>::to(w.put(" IN "), nullptr);
    }
};

namespace detail {

template <class E, class S, class Value>
inline constexpr int strength<query_membership<E, S, Value>> = 4;

/// The single selected term of a statement; `void` when there are more, or it is a whole model.
template <class Terms>
struct only_term {
    using type = void;
};
template <expr::expression Term>
struct only_term<reflect::list<Term>> {
    using type = Term;
};
template <class S>
using only_term_of = typename only_term<typename S::rows::terms>::type;

/// The type of a single selected column.
template <class S>
using only_value = reflect::nth<0, typename S::rows::values>;

}  // namespace detail

}  // namespace tain::sql

namespace tain {

/// There is a row: `exists(select<Post>().where(col<&Post::author_id> == col<&User::id>))`. The subquery may read the
/// tables of the statement around it; a table that both read takes an `alias` in one of them.
template <sql::selects S>
constexpr auto exists(const S& statement) {
    if constexpr (!S::ok)
        return expr::rejected{};
    else
        return sql::existence<S>{statement};
}

/// There is no row.
template <sql::selects S>
constexpr auto not_exists(const S& statement) {
    return !exists(statement);
}

/// The value that a subquery of one column selects; NULL when it gives no row. More than one row are an error on
/// PostgreSQL; on SQLite the first counts: `limit(1)` with `order_by` makes them the same. An aggregate without
/// `group_by` gives one row always.
template <sql::selects S>
constexpr auto scalar(const S& statement) {
    if constexpr (!S::ok) {
        return expr::rejected{};
    } else if constexpr (std::is_void_v<sql::detail::only_term_of<S>>) {
        verdict::subquery_not_one_column::report<S>();
        return expr::rejected{};
    } else {
        using value = sql::detail::only_value<S>;
        return sql::scalar_query<
            S, std::conditional_t<sql::detail::select_rules<S>::always_one_row, value, types::nullable<value>>>{
            statement};
    }
}

/// `operand IN (SELECT …)`, of one column. NULL among its rows makes what is not found NULL, not false, as in SQL:
/// `not_exists` does not.
template <expr::expression E, sql::selects S>
constexpr auto in(const E& operand, const S& statement) {
    if constexpr (!E::ok || !S::ok) {
        return expr::rejected{};
    } else if constexpr (std::is_void_v<sql::detail::only_term_of<S>>) {
        verdict::subquery_not_one_column::report<S>();
        return expr::rejected{};
    } else {
        using value = sql::scalar_query<S, sql::detail::only_value<S>>;
        if constexpr (!expr::all_comparable<types::comparing::equality, E, value>())
            return expr::rejected{};
        else
            return sql::query_membership<E, S, expr::truth<E, value>>{operand, statement};
    }
}

}  // namespace tain
