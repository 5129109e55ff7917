// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/model/relation.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <memory>
#include <string>
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
    static constexpr bool optional = false;  ///< behind a struct that is optional as a whole, or in a variant
    static constexpr bool kind = false;      ///< the column that says what a variant holds

    template <class T>
    static constexpr auto& in(T& object) {
        return object.*D::pointer;
    }
    template <class T>
    static constexpr auto* find(T& object) {
        return std::addressof(in(object));
    }
};

/// In the place of a variant's descriptor: the column that says what the variant holds.
template <class D>
struct kind_of {
    static constexpr auto pointer = D::pointer;
};
template <class D>
struct leaf<kind_of<D>> : leaf<D> {
    using member_type = std::string;
    using value_type = std::string;
    static constexpr bool kind = true;
};

template <class First, class Second, class... Rest>
struct leaf<First, Second, Rest...> {
    using inner = leaf<Second, Rest...>;
    using member_type = typename inner::member_type;
    static constexpr bool in_optional = types::is_optional<reflect::value_of<First::pointer>>;
    static constexpr bool in_variant = types::is_variant<reflect::value_of<First::pointer>>;
    static constexpr bool optional = in_optional || in_variant || inner::optional;
    static constexpr bool kind = inner::kind;
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
        if constexpr (in_variant) {
            auto* const held =
                types::variant_of<reflect::value_of<First::pointer>>::template find<reflect::owner_of<Second::pointer>>(
                    object.*First::pointer);
            return held ? inner::find(*held) : nullptr;
        } else if constexpr (in_optional)
            return object.*First::pointer ? inner::find(*(object.*First::pointer)) : nullptr;
        else
            return inner::find(object.*First::pointer);
    }
};

/// True for a member type whose own members are columns: described, and without a storage rule of its own; or a
/// `std::optional` of such a one, a struct that is optional as a whole.
template <class T>
concept embedded = reflect::described<types::required<T>> && !types::mapped<T>;

/// True for a member type that becomes columns of its own: an embedded struct, or a variant.
template <class T>
concept flattened = embedded<T> || types::is_variant<T>;

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
concept other_than_column = flattened<V> || relation<V>;

/// Those of one alternative of a variant.
template <class A, class... Outer>
struct leaves_of_alternative {
    using type = reflect::list<>;
};
template <embedded A, class... Outer>
    requires(!types::is_optional<A>)
struct leaves_of_alternative<A, Outer...> : leaves_in<reflect::members<A>, Outer...> {};

template <class Alternatives, class D, class... Outer>
struct leaves_of_variant;
template <class... A, class D, class... Outer>
struct leaves_of_variant<reflect::list<A...>, D, Outer...> {
    using type = reflect::join<reflect::list<leaf<Outer..., kind_of<D>>>,
                               typename leaves_of_alternative<A, Outer..., D>::type...>;
};
template <class D, class... Outer>
    requires types::is_variant<reflect::value_of<D::pointer>>
struct leaves_of_member<D, Outer...>
    : leaves_of_variant<typename types::variant_of<reflect::value_of<D::pointer>>::alternatives, D, Outer...> {};

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

/// All leaves of a described class in the order of declaration, bases first, embedded structs flattened. A variant
/// becomes the column of its kind and those of its alternatives; a relation is no column.
template <class T>
using leaves = typename detail::leaves_in<reflect::members<T>>::type;

}  // namespace tain::model
