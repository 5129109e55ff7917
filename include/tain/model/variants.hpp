// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/parts.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// The variants of a model: `std::variant<Card, Cash> method{}` is a column that says what it holds, the kind, and the
/// columns of all alternatives, which are NULL but for those of the one that it holds.
namespace tain::model {

namespace detail {

template <class Path>
struct last_member;
template <auto Only>
struct last_member<path_t<Only>> {
    using type = reflect::value_of<Only>;
};
template <auto First, auto Second, auto... Rest>
struct last_member<path_t<First, Second, Rest...>> : last_member<path_t<Second, Rest...>> {};

}  // namespace detail

/// The type of the member to which a path leads.
template <class Path>
using member_at = typename detail::last_member<Path>::type;

/// True for a part that names an alternative of the variant to which a path leads.
template <class Part, class Path>
inline constexpr bool names_kind = false;
template <class Path, class A>
inline constexpr bool names_kind<kind_part<Path, A>, Path> = true;

/// What stands in the column for an alternative: its name in the mapping, or else the type's name in snake_case.
template <class T, class Path, class A>
inline constexpr std::string_view kind_name = [] {
    std::string_view made = "none";
    if constexpr (!types::is_monostate<A>) made = as_kind<A>::name;
    table_of<T>::each_part([&made]<class P>(const P& part) {
        if constexpr (std::is_same_v<P, kind_part<Path, A>>) made = part.name;
    });
    return made;
}();

namespace detail {

template <class T, class Path, class... A>
constexpr std::array<std::string_view, sizeof...(A)> kind_names_of(reflect::list<A...>) {
    return {kind_name<T, Path, A>...};
}

/// The way to a variant.
template <class Leaf, class... Before>
struct way_of;
template <class D, class... Before>
struct way_of<leaf<kind_of<D>>, Before...> {
    using type = reflect::list<Before..., D>;
};
template <class First, class Second, class... Rest, class... Before>
struct way_of<leaf<First, Second, Rest...>, Before...> : way_of<leaf<Second, Rest...>, Before..., First> {};
template <class First, class Second, class... Rest, class... Before>
    requires types::is_variant<reflect::value_of<First::pointer>>
struct way_of<leaf<First, Second, Rest...>, Before...>
    : way_of<leaf<Second, Rest...>, Before..., First, as_kind<reflect::owner_of<Second::pointer>>> {};

template <class Structs, class... Way, class... A>
constexpr std::array<std::size_t, sizeof...(A)> alternatives_in(reflect::list<Way...>, reflect::list<A...>) {
    return {reflect::index_of<reflect::list<Way..., as_kind<A>>, Structs>...};
}

}  // namespace detail

/// One variant of a model, by the leaf of its kind.
template <class T, class Leaf>
struct variant_of {
    using path = typename Leaf::path;
    using variant = member_at<path>;
    using alternatives = typename types::variant_of<variant>::alternatives;

    /// What stands in the column for each alternative.
    static constexpr auto kinds = detail::kind_names_of<T, path>(alternatives{});
    /// The place of each among the model's optional structs; that list's size where it has no columns.
    static constexpr auto structs = detail::alternatives_in<typename optional_structs<T>::list>(
        typename detail::way_of<Leaf>::type{}, alternatives{});
};

/// Calls `visit(Leaf{}, index)` for the column of every variant's kind.
template <class T, class F>
constexpr void each_variant(F&& visit) {
    if constexpr (table_of<T>::facts::some_kind)
        table_of<T>::each_column([&visit]<class Leaf>(Leaf of, std::size_t at) {
            if constexpr (Leaf::kind) visit(of, at);
        });
}

}  // namespace tain::model
