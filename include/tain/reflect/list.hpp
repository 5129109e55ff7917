// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

namespace tain::reflect {

/// A list of types, as a value without content.
template <class... T>
struct list {
    static constexpr unsigned size = sizeof...(T);
};

namespace detail {

template <class... L>
struct joined;
template <>
struct joined<> {
    using type = list<>;
};
template <class... A>
struct joined<list<A...>> {
    using type = list<A...>;
};
template <class... A, class... B>
struct joined<list<A...>, list<B...>> {
    using type = list<A..., B...>;
};
template <class... A, class... B, class... C>
struct joined<list<A...>, list<B...>, list<C...>> {
    using type = list<A..., B..., C...>;
};
template <class... A, class... B, class... C, class... D, class... Rest>
struct joined<list<A...>, list<B...>, list<C...>, list<D...>, Rest...>
    : joined<list<A..., B..., C..., D...>, Rest...> {};

}  // namespace detail

/// The lists put one behind the other.
template <class... L>
using join = typename detail::joined<L...>::type;

/// True when `T` is one of `Among`.
template <class T, class... Among>
inline constexpr bool one_of = (std::is_same_v<T, Among> || ...);

template <class T, class List>
inline constexpr bool in_list = false;
template <class T, class... Among>
inline constexpr bool in_list<T, list<Among...>> = one_of<T, Among...>;

/// False, but only once `T` is known: for a static_assert in a branch that must not be taken.
template <class... T>
inline constexpr bool never = false;

}  // namespace tain::reflect
