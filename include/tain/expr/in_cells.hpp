// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/column.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>

#include <string>
#include <type_traits>

namespace tain::expr {

/// Of what more must be kept than cells and texts.
inline constexpr int not_in_cells = -(1 << 15);

/// How many texts must be kept beside the cells of a part of a statement for what it binds to outlive it, without scratch;
/// less than none when more than texts must be. Text that is borrowed already is borrowed by cells, too. Asked of
/// statements that are complete, and so no fact of each node.
template <class Part>
inline constexpr int texts_beside_cells = Part::binds == 0 ? 0 : not_in_cells;

template <class V>
inline constexpr int texts_beside_cells<bound<V>> = types::in_cell<V> ? 0 : not_in_cells;
template <>
inline constexpr int texts_beside_cells<bound<std::string>> = 1;

template <class Index, class... T>
inline constexpr int texts_beside_cells<indexed_pack<Index, T...>> = (0 + ... + texts_beside_cells<T>);

namespace detail {

/// A node that binds something of its own, beside its operands, is not known to be such.
template <class Node, class... Operands>
constexpr int texts_of_operands(const composed<Node, Operands...>*) {
    if constexpr (Node::binds == composed<Node, Operands...>::binds)
        return (0 + ... + texts_beside_cells<Operands>);
    else
        return not_in_cells;
}
constexpr int texts_of_operands(const void*) { return not_in_cells; }

}  // namespace detail

template <class Column, class E>
inline constexpr int texts_beside_cells<assigned<Column, E>> = texts_beside_cells<E>;

template <expression E>
    requires(E::binds != 0)
inline constexpr int texts_beside_cells<E> = detail::texts_of_operands(static_cast<const E*>(nullptr));

/// True when cells, and texts beside them, are all that must be kept.
template <class Part>
inline constexpr bool in_cells = texts_beside_cells<Part> >= 0;

}  // namespace tain::expr
