// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/pack.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/compound.hpp>
#include <tain/sql/insert.hpp>
#include <tain/sql/returning.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/subquery.hpp>

#include <type_traits>

/// Which common table expressions a statement reads, wherever in it.
namespace tain::sql {

template <class T>
inline constexpr bool is_cte_source = false;

namespace detail {

/// Where a part of a statement looks for rows.
template <class Source>
struct read_source {};

/// The parts of an expression: its operands, and the statements inside it.
template <class Node, class... Operand>
reflect::list<Operand...> parts_of(const expr::composed<Node, Operand...>*);
template <class S>
reflect::list<S> parts_of(const nested<S>*);
reflect::list<> parts_of(const void*);

/// The parts of a part of a statement.
template <class T>
struct parts {
    using type = decltype(parts_of(static_cast<const T*>(nullptr)));
};
template <class E, bool Descending, expr::nulls Nulls>
struct parts<expr::sort_key<E, Descending, Nulls>> {
    using type = reflect::list<E>;
};
template <class Column, class E>
struct parts<expr::assigned<Column, E>> {
    using type = reflect::list<E>;
};
template <join_kind Kind, class Source, class On, class Outer>
struct parts<join<Kind, Source, On, Outer>> {
    using type = reflect::list<read_source<Source>, On>;
};
/// What stands where a table does: a subquery is read, too.
template <class Source>
    requires selects<kept_of<Source>>
struct parts<read_source<Source>> {
    using type = reflect::list<kept_of<Source>>;
};
template <class... Terms, class From, class... Joins, class Where, class... Group, class Having, class... Order,
          class Limit, class Offset, class Into, bool Distinct>
struct parts<select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                              expr::pack<Order...>, Limit, Offset, Into, Distinct>> {
    using type = reflect::list<Terms..., read_source<From>, Joins..., Where, Group..., Having, Order...>;
};
template <set_operation K, class L, class R, class Order, class Limit, class Offset>
struct parts<compound_statement<K, L, R, Order, Limit, Offset>> {
    using type = reflect::list<L, R>;
};
template <class... Terms>
struct parts<returned<Terms...>> {
    using type = reflect::list<Terms...>;
};
template <class T, class... A, class Where, class Returned, class... From>
struct parts<update_statement<T, expr::pack<A...>, Where, Returned, reflect::list<From...>>> {
    using type = reflect::list<A..., Where, Returned, read_source<From>...>;
};
template <class T, class Where, class Returned>
struct parts<delete_statement<T, Where, Returned>> {
    using type = reflect::list<Where, Returned>;
};
template <class T, class Rows, class Conflict, class Returned>
struct parts<insert_statement<T, Rows, Conflict, Returned>> {
    using type = reflect::list<Rows, Conflict, Returned>;
};
template <class... A>
struct parts<one_row<A...>> {
    using type = reflect::list<A...>;
};
template <class S, class... Column>
struct parts<rows_of_query<S, Column...>> {
    using type = reflect::list<S>;
};
template <class Target, class... A, class Where>
struct parts<conflict_updated<Target, expr::pack<A...>, Where>> {
    using type = reflect::list<A..., Where>;
};

template <class Parts>
struct ctes_in_all;

/// The common table expressions that a part of a statement reads, as a list of sources; one that is read twice is there
/// twice.
template <class T>
struct ctes_in : ctes_in_all<typename parts<T>::type> {};
template <class Source>
    requires is_cte_source<Source>
struct ctes_in<read_source<Source>> {
    using type = reflect::list<Source>;
};

template <class... Part>
struct ctes_in_all<reflect::list<Part...>> {
    using type = reflect::join<reflect::list<>, typename ctes_in<Part>::type...>;
};

}  // namespace detail

}  // namespace tain::sql
