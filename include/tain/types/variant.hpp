// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <utility>
#include <variant>

namespace tain::types {

template <class... A>
inline constexpr bool is_variant<std::variant<A...>> = true;
template <>
inline constexpr bool is_monostate<std::monostate> = true;

template <class... A>
struct variant_of<std::variant<A...>> {
    using variant = std::variant<A...>;
    using alternatives = reflect::list<A...>;

    /// What it holds, if that is an `Alternative`; else null.
    template <class Alternative, class V>
    static constexpr auto* find(V& object) {
        return std::get_if<Alternative>(&object);
    }
    /// The position of what it holds; beyond the last where it is valueless.
    static std::size_t held(const variant& object) {
        return object.valueless_by_exception() ? sizeof...(A) : object.index();
    }
    /// Makes it hold a blank alternative, unless it holds one of that kind.
    static void hold(variant& object, std::size_t which) {
        if (held(object) == which) return;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            static_cast<void>(((I == which && (object.template emplace<I>(reflect::blank<A>()), true)) || ...));
        }(std::index_sequence_for<A...>{});
    }
};

}  // namespace tain::types

namespace tain::reflect::detail {

template <class First, class... A>
struct blank_tuple<std::variant<First, A...>> {
    static constexpr std::variant<First, A...> make() {
        return std::variant<First, A...>{std::in_place_index<0>, blank<First>()};
    }
};

}  // namespace tain::reflect::detail
