// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/pfr/core.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace tain::reflect {

/// The fields of an aggregate that nobody described, by position.
template <class T>
inline constexpr std::size_t field_count = boost::pfr::tuple_size_v<T>;

template <class T, std::size_t I>
using field_type = boost::pfr::tuple_element_t<I, T>;

/// Returns a reference to field `I`.
template <std::size_t I, class T>
constexpr auto& field_at(T& object) {
    return boost::pfr::get<I>(object);
}

/// True for what `field_count` can count: an aggregate class without bases.
template <class T>
concept plain_aggregate = std::is_class_v<T> && std::is_aggregate_v<T>;

}  // namespace tain::reflect
