// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

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
struct joined<list<A...>, list<B...>, list<C...>, list<D...>, Rest...> : joined<list<A..., B..., C..., D...>, Rest...> {
};

}  // namespace detail

/// The lists put one behind the other.
template <class... L>
using join = typename detail::joined<L...>::type;

/// True when `T` is one of `Among`.
template <class T, class... Among>
inline constexpr bool one_of = (std::is_same_v<T, Among> || ...);

namespace detail {

template <std::size_t I, class T>
struct indexed {
    using type = T;
};
template <class Indexes, class... T>
struct indexed_list;
template <std::size_t... I, class... T>
struct indexed_list<std::index_sequence<I...>, T...> : indexed<I, T>... {};

template <class... T>
indexed_list<std::index_sequence_for<T...>, T...> index_all(list<T...>);
template <std::size_t I, class T>
indexed<I, T> pick(const indexed<I, T>*);

template <class T, std::size_t I>
constexpr std::size_t find(const indexed<I, T>*, std::size_t) {
    return I;
}
template <class T>
constexpr std::size_t find(const void*, std::size_t none) {
    return none;
}

}  // namespace detail

/// Element `I` of a list: one overload resolution, no recursion.
template <std::size_t I, class List>
using nth = typename decltype(detail::pick<I>(static_cast<decltype(detail::index_all(List{}))*>(nullptr)))::type;

/// The position of `T` in a list without repetitions; the list's size when it is not there.
template <class T, class List>
inline constexpr std::size_t index_of =
    detail::find<T>(static_cast<decltype(detail::index_all(List{}))*>(nullptr), List::size);

template <class T, class List>
inline constexpr bool in_list = false;
template <class T, class... Among>
inline constexpr bool in_list<T, list<Among...>> = one_of<T, Among...>;

/// False, but only once `T` is known: for a static_assert in a branch that must not be taken.
template <class... T>
inline constexpr bool never = false;

}  // namespace tain::reflect
