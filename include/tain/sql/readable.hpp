// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/check.hpp>
#include <tain/reflect/aggregate.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tain::sql {

namespace detail {

/// True for one element of a row: a value of a column type, a model, or a model that may be missing.
template <class E>
constexpr bool readable_element() {
    if constexpr (types::mapped<E>)
        return requires { types::traits<E>::store; };  // views are only bound
    else if constexpr (reflect::described<types::required<E>>)
        return model::model_ok<types::required<E>>;
    else
        return false;
}

template <class Row, std::size_t... I>
constexpr bool readable_fields(std::index_sequence<I...>) {
    return (readable_element<reflect::field_type<Row, I>>() && ...);
}

template <class Row>
constexpr bool readable_row() {
    if constexpr (types::mapped<Row> || reflect::described<types::required<Row>>)
        return readable_element<Row>();
    else if constexpr (reflect::plain_aggregate<Row>)
        return readable_fields<Row>(std::make_index_sequence<reflect::field_count<Row>>{});
    else
        return std::is_void_v<Row>;
}

}  // namespace detail

/// True for what the rows of a statement can be read as; void: there are none.
template <class Row>
inline constexpr bool readable = detail::readable_row<Row>();
template <class... E>
inline constexpr bool readable<std::tuple<E...>> = (detail::readable_element<E>() && ...);

}  // namespace tain::sql
