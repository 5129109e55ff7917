// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>

#include <cstddef>
#include <utility>

namespace tain::expr {

template <std::size_t I, class T>
struct pack_slot {
    T value;
};

template <class Indexes, class... T>
struct indexed_pack;

/// The parts of a statement or expression, by value. An aggregate: far cheaper to compile than std::tuple, which is
/// instantiated anew for every clause that is added.
template <std::size_t... I, class... T>
struct indexed_pack<std::index_sequence<I...>, T...> : pack_slot<I, T>... {
    static constexpr std::size_t size = sizeof...(T);

    static constexpr bool all_ok() { return (T::ok && ...); }
    static constexpr std::size_t all_binds() { return (std::size_t{0} + ... + T::binds); }
    void bind(binder& to) const { (static_cast<const pack_slot<I, T>&>(*this).value.bind(to), ...); }

    /// The same parts and one more.
    template <class U>
    constexpr auto with(const U& added) const {
        return indexed_pack<std::index_sequence<I..., sizeof...(T)>, T..., U>{
            {static_cast<const pack_slot<I, T>&>(*this).value}..., {added}};
    }
    /// Calls `visit(index, pointer)` for each part of `all`, with null pointers when there is none.
    template <class F>
    static constexpr void each(const indexed_pack* all, F visit) {
        (visit(I, all ? &static_cast<const pack_slot<I, T>&>(*all).value : static_cast<const T*>(nullptr)), ...);
    }
};

template <class... T>
using pack = indexed_pack<std::index_sequence_for<T...>, T...>;

}  // namespace tain::expr
