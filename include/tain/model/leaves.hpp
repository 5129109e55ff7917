// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/model/relation.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <memory>
#include <string_view>
#include <type_traits>

namespace tain::model {

/// One column of a model: the descriptors of the members that lead to it, the last one holding the value.
template <class... D>
struct leaf;

template <class D>
struct leaf<D> {
    using path = path_t<D::pointer>;
    using member_type = reflect::value_of<D::pointer>;
    using value_type = member_type;  ///< of the column
    static constexpr std::string_view member = D::name;
    static constexpr bool direct = true;     ///< a member of the model itself
    static constexpr bool optional = false;  ///< behind a struct that is optional as a whole

    template <class T>
    static constexpr auto& in(T& object) {
        return object.*D::pointer;
    }
    template <class T>
    static constexpr auto* find(T& object) {
        return std::addressof(in(object));
    }
};

template <class First, class Second, class... Rest>
struct leaf<First, Second, Rest...> {
    using inner = leaf<Second, Rest...>;
    using member_type = typename inner::member_type;
    static constexpr bool in_optional = types::is_optional<reflect::value_of<First::pointer>>;
    static constexpr bool optional = in_optional || inner::optional;
    using value_type = std::conditional_t<optional, types::nullable<member_type>, member_type>;
    static constexpr std::string_view member = inner::member;
    static constexpr bool direct = false;

    template <auto... M>
    static path_t<First::pointer, M...> behind(path_t<M...>);
    using path = decltype(behind(typename inner::path{}));

    template <class T>
        requires(!optional)
    static constexpr auto& in(T& object) {
        return inner::in(object.*First::pointer);
    }
    /// The member; null where a struct around it is missing.
    template <class T>
    static constexpr auto* find(T& object) {
        if constexpr (in_optional)
            return object.*First::pointer ? inner::find(*(object.*First::pointer)) : nullptr;
        else
            return inner::find(object.*First::pointer);
    }
};

/// True for a member type whose own members are columns: described, and without a storage rule of its own; or a
/// `std::optional` of such a one, a struct that is optional as a whole.
template <class T>
concept embedded = reflect::described<types::required<T>> && !types::mapped<T>;

namespace detail {

template <class Members, class... Outer>
struct leaves_in;

template <class D, class... Outer>
struct leaves_of_member {
    using type = reflect::list<leaf<Outer..., D>>;
};
template <class D, class... Outer>
    requires embedded<reflect::value_of<D::pointer>>
struct leaves_of_member<D, Outer...>
    : leaves_in<reflect::members<types::required<reflect::value_of<D::pointer>>>, Outer..., D> {};

template <class D, class... Outer>
    requires relation<reflect::value_of<D::pointer>>
struct leaves_of_member<D, Outer...> {
    using type = reflect::list<>;
};

template <class V>
concept other_than_column = embedded<V> || relation<V>;

template <class... D, class... Outer>
struct leaves_in<reflect::list<D...>, Outer...> {
    using type = reflect::list<leaf<Outer..., D>...>;
};
template <class... D, class... Outer>
    requires(other_than_column<reflect::value_of<D::pointer>> || ...)
struct leaves_in<reflect::list<D...>, Outer...> {
    using type = reflect::join<typename leaves_of_member<D, Outer...>::type...>;
};

}  // namespace detail

/// All leaves of a described class in the order of declaration, bases first, embedded structs flattened, without relations.
template <class T>
using leaves = typename detail::leaves_in<reflect::members<T>>::type;

}  // namespace tain::model
