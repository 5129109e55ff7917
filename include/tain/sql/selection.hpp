// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/reflect/aggregate.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/sql/names.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/spell_functions.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace tain::sql {

/// A whole model among what is selected.
template <class Source>
struct whole {
    using source = Source;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<Source, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = reflect::one_of<Source, Outer...>;
    static constexpr bool aggregates = false;

    void bind(expr::binder&) const {}
};

namespace detail {

/// Writes the names of a model's columns, each behind that of the source where the writer says so.
template <class Source, class Model>
constexpr void write_columns(writer& w) {
    using names = column_names<Model>;
    if (!w.qualify) {
        w.put(names::all);
        return;
    }
    for (std::size_t i = 0; i != tain::model::table_of<Model>::size; ++i) {
        if (i != 0) w.put(", ");
        source_traits<Source>::qualifier(w);
        w.put(names::at(i));
    }
}

}  // namespace detail

template <class Source>
struct spell<whole<Source>> {
    static constexpr void to(writer& w, const whole<Source>*) { detail::write_columns<Source, model_of<Source>>(w); }
};

namespace detail {

template <class Term>
struct term_value {
    using type = typename Term::value_type;
};
template <class Source>
struct term_value<whole<Source>> {
    using type = model_of<Source>;
};

/// How many columns of the result a term is.
template <class Term>
inline constexpr std::size_t columns_written = 1;
template <class Source>
inline constexpr std::size_t columns_written<whole<Source>> = table_behind<Source>::size;

/// The type of one selected term in a row, when `Outer` sources may have no row.
template <class Term, class Outer>
struct term_type;
template <class Term, class... Outer>
struct term_type<Term, reflect::list<Outer...>> {
    using plain = typename term_value<Term>::type;
    using type = std::conditional_t<Term::template nulled<Outer...>, types::nullable<plain>, plain>;
};

/// True for a row type whose members are read by their description.
template <class Row>
concept described_row = reflect::described<Row> && !types::mapped<Row>;

template <class Row, class Types>
inline constexpr bool fills = false;
template <described_row Row, class... T>
inline constexpr bool fills<Row, reflect::list<T...>> = []<class... Member>(reflect::list<Member...>) {
    if constexpr (sizeof...(Member) == sizeof...(T))
        return (std::is_same_v<reflect::value_of<Member::pointer>, T> && ...);
    else
        return false;
}(reflect::members<Row>{});
template <class Row, class... T>
    requires(reflect::plain_aggregate<Row> && !described_row<Row>)
inline constexpr bool fills<Row, reflect::list<T...>> = [] {
    if constexpr (reflect::field_count<Row> != sizeof...(T))
        return false;
    else
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (std::is_same_v<reflect::field_type<Row, I>, T> && ...);
        }(std::index_sequence_for<T...>{});
}();

template <class... T>
struct row_of {
    using type = std::tuple<T...>;
};
template <class T>
struct row_of<T> {
    using type = T;
};

/// The operands of a node.
template <class Node, class... Operands>
reflect::list<Operands...> operands_of(const expr::composed<Node, Operands...>*);
reflect::list<> operands_of(const void*);

template <class... Terms>
struct source_of_terms;

/// The source that a term reads first; void when it reads none.
template <class Term>
struct first_source {
    template <class... Operands>
    static source_of_terms<Operands...> look(reflect::list<Operands...>);
    using type = typename decltype(look(operands_of(static_cast<const Term*>(nullptr))))::type;
};
template <class Source>
struct first_source<whole<Source>> {
    using type = Source;
};
template <class Source, class Path>
struct first_source<expr::column<Source, Path>> {
    using type = Source;
};

template <class... Terms>
struct source_of_terms {
    using type = void;
};
template <class First, class... Rest>
struct source_of_terms<First, Rest...> : std::conditional_t<std::is_void_v<typename first_source<First>::type>,
                                                            source_of_terms<Rest...>, first_source<First>> {};

/// What a statement reads by the columns that it selects. Of a source with values they are not known: `from` gives them.
template <class... Terms>
using read_by = std::conditional_t<std::is_same_v<kept_of<typename source_of_terms<Terms...>::type>, absent>,
                                   typename source_of_terms<Terms...>::type, void>;

/// The condition as it is, or, when it has no truth value, a rejected one.
template <class E>
constexpr auto as_condition(const E& given) {
    if constexpr (expr::predicate<E>) {
        return given;
    } else {
        verdict::not_a_condition::report<E>();
        return expr::rejected{};
    }
}

/// Whether a selected term holds a value: the term itself, its label put aside, or a column of a whole model.
template <class Term, class E>
inline constexpr bool holds = std::is_same_v<Term, E>;
template <class Inner, expr::fixed_text Label, class E>
inline constexpr bool holds<expr::labeled<Inner, Label>, E> = std::is_same_v<Inner, E>;
template <class Source, class Path>
inline constexpr bool holds<whole<Source>, expr::column<Source, Path>> = true;

/// The position of the first source whose name in the statement is taken already; their number when there is none.
template <class... Source>
constexpr std::size_t first_repeated() {
    const std::string_view names[] = {source_traits<Source>::exposed..., {}};
    for (std::size_t i = 0; i < sizeof...(Source); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (names[i] == names[j]) return i;
    return sizeof...(Source);
}

/// The sources whose rows an outer join may lack.
template <class... Joins>
using outer_of = reflect::join<reflect::list<>, typename Joins::outer...>;

/// The types of the selected terms.
template <class Outer, class... Terms>
using values_of = reflect::list<typename term_type<Terms, Outer>::type...>;

template <class List>
struct row_of_list;
template <class... T>
struct row_of_list<reflect::list<T...>> : row_of<T...> {};

}  // namespace detail

/// A statement's row type; `void` when it returns none.
template <class S>
struct rows_of {
    using type = typename S::row_type;
};
template <class S>
    requires requires { typename S::rows; }
struct rows_of<S> {
    using type = typename S::rows::type;
};
template <class S>
using row_type = typename rows_of<S>::type;

}  // namespace tain::sql
