// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/plan.hpp>
#include <tain/engine/offset_in.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// How a row's plan reaches into structs that are optional as a whole.
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
template <class First, class... Rest>
struct leaf_in_struct<model::leaf<First, Rest...>> {
    using owner = types::required<reflect::value_of<First::pointer>>;
    using leaf = model::leaf<Rest...>;
};
template <class First, class... Rest>
    requires(model::leaf<Rest...>::optional)
struct leaf_in_struct<model::leaf<First, Rest...>> : leaf_in_struct<model::leaf<Rest...>> {};

template <class Leaf>
std::uint32_t offset_in_struct() {
    using inside = leaf_in_struct<Leaf>;
    return offset_in<typename inside::owner>(
        [](const typename inside::owner& object) -> const auto& { return inside::leaf::in(object); });
}

/// Makes the struct that the members `D` lead to, and those around it, unless they are there.
template <class T>
void* engage_at(T& object) {
    return &object;
}
template <class T, class First, class... Rest>
void* engage_at(T& object) {
    using value = reflect::value_of<First::pointer>;
    auto& member = object.*First::pointer;
    if constexpr (types::is_optional<value>) {
        if (!member) member.emplace(reflect::blank<types::required<value>>());
        return engage_at<types::required<value>, Rest...>(*member);
    } else {
        return engage_at<value, Rest...>(member);
    }
}

/// Empties the innermost std::optional on the way, where there is one.
template <class T, class First, class... Rest>
void reset_at(T& object) {
    using value = reflect::value_of<First::pointer>;
    auto& member = object.*First::pointer;
    if constexpr (sizeof...(Rest) == 0) {
        member.reset();
    } else if constexpr (types::is_optional<value>) {
        if (member) reset_at<types::required<value>, Rest...>(*member);
    } else {
        reset_at<value, Rest...>(member);
    }
}

// The same in an element of a row: a model, or one that may be missing.
template <class E, class... D>
void* engage_struct(void* place) {
    E& element = *static_cast<E*>(place);
    if constexpr (types::is_optional<E>) {
        if (!element) element.emplace(reflect::blank<types::required<E>>());
        return engage_at<types::required<E>, D...>(*element);
    } else {
        return engage_at<E, D...>(element);
    }
}
template <class E, class... D>
void reset_struct(void* place) {
    E& element = *static_cast<E*>(place);
    if constexpr (types::is_optional<E>) {
        if (element) reset_at<types::required<E>, D...>(*element);
    } else {
        reset_at<E, D...>(element);
    }
}

template <class E, class... D>
driver::group struct_group(const model::optional_struct& of, std::uint32_t start, std::uint32_t offset,
                           reflect::list<D...>) {
    return {.offset = offset,
            .key = start + static_cast<std::uint32_t>(of.key),
            .engage = &engage_struct<E, D...>,
            .reset = &reset_struct<E, D...>,
            .whole_first = start + static_cast<std::uint32_t>(of.first),
            .whole_count = static_cast<std::uint32_t>(of.count)};
}

/// The groups of all optional structs of an element whose fields begin at `start`, each still without fields.
template <class E, class... S>
std::array<driver::group, sizeof...(S)> struct_groups(std::uint32_t start, std::uint32_t offset, reflect::list<S...>) {
    std::size_t at = 0;
    return {struct_group<E>(model::optional_structs<types::required<E>>::all[at++], start, offset, S{})...};
}

}  // namespace detail

}  // namespace tain::plans
