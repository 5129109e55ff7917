// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/plan.hpp>
#include <tain/engine/offset_in.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/reflect/type_name.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

/// How a row's plan reaches into structs that are optional as a whole, and into the alternatives of variants.
namespace tain::plans {

/// Consecutive columns of a model that lie in one object: in the model itself, or in one of its optional structs.
struct segment {
    std::uint32_t count = 0;
    std::size_t in = model::no_struct;
};

/// The segments of a model with optional structs.
template <class T>
inline constexpr auto segments = [] {
    constexpr auto& columns = model::optional_structs<T>::columns;
    constexpr std::size_t count = [] {
        std::size_t made = 1;
        for (std::size_t at = 1; at < columns.size(); ++at) made += columns[at].in != columns[at - 1].in;
        return made;
    }();
    std::array<segment, count> made{};
    std::size_t to = 0;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        if (at != 0 && columns[at].in != columns[at - 1].in) ++to;
        made[to].in = columns[at].in;
        ++made[to].count;
    }
    return made;
}();

namespace detail {

/// Where a leaf lies in the innermost optional struct around it.
template <class Leaf>
struct leaf_in_struct;
template <class First, class Second, class... Rest>
struct leaf_in_struct<model::leaf<First, Second, Rest...>> {
    using owner =
        std::conditional_t<types::is_variant<reflect::value_of<First::pointer>>, reflect::owner_of<Second::pointer>,
                           types::required<reflect::value_of<First::pointer>>>;
    using leaf = model::leaf<Second, Rest...>;
};
template <class First, class Second, class... Rest>
    requires(model::leaf<Second, Rest...>::optional)
struct leaf_in_struct<model::leaf<First, Second, Rest...>> : leaf_in_struct<model::leaf<Second, Rest...>> {};

template <class Leaf>
std::uint32_t offset_in_struct() {
    using inside = leaf_in_struct<Leaf>;
    return offset_in<typename inside::owner>(
        [](const typename inside::owner& object) -> const auto& { return inside::leaf::in(object); });
}

template <class T>
void* engage_at(T& object, reflect::list<>) {
    return &object;
}
template <class V, class A, class... Rest>
void* engage_at(V& variant, reflect::list<model::as_kind<A>, Rest...>);

/// Makes the struct to which the steps lead, and those around it, unless they are there. An alternative was made when the
/// kind was read: null where the variant holds another.
template <class T, class First, class... Rest>
void* engage_at(T& object, reflect::list<First, Rest...>) {
    using value = reflect::value_of<First::pointer>;
    constexpr reflect::list<Rest...> rest;
    auto& member = object.*First::pointer;
    if constexpr (types::is_optional<value>) {
        if (!member) member.emplace(reflect::blank<types::required<value>>());
        return engage_at(*member, rest);
    } else {
        return engage_at(member, rest);
    }
}
template <class V, class A, class... Rest>
void* engage_at(V& variant, reflect::list<model::as_kind<A>, Rest...>) {
    A* const held = types::variant_of<V>::template find<A>(variant);
    return held ? engage_at(*held, reflect::list<Rest...>{}) : nullptr;
}

template <class V, class A, class... Rest>
bool is_missing_at(V& variant, reflect::list<model::as_kind<A>, Rest...>);

/// Empties the innermost std::optional on the way. False for the alternative that a variant holds.
template <class T, class First, class... Rest>
bool is_missing_at(T& object, reflect::list<First, Rest...>) {
    using value = reflect::value_of<First::pointer>;
    constexpr reflect::list<Rest...> rest;
    auto& member = object.*First::pointer;
    if constexpr (sizeof...(Rest) == 0) {
        member.reset();
        return true;
    } else if constexpr (types::is_optional<value>) {
        return !member || is_missing_at(*member, rest);
    } else {
        return is_missing_at(member, rest);
    }
}
template <class V, class A, class... Rest>
bool is_missing_at(V& variant, reflect::list<model::as_kind<A>, Rest...>) {
    A* const held = types::variant_of<V>::template find<A>(variant);
    if constexpr (sizeof...(Rest) == 0)
        return !held;
    else
        return !held || is_missing_at(*held, reflect::list<Rest...>{});
}

/// Which of a variant's kinds a row has. Throws, for the row's own error, where it is none of them.
std::size_t place_of_kind(const types::cell& from, std::span<const std::string_view> kinds);

/// Throws `row_error`: a row has values in the columns of another kind than its own.
[[noreturn]] void refuse_column_of_other_kind(std::string_view table, std::string_view model, std::string_view column);

// The same in an element of a row: a model, or one that may be missing.
template <class E, class... D>
void* engage_struct(void* place) {
    E& element = *static_cast<E*>(place);
    constexpr reflect::list<D...> way;
    void* made = nullptr;
    if constexpr (types::is_optional<E>) {
        if (!element) element.emplace(reflect::blank<types::required<E>>());
        made = engage_at(*element, way);
    } else {
        made = engage_at(element, way);
    }
    using T = types::required<E>;
    if constexpr (model::table_of<T>::facts::some_kind) {
        using structs = model::optional_structs<T>;
        if (!made)
            refuse_column_of_other_kind(
                model::table_of<T>::name, reflect::type_name<T>,
                model::table_of<
                    T>::columns[structs::all[reflect::index_of<reflect::list<D...>, typename structs::list>].first]
                    .name);
    }
    return made;
}
template <class E, class... D>
bool is_struct_missing(void* place) {
    E& element = *static_cast<E*>(place);
    constexpr reflect::list<D...> way;
    if constexpr (types::is_optional<E>)
        return !element || is_missing_at(*element, way);
    else
        return is_missing_at(element, way);
}

template <class E, class... D>
driver::group struct_group(const model::optional_struct& of, std::uint32_t start, std::uint32_t offset,
                           reflect::list<D...>) {
    return {.offset = offset,
            .key = start + static_cast<std::uint32_t>(of.key),
            .engage = &engage_struct<E, D...>,
            .reset = &is_struct_missing<E, D...>,
            .whole_first = start + static_cast<std::uint32_t>(of.first),
            .whole_count = static_cast<std::uint32_t>(of.count)};
}

/// The groups of all optional structs of an element whose fields begin at `start`, each still without fields.
template <class E, class... S>
std::array<driver::group, sizeof...(S)> struct_groups([[maybe_unused]] std::uint32_t start,
                                                      [[maybe_unused]] std::uint32_t offset, reflect::list<S...>) {
    std::size_t at = 0;
    return {struct_group<E>(model::optional_structs<types::required<E>>::all[at++], start, offset, S{})...};
}

}  // namespace detail

}  // namespace tain::plans

#ifndef TAIN_COMPILED
#include <tain/engine/struct_plan.ipp>  // IWYU pragma: keep
#endif
