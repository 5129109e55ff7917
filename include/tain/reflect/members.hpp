// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>
#include <tain/reflect/type_name.hpp>

#include <boost/describe/bases.hpp>
#include <boost/describe/members.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>

namespace tain::reflect {

/// True for a class that BOOST_DESCRIBE_STRUCT (or _CLASS) was applied to.
template <class T>
concept described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

namespace detail {

template <class M>
struct pointed;
template <class C, class V>
struct pointed<V C::*> {
    using owner = C;
    using value = V;
};

template <class List>
struct listed;
template <template <class...> class L, class... D>
struct listed<L<D...>> {
    using type = list<D...>;
};

}  // namespace detail

/// The class that a member pointer names, and the member's type.
template <auto Member>
using owner_of = typename detail::pointed<std::remove_const_t<decltype(Member)>>::owner;
template <auto Member>
using value_of = typename detail::pointed<std::remove_const_t<decltype(Member)>>::value;

namespace detail {

template <class T>
using own_members = typename listed<boost::describe::describe_members<T, boost::describe::mod_any_access>>::type;
template <class T>
using bases = typename listed<boost::describe::describe_bases<T, boost::describe::mod_any_access>>::type;

template <class T, class Bases>
struct all_members {
    using type = typename listed<
        boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>>::type;
};
template <class T>
struct all_members<T, list<>> {
    using type = own_members<T>;
};

}  // namespace detail

/// The descriptors of a class's members, base members first: each has `pointer` and `name`.
template <described T>
using members = typename detail::all_members<T, detail::bases<T>>::type;

/// The descriptors of a class's direct bases: each has `type`.
template <described T>
using bases = detail::bases<T>;

namespace detail {

/// Fits any member in an aggregate initializer.
struct any_field {
    template <class T>
    operator T() const;
};
template <class>
using any_field_for = any_field;

/// True when an aggregate takes one initializer more than it has described members, plus `Extra`.
template <class T, class Bases, class Members, class... Extra>
inline constexpr bool takes_more = false;
template <class T, class... B, class... D, class... Extra>
    requires requires { T{any_field_for<B>{}..., any_field_for<D>{}..., any_field_for<Extra>{}..., any_field{}}; }
inline constexpr bool takes_more<T, list<B...>, list<D...>, Extra...> = true;

}  // namespace detail

/// True when an aggregate has members that BOOST_DESCRIBE_STRUCT does not list, beyond `Extra` of them.
///
/// One question to the compiler instead of a count. A C array member makes it wrong: brace elision lets each element
/// take an initializer of its own.
template <described T, class... Extra>
inline constexpr bool has_undescribed_members =
    std::is_aggregate_v<T> && detail::takes_more<T, detail::bases<T>, detail::own_members<T>, Extra...>;

/// The name of a member, among the descriptors of its class's members; empty: it is not described.
template <auto Member, class... D>
constexpr std::string_view member_called(reflect::list<D...>) {
    std::string_view made{};
    const auto one = [&]<class M>(M) {
        if constexpr (std::is_same_v<std::remove_const_t<decltype(M::pointer)>, std::remove_const_t<decltype(Member)>>)
            if (M::pointer == Member) made = M::name;
    };
    (one(D{}), ...);
    return made;
}

/// Where a member stands, for a type that says in its errors where it is: one that can be made of it, and has
/// `takes_member_name`.
struct member_name {
    std::string_view type;
    std::string_view member;
};

namespace detail {

template <class T, class B, class M>
struct blank_maker;
template <class T>
struct blank_tuple;

}  // namespace detail

/// Makes a `T` without running any default member initializer of a described member: each member is value-initialized
/// instead. Rows are built from it, so that reading ten thousand rows does not draw ten thousand UUIDs.
template <class T>
constexpr T blank() {
    if constexpr (described<T> && std::is_aggregate_v<T>)
        return detail::blank_maker<T, detail::bases<T>, detail::own_members<T>>::make();
    else if constexpr (requires { detail::blank_tuple<T>::make(); })
        return detail::blank_tuple<T>::make();
    else
        return T{};
}

namespace detail {

template <class T, class D>
inline constexpr member_name name_of{type_name<T>, D::name};

template <class T, class D>
constexpr auto blank_member() {
    using value = value_of<D::pointer>;
    if constexpr (requires { typename value::takes_member_name; })
        return value{name_of<T, D>};
    else
        return blank<value>();
}

template <class T, class... B, class... D>
struct blank_maker<T, list<B...>, list<D...>> {
    static constexpr T make() { return T{blank<typename B::type>()..., blank_member<T, D>()...}; }
};
template <class... T>
struct blank_tuple<std::tuple<T...>> {
    static constexpr std::tuple<T...> make() { return std::tuple<T...>{blank<T>()...}; }
};

}  // namespace detail

/// Converts to a blank `T` in place, for `container.emplace_back(blank_row<T>{})`.
template <class T>
struct blank_row {
    constexpr operator T() const { return blank<T>(); }
};

}  // namespace tain::reflect
