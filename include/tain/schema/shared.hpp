// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/table.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

/// What several models may share, by its name: native enums and sequences.
namespace tain::schema {

namespace detail {

/// The enum in `T`, `std::optional<T>`, `std::vector<T>` and their like; `T` itself where there is none.
template <class T>
struct enum_within {
    using type = T;
};
template <class T>
struct enum_within<std::optional<T>> : enum_within<T> {};
template <class T>
struct enum_within<std::vector<T>> : enum_within<T> {};
template <types::user_stored T>
struct enum_within<T> : enum_within<typename tain::type<T>::stored> {};

}  // namespace detail

/// How many columns of a model are of native enums.
template <class T>
inline constexpr std::size_t native_enums_in = [] {
    std::size_t made = 0;
    for (const tain::model::column_info& each : tain::model::table_of<T>::columns)
        made += each.enum_name.empty() ? 0 : 1;
    return made;
}();

/// Visits the type of each native enum among a model's columns, as `std::type_identity<E>`, as often as it is there.
template <class T, class F>
constexpr void each_native_enum(F&& visit) {
    if constexpr (native_enums_in<T> != 0)
        tain::model::table_of<T>::each_column([&visit]<class Leaf>(Leaf, std::size_t) {
            using value = typename detail::enum_within<typename Leaf::value_type>::type;
            if constexpr (types::enum_as<value, enum_storage::form::native>) visit(std::type_identity<value>{});
        });
}

/// Visits the sequence that a model's key comes from, if there is one.
template <class T, class F>
constexpr void each_sequence(F&& visit) {
    tain::model::table_of<T>::each_part([&visit]<class P>(const P& part) {
        if constexpr (tain::model::detail::is_identity<P>)
            if (!part.settings.source.name.empty()) visit(part.settings.source);
    });
}

}  // namespace tain::schema
