// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/relations.hpp>
#include <tain/model/table.hpp>
#include <tain/model/verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <type_traits>

/// Judges the relations of a model.
namespace tain::verdict::detail {

/// How many members are relations.
template <class... D>
constexpr std::size_t relation_members(reflect::list<D...>) {
    return (std::size_t{model::relation<reflect::value_of<D::pointer>>} + ... + 0);
}

/// Whether a struct that is embedded in a class has a relation member, or an alternative of a variant has; what the
/// `Transients` keep out of the table does not count.
template <class Transients, class V, auto... Outer>
constexpr bool embeds_relation();
template <class Transients, auto... Outer, class... A>
constexpr bool alternatives_embed_relation(reflect::list<A...>) {
    return (embeds_relation<Transients, A, Outer...>() || ...);
}
template <class Transients, auto... Outer, class... D>
constexpr bool members_embed_relation(reflect::list<D...>) {
    if constexpr (sizeof...(Outer) == 0 && !(model::flattened<reflect::value_of<D::pointer>> || ...))
        return false;
    else
        return (embeds_relation<Transients, reflect::value_of<D::pointer>, Outer..., D::pointer>() || ...);
}
template <class... Transient, class Path>
constexpr bool is_kept_out(reflect::list<Transient...>, Path) {
    return (std::is_same_v<typename Transient::column, Path> || ...);
}
template <class Transients, class V, auto... Outer>
constexpr bool embeds_relation() {
    if constexpr (is_kept_out(Transients{}, path_t<Outer...>{}))
        return false;
    else if constexpr (model::relation<V>)
        return sizeof...(Outer) > 1;
    else if constexpr (types::is_variant<V>)
        return alternatives_embed_relation<Transients, Outer...>(typename types::variant_of<V>::alternatives{});
    else if constexpr (model::embedded<V>)
        return members_embed_relation<Transients, Outer...>(reflect::members<types::required<V>>{});
    else
        return false;
}
template <class T>
constexpr bool relation_is_embedded() {
    return members_embed_relation<typename model::table_of<T>::selected::transients>(reflect::members<T>{});
}

/// Whether all paths lead to columns of a model.
template <class T, class... Path>
constexpr bool all_belong(reflect::list<Path...>) {
    return ((model::table_of<T>::template index<Path> < model::table_of<T>::size) && ...);
}

/// Whether a relation's member has the type that its kind asks for, and its key is one of the right model.
template <class T, class P>
constexpr auto judge_relation() {
    using member = reflect::value_of<P::member>;
    using kind = model::relation_kind;
    if constexpr (!model::relation<member>)
        return relation_differs{};
    else if constexpr (model::to_many<member> != (P::kind == kind::has_many || P::kind == kind::many_to_many))
        return relation_differs{};
    else if constexpr (P::kind == kind::belongs_to)
        return std::conditional_t<all_belong<T>(typename P::key{}), accepted, relation_differs>{};
    else if constexpr (P::kind == kind::many_to_many)
        return accepted{};
    else
        return std::conditional_t<std::is_same_v<typename model::detail::owner_of_paths<typename P::key>::type,
                                                 typename model::related<member>::type>,
                                  accepted, relation_differs>{};
}

}  // namespace tain::verdict::detail
