// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/leaves.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <type_traits>

/// Finds members that the descriptions of a model and of what is embedded in it leave out.
namespace tain::verdict::detail {

/// Transient members that the description does not list: as many initializers more may fit.
template <class Leaves, class Transients>
struct undescribed_transients;
template <class... L, class... Transient>
struct undescribed_transients<reflect::list<L...>, reflect::list<Transient...>> {
    template <class Path>
    static constexpr bool described = (model::detail::leads_to<typename L::path, Path> || ...);
    using type = reflect::join<std::conditional_t<described<typename Transient::column>, reflect::list<>,
                                                  reflect::list<typename Transient::column>>...>;
};

template <class T, class Extra>
inline constexpr bool hides_members = false;
template <class T, class... Extra>
inline constexpr bool hides_members<T, reflect::list<Extra...>> = reflect::has_undescribed_members<T, Extra...>;

/// Whether a class has members that it does not describe, or one of its bases has, or a struct that is embedded in it.
template <class T>
constexpr bool hides();
template <class... B>
constexpr bool bases_hide(reflect::list<B...>) {
    return (hides<typename B::type>() || ...);
}
template <class T>
constexpr bool embedded_hides() {
    if constexpr (model::embedded<T>)
        return hides<types::required<T>>();
    else
        return false;
}
template <class... A>
constexpr bool alternatives_hide(reflect::list<A...>) {
    return (embedded_hides<A>() || ...);
}
template <class Value>
constexpr bool value_hides() {
    if constexpr (types::is_variant<Value>)
        return alternatives_hide(typename types::variant_of<Value>::alternatives{});
    else
        return embedded_hides<Value>();
}
template <class... D>
constexpr bool members_hide(reflect::list<D...>) {
    return (value_hides<reflect::value_of<D::pointer>>() || ...);
}
template <class T>
constexpr bool hides() {
    return reflect::has_undescribed_members<T> || bases_hide(reflect::bases<T>{}) ||
           members_hide(reflect::members<T>{});
}

template <class T>
constexpr bool model_hides() {
    using transients = typename model::detail::select_parts<model::detail::parts_for<T>>::transients;
    return hides_members<T, typename undescribed_transients<model::leaves<T>, transients>::type> ||
           bases_hide(reflect::bases<T>{}) || members_hide(reflect::members<T>{});
}

}  // namespace tain::verdict::detail
