// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>

#include <boost/describe/enumerators.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain::reflect {

/// True for an enum that BOOST_DESCRIBE_ENUM (or BOOST_DEFINE_ENUM) was applied to.
template <class T>
concept described_enum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

/// One enumerator: its value, widened, and its name.
struct enumerator {
    long long value = 0;
    std::string_view name{};
};

namespace detail {

template <class List>
struct enumerator_table;
template <class... D>
struct enumerator_table<list<D...>> {
    static constexpr std::size_t size = sizeof...(D);
    static constexpr std::array<enumerator, sizeof...(D)> all{enumerator{static_cast<long long>(D::value), D::name}...};
};

}  // namespace detail

/// The enumerators in the order of their description.
template <described_enum E>
inline constexpr auto& enumerators =
    detail::enumerator_table<typename detail::listed<boost::describe::describe_enumerators<E>>::type>::all;

}  // namespace tain::reflect
