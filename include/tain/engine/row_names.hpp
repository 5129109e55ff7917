// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/plan.hpp>
#include <tain/engine/plan.hpp>
#include <tain/reflect/aggregate.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

/// What errors say about rows of which only the type is known.
namespace tain::plans {

namespace detail {

/// Of a value: its type.
template <class E>
struct element_names {
    static constexpr std::array<driver::field_name, 1> value{driver::field_name{{}, {}, {}, {}, written_name<E>()}};
};
template <class E>
    requires(whole_model<E> || optional_model<E>)
struct element_names<E> {
    static constexpr auto& value = names_of_model<types::required<E>>;
};

template <class... E>
inline constexpr std::array<driver::field_names, sizeof...(E)> blocks_of{
    driver::field_names{element_names<E>::value.data(), element_names<E>::value.size()}...};

}  // namespace detail

/// A block of names for each element of a row.
template <class Row>
struct row_names {
    static constexpr auto& value = detail::blocks_of<Row>;
};
template <class... E>
struct row_names<std::tuple<E...>> {
    static constexpr auto& value = detail::blocks_of<E...>;
};
template <reflect::plain_aggregate Row>
    requires(!whole_model<Row> && !types::mapped<Row>)
struct row_names<Row> {
    static constexpr auto& value = []<std::size_t... I>(std::index_sequence<I...>) -> auto& {
        return detail::blocks_of<reflect::field_type<Row, I>...>;
    }(std::make_index_sequence<reflect::field_count<Row>>{});
};

}  // namespace tain::plans
