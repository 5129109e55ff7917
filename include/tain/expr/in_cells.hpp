// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/column.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>

#include <string_view>
#include <type_traits>

namespace tain::expr {

/// True when cells hold all that a part of a statement binds: they outlive it then, and need no scratch. Text is borrowed in
/// both. Asked of statements that are complete, and so no fact of each node.
template <class Part>
inline constexpr bool in_cells = Part::binds == 0;

template <class V>
inline constexpr bool in_cells<bound<V>> = types::in_cell<V>;

template <class Index, class... T>
inline constexpr bool in_cells<indexed_pack<Index, T...>> = (in_cells<T> && ...);

namespace detail {

/// A node that binds something of its own, beside its operands, is not known to be such.
template <class Node, class... Operands>
constexpr bool operands_in_cells(const composed<Node, Operands...>*) {
    return Node::binds == composed<Node, Operands...>::binds && (in_cells<Operands> && ...);
}
constexpr bool operands_in_cells(const void*) { return false; }

}  // namespace detail

template <class Column, class E>
inline constexpr bool in_cells<assigned<Column, E>> = in_cells<E>;

template <expression E>
    requires(E::binds != 0)
inline constexpr bool in_cells<E> = detail::operands_in_cells(static_cast<const E*>(nullptr));

}  // namespace tain::expr
